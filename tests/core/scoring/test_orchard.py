"""What the rules make of the made-up orchard, worked out by hand."""

import pytest

from app.errors import BadValueError
from app.instruments.model import Instrument
from app.instruments.reader import equipped, parse_instrument, parse_pack
from app.scoring.engine import score, score_scale
from app.scoring.model import Score
from tests.core.garden import slip
from tests.core.orchard import DEFINITION, EQUIPPED, ORCHARD, VALUES

Sheet = dict[str, int | None]


def scored(scale: str, answers: Sheet, instrument: Instrument = EQUIPPED) -> Score:
    return score_scale(instrument, scale, answers)


@pytest.mark.parametrize(
    ("answers", "percent", "status"),
    [
        ({"1": 1, "2": 1}, 0, "complete"),  # (2 - 2) / (8 - 2)
        ({"1": 2, "2": 2}, 38.888889, "complete"),  # (2 + 7/3 - 2) / 6
        ({"1": 3, "2": 1}, 50, "complete"),  # with item 1 at 3, item 2 counts 2: (5 - 2) / 6
        ({"1": 3, "2": 2}, 66.666667, "complete"),
        ({"1": 3, "2": 3}, 100, "complete"),
        ({"2": 2}, 44.444444, "prorated"),  # item 1 unanswered: item 2 counts 7/3, and is taken twice
        ({"1": 2}, 33.333333, "prorated"),
        ({"1": None, "2": None}, None, "not_scorable"),
    ],
)
def test_percent_of_range_with_points_that_depend_on_another_item(
    answers: Sheet, percent: float | None, status: str
) -> None:
    fruit = scored("fruit", answers)
    assert (fruit.value, fruit.status) == (percent, status)


@pytest.mark.parametrize(
    ("answers", "harvest", "norm"),
    [
        ({"1": 3, "2": 3, "3": 0}, 50, 73.333333),  # 50 + 10 (0.5 (100 - 60) / 15 - 0.4 (0 - 5) / 2)
        ({"1": 3, "2": 1, "3": 7}, 21.5, 42.666667),  # 50 + 10 (0.5 (50 - 60) / 15 - 0.4 (7 - 5) / 2)
    ],
)
def test_composites_are_weighted_from_the_exact_values_of_their_parts(
    answers: Sheet, harvest: float, norm: float
) -> None:
    assert scored("harvest", answers).value == harvest
    assert scored("norm", answers).value == norm
    assert (scored("harvest", answers).status, scored("harvest", answers).answered) == ("complete", 3)


def test_a_composite_is_prorated_when_a_part_is_and_counts_all_items_of_its_parts() -> None:
    harvest = scored("harvest", {"1": 2, "3": 4})
    assert (harvest.value, harvest.status, harvest.answered, harvest.of) == (14.666667, "prorated", 2, 3)


@pytest.mark.parametrize(
    ("answers", "lacking"),
    [({"1": 3, "2": 3}, "Taste"), ({"1": 3, "2": 3, "3": None}, "Taste"), ({}, "Fruit, Taste")],
)
def test_a_composite_without_one_of_its_parts_has_no_value_and_names_the_part(
    answers: Sheet, lacking: str
) -> None:
    harvest = scored("harvest", answers)
    assert (harvest.value, harvest.status) == (None, "not_scorable")
    assert harvest.reason == f"there is no score for {lacking}; all 2 scales are needed"


def test_an_answer_to_an_item_that_was_not_to_be_asked_does_not_count() -> None:
    """Item 3 is asked of whoever has apples; somebody went back and said there are none."""
    assert scored("taste", {"1": 2, "2": 1, "3": 9}).value == 9
    assert scored("taste", {"1": 1, "2": 1, "3": 9}).value is None
    assert scored("taste", {"2": 1, "3": 9}).value is None


def test_a_published_table_gives_value_and_standard_error() -> None:
    five = scored("T", {"1": 3, "2": 2})
    assert (five.value, five.standard_error, five.rule) == (61, 3.3, "table@1 complete@1 (owner)")
    assert scored("T", {"1": 3}).standard_error is None


def test_a_published_table_may_come_without_standard_errors() -> None:
    rows = "[[2, 38.2], [3, 45], [4, 52], [5, 61], [6, 70]]"
    text = slip(DEFINITION, "[[2, 38.2, 5.7], [3, 45, 3.3], [4, 52, 3.1], [5, 61, 3.3], [6, 70, 5.9]]", rows)
    five = scored("T", {"1": 3, "2": 2}, parse_instrument(text, "orchard.toml"))
    assert (five.value, five.standard_error) == (61, None)


def test_a_profile_is_its_levels_side_by_side() -> None:
    assert scored("profile", {"1": 3, "2": 1}).value == 31
    assert scored("profile", {"1": 3}).value is None


