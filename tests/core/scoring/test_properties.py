"""What holds for every sheet of every questionnaire, the made-up one included."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.instruments.model import Instrument, Scale
from app.instruments.reader import load_library
from app.scoring.engine import score, score_scale
from app.scoring.numbers import to_fraction, to_number
from tests.core.garden import GARDEN
from tests.core.scoring import naive

SHIPPED = load_library()
EVERY_INSTRUMENT = (*SHIPPED, GARDEN)
every_instrument = st.sampled_from(EVERY_INSTRUMENT)


def sheets(instrument: Instrument) -> st.SearchStrategy[dict[str, int | None]]:
    """Any answer sheet: items answered, declined or never reached."""
    answers = {item.id: st.none() | st.sampled_from(item.codes) for item in instrument.items}
    return st.fixed_dictionaries({}, optional=answers)


def full_sheets(instrument: Instrument) -> st.SearchStrategy[dict[str, int]]:
    return st.fixed_dictionaries({item.id: st.sampled_from(item.codes) for item in instrument.items})


@given(st.data())
def test_a_value_is_within_its_range_and_there_exactly_when_enough_was_answered(data: st.DataObject) -> None:
    instrument = data.draw(every_instrument)
    answers = data.draw(sheets(instrument))
    for scale, scored in zip(instrument.scales, score(instrument, answers), strict=True):
        answered = sum(answers.get(item) is not None for item in scale.items)
        assert (scored.answered, scored.of) == (answered, len(scale.items))
        assert (scored.value is None) == (answered < scale.missing.minimum)
        assert (scored.value is None) == (scored.status == "not_scorable") == (scored.reason is not None)
        assert (scored.status == "complete") == (answered == len(scale.items))
        if scored.value is not None:
            assert scale.low <= scored.value <= scale.high
            assert (scored.band is None) == (not scale.bands)


@pytest.mark.parametrize("instrument", SHIPPED, ids=lambda instrument: instrument.id)
@given(st.data())
def test_a_plain_scoring_written_from_the_manuals_agrees(instrument: Instrument, data: st.DataObject) -> None:
    answers = data.draw(sheets(instrument))
    plain = naive.score(instrument.id, answers)
    ours = {scored.scale: scored.value for scored in score(instrument, answers)}
    assert ours.keys() == plain.keys()
    for scale, value in plain.items():
        assert ours[scale] == (None if value is None else pytest.approx(value, abs=5e-7))


@given(st.data())
def test_more_points_never_lower_a_score(data: st.DataObject) -> None:
    """Points, not codes: a reversed item gives fewer points for a higher code."""
    instrument = data.draw(every_instrument)
    scale = data.draw(st.sampled_from(instrument.scales))
    answers = data.draw(full_sheets(instrument))
    item = data.draw(st.sampled_from(scale.items))
    points = scale.points[item]
    better = data.draw(st.sampled_from([code for code in points if points[code] >= points[answers[item]]]))
    before, after = (
        value_of(instrument, scale, answers),
        value_of(instrument, scale, {**answers, item: better}),
    )
    assert after >= before
    if scale.rule in ("sum", "mean") and points[better] > points[answers[item]]:
        assert after > before


@given(st.data())
def test_the_order_of_answers_changes_nothing(data: st.DataObject) -> None:
    instrument = data.draw(every_instrument)
    answers = data.draw(sheets(instrument))
    shuffled = dict(data.draw(st.permutations(list(answers.items()))))
    assert score(instrument, shuffled) == score(instrument, answers)


@given(st.data())
def test_a_declined_item_scores_like_one_never_reached(data: st.DataObject) -> None:
    instrument = data.draw(every_instrument)
    answers = data.draw(sheets(instrument))
    reached = {item: code for item, code in answers.items() if code is not None}
    assert score(instrument, answers) == score(instrument, reached)


@given(st.data())
def test_prorated_equals_complete_when_all_answers_give_equal_points(data: st.DataObject) -> None:
    instrument = data.draw(every_instrument)
    scale = data.draw(
        st.sampled_from([scale for scale in instrument.scales if scale.rule in ("sum", "mean")])
    )
    shared = set.intersection(*(set(points.values()) for points in scale.points.values()))
    if not shared:
        return
    wanted = data.draw(st.sampled_from(sorted(shared)))
    answers = {item: code_for(scale, item, wanted) for item in scale.items}
    kept = data.draw(st.permutations(scale.items))[: scale.missing.minimum]
    part = score_scale(instrument, scale.id, {item: answers[item] for item in kept})
    assert part.value == score_scale(instrument, scale.id, answers).value


@given(st.data())
def test_answers_to_other_items_do_not_matter_to_a_scale(data: st.DataObject) -> None:
    instrument = data.draw(every_instrument)
    scale = data.draw(st.sampled_from(instrument.scales))
    answers = data.draw(sheets(instrument))
    own = {item: code for item, code in answers.items() if item in scale.items}
    assert score_scale(instrument, scale.id, answers) == score_scale(instrument, scale.id, own)


@given(st.data())
def test_a_score_is_its_exact_value_rounded_once(data: st.DataObject) -> None:
    """Worked out again with fractions, straight from the definition, without tallies."""
    instrument = data.draw(every_instrument)
    scale = data.draw(
        st.sampled_from([scale for scale in instrument.scales if scale.rule in ("sum", "mean")])
    )
    answers = data.draw(sheets(instrument))
    points = [scale.points[item][code] for item in scale.items if (code := answers.get(item)) is not None]
    if len(points) < scale.missing.minimum:
        return
    exact = sum(points, Fraction(0)) / len(points) * (len(scale.items) if scale.rule == "sum" else 1)
    value = score_scale(instrument, scale.id, answers).value
    assert value is not None
    assert abs(to_fraction(value) - exact) <= Fraction(1, 2_000_000)
    assert isinstance(value, int) == (round(exact, 6).denominator == 1)


@pytest.mark.parametrize(
    ("exact", "number"),
    [
        (Fraction(3), 3),
        (Fraction(1, 3), 0.333333),
        (Fraction(2, 3), 0.666667),
        (Fraction(5, 10_000_000), 0),
        (Fraction(15, 10_000_000), 0.000002),
        (Fraction(-1, 2), -0.5),
        (Fraction(10_000_001, 10_000_000), 1),
    ],
)
def test_numbers_are_rounded_to_six_decimals_half_to_even(exact: Fraction, number: float) -> None:
    rounded = to_number(exact)
    assert rounded == number
    assert type(rounded) is type(number)


def value_of(instrument: Instrument, scale: Scale, answers: Mapping[str, int | None]) -> float:
    value = score_scale(instrument, scale.id, answers).value
    assert value is not None
    return value


def code_for(scale: Scale, item: str, points: Fraction) -> int:
    return next(code for code, value in scale.points[item].items() if value == points)
