"""`myelog instruments`: list, show and check, run as a real program."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.instruments.reader import LIBRARY, RELEASED, load_instrument, load_library, load_wording
from tests.core.garden import DEFINITION, FOLDER, WORDS, slip

MYELOG = Path(sys.executable).with_name("myelog")


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([MYELOG, "instruments", *arguments], capture_output=True, text=True, timeout=60)


def shown(*arguments: str) -> Any:
    done = run("show", *arguments, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_list_names_every_instrument_with_its_languages() -> None:
    lines = {line.split("@")[0]: line for line in run("list").stdout.splitlines()}
    assert list(lines) == sorted(instrument.id for instrument in load_library())
    assert "(9 items, 2 scales; en)" in lines["phq9"]
    assert "(14 items, 2 scales; no wording)" in lines["hads"]


@pytest.mark.parametrize("instrument_id", ["mfis", "phq9", "rand36"])
def test_show_gives_every_item_with_its_bare_words_and_codes(instrument_id: str) -> None:
    instrument, wording = load_instrument(instrument_id), load_wording(instrument_id, "en")
    items = shown(instrument_id)["items"]
    assert [item["id"] for item in items] == [item.id for item in instrument.items]
    for item in items:
        assert item["emphasised_text"] == wording.items[item["id"]]
        assert item["text"] == wording.items[item["id"]].replace("**", "")
        assert [choice["code"] for choice in item["choices"]] == item["codes"]


def test_show_gives_scales_rules_and_references() -> None:
    manual = shown("mfis")
    total = next(scale for scale in manual["scales"] if scale["id"] == "total")
    assert manual["name"] == load_instrument("mfis").name
    assert total["rule"] == "sum@1"
    assert total["range"] == [0, 84]
    assert total["missing"]["name"] == "half_rule"
    assert total["missing"]["owner"] == "project"
    assert [(each["kind"], each["value"]) for each in total["thresholds"]] == [
        ("group_mid", 4),
        ("measurement_error", 20.2),
    ]
    assert all(each["reference"] in manual["references"] for each in total["thresholds"])


def test_show_tells_the_manual_in_words() -> None:
    text = run("show", "phq9").stdout
    for words in (
        "No permission required to reproduce",
        "20 to 27: severe",
        "Group minimal important difference (MID): 5 points or more. (Löwe 2004, read in the source)",
        "At 11 or more: screens positive for major depressive disorder in multiple sclerosis",
        "Alert: item 9 at 1 or more.",
        "This project's rule, not the owner's.",
        "Changed from the owner's form: The numbers 0 to 3 beside the answers are not shown.",
    ):
        assert words in text


def test_show_turns_a_cut_off_where_higher_is_better() -> None:
    assert "At 9 or less: sad garden" in run("show", "garden", "--library", FOLDER).stdout


def test_an_instrument_without_words_shows_its_structure(tmp_path: Path) -> None:
    (tmp_path / "garden.toml").write_text(DEFINITION, "utf-8")
    item = shown("garden", "--library", str(tmp_path))["items"][0]
    assert (item["text"], item["codes"], item["choices"]) == (None, [1, 2, 3, 4], [])
    assert "no wording" in run("list", "--library", tmp_path).stdout


def test_an_unknown_language_is_refused() -> None:
    done = run("show", "phq9", "--locale", "xx")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip() == "There are no words for phq9 in “xx”. There are: en."


def test_the_library_has_no_fault() -> None:
    done = run("check")
    assert (done.returncode, done.stdout) == (
        0,
        f"{len([file for file in LIBRARY.glob('*.toml') if file.name != RELEASED])} files without a fault\n",
    )


def test_check_prints_all_faults_of_all_files_and_fails(tmp_path: Path) -> None:
    definition, words = tmp_path / "garden.toml", tmp_path / "garden.en.toml"
    definition.write_text(
        slip(slip(DEFINITION, "range = [4, 16]", "range = [4, 17]"), 'item = "w1"', 'item = "w7"'), "utf-8"
    )
    words.write_text(slip(WORDS, '0 = "The same"\n', ""), "utf-8")
    done = run("check", definition, words)
    assert done.returncode == 1
    assert done.stderr == "4 faults\n"
    assert done.stdout.splitlines() == [
        "garden.toml: safety rule wasps: there is no item w7",
        "garden.toml: scale joy: the bands do not cover the range 4 to 17",
        "garden.toml: scale joy: range: the rule reaches 4 to 16, not 4 to 17",
        "garden.en.toml: item 5: choices change are for [-1, 1]; its codes are [-1, 0, 1]",
    ]


def test_words_are_checked_against_the_library_where_no_definition_is_beside_them(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    original = load_wording("phq9", "en")
    source = Path(sys.modules["app.instruments.reader"].__file__ or "").parent / "library" / "phq9.en.toml"
    file.write_text(slip(source.read_text("utf-8"), f'1 = "{original.items["1"]}"\n', ""), "utf-8")
    assert run("check", file).stdout == "mine.toml: item 1 has no words\n"


def test_words_for_an_instrument_that_does_not_exist_are_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "field.en.toml"
    file.write_text(slip(WORDS, 'instrument = "garden"', 'instrument = "field"'), "utf-8")
    assert "no readable definition of “field”" in run("check", file).stdout


def test_a_file_that_is_not_utf8_is_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "garden.toml"
    file.write_bytes(b'title = "caf\xe9"\n')
    done = run("check", file)
    assert (done.returncode, done.stdout.startswith("garden.toml: this is not UTF-8")) == (1, True)


def test_a_file_that_is_not_there_is_bad_usage() -> None:
    assert run("check", "nowhere.toml").returncode == 2
