"""The manual in words: every rule is told, once, in the same sentences for the terminal, for JSON and for the page."""

import json
import re
from collections.abc import Callable
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.instruments.model import Instrument, Wording
from app.instruments.notation import item_ids
from app.instruments.reader import (
    equipped,
    load_instrument,
    load_library,
    load_wording,
    parse_instrument,
    parse_pack,
)
from app.scoring.composites import COMPOSITE_RULES
from app.scoring.manual import manual_lines, manual_of
from app.scoring.manual.items import item_groups
from app.scoring.manual.rules import WORDS
from app.scoring.manual.saying import Saying, number, say, spanned
from app.scoring.manual.scales import references_of, scales_manual
from app.scoring.patterns import PATTERN_RULES
from app.scoring.tallies import TALLY_RULES
from tests.core.garden import FOLDER, slip
from tests.core.orchard import DEFINITION

ORCHARD, ORCHARD_WORDS = load_instrument("orchard", FOLDER), load_wording("orchard", "en", FOLDER)
MARKET = load_instrument("market", FOLDER)


def packed(instrument: Instrument, *names: str) -> Instrument:
    packs = [parse_pack((FOLDER / "packs" / f"{name}.toml").read_text("utf-8"), name) for name in names]
    return equipped(instrument, packs)


def lines_of(instrument: Instrument, wording: Wording | None = None) -> list[str]:
    return [line.strip() for line in "\n".join(manual_lines(instrument, wording)).splitlines()]


def scale_lines(instrument: Instrument, scale_id: str) -> dict[str, str]:
    """What the terminal says of one scale, by the name of each line."""
    lines = iter(lines_of(instrument))
    next(line for line in lines if line.startswith(f"Scale {scale_id}:"))
    own: dict[str, str] = {}
    for line in lines:
        if not line:
            break
        name, _colon, text = line.partition(": ")
        own[name] = text
    return own


def test_every_rule_there_is_has_words() -> None:
    assert set(WORDS) == {*TALLY_RULES, *COMPOSITE_RULES, *PATTERN_RULES}


@pytest.mark.parametrize(
    ("scale", "rule"),
    [
        (
            "fruit",
            "The sum S of the items' points, as a percentage of the range it can have. With items unanswered, S is the "
            "mean of the answered times the number of items. (percent_of_range@1)",
        ),
        ("taste", "The points of the item. (sum@1)"),
        ("harvest", "The sum of the scores of its scales, each times its weight. (weighted_sum@1)"),
        ("T", "The sum of the items' points, 2 to 6, looked up in the conversion table. (table@1)"),
        ("profile", "The points of the items, added up: each has a place of its own in the label. (sum@1)"),
    ],
)
def test_a_rule_is_told_with_its_figures(scale: str, rule: str) -> None:
    assert scale_lines(ORCHARD, scale)["Rule"] == rule


def test_a_percentage_of_the_range_has_its_formula() -> None:
    assert scale_lines(ORCHARD, "fruit")["Formula"] == "100 × (S − 2) ÷ 6"


def test_a_count_of_symptoms_names_its_steps_and_core_symptoms() -> None:
    assert scale_lines(load_instrument("phq9"), "algorithm")["Rule"] == (
        "The number of symptoms: the sum of the items' points, in steps (≥ 2: 1; ≥ 5: 2; else 0). Without points for a "
        "core symptom (items 1, 2) it is 0. (symptom_count@1)"
    )


def test_weights_norms_and_conversion_tables_are_there_in_full() -> None:
    text = "\n".join(lines_of(ORCHARD))
    assert re.search(r"Scale +Weight\nFruit +0\.5\nTaste +−0\.5\n", text)
    assert re.search(
        r"Scale +Mean +Standard deviation +Weight\nFruit +60 +15 +0\.5\nTaste +5 +2 +−0\.4\n", text
    )
    assert re.search(r"Sum +Score +Standard error\n2 +38\.2 +5\.7\n3 +45 +3\.3\n4 +52", text)
    tables = re.findall(
        r"^\d+ +[\d.]+ +[\d.]+$", "\n".join(lines_of(load_instrument("promis_fatigue_8a"))), re.M
    )
    assert len(tables) == 33, "the sums 8 to 40"


