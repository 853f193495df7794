"""From files to frozen values, and back from what a database kept."""

import dataclasses
import hashlib
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from app.errors import DefinitionError, NotFoundError
from app.instruments.model import Choice, Instrument
from app.instruments.notation import item_ids, rule_name
from app.instruments.reader import (
    find_subject,
    find_wordings,
    instrument_of_document,
    load_instrument,
    load_library,
    load_wording,
    parse_instrument,
    parse_wording,
    wording_of_document,
)
from tests.core.garden import DEFINITION, FOLDER, GARDEN, GARDEN_WORDS, WORDS, slip

EVERY_INSTRUMENT = (*load_library(), GARDEN)


FREE = {"cesd", "gad7", "mfis", "phq8", "phq9", "rand36"}
"""The questionnaires whose owners let anyone reproduce their words; those of the others the site loads."""


def test_the_library_holds_the_instruments_of_the_field_by_what_they_are_about() -> None:
    domains: dict[str, set[str]] = {}
    for instrument in load_library():
        domains.setdefault(instrument.domain, set()).add(instrument.id)
    assert domains == {
        "depression": {"bdi2", "cesd", "phq8", "phq9", "promis_depression_4a", "promis_depression_8a"},
        "anxiety": {"gad7"},
        "anxiety and depression": {"hads"},
        "fatigue": {
            "fss",
            "mfi20",
            "mfis",
            "promis_fatigue_4a",
            "promis_fatigue_6a",
            "promis_fatigue_7a",
            "promis_fatigue_8a",
        },
        "quality of life": {"msqol54", "rand36", "sf36v1"},
        "quality of life (utility)": {"eq5d5l"},
        "MS impact": {"msis29_v1", "msis29_v2"},
        "walking": {"msws12_v1", "msws12_v2"},
        "disability": {"pdds"},
        "well-being": {"who5"},
    }


def test_only_words_that_anyone_may_reproduce_are_shipped() -> None:
    shipped = {instrument.id: find_wordings(instrument.id) for instrument in load_library()}
    assert shipped == {name: ("en",) if name in FREE else () for name in shipped}


def test_a_library_is_read_once() -> None:
    assert load_library() is load_library()


def test_an_unknown_instrument_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(NotFoundError, match=r"“sf36”\. There are: bdi2, cesd, .*rand36, sf36v1, who5\.$"):
        load_instrument("sf36")


def test_a_path_is_not_an_instrument() -> None:
    with pytest.raises(NotFoundError):
        load_instrument("../library/phq9")


def test_an_unknown_locale_is_refused_and_the_known_ones_are_named() -> None:
    with pytest.raises(NotFoundError, match=r"phq9 in “xx”\. There are: en"):
        load_wording("phq9", "xx")


def test_a_file_must_bear_its_instruments_id(tmp_path: Path) -> None:
    (tmp_path / "orchard.toml").write_text(DEFINITION, "utf-8")
    with pytest.raises(DefinitionError, match="not named after its id, garden"):
        load_instrument("orchard", tmp_path)


@pytest.mark.parametrize("instrument", EVERY_INSTRUMENT, ids=lambda instrument: instrument.id)
def test_a_kept_document_gives_back_the_very_same_instrument(instrument: Instrument) -> None:
    assert instrument_of_document(instrument.document) == instrument


@pytest.mark.parametrize("name", sorted(FREE))
def test_a_kept_document_gives_back_the_very_same_words(name: str) -> None:
    wording = load_wording(name, "en")
    assert wording_of_document(wording.document, load_instrument(name)) == wording


def test_kept_words_are_not_given_to_another_instrument() -> None:
    with pytest.raises(DefinitionError, match="not the words of garden@3"):
        wording_of_document(load_wording("phq9", "en").document, GARDEN)


def test_a_kept_document_that_is_no_definition_is_refused() -> None:
    with pytest.raises(DefinitionError, match="it has no items"):
        instrument_of_document('{"id":"garden"}')


