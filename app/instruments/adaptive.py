"""Adaptive testing: from a calibrated bank, ask next what tells most about this person, and stop when enough is known.

How many items at least and at most, and what is enough, the instrument says. van der Linden WJ, Glas CAW (eds).
Elements of Adaptive Testing. New York: Springer, 2010.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.errors import DefinitionError
from app.instruments.graded_response import T_PER_THETA, Estimate, information
from app.instruments.item_bank import Bank, estimate_of, find_bank
from app.instruments.model import Adaptive, Instrument

DECIMALS = 6
"""Estimates are rounded before anything hangs on them, and information to nine decimals, so that every machine
replays the same path: what differs by less is a tie, which the definition's order decides."""


@dataclass(frozen=True, slots=True)
class Step:
    """What comes after some answers: the item to be asked, None where the test is over, and the estimate that says so.

    `theta` and its standard error count in standard deviations of the reference population.
    """

    item: str | None
    theta: float
    standard_error: float


def next_step(instrument: Instrument, answers: Mapping[str, object]) -> Step:
    """The step after `answers` (item id -> code, None where declined), of an instrument that is adaptive.

    A declined item was asked and tells nothing. DefinitionError without item parameters, which no sitting lacks.
    """
    adaptive, bank = _test_of(instrument)
    estimate = _rounded(estimate_of(bank, answers))
    open_items = [name for name in bank if name not in answers]
    is_over = not open_items or _is_enough(adaptive, len(bank.keys() & answers), estimate.standard_error)
    chosen = (
        None if is_over else SELECTIONS[(adaptive.rule, adaptive.rule_version)](bank, open_items, estimate)
    )
    return Step(chosen, estimate.theta, estimate.standard_error)


def steps_after(instrument: Instrument, given: Iterable[tuple[str, object]]) -> Iterator[Step]:
    """The whole path, worked out anew: the first step, and that after each answer of `given` (item id, code)."""
    answers: dict[str, object] = {}
    yield next_step(instrument, answers)
    for item_id, value in given:
        answers[item_id] = value
        yield next_step(instrument, answers)


def _test_of(instrument: Instrument) -> tuple[Adaptive, Bank]:
    adaptive = instrument.adaptive
    bank = None if adaptive is None else find_bank(instrument, adaptive.scale)
    if adaptive is None or bank is None:
        raise DefinitionError([f"{instrument.id}: no item parameters are loaded"])
    return adaptive, bank


def _is_enough(adaptive: Adaptive, asked: int, standard_error: float) -> bool:
    limit = float(adaptive.standard_error) / T_PER_THETA
    return asked >= adaptive.at_most or (asked >= adaptive.at_least and standard_error <= limit)


def _maximum_information(bank: Bank, open_items: Iterable[str], estimate: Estimate) -> str:
    """The item with most information at the estimate; of equals, the first in the definition."""
    return max(open_items, key=lambda name: round(information(bank[name].graded, estimate.theta), 9))


def _rounded(estimate: Estimate) -> Estimate:
    theta = round(estimate.theta, DECIMALS) + 0.0  # never -0.0
    return Estimate(theta, round(estimate.standard_error, DECIMALS))


SELECTIONS: Mapping[tuple[str, int], Callable[[Bank, Iterable[str], Estimate], str]] = {
    ("maximum_information", 1): _maximum_information
}
"""How the next item is chosen, by name and version. A version is never changed; a new one stands beside it."""
