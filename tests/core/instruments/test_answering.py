"""Which values an item allows, which item comes next, and which answer is dangerous."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadValueError
from app.instruments.model import Instrument
from app.instruments.paths import first_open_item, items_on_path, next_item, previous_item
from app.instruments.reader import load_instrument, load_library
from app.instruments.safety import fired_rules
from app.instruments.values import check_value
from tests.core.garden import GARDEN

PHQ9 = load_instrument("phq9")


@pytest.mark.parametrize("code", [0, 1, 2, 3])
def test_a_code_of_the_item_is_allowed(code: int) -> None:
    assert check_value(PHQ9.item("1"), code) == code


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (7, "7 is not one of 0, 1, 2, 3"),
        (-1, "-1 is not one of 0, 1, 2, 3"),
        ("2", "“2” is not one of 0, 1, 2, 3"),
        (2.0, "2.0 is not one of 0, 1, 2, 3"),
        (True, "true is not one of 0, 1, 2, 3"),
        (None, "none is not one of 0, 1, 2, 3"),
        ([1], "[1] is not one of 0, 1, 2, 3"),
    ],
)
def test_anything_else_is_refused_and_the_codes_are_named(value: object, message: str) -> None:
    with pytest.raises(BadValueError) as refusal:
        check_value(PHQ9.item("1"), value)
    assert refusal.value.message == message


def test_a_very_long_value_is_not_repeated_whole() -> None:
    with pytest.raises(BadValueError) as refusal:
        check_value(PHQ9.item("1"), "x" * 1000)
    assert len(refusal.value.message) < 100


def test_a_value_of_60_signs_is_repeated_whole_and_of_a_longer_one_its_first_60() -> None:
    for value, shown in ((10**59, "1" + "0" * 59), (10**60, "1" + "0" * 59 + "…")):
        with pytest.raises(BadValueError) as refusal:
            check_value(PHQ9.item("1"), value)
        assert refusal.value.message == f"{shown} is not one of 0, 1, 2, 3"


def test_a_patient_meets_every_item_in_the_owners_order() -> None:
    path, item = [], next_item(PHQ9, {}, after=None)
    while item is not None:
        path.append(item.id)
        item = next_item(PHQ9, {}, after=item.id)
    assert path == ["1", "2", "3", "4", "5", "6", "7", "8", "9"]


def test_nothing_comes_before_the_first_item() -> None:
    assert previous_item(PHQ9, {}, before="1") is None


@pytest.mark.parametrize("instrument", load_library(), ids=lambda instrument: instrument.id)
def test_going_back_undoes_going_on(instrument: Instrument) -> None:
    for item in instrument.items[:-1]:
        following = next_item(instrument, {}, after=item.id)
        assert following is not None
        assert previous_item(instrument, {}, before=following.id) == item


def test_an_item_off_the_path_has_no_neighbours() -> None:
    with pytest.raises(KeyError, match="10"):
        next_item(PHQ9, {}, after="10")
    with pytest.raises(KeyError, match="10"):
        previous_item(PHQ9, {}, before="10")


@given(st.dictionaries(st.sampled_from([item.id for item in GARDEN.items]), st.none() | st.just(1)))
def test_the_first_open_item_was_neither_answered_nor_declined_and_all_before_it_were(
    answers: dict[str, int | None],
) -> None:
    item = first_open_item(GARDEN, answers)
    if item is None:
        assert len(answers) == len(GARDEN.items)
    else:
        position = GARDEN.items.index(item)
        assert item.id not in answers
        assert all(before.id in answers for before in GARDEN.items[:position])


def test_of_the_instruments_shipped_none_branches() -> None:
    assert items_on_path(GARDEN, {"1": 4}) == GARDEN.items


@pytest.mark.parametrize("value", [1, 2, 3])
def test_any_thought_of_self_harm_fires(value: int) -> None:
    (rule,) = fired_rules(PHQ9, "9", value)
    assert (rule.id, rule.item, rule.at_least) == ("self_harm", "9", 1)


@pytest.mark.parametrize("value", [0, None])
def test_no_such_thought_and_no_answer_fire_nothing(value: int | None) -> None:
    assert fired_rules(PHQ9, "9", value) == ()


@pytest.mark.parametrize("item", ["1", "2", "3", "4", "5", "6", "7", "8"])
def test_no_other_phq9_item_fires(item: str) -> None:
    assert fired_rules(PHQ9, item, 3) == ()


@pytest.mark.parametrize("instrument_id", ["mfis", "rand36"])
def test_mfis_and_rand36_have_no_dangerous_answer(instrument_id: str) -> None:
    instrument = load_instrument(instrument_id)
    for item in instrument.items:
        assert not any(fired_rules(instrument, item.id, code) for code in item.codes)


@pytest.mark.parametrize(("value", "fires"), [(2, False), (3, True), (4, True)])
def test_a_rule_fires_from_its_own_bound(value: int, fires: bool) -> None:
    assert bool(fired_rules(GARDEN, "w1", value)) is fires
