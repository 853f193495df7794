"""What a database keeps of definitions, words and packs is read back exactly, or refused by name."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from app.errors import DefinitionError
from app.instruments.packs import Pack
from app.instruments.reader import (
    document_of_pack,
    equipped,
    find_subject,
    find_subject_version,
    instrument_of_document,
    pack_of_document,
    parse_pack,
    read_instrument,
    read_pack,
    wording_of_document,
)
from tests.core.garden import GARDEN, GARDEN_WORDS, WORDS, slip
from tests.core.orchard import BANK, DEFINITION, EQUIPPED, ORCHARD, VALUES

BANK_PACK, VALUES_PACK = parse_pack(BANK, "bank.toml"), parse_pack(VALUES, "values.toml")


def faults_of(read: Callable[[], object]) -> list[str]:
    """The faults for which something is refused."""
    with pytest.raises(DefinitionError) as refused:
        read()
    return list(refused.value.faults)


def changed(document: str, **fields: object) -> str:
    """A document with other values in some fields; None takes one away."""
    raw: dict[str, Any] = {**json.loads(document), **fields}
    return json.dumps({name: value for name, value in raw.items() if value is not None})


@pytest.mark.parametrize("pack", [BANK_PACK, VALUES_PACK], ids=lambda pack: pack.kind)
def test_a_kept_pack_is_the_very_same(pack: Pack) -> None:
    document, digest = document_of_pack(pack)
    assert pack_of_document(document) == pack
    assert document_of_pack(pack_of_document(document)) == (document, digest)
    assert len(digest) == 64


def test_a_kept_pack_that_cannot_be_read_is_refused() -> None:
    document, _ = document_of_pack(BANK_PACK)
    assert faults_of(lambda: pack_of_document(changed(document, name=None))) == [
        "the kept data pack: name is missing"
    ]


def test_a_kept_definition_that_cannot_be_read_is_refused() -> None:
    assert faults_of(lambda: instrument_of_document(changed(GARDEN.document, items=[])))[0] == (
        "the kept definition: it has no items"
    )
    assert faults_of(lambda: instrument_of_document(changed(GARDEN.document, colour="green"))) == [
        "the kept definition: colour has no meaning here"
    ]


def test_kept_words_that_cannot_be_read_are_refused() -> None:
    assert faults_of(lambda: wording_of_document(changed(GARDEN_WORDS.document, heading=None), GARDEN)) == [
        "the kept wording: heading is missing"
    ]


def test_kept_words_are_of_one_version_of_one_instrument() -> None:
    document = changed(GARDEN_WORDS.document, instrument_version=2)
    assert faults_of(lambda: wording_of_document(document, GARDEN)) == [
        "the kept wording: these are not the words of garden@3"
    ]


def test_packs_may_be_given_one_after_the_other_and_a_newer_takes_the_place_of_an_older() -> None:
    assert equipped(equipped(ORCHARD, [BANK_PACK]), [VALUES_PACK]) == EQUIPPED
    older = parse_pack(slip(BANK, 'version = "1"', 'version = "0"'), "older.toml")
    assert equipped(equipped(ORCHARD, [older, VALUES_PACK]), [BANK_PACK]) == EQUIPPED
    assert equipped(ORCHARD, []) is ORCHARD


def test_words_say_for_which_version_of_which_instrument_they_are() -> None:
    assert (find_subject(WORDS), find_subject_version(WORDS)) == ("garden", 3)
    for text in (DEFINITION, "", "instrument = = 3", "instrument = 3\ninstrument_version = 'three'\n"):
        assert find_subject(text) is None
        assert find_subject_version(text) is None


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("slope = 2.0", "slope = 2.0\nguessing = 0.2", "items: APPLE: guessing has no meaning here"),
        ('licence = "Free."', 'licence = "Free."\ncolour = "red"', "colour has no meaning here"),
        ('licence = "Free."', 'licence = "Free."\ncountry = "Nowhere"', "country has no meaning here"),
        ("[items.APPLE]", "[decrements]\n1 = [0, 1]\n[items.APPLE]", "decrements has no meaning here"),
        ('name = "Orchard bank"', 'name = "Orchard b\ufffdnk"', "name: a letter was lost (U+FFFD)"),
    ],
)
def test_a_pack_with_more_than_a_pack_holds_is_refused(right: str, wrong: str, fault: str) -> None:
    assert faults_of(lambda: parse_pack(slip(BANK, right, wrong), "bank.toml")) == [f"bank.toml: {fault}"]


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (BANK, "slope = 2.0\n", ""),  # the first of two items; the second can be read
        (BANK, BANK[BANK.index("[items.APPLE]") :], "items = 3\n"),
        (BANK, 'name = "Orchard bank"\n', ""),
        (VALUES, "1 = [0, 0.25, 0.7]", '1 = "many"'),
        (VALUES, "full_health = 1\n", ""),
    ],
)
def test_a_pack_that_lacks_what_it_needs_is_no_pack(text: str, right: str, wrong: str) -> None:
    pack, faults = read_pack(slip(text, right, wrong), "pack.toml")
    assert pack is None
    assert faults


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('ids = "intro"\nkind = "instructions"', 'ids = "intro"'),  # the first group of several
        ("low = 0\nhigh = 10\n", "low = 0\n"),
        ('item = "1"\ncodes = [2, 3]', "codes = [2, 3]"),
    ],
)
def test_a_definition_whose_items_cannot_be_read_is_no_instrument(right: str, wrong: str) -> None:
    instrument, faults = read_instrument(slip(DEFINITION, right, wrong), "orchard.toml")
    assert instrument is None
    assert faults
