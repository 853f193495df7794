"""Adaptive testing: which item comes next, when it ends, and how well a person is then known."""

from random import Random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import DefinitionError
from app.instruments.adaptive import Step, next_step, steps_after
from app.instruments.item_bank import estimate_of
from app.instruments.model import Instrument
from app.instruments.paths import first_open_item, items_on_path, next_item, previous_item
from app.instruments.reader import equipped, parse_instrument, parse_pack
from tests.core.garden import FOLDER, slip
from tests.core.irt import answered_by
from tests.core.plain_adaptive import plain_step
from tests.core.storm import BANK, BARE, PACK, STORM, answered_code

DEFINITION = (FOLDER / "storm.toml").read_text("utf-8")
Given = dict[str, int | None]

whole_sheets = st.fixed_dictionaries(
    {item.id: st.none() | st.sampled_from(item.codes) for item in STORM.items}
)


def play(sheet: Given, instrument: Instrument = STORM) -> tuple[Given, list[Step]]:
    """Answer what is asked, as the sheet says, until nothing more is asked."""
    answers: Given = {}
    steps = [next_step(instrument, answers)]
    while steps[-1].item is not None:
        answers[steps[-1].item] = sheet[steps[-1].item]
        steps.append(next_step(instrument, answers))
    return answers, steps


def sheet_of(random: Random, theta: float) -> Given:
    """All twenty items, answered by somebody at `theta`."""
    return {name: answered_code(name, answered_by(random, theta, item.graded)) for name, item in BANK.items()}


def with_parameters(slope: float, thresholds: str) -> Instrument:
    """The bank with the same parameters for every item (of item 13, which has one category less, without the last)."""
    shorter = thresholds.rpartition(",")[0]
    body = "".join(
        f"[items.STORM{number:02}]\nslope = {slope}\nthresholds = [{shorter if number == 13 else thresholds}]\n"
        for number in range(1, 21)
    )
    head = 'kind = "item_parameters"\nname = "alike"\nversion = "1"\nsource = "none"\nlicence = "Free."\n'
    return equipped(BARE, [parse_pack(head + body, "alike.toml")])


def with_setting(right: str, wrong: str) -> Instrument:
    return equipped(parse_instrument(slip(DEFINITION, right, wrong), "storm.toml"), [PACK])


def test_the_first_item_tells_most_about_the_mean_of_the_reference_population() -> None:
    first = next_step(STORM, {})
    assert first == Step("5", 0.0, 1.0)
    assert str(first.theta) == "0.0"  # it is kept and printed: never -0.0


@pytest.mark.parametrize("seed", range(8))
def test_each_step_is_the_one_that_a_plain_computation_finds(seed: int) -> None:
    random = Random(seed)
    sheet = sheet_of(random, random.gauss(0, 1.5))
    declined = set(random.sample([*sheet], 4))
    answers: Given = {}
    step = next_step(STORM, answers)
    while True:
        item, theta, standard_error = plain_step(answers)
        assert step.item == item
        assert (step.theta, step.standard_error) == pytest.approx((theta, standard_error), abs=1e-6)
        if item is None:
            break
        answers[item] = None if item in declined else sheet[item]
        step = next_step(STORM, answers)
    assert 4 <= len(answers) <= 12


def test_of_items_that_tell_the_same_the_first_in_the_definition_is_asked() -> None:
    alike = with_parameters(1.2, "-1.5, -0.5, 0.5, 1.5")
    answers, _ = play({item.id: 3 for item in BARE.items}, alike)
    assert [*answers] == [str(number) for number in range(1, 13)]


def test_no_test_ends_before_four_items_however_much_they_tell() -> None:
    telling = with_parameters(8.0, "-0.6, -0.2, 0.2, 0.6")
    answers, steps = play({item.id: 3 for item in BARE.items}, telling)
    assert steps[1].standard_error < 0.3
    assert len(answers) == 4


def test_no_test_goes_beyond_twelve_items_however_little_they_tell() -> None:
    silent = with_parameters(0.3, "-1.5, -0.5, 0.5, 1.5")
    answers, steps = play({item.id: 3 for item in BARE.items}, silent)
    assert steps[-1].standard_error > 0.8
    assert len(answers) == 12


def test_the_test_ends_as_soon_as_the_standard_error_is_reached() -> None:
    answers, steps = play(sheet_of(Random(2), 0.0))
    assert 4 < len(answers) < 12
    assert steps[-1].standard_error <= 0.3 < min(step.standard_error for step in steps[4:-1])


@pytest.mark.parametrize(("limit", "asked"), [("3.0", 0), ("4.5", 1), ("2.2", -1)])
def test_the_instrument_says_which_standard_error_is_enough(limit: str, asked: int) -> None:
    """In the scale's units: 4.5 of a T-score is 0.45 of theta, and takes fewer items than 3.0."""
    sheet = sheet_of(Random(2), 0.0)
    usual, _ = play(sheet)
    other, steps = play(sheet, with_setting("standard_error = 3.0", f"standard_error = {limit}"))
    assert (len(usual) > len(other)) - (len(usual) < len(other)) == asked
    assert steps[-1].standard_error <= float(limit) / 10