@pytest.mark.parametrize("instrument", EVERY_INSTRUMENT, ids=lambda instrument: instrument.id)
def test_a_hash_is_the_sha256_of_the_canonical_json(instrument: Instrument) -> None:
    """Written a second way: the standard library's JSON, numbers kept as they stand by hand."""
    raw = json.loads(instrument.document, parse_float=lambda text: f"number {text}")
    canonical = json.dumps(raw, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    for number in {text for text in _texts(raw) if text.startswith("number ")}:
        canonical = canonical.replace(f'"{number}"', number.removeprefix("number "))
    assert canonical == instrument.document
    assert hashlib.sha256(canonical.encode()).hexdigest() == instrument.hash


def test_an_instrument_is_named_by_id_version_and_hash() -> None:
    assert GARDEN.name == f"garden@3+sha256:{GARDEN.hash}"


def test_comments_and_the_order_of_keys_leave_the_hash_alone() -> None:
    head = 'id = "garden"\nversion = 3\n'
    other = slip(DEFINITION, head, '# A comment.\nversion = 3\nid = "garden"\n')
    assert parse_instrument(other, "garden.toml").hash == GARDEN.hash


def test_any_change_of_meaning_changes_the_hash() -> None:
    other = parse_instrument(slip(DEFINITION, "value = 3.5", "value = 3.6"), "garden.toml")
    assert other.hash != GARDEN.hash


def test_numbers_are_exact() -> None:
    error = load_instrument("mfis").scale("total").thresholds[1]
    assert (error.kind, error.value) == ("measurement_error", Fraction(101, 5))


def test_points_hold_every_recode_and_reversal() -> None:
    joy, trend, pests = GARDEN.scales
    assert joy.points["1"] == {1: 1, 2: 2, 3: 3, 4: 4}
    assert joy.points["2"] == {1: 4, 2: 3, 3: 2, 4: 1}
    assert trend.points["5"] == {-1: Fraction("-2.5"), 0: 0, 1: Fraction("2.5")}
    assert pests.points["w1"] == {1: 0, 2: 0, 3: 1, 4: 1}


def test_a_reversed_recode_turns_the_recoded_points_round() -> None:
    text = slip(DEFINITION, 'items = "5, 1"', 'items = "5, 1"\nreverse = "5"')
    assert parse_instrument(text, "garden.toml").scale("trend").points["5"] == {-1: 2.5, 0: 0, 1: -2.5}


def test_items_keep_the_owners_order() -> None:
    assert [item.id for item in GARDEN.items] == ["1", "2", "3", "w1", "5"]


def test_an_item_left_out_is_known_and_not_shown() -> None:
    assert [item.id for item in GARDEN.left_out] == ["6"]
    assert "6" not in {item.id for item in GARDEN.items}


def test_words_are_found_by_item() -> None:
    wasps, trend = GARDEN.item("w1"), GARDEN.item("5")
    assert GARDEN_WORDS.stem_of(wasps) == "During the **last season**, how often"
    assert GARDEN_WORDS.text_of(wasps) == "did you meet **wasps**?"
    assert GARDEN_WORDS.stem_of(trend) is None
    assert GARDEN_WORDS.choices_of(trend) == (
        Choice(code=-1, text="Worse"),
        Choice(code=0, text="The same"),
        Choice(code=1, text="Better"),
    )


def test_choices_come_in_the_order_of_the_items_codes() -> None:
    text = slip(DEFINITION, "codes = [-1, 0, 1]", "codes = [1, 0, -1]")
    instrument = parse_instrument(text, "garden.toml")
    wording = parse_wording(WORDS, instrument, "garden.en.toml")
    assert [choice.code for choice in wording.choices_of(instrument.item("5"))] == [1, 0, -1]


def test_asking_for_what_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        GARDEN.item("99")
    with pytest.raises(KeyError):
        GARDEN.scale("sorrow")


def test_values_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        GARDEN.version = 4  # type: ignore[misc]


def test_an_instrument_can_be_a_key_and_two_readings_are_one() -> None:
    again = parse_instrument(DEFINITION, "garden.toml")
    assert {GARDEN: "kept"}[again] == "kept"
    assert {GARDEN_WORDS: "kept"}[parse_wording(WORDS, again, "garden.en.toml")] == "kept"


def test_a_definition_that_is_no_toml_says_where() -> None:
    with pytest.raises(DefinitionError, match=r"garden\.toml: .*line 1"):
        parse_instrument("id = =\n", "garden.toml")


def test_words_say_which_instrument_they_are_for() -> None:
    assert find_subject(WORDS) == "garden"
    assert find_subject(DEFINITION) is None
    assert find_subject("id = =") is None


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ("1", ("1",)),
        ("1-3", ("1", "2", "3")),
        ("9, 11-12, w1", ("9", "11", "12", "w1")),
        ("3-3", ("3",)),
        ("", ()),
        ("3-1", ("3-1",)),  # backwards: left to be found no item
        ("9a-9c", ("9a-9c",)),
        ("1-1001", ("1-1001",)),  # nobody asks a thousand items: a slip
    ],
)
def test_a_list_of_items_is_written_with_commas_and_spans(written: str, ids: tuple[str, ...]) -> None:
    assert item_ids(written) == ids


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("sum@1", ("sum", 1)),
        ("half_rule@12", ("half_rule", 12)),
        ("sum", None),
        ("@1", None),
        ("sum@x", None),
    ],
)
def test_a_rule_is_written_as_name_and_version(written: str, named: tuple[str, int] | None) -> None:
    assert rule_name(written) == named


def test_a_library_of_ones_own_is_found_by_its_folder() -> None:
    assert GARDEN in load_library(FOLDER)


def _texts(raw: object) -> list[str]:
    if isinstance(raw, dict):
        return [text for part in raw.values() for text in _texts(part)]
    if isinstance(raw, list):
        return [text for part in raw for text in _texts(part)]
    assert not isinstance(raw, Decimal)
    return [raw] if isinstance(raw, str) else []


@pytest.mark.parametrize(
    "instrument",
    [instrument for instrument in load_library() if instrument.id not in FREE],
    ids=lambda instrument: instrument.id,
)
def test_a_licence_holder_can_write_the_words_of_every_questionnaire_shipped_without(
    instrument: Instrument,
) -> None:
    """Made-up words for every item, stem and choice that the definition names leave no fault."""
    lines = [f'instrument = "{instrument.id}"', f"instrument_version = {instrument.version}", 'locale = "en"']
    lines += [f'{key} = "made up"' for key in ("version", "heading", "source")]
    lines += ["[items]", *(f'{item.id} = "Words of item {item.id}"' for item in instrument.items)]
    lines += [
        "[stems]",
        *(f'{stem} = "Words above"' for stem in {i.stem for i in instrument.items if i.stem}),
    ]
    for name, codes in {item.choices: item.codes for item in instrument.items if item.choices}.items():
        lines += [f"[choices.{name}]", *(f'{code} = "Answer {code}"' for code in codes)]
    wording = parse_wording("\n".join(lines), instrument, "made up")
    assert all(wording.text_of(item) for item in instrument.items)
    for item in instrument.items:
        assert [choice.code for choice in wording.choices_of(item)] == (
            list(item.codes) if item.choices else []
        )
