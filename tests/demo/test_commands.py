"""`myelog demo` as it is typed."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.practice import reopen_instance


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance with a demo study of two patients."""
    path = tmp_path_factory.mktemp("demo") / "instance"
    done = myelog("demo", "--patients", "2", "--seed", "7", "--instance", str(path))
    assert done.returncode == 0, done.stderr
    assert "2 made-up patients" in done.stdout
    return path


def test_it_leaves_a_note_on_how_to_sign_in(made: Path) -> None:
    note = (made / "sign-ins.txt").read_text("utf-8")
    assert "coordinator" in note
    assert len(note.splitlines()) == 5


def test_its_trail_is_in_the_order_of_time_from_the_first_entry(made: Path) -> None:
    db = reopen_instance(made).db
    rows = db.rows("select at, act from audit_entry order by entry_id")
    assert rows[0]["act"] == "study.put_in_force"
    instants = [row["at"] for row in rows]
    assert instants == sorted(instants)
    db.close()


def test_its_record_is_proved(made: Path) -> None:
    done = myelog("verify", "--instance", str(made))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Verified: ")


def test_an_instance_that_is_there_is_never_overwritten(made: Path) -> None:
    before = (made / "myelog.db").read_bytes()
    done = myelog("demo", "--instance", str(made))
    assert done.returncode == 1
    assert "Nothing was changed" in done.stderr
    assert "Traceback" not in done.stderr
    assert (made / "myelog.db").read_bytes() == before


def myelog(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    command = [sys.executable, "-c", "from app.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)