def test_a_standard_error_just_as_small_as_the_limit_is_enough() -> None:
    sheet = sheet_of(Random(2), 0.0)
    _, steps = play(sheet)
    reached = steps[4].standard_error
    assert reached > 0.3
    answers, _ = play(sheet, with_setting("standard_error = 3.0", f"standard_error = {10 * reached:.5f}"))
    assert len(answers) == 4


def test_when_every_item_was_asked_there_is_none_left() -> None:
    endless = with_setting(
        "standard_error = 3.0\nat_least = 4\nat_most = 12", "standard_error = 0.1\nat_least = 4\nat_most = 20"
    )
    answers, steps = play({item.id: 3 for item in BARE.items}, endless)
    assert len(answers) == 20
    assert steps[-1].item is None


def test_who_declines_everything_is_asked_twelve_items_and_stays_unknown() -> None:
    answers, steps = play(dict.fromkeys(sheet_of(Random(1), 0), None))
    assert len(answers) == 12
    assert {(step.theta, step.standard_error) for step in steps} == {(0.0, 1.0)}


def test_a_declined_item_tells_nothing_and_is_not_asked_again() -> None:
    first = next_step(STORM, {})
    assert first.item is not None
    after = next_step(STORM, {first.item: None})
    assert after.item not in (None, first.item)
    assert (after.theta, after.standard_error) == (first.theta, first.standard_error)


def test_without_parameters_nothing_can_be_chosen() -> None:
    with pytest.raises(DefinitionError, match="storm: no item parameters are loaded"):
        next_step(BARE, {})


@given(whole_sheets)
def test_whatever_is_answered_four_to_twelve_items_are_asked_and_none_twice(sheet: Given) -> None:
    answers, steps = play(sheet)
    assert 4 <= len(answers) <= 12
    assert [step.item for step in steps] == [*answers, None]
    assert list(steps_after(STORM, answers.items())) == steps


@given(whole_sheets, st.data())
def test_the_path_is_what_was_asked_in_that_order_and_then_what_is_asked_next(
    sheet: Given, data: st.DataObject
) -> None:
    answers, steps = play(sheet)
    asked = data.draw(st.integers(0, len(answers)))
    so_far = dict([*answers.items()][:asked])
    chosen = steps[asked].item
    path = [item.id for item in items_on_path(STORM, so_far)]
    assert path == [*so_far, *([chosen] if chosen else [])]
    open_item = first_open_item(STORM, so_far)
    assert (None if open_item is None else open_item.id) == chosen
    for place, item_id in enumerate(path):
        before, after = previous_item(STORM, so_far, item_id), next_item(STORM, so_far, item_id)
        assert (before.id if before else None) == (path[place - 1] if place else None)
        assert (after.id if after else None) == ([*path, None][place + 1])


@given(whole_sheets, st.data())
def test_an_answer_changed_later_keeps_every_item_asked_in_its_place(
    sheet: Given, data: st.DataObject
) -> None:
    answers, _ = play(sheet)
    asked = data.draw(st.integers(1, len(answers)))
    so_far = dict([*answers.items()][:asked])
    changed = data.draw(st.sampled_from([*so_far]))
    so_far[changed] = data.draw(st.sampled_from([None, 1, 5]))
    path = [item.id for item in items_on_path(STORM, so_far)]
    assert path[:asked] == [*so_far] == [*answers][:asked]
    assert len(path) <= 12


PEOPLE = 200


def test_two_hundred_people_are_known_as_well_as_the_standard_error_says_with_few_items() -> None:
    """Known people answer by chance; beside the adaptive test stand the whole bank, and items drawn by lot."""
    random = Random(200)
    people = [random.gauss(0, 1) for _ in range(PEOPLE)]
    asked, drawn, misses, whole_misses, surprises = [], [], [], [], []
    for theta in people:
        sheet = sheet_of(random, theta)
        answers, steps = play(sheet)
        asked.append(len(answers))
        drawn.append(len(by_lot(random, sheet)))
        misses.append(abs(steps[-1].theta - theta))
        whole_misses.append(abs(estimate_of(BANK, sheet).theta - theta))
        surprises.append(((steps[-1].theta - theta) / steps[-1].standard_error) ** 2)
    assert min(asked) >= 4
    assert max(asked) <= 12
    # Over people drawn from the prior the squared miss is the posterior's variance on average; four standard errors
    # of a mean of 200 (each about chi-squared with one degree of freedom: variance 2) are allowed.
    assert abs(fmean(surprises) - 1) < 4 * (2 / PEOPLE) ** 0.5
    assert fmean(whole_misses) < fmean(misses) < 0.3  # a normal error of 0.3 misses by 0.24 on average
    assert fmean(misses) < 1.6 * fmean(whole_misses)  # with a quarter of its items
    assert fmean(asked) < 6 < 8 < fmean(drawn)


def by_lot(random: Random, sheet: Given) -> Given:
    """The control: items in any order, with the same stopping."""
    order = random.sample([*sheet], 12)
    for number in range(4, 12):
        answers = {name: sheet[name] for name in order[:number]}
        if estimate_of(BANK, answers).standard_error <= 0.3:
            return answers
    return {name: sheet[name] for name in order}
