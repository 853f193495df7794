"""What a command cannot do it says in one plain sentence, with exit code 1, and leaves nothing half done."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.practice import PracticeInstance

MYELOG = Path(sys.executable).with_name("myelog")


def refused(*arguments: str | Path) -> str:
    """What the command says on stderr, once it has refused without a trace."""
    done = subprocess.run([MYELOG, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 1, done
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_file_that_cannot_be_written_is_named(instance: PracticeInstance) -> None:
    instance.enrol("0101")
    nowhere = "/nonexistent/summary.pdf"
    words = refused("report", "0101", "-o", nowhere, "--instance", instance.settings.instance)
    assert words == f"{nowhere}: No such file or directory\n"


def test_a_port_in_use_is_one_plain_sentence(instance: PracticeInstance) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        words = refused("serve", "--port", port, "--instance", instance.settings.instance)
    assert words.startswith(f"127.0.0.1:{port} is in use")
    assert words.count("\n") == 1


def test_settings_that_are_no_text_are_named(instance: PracticeInstance) -> None:
    path = instance.settings.instance / "settings.toml"
    path.write_bytes(b"\xff")
    assert str(path) in refused("verify", "--instance", instance.settings.instance)


def test_a_study_that_is_no_text_is_named_and_makes_no_instance(tmp_path: Path) -> None:
    study, made = tmp_path / "study.toml", tmp_path / "instance"
    study.write_bytes(b"\xff")
    assert "study.toml" in refused("init", "--study", study, "--instance", made)
    assert not made.exists()


def test_an_instance_without_its_administrator_is_not_left_behind(tmp_path: Path) -> None:
    assert "A username has" in refused("init", "--username", "Not A Name", "--instance", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("locale", ["xx", "../../en"])
def test_nobody_is_enrolled_in_a_language_the_questionnaires_do_not_have(
    instance: PracticeInstance, locale: str
) -> None:
    words = refused(
        *("enrol", "01", "0101", "--disease", "SPMS", "--consented-on", "2026-01-05"),
        *("--locale", locale, "--instance", str(instance.settings.instance)),
    )
    assert locale in words
    assert instance.db.rows("select * from patient") == []


@pytest.mark.parametrize("command", ["demo", "init"])
@pytest.mark.parametrize("left", ["myelog.db", "audit.key"])
def test_what_is_left_of_an_instance_is_never_overwritten_nor_cleared_away(
    tmp_path: Path, command: str, left: str
) -> None:
    (tmp_path / left).write_bytes(b"all there is of a study")
    assert "Nothing was changed" in refused(command, "--instance", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [left]
    assert (tmp_path / left).read_bytes() == b"all there is of a study"
