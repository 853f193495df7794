"""Answers into scores: one engine for a single sheet, a stored record and a million lines."""

from collections.abc import Mapping
from functools import lru_cache

from app.errors import BadValueError
from app.instruments.model import Instrument, Item
from app.instruments.values import check_value
from app.scoring.model import Score
from app.scoring.plan import DECLINED, ScalePlan


class Plan:
    """An instrument made ready for many sheets."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.scales = tuple(ScalePlan(scale) for scale in instrument.scales)
        self._items = (*instrument.items, *instrument.left_out)
        self._known = frozenset(item.id for item in self._items)
        scored = {item_id for scale in instrument.scales for item_id in scale.items}
        self._unscored = tuple(item for item in self._items if item.id not in scored)

    def keys(self, answers: Mapping[str, object]) -> list[int]:
        """Each scale's packed tally; BadValueError names the first item that does not have the code given."""
        if not self._known.issuperset(answers):
            raise BadValueError(self.fault(answers))
        try:
            keys = [plan.key([*map(answers.get, plan.scale.items)]) for plan in self.scales]
        except (KeyError, TypeError):
            raise BadValueError(self.fault(answers)) from None
        for item in self._unscored:
            _check(item, answers.get(item.id))
        return keys

    def fault(self, answers: Mapping[str, object]) -> str:
        """What is wrong with the first faulty answer; empty if nothing is."""
        for item_id in answers:
            if item_id not in self._known:
                return f"{self.instrument.id} has no item {item_id}"
        for item in self._items:
            try:
                _check(item, answers.get(item.id))
            except BadValueError as error:
                return error.message
        return ""


def score(instrument: Instrument, answers: Mapping[str, int | None]) -> tuple[Score, ...]:
    """Every scale's score, in definition order. `answers`: item id -> code; absent and None are unanswered.

    BadValueError if an item does not exist or does not have the code.
    """
    plan = plan_of(instrument)
    return tuple(scale.score(key) for scale, key in zip(plan.scales, plan.keys(answers), strict=True))


def score_scale(instrument: Instrument, scale_id: str, answers: Mapping[str, int | None]) -> Score:
    """One scale's score; KeyError if the instrument has no such scale."""
    instrument.scale(scale_id)
    return next(score for score in score(instrument, answers) if score.scale == scale_id)


@lru_cache(maxsize=64)
def plan_of(instrument: Instrument) -> Plan:
    """The instrument's plan, made once."""
    return Plan(instrument)


def _check(item: Item, value: object) -> None:
    if value is None or value == DECLINED:
        return
    try:
        check_value(item, value)
    except BadValueError as error:
        raise BadValueError(f"item {item.id}: {error.message}") from None
