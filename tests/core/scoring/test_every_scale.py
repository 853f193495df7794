"""Every scale of every questionnaire at its floor, its ceiling, each band's edges and each edge of its missing rule.

The sheets follow from the definition; what they are worth is said by the definition and by the plain scoring.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest

from app.instruments.model import Instrument, Scale
from app.scoring.engine import score_scale
from app.scoring.model import Score
from tests.core.scoring import naive
from tests.core.scoring.climb import climb
from tests.core.scoring.sheets import units_of
from tests.core.scoring.shipped import SHIPPED

SCALES = [(instrument, scale) for instrument in SHIPPED for scale in instrument.scales]


def each(cases: Sequence[tuple[Instrument, Scale]]) -> pytest.MarkDecorator:
    names = [f"{instrument.id}-{scale.id}" for instrument, scale in cases]
    return pytest.mark.parametrize(("instrument", "scale"), cases, ids=names)


every_scale = each(SCALES)


def scored(instrument: Instrument, scale: Scale, answers: Mapping[str, int | None]) -> Score:
    """The engine's score, once the plain scoring has agreed with it."""
    ours = score_scale(instrument, scale.id, answers)
    plain = naive.score(instrument.id, answers)[scale.id]
    assert ours.value == (None if plain is None else pytest.approx(plain, abs=1e-6))
    return ours


def values_of(instrument: Instrument, scale: Scale) -> list[float]:
    """The values of the sheets from the lowest to the highest."""
    values = [scored(instrument, scale, sheet).value for sheet in climb(instrument, scale)]
    return [value for value in values if value is not None]


@every_scale
def test_a_scale_goes_from_its_floor_to_its_ceiling_and_never_falls(
    instrument: Instrument, scale: Scale
) -> None:
    values = values_of(instrument, scale)
    assert len(values) == sum(1 for _ in climb(instrument, scale))
    assert all(lower <= higher for lower, higher in pairwise(values))
    assert values[0] < values[-1]
    if scale.rule in ("graded_response_eap", "value_set"):  # the range is an outer bound
        assert scale.low <= values[0]
        assert values[-1] <= scale.high
    else:
        assert round(values[0], scale.decimals) == float(scale.low)
        assert round(values[-1], scale.decimals) == float(scale.high)


@each([case for case in SCALES if case[1].bands])
def test_a_band_begins_and_ends_where_it_says(instrument: Instrument, scale: Scale) -> None:
    """To the scale's own step: the percentage of five items of 0 to 5 counts in fours, so 49 is 48."""
    found = [scored(instrument, scale, sheet) for sheet in climb(instrument, scale)]
    values = sorted({score.value for score in found if score.value is not None})
    step = min(higher - lower for lower, higher in pairwise(values))
    for band in scale.bands:
        within = [value for value in values if band.low <= value <= band.high]
        assert {score.band for score in found if score.value in within} == {band.label}
        assert within[0] - band.low < step
        assert band.high - within[-1] < step
    assert {score.band for score in found} == {band.label for band in scale.bands}


@every_scale
def test_the_fewest_answers_that_will_do_give_a_score_and_one_less_gives_none(
    instrument: Instrument, scale: Scale
) -> None:
    lowest, *_, highest = climb(instrument, scale)
    for full in (lowest, highest):
        for unit in units_of(instrument, scale):
            others = {item: code for item, code in full.items() if item not in unit.items}
            for just in _windows(unit.items, unit.missing.minimum):
                answers = {**others, **{item: full[item] for item in just}}
                enough = scored(instrument, scale, answers)
                assert enough.value is not None
                assert enough.status == ("complete" if len(just) == len(unit.items) else "prorated")
                assert (enough.answered, enough.of) == (len(answers), len(scale.items))
                short = scored(instrument, scale, {**answers, just[0]: None})
                assert (short.value, short.status, short.band) == (None, "not_scorable", None)
                assert short.answered == enough.answered - 1
                assert short.reason


@every_scale
def test_nothing_answered_gives_no_score(instrument: Instrument, scale: Scale) -> None:
    assert scored(instrument, scale, {}).value is None
    assert scored(instrument, scale, dict.fromkeys(scale.items)).value is None


def _windows(items: tuple[str, ...], size: int) -> list[tuple[str, ...]]:
    """Every run of so many neighbours, round the end to the beginning."""
    round_and_round = items + items
    return [round_and_round[start : start + size] for start in range(len(items))]


def test_every_questionnaire_has_a_plain_scoring_of_just_its_scales() -> None:
    assert {instrument.id for instrument in SHIPPED} == naive.SCORERS.keys()
    for instrument in SHIPPED:
        assert naive.score(instrument.id, {}).keys() == {scale.id for scale in instrument.scales}
