"""100,000 random answer sheets of every questionnaire: the engine and the plain scoring agree on each scale of each.

A quarter of the sheets are complete; the others have a twentieth, a third or most of their answers missing. A library
of random numbers that changes would change the sheets, not the proof.
"""

from collections.abc import Iterator
from random import Random

import pytest

from app.instruments.model import Instrument
from app.scoring.engine import plan_of
from tests.core.scoring import naive
from tests.core.scoring.shipped import SHIPPED

SHEETS = 100_000
BATCH = 5_000
MISSING = (0, 0.05, 0.33, 0.75)
CLOSE = 1e-6


@pytest.mark.parametrize("instrument", SHIPPED, ids=lambda instrument: instrument.id)
def test_two_scorings_agree_on_100_000_random_sheets(instrument: Instrument) -> None:
    plan = plan_of(instrument)
    scales = [(own, own.scale.id) for own in plan.scales]
    sheets = disagreements = 0
    values = dict.fromkeys((name for _, name in scales), 0)
    for answers in random_sheets(instrument, Random(instrument.id)):
        plain = naive.score(instrument.id, answers)
        for (own, name), key in zip(scales, plan.keys(answers), strict=True):
            value, expected = own.score(key).value, plain[name]
            if value is None or expected is None:
                disagreements += value is not expected
            else:
                disagreements += abs(value - expected) > CLOSE
                values[name] += 1
        sheets += 1
    assert disagreements == 0
    assert sheets == SHEETS
    # Every scale was put to the proof, with and without a value.
    assert all(SHEETS // 5 < found < SHEETS for found in values.values())


def random_sheets(instrument: Instrument, random: Random) -> Iterator[dict[str, int | None]]:
    items = [item.id for item in instrument.items]
    for number in range(SHEETS // BATCH):
        missing = MISSING[number % len(MISSING)]
        columns = [_answers(item.codes, missing, random) for item in instrument.items]
        for row in zip(*columns, strict=True):
            yield dict(zip(items, row, strict=True))


def _answers(codes: tuple[int, ...], missing: float, random: Random) -> list[int | None]:
    """A batch of answers to one item, so many of them missing."""
    chances = [*[(1 - missing) / len(codes)] * len(codes), missing]
    return random.choices((*codes, None), weights=chances, k=BATCH)
