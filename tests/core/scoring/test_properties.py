"""What holds for every sheet of every scale of every questionnaire, the made-up one included."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.instruments.model import Instrument, Scale
from app.scoring.engine import score, score_scale
from app.scoring.numbers import to_fraction, to_number
from tests.core.garden import GARDEN
from tests.core.scoring import naive
from tests.core.scoring.climb import ladder_of
from tests.core.scoring.sheets import (
    Answers,
    answered,
    answers_to,
    exact_value,
    full_answers_to,
    is_enough,
    sheets,
    slack,
    units_of,
)
from tests.core.scoring.shipped import SHIPPED

EVERY_INSTRUMENT = (*SHIPPED, GARDEN)
every_instrument = st.sampled_from(EVERY_INSTRUMENT)
CASES = [(instrument, scale) for instrument in EVERY_INSTRUMENT for scale in instrument.scales]
each_scale = pytest.mark.parametrize(
    ("instrument", "scale"), CASES, ids=[f"{instrument.id}-{scale.id}" for instrument, scale in CASES]
)
some = settings(max_examples=25)
HAS_STANDARD_ERROR = ("table", "graded_response_eap")
MAY_STAND_STILL = ("symptom_count", "value_set")
"""Rules whose value need not move with each answer."""


@given(st.data())
def test_a_sheet_gives_one_score_per_scale_with_its_rule_and_its_count_of_answers(
    data: st.DataObject,
) -> None:
    instrument = data.draw(every_instrument)
    answers = data.draw(sheets(instrument))
    for scale, found in zip(instrument.scales, score(instrument, answers), strict=True):
        assert found.scale == scale.id
        assert (found.answered, found.of) == (answered(scale, answers), len(scale.items))
        assert found.rule.startswith(f"{scale.rule}@{scale.rule_version} {scale.missing.name}@")


@each_scale
@some
@given(st.data())
def test_there_is_a_value_exactly_when_enough_was_answered(
    instrument: Instrument, scale: Scale, data: st.DataObject
) -> None:
    answers = data.draw(answers_to(instrument, scale))
    found = score_scale(instrument, scale.id, answers)
    assert (found.value is not None) == is_enough(instrument, scale, answers)
    assert (found.value is None) == (found.status == "not_scorable") == (found.reason is not None)
    assert (found.status == "complete") == (answered(scale, answers) == len(scale.items))
    assert (found.band is not None) == (found.value is not None and bool(scale.bands))
    has_error = found.value is not None and scale.rule in HAS_STANDARD_ERROR
    assert (found.standard_error is not None) == has_error


@each_scale
@some
@given(st.data())
def test_a_value_is_within_its_range(instrument: Instrument, scale: Scale, data: st.DataObject) -> None:
    value = value_of(instrument, scale, data.draw(answers_to(instrument, scale)))
    assert value is None or scale.low - slack(scale) <= value <= scale.high + slack(scale)


@pytest.mark.parametrize("instrument", SHIPPED, ids=lambda instrument: instrument.id)
@some
@given(st.data())
def test_a_plain_scoring_written_from_the_manuals_agrees(instrument: Instrument, data: st.DataObject) -> None:
    answers = data.draw(sheets(instrument))
    plain = naive.score(instrument.id, answers)
    ours = {found.scale: found.value for found in score(instrument, answers)}
    assert ours.keys() == plain.keys()
    for scale, value in plain.items():
        assert ours[scale] == (None if value is None else pytest.approx(value, abs=1e-6))


@each_scale
@some
@given(st.data())
def test_a_rung_higher_is_never_lower(instrument: Instrument, scale: Scale, data: st.DataObject) -> None:
    """Rungs, not codes: a reversed item falls with its code, and so does a part of negative weight."""
    full = data.draw(full_answers_to(instrument, scale))
    missing = data.draw(st.sets(st.sampled_from(scale.items), max_size=2))
    answers = {item: code for item, code in full.items() if item not in missing}
    before = value_of(instrument, scale, answers)
    if before is None:
        return
    item = data.draw(st.sampled_from(sorted(answers)))
    rungs = ladder_of(instrument, scale)[item]
    higher = data.draw(st.sampled_from(rungs[rungs.index(full[item]) :]))
    after = value_of(instrument, scale, {**answers, item: higher})
    assert after is not None
    assert after >= before
    if higher != full[item] and scale.rule not in MAY_STAND_STILL:
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


PRORATED = [
    (instrument, scale)
    for instrument, scale in CASES
    if scale.rule != "graded_response_eap"
    and any(unit.missing.minimum < len(unit.items) for unit in units_of(instrument, scale))
]


@pytest.mark.parametrize(
    ("instrument", "scale"), PRORATED, ids=[f"{instrument.id}-{scale.id}" for instrument, scale in PRORATED]
)
@some
@given(st.data())
def test_prorated_equals_complete_when_all_answers_give_equal_points(
    instrument: Instrument, scale: Scale, data: st.DataObject
) -> None:
    complete: dict[str, int | None] = {}
    kept: list[str] = []
    for unit in units_of(instrument, scale):
        shared = set.intersection(*(set(points.values()) for points in unit.points.values()))
        wanted = data.draw(st.sampled_from(sorted(shared)))
        complete |= {item: code_for(unit, item, wanted) for item in unit.items}
        kept += data.draw(st.permutations(unit.items))[: unit.missing.minimum]
    part = score_scale(instrument, scale.id, {item: complete[item] for item in kept})
    whole = score_scale(instrument, scale.id, complete)
    assert part.value == whole.value
    assert (part.status, whole.status) == ("prorated", "complete")


@each_scale
@some
@given(st.data())
def test_answers_to_other_items_do_not_matter_to_a_scale(
    instrument: Instrument, scale: Scale, data: st.DataObject
) -> None:
    answers = data.draw(sheets(instrument))
    own = {item: code for item, code in answers.items() if item in scale.items}
    assert score_scale(instrument, scale.id, answers) == score_scale(instrument, scale.id, own)


@each_scale
@some
@given(st.data())
def test_a_score_is_its_exact_value_rounded_once(
    instrument: Instrument, scale: Scale, data: st.DataObject
) -> None:
    """Worked out again with fractions, straight from the definition, without tallies."""
    answers = data.draw(answers_to(instrument, scale))
    value = value_of(instrument, scale, answers)
    exact = None if value is None else exact_value(instrument, scale, answers)
    if value is None or exact is None:
        return
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


def value_of(instrument: Instrument, scale: Scale, answers: Answers) -> float | None:
    return score_scale(instrument, scale.id, answers).value


def code_for(scale: Scale, item: str, points: Fraction) -> int:
    return next(code for code, value in scale.points[item].items() if value == points)
