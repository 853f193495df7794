"""Any file a site may bring is checked for what it is: a definition, the words of one, or a data pack."""

from pathlib import Path

import pytest

from app.scoring.checks import file_faults, is_pack
from tests.core import garden, orchard
from tests.core.garden import FOLDER, slip

UMLAUT = slip(garden.WORDS, "Think of your garden.", "Think of your Gärtchen.")


def faults(folder: Path, name: str, text: str, library: Path = FOLDER) -> list[str]:
    """What is wrong with a file of that text."""
    file = folder / name
    file.write_text(text, "utf-8")
    return file_faults(file, library)


def test_sound_files_have_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, "garden.toml", garden.DEFINITION) == []
    assert faults(tmp_path, "garden.de.toml", UMLAUT) == []
    assert faults(tmp_path, "bank.toml", orchard.BANK) == []
    assert faults(tmp_path, "values.toml", orchard.VALUES) == []


def test_a_definition_is_judged_by_form_meaning_and_scoring(tmp_path: Path) -> None:
    text = slip(slip(garden.DEFINITION, "range = [4, 16]", "range = [4, 17]"), 'item = "w1"', 'item = "w7"')
    assert faults(tmp_path, "mine.toml", slip(text, 'domain = "gardening"', "domain = 7")) == [
        "mine.toml: domain is not a text",
        "mine.toml: safety rule wasps: there is no item w7",
        "mine.toml: scale joy: the bands do not cover the range 4 to 17",
        "mine.toml: scale joy: range: the rule reaches 4 to 16, not 4 to 17",
    ]


def test_a_pack_is_judged_as_a_pack(tmp_path: Path) -> None:
    assert faults(tmp_path, "bank.toml", slip(orchard.BANK, 'name = "Orchard bank"\n', "")) == [
        "bank.toml: name is missing"
    ]


def test_words_are_judged_by_the_definition_beside_them(tmp_path: Path) -> None:
    (tmp_path / "garden.toml").write_text(slip(garden.DEFINITION, "version = 3", "version = 4"), "utf-8")
    assert faults(tmp_path, "garden.de.toml", UMLAUT) == [
        "garden.de.toml: these are the words of garden@3, not of garden@4"
    ]


def test_words_with_no_definition_beside_them_are_judged_by_the_librarys(tmp_path: Path) -> None:
    text = slip(garden.WORDS, '0 = "The same"\n', "")
    assert faults(tmp_path, "mine.toml", text) == [
        "mine.toml: item 5: choices change are for [-1, 1]; its codes are [-1, 0, 1]"
    ]


def test_a_definition_that_cannot_be_read_is_passed_over_for_the_librarys(tmp_path: Path) -> None:
    (tmp_path / "garden.toml").write_text('id = "garden"\n', "utf-8")
    assert faults(tmp_path, "garden.en.toml", garden.WORDS) == []


@pytest.mark.parametrize("library", [FOLDER, Path("nowhere")])
def test_words_for_no_instrument_that_is_there_cannot_be_judged(tmp_path: Path, library: Path) -> None:
    text = slip(garden.WORDS, 'instrument = "garden"', 'instrument = "field"')
    assert faults(tmp_path, "field.en.toml", text, library) == [
        "field.en.toml: no readable definition of “field” is beside these words or in the library"
    ]


def test_a_file_that_is_not_utf8_says_so(tmp_path: Path) -> None:
    file = tmp_path / "garden.toml"
    file.write_bytes(b'title = "caf\xe9"\n')
    (fault,) = file_faults(file, FOLDER)
    assert fault.startswith(
        "garden.toml: this is not UTF-8: 'utf-8' codec can't decode byte 0xe9 in position 12"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (orchard.BANK, True),
        (orchard.VALUES, True),
        ("# Numbers.\n\nkind = 'spells'\n", True),
        (orchard.DEFINITION, False),  # its items have kinds, it has none itself
        (orchard.WORDS, False),
        ("", False),
    ],
)
def test_a_pack_says_of_itself_what_kind_it_is(text: str, *, expected: bool) -> None:
    assert is_pack(text) is expected