def test_every_table_has_a_title() -> None:
    entries = [entry for one in scales_manual(ORCHARD).scales for entry in one.entries]
    assert [str(entry.grid.title) for entry in entries if entry.grid] == [
        "Weights",
        "Norm and weights",
        "Conversion table",
    ]


def test_a_conversion_table_without_standard_errors_has_no_column_for_them() -> None:
    rows = "[[2, 38.2], [3, 45], [4, 52], [5, 61], [6, 70]]"
    text = slip(DEFINITION, "[[2, 38.2, 5.7], [3, 45, 3.3], [4, 52, 3.1], [5, 61, 3.3], [6, 70, 5.9]]", rows)
    plain = parse_instrument(text, "orchard.toml")
    told = "\n".join(lines_of(plain))
    assert re.search(r"Sum +Score\n2 +38\.2\n3 +45\n4 +52\n5 +61\n6 +70\n", told)
    assert "Measurement error" not in scale_lines(plain, "T")


def test_what_is_made_of_scales_names_them_and_needs_each() -> None:
    composite = scale_lines(ORCHARD, "harvest")
    assert composite["Made of the scales"] == "Fruit, Taste"
    assert composite["Unanswered items"] == "Each of its scales must have a score."


def test_points_that_depend_on_another_item_say_on_which() -> None:
    fruit = scale_lines(ORCHARD, "fruit")
    assert fruit["Points of 2"] == "1→1, 2→2.333333, 3→5"
    assert fruit["Points of 2 while item 1 is answered 3"] == "1→2, 2→3, 3→5"
    several = parse_instrument(slip(DEFINITION, "codes = [3] }", "codes = [2, 3] }"), "orchard.toml")
    assert "Points of 2 while item 1 is answered 2, 3" in scale_lines(several, "fruit")


def test_without_a_data_pack_the_manual_says_that_there_is_no_score() -> None:
    assert (
        "No item parameters are loaded, so there is no score yet."
        in scale_lines(ORCHARD, "T_pattern")["Rule"]
    )
    assert "No value set is loaded, so there is no score yet." in scale_lines(ORCHARD, "worth")["Rule"]


def test_with_its_packs_it_names_them_and_how_far_a_scale_reaches_with_them() -> None:
    orchard = packed(ORCHARD, "orchard_bank", "orchard_values")
    assert "Loaded: Orchard bank, 1. (graded_response_eap@1)" in scale_lines(orchard, "T_pattern")["Rule"]
    worth = scale_lines(orchard, "worth")
    assert "Loaded: Orchard values (Nowhere), 1. (value_set@1)" in worth["Rule"]
    assert worth["Range"].endswith("With those loaded: −0.1 to 1."), "1 - 0.7 - 0.4"


def test_whose_the_missing_rule_is_stands_beside_it() -> None:
    assert scale_lines(ORCHARD, "fruit")["Missing rule"] == (
        "The owner's rule. Ladder: one answer will do. (half_rule@1, read in the source)"
    )
    assert scale_lines(ORCHARD, "worth")["Missing rule"] == (
        "This project's rule, not the owner's. Both are needed. (complete@1, not yet re-read in the source)"
    )


def test_sizes_of_change_stand_apart_with_their_sources() -> None:
    bustle = scale_lines(MARKET, "bustle")
    assert (
        bustle["Group minimal important difference (MID)"]
        == "8 points or more. (Stall 1903, read in the source)"
    )
    assert bustle["Measurement error"] == (
        "More than 22.2 points (MDC95). Standard error of measurement 8: the reliable change index is the difference ÷ "
        "(8 × √2). (Stall 1903, not yet re-read in the source)"
    )
    assert scale_lines(MARKET, "content")["Change"] == (
        "The definition holds no published size of change, so no verdict is drawn."
    )
    assert scale_lines(MARKET, "basket")["Change"] == "A label and not an amount: no change is worked out."
    assert "own standard errors" in scale_lines(MARKET, "T")["Measurement error"]
    assert "10.1037/0022-006X.59.1.12" in references_of(MARKET)["Jacobson & Truax 1991"]
    assert "Jacobson & Truax 1991" not in references_of(load_instrument("phq9"))


