"""`myelog instruments import`, run as a real program on files as people have them."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.core.instruments.importing.foreign import FOLDER

MYELOG = Path(sys.executable).with_name("myelog")
MISSING = ["domain", "recall", "licence", "owner", "terms", "credit", "evidence"]


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [MYELOG, "instruments", *arguments], capture_output=True, text=True, timeout=60, cwd=cwd
    )
    assert "Traceback" not in done.stderr
    return done


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_questionnaire_becomes_a_definition_and_a_wording_per_language(tmp_path: Path) -> None:
    done = run("import", FOLDER / "pond.r4.json", "-o", tmp_path / "new")
    assert (done.returncode, done.stderr) == (0, "")
    assert names(tmp_path / "new") == ["pondwatch.de.toml", "pondwatch.en.toml", "pondwatch.toml"]
    for line in (
        "Pond Watch: FHIR Questionnaire, 4 items, in en, de",
        "    1  single_choice [0 1 3]  hear a frog?",
        "    3  number [0 to 40]  How deep is the pond?",
        "  item 5 (/fish): several answers may be chosen, which Myelog cannot ask",
        "  /total: left out: it can only be read",
        f"  {tmp_path / 'new' / 'pondwatch.de.toml'}",
    ):
        assert line in done.stdout.splitlines()


def test_check_asks_for_just_what_only_a_person_can_know(tmp_path: Path) -> None:
    told = run("import", FOLDER / "pond.r4.json", "-o", tmp_path).stdout
    definition = tmp_path / "pondwatch.toml"
    done = run("check", *sorted(tmp_path.iterdir()))
    faults = done.stdout.splitlines()
    assert done.returncode == 1
    assert all(fault.startswith("pondwatch.toml: ") for fault in faults)
    assert [fault.split()[-3] for fault in faults if fault.endswith("is missing")] == MISSING
    assert [fault for fault in faults if not fault.endswith("is missing")] == [
        f"{definition.name}: no references are given",
        f"{definition.name}: it has no scales",
    ]
    assert all(f"  {fault}" in told.splitlines() for fault in faults)


def test_a_draft_that_a_person_completes_is_without_fault(tmp_path: Path) -> None:
    run("import", FOLDER / "pond.r4.json", "-o", tmp_path, "--id", "pond", "--version", "3")
    definition = tmp_path / "pond.toml"
    draft = definition.read_text("utf-8")
    assert "version = 3" in draft
    head, items = draft.split("\n[[items]]", 1)
    completed = f"""{head}
domain = "ponds"
recall = "last week"
[licence]
owner = "Society of Ponds"
terms = "Ask before you print it."
credit = "© Society of Ponds"
evidence = "recalled"
[references]
"Frog 1901" = "Frog F. On herons. 1901."
[[scales]]
id = "total"
title = "Total"
items = "1-2"
rule = "sum@1"
range = [0, 6]
direction = "higher is worse"
main = true
references = ["Frog 1901"]
[scales.missing]
rule = "complete@1"
minimum = 2
owner = "project"
evidence = "recalled"
source = "Both are needed."
[[items]]{items}"""
    definition.write_text(completed, "utf-8")
    assert run("check", *sorted(tmp_path.iterdir())).stdout == "3 files without a fault\n"
    assert "hear a frog?" in run("show", "pond", "--library", tmp_path).stdout


def test_each_form_of_a_dictionary_becomes_an_instrument(tmp_path: Path) -> None:
    done = run("import", FOLDER / "meadow.en.csv", "--locale", "en", cwd=tmp_path)
    assert done.returncode == 0
    assert names(tmp_path) == ["meadow.en.toml", "meadow.toml", "visitors.en.toml", "visitors.toml"]


def test_one_form_may_be_chosen_and_named(tmp_path: Path) -> None:
    done = run("import", FOLDER / "meadow.en.csv", "--form", "visitors", "--id", "bees", "-o", tmp_path)
    assert done.returncode == 0
    assert names(tmp_path) == ["bees.en.toml", "bees.toml"]


def test_a_second_language_is_added_where_the_structure_is_the_same(tmp_path: Path) -> None:
    run("import", FOLDER / "meadow.en.csv", "--locale", "en", "-o", tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    done = run("import", FOLDER / "meadow.de.csv", "--locale", "de", "-o", tmp_path)
    assert set(names(tmp_path)) - set(before) == {"meadow.de.toml"}
    assert all((tmp_path / name).read_bytes() == content for name, content in before.items())
    assert done.returncode == 1
    assert done.stderr.split("\n\n") == [
        "\nvisitors: nothing was written.\n"
        "visitors.toml is there already and differs:\n"
        "item 1: codes: -1, 0, 2 in the file, -1, 0, 1 in the definition\n"
        "item 2: conditions: none in the file, item 1 is -1 or 1 in the definition",
        "",
    ]
    assert run("check", tmp_path / "meadow.de.toml").stdout == "1 file without a fault\n"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    run("import", FOLDER / "pond.r4.json", "-o", tmp_path)
    (tmp_path / "pondwatch.toml").write_text("mine", "utf-8")
    done = run("import", FOLDER / "pond.r4.json", "-o", tmp_path)
    assert done.returncode == 1
    assert "pondwatch.en.toml is there already and stays as it is" in done.stderr
    assert (tmp_path / "pondwatch.toml").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (["nowhere.json"], 2, "does not exist"),
        ([FOLDER / "pond.r4.json", "--id", "Pond Watch"], 2, "not made of small letters, digits and _"),
        ([FOLDER / "pond.r4.json", "--locale", "../en"], 2, "is no language such as en or de-CH"),
        ([FOLDER / "pond.r4.json", "--version", "0"], 2, "--version"),
        ([FOLDER / "meadow.en.csv", "--form", "garden"], 1, "There are: meadow, visitors."),
        ([FOLDER / "meadow.en.csv", "--id", "one"], 1, "Choose one with --form."),
        ([__file__], 1, "test_command.py: this is neither FHIR JSON nor a REDCap data dictionary"),
    ],
)
def test_a_refusal_is_plain_and_writes_nothing(
    tmp_path: Path, arguments: list[str | Path], code: int, why: str
) -> None:
    done = run("import", *arguments, "-o", tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert why in done.stderr
    assert names(tmp_path) == []