def test_a_value_set_takes_decrements_from_full_health() -> None:
    assert scored("worth", {"1": 1, "2": 1}).value == 1
    assert scored("worth", {"1": 3, "2": 2}).value == 0.2
    assert scored("worth", {"1": 3}).value is None


def test_what_full_health_is_worth_is_what_the_value_set_says() -> None:
    nothing = parse_pack(slip(VALUES, "full_health = 1", "full_health = 0"), "values.toml")
    assert scored("worth", {"1": 1, "2": 1}, equipped(ORCHARD, [nothing])).value == 0
    assert scored("worth", {"1": 3, "2": 2}, equipped(ORCHARD, [nothing])).value == -0.8


@pytest.mark.parametrize(
    ("scale", "reason"),
    [
        ("T_pattern", "no item parameters are loaded"),
        ("T_sum", "no item parameters are loaded"),
        ("worth", "no value set is loaded"),
    ],
)
def test_without_its_data_pack_a_scale_says_what_is_lacking(scale: str, reason: str) -> None:
    bare = scored(scale, {"1": 2, "2": 2}, ORCHARD)
    assert (bare.value, bare.status, bare.reason, bare.answered) == (None, "not_scorable", reason, 2)
    assert scored(scale, {"1": 2, "2": 2}).value is not None


def test_the_pack_is_in_the_hash_of_what_it_equips() -> None:
    assert ORCHARD.hash != EQUIPPED.hash
    assert (EQUIPPED.id, EQUIPPED.version, EQUIPPED.items) == (ORCHARD.id, ORCHARD.version, ORCHARD.items)
    assert EQUIPPED.data["item_parameters"].name == "Orchard bank"


def test_a_pattern_of_answers_needs_no_missing_rule_but_says_that_items_are_missing() -> None:
    both, one = scored("T_pattern", {"1": 3, "2": 3}), scored("T_pattern", {"1": 3})
    assert both.value is not None
    assert one.value is not None
    assert both.standard_error is not None
    assert one.standard_error is not None
    assert (both.status, one.status, one.answered, one.of) == ("complete", "prorated", 1, 2)
    assert 50 < one.value < both.value
    assert both.standard_error < one.standard_error < 10
    assert scored("T_pattern", {}).reason == "0 of 2 items are answered; at least 1 is needed"


def test_a_sum_of_categories_lies_among_the_patterns_that_have_it() -> None:
    middle = scored("T_sum", {"1": 2, "2": 2}).value
    patterns = [scored("T_pattern", {"1": first, "2": 4 - first}).value for first in (1, 2, 3)]
    assert all(value is not None for value in (middle, *patterns))
    assert min(filter(None, patterns)) < (middle or 0) < max(filter(None, patterns))
    assert scored("T_sum", {"1": 1, "2": 3}).value == scored("T_sum", {"1": 3, "2": 1}).value == middle


@pytest.mark.parametrize(
    ("item", "value", "fault"),
    [
        ("3", 11, "item 3: 11 is not a whole number from 0 to 10"),
        ("3", -1, "item 3: -1 is not a whole number from 0 to 10"),
        ("4", 100.5, "item 4: 100.5 is not a whole number from 0 to 100"),
        ("trees", True, "item trees: true is not a whole number from 0 to 500"),
        ("planted", "spring", "item planted: “spring” is not a date such as 2027-03-31"),
        ("planted", 2027, "item planted: 2027 is not a date such as 2027-03-31"),
        ("planted", "2027-02-29", "item planted: “2027-02-29” is not a date such as 2027-03-31"),
        ("remark", " ", "item remark: “ ” is not a text of 1 to 2000 characters"),
        ("remark", 3, "item remark: 3 is not a text of 1 to 2000 characters"),
        ("intro", "seen", "item intro: “seen”: this is a page to read, it has no answer"),
        ("5", 1, "orchard has no item 5"),
    ],
)
def test_every_kind_of_item_says_what_it_allows(item: str, value: object, fault: str) -> None:
    with pytest.raises(BadValueError) as refusal:
        score(ORCHARD, {"1": 2, item: value})  # type: ignore[dict-item]  # whatever JSON may hold
    assert refusal.value.message == fault


def test_what_every_kind_of_item_allows_is_allowed() -> None:
    sheet: dict[str, int | str | None] = {
        "1": 2, "2": 3, "3": 10, "4": 0, "trees": 500, "planted": "2024-02-29", "remark": "x" * 2000
    }  # fmt: skip
    assert len(score(ORCHARD, sheet)) == len(ORCHARD.scales)


def test_a_remark_of_more_than_2000_characters_is_refused() -> None:
    with pytest.raises(BadValueError, match="is not a text of 1 to 2000 characters"):
        score(ORCHARD, {"remark": "x" * 2001})