def test_items_are_told_by_kind_and_condition() -> None:
    lines = lines_of(ORCHARD)
    for line in (
        "Items",
        "intro  To be read, not answered",
        "3  A rating from 0 to 10",
        "Asked only if item 1 is answered 2, 3.",
        "4  A mark on a line from 0 to 100",
        "trees  A whole number, 0 to 500",
        "planted  A date, not scored",
        "remark  Words of one's own, not scored",
    ):
        assert line in lines
    assert "3  A rating from 0 to 10: 0 Sour · 10 Sweet" in lines_of(ORCHARD, ORCHARD_WORDS)
    assert "1, 2  1 None · 2 Some · 3 Many" in lines_of(ORCHARD, ORCHARD_WORDS)


def test_items_with_the_same_codes_and_other_words_stand_apart() -> None:
    first, second, third, *_ = item_groups(load_instrument("rand36"), load_wording("rand36", "en"))
    assert (first.span, second.span, third.span) == ("1", "2", "3-12")
    assert [choice.code for choice in first.choices] == [choice.code for choice in second.choices]
    assert first.choices[0].text == "Excellent"


def test_how_an_adaptive_questionnaire_chooses_and_ends_is_told() -> None:
    (line,) = [
        line for line in lines_of(load_instrument("storm", FOLDER)) if line.startswith("Choice of items")
    ]
    assert "standard error is at most 3, after at least 4 and at most 12 items" in line
    assert line.endswith("(maximum_information@1)")


def test_what_many_scales_share_is_said_once() -> None:
    lines = lines_of(load_instrument("msqol54"))
    assert lines.count("Range: 0 to 100, higher is better.") == 1 + 2, (
        "for all of items, and for each composite"
    )
    assert len([line for line in lines if line.startswith("Rule: The mean")]) == 1


@pytest.mark.parametrize("instrument", load_library(), ids=lambda instrument: instrument.id)
def test_nothing_is_lost_by_saying_it_once(instrument: Instrument) -> None:
    manual = scales_manual(instrument)
    assert [one.scale for one in manual.scales] == list(instrument.scales)
    for one in manual.scales:
        own = [*one.entries, *(() if one.scale.parts else manual.shared)]
        names = [str(entry.name) for entry in own]
        for name in ("Rule", "Range", "Unanswered items", "Missing rule", "Scored as in"):
            assert names.count(name) == 1, (one.scale.id, name)
        assert all(str(entry.texts[0]) for entry in own)
    groups = item_groups(instrument, None)
    assert [item_id for group in groups for item_id in group.ids] == [item.id for item in instrument.items]


@pytest.mark.parametrize("instrument", load_library(), ids=lambda instrument: instrument.id)
def test_json_holds_what_the_definition_holds(instrument: Instrument) -> None:
    encoder = msgspec.json.Encoder(decimal_format="number")
    manual = json.loads(encoder.encode(manual_of(instrument, None)))
    assert [(item["id"], item["codes"]) for item in manual["items"]] == [
        (item.id, list(item.codes)) for item in instrument.items
    ]
    for told, scale in zip(manual["scales"], instrument.scales, strict=True):
        assert told["parts"] == list(scale.parts)
        assert told["rule"] == f"{scale.rule}@{scale.rule_version}"
        assert [each["standard_error_of_measurement"] for each in told["thresholds"]] == [
            None if each.standard_error_of_measurement is None else float(each.standard_error_of_measurement)
            for each in scale.thresholds
        ]
        assert {"name": "Rule"}.items() <= next(
            one for one in told["in_words"] if one["name"] == "Rule"
        ).items()
        assert set(told["references"]) <= set(manual["references"])


@pytest.mark.parametrize("instrument", load_library(), ids=lambda instrument: instrument.id)
def test_json_tells_each_scale_its_own_rules_and_no_others(instrument: Instrument) -> None:
    scales = manual_of(instrument, None)["scales"]
    assert isinstance(scales, list)
    for told, scale in zip(scales, instrument.scales, strict=True):
        lines = [
            line for line in told["in_words"] if line["name"] in ("Rule", "Missing rule", "Scored as in")
        ]
        assert [line["name"] for line in lines] == ["Rule", "Missing rule", "Scored as in"]
        assert lines[0]["source"] == told["rule"]
        assert lines[1]["source"].startswith(f"{scale.missing.name}@{scale.missing.version}, ")


def test_json_tells_conditions_conditional_points_packs_and_adaptive_settings() -> None:
    def told(instrument: Instrument) -> dict[str, object]:
        found: dict[str, object] = json.loads(
            msgspec.json.Encoder(decimal_format="number").encode(manual_of(instrument, None))
        )
        return found

    orchard = told(packed(ORCHARD, "orchard_values"))
    items: object = orchard["items"]
    assert isinstance(items, list)
    assert [item["when"] for item in items if item["id"] == "3"] == [[{"item": "1", "codes": [2, 3]}]]
    scales: object = orchard["scales"]
    assert isinstance(scales, list)
    assert scales[0]["conditional_points"] == [
        {"item": "2", "given": {"item": "1", "codes": [3]}, "points": {"1": 2, "2": 3, "3": 5}}
    ]
    assert orchard["data"] == [
        {
            "kind": "value_set",
            "name": "Orchard values",
            "country": "Nowhere",
            "version": "1",
            "source": "Invented for the tests of Myelog.",
            "licence": "Free.",
        }
    ]
    assert orchard["adaptive"] is None
    assert told(load_instrument("storm", FOLDER))["adaptive"] == {
        "rule": "maximum_information@1",
        "scale": "T",
        "standard_error": 3,
        "at_least": 4,
        "at_most": 12,
    }


def say_number(written: str) -> Saying:
    saying = number(Fraction(written))
    assert isinstance(saying, Saying), "a number with decimals is written by the reader's language"
    return saying


def test_only_our_own_words_are_translated() -> None:
    words: Callable[[str], str] = {
        "%(name)s of %(what)s": "%(what)s: %(name)s",
        "apples": "Äpfel",
    }.__getitem__
    saying = say("%(name)s of %(what)s", name="apples", what=say("apples"))
    assert saying.told(words) == "Äpfel: apples"
    assert str(saying) == "apples of apples"
    german = {"%(whole)s.%(decimals)s": "%(whole)s,%(decimals)s"}.__getitem__
    assert say_number("-1/2").told(german) == "−0,5"
    assert Saying("100 %").told(str) == "100 %"


@given(st.lists(st.one_of(st.integers(1, 60).map(str), st.sampled_from(["vas", "w1"])), unique=True))
def test_a_span_of_items_reads_back_as_these_items(ids: list[str]) -> None:
    assert item_ids(spanned(tuple(ids))) == tuple(ids)


def test_whoever_has_no_words_sees_which_calibrated_items_are_scored() -> None:
    manual = manual_of(load_instrument("promis_fatigue_4a"), None)
    (told,) = [
        line["text"]
        for scale in manual["scales"]  # type: ignore[attr-defined]
        for line in scale["in_words"]
        if scale["id"] == "T_pattern" and line["name"] == "Rule"
    ]
    assert "Items of the bank: 1 HI7, 2 AN3, 3 FATEXP41, 4 FATEXP40." in told


def test_items_that_count_as_coded_are_told_beside_those_that_do_not() -> None:
    lines = "\n".join(manual_lines(load_instrument("sf36v1"), None))
    assert "Points of 34, 36: 1→5, 2→4, 3→3, 4→2, 5→1\n  Points of 33, 35: As coded." in lines
    assert "As coded" not in "\n".join(manual_lines(load_instrument("phq8"), None))
