"""Answers into scores: one engine for a single sheet, a stored record and a million lines."""

from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Any

from app.errors import BadValueError
from app.instruments.model import Instrument, Item, Scale
from app.instruments.paths import items_on_path
from app.instruments.values import Value, check_value, is_code
from app.scoring.composite_plan import CompositePlan
from app.scoring.model import Score
from app.scoring.pattern_plan import PatternPlan
from app.scoring.patterns import PATTERN_RULES
from app.scoring.plan import DECLINED, ScalePlan
from app.scoring.tally_plan import ConditionalTallyPlan, TallyPlan


class Plan:
    """An instrument made ready for many sheets."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.scales = scale_plans(instrument)
        self._items = (*instrument.items, *instrument.left_out)
        self._known = frozenset(item.id for item in self._items)
        self._branches = any(item.when for item in instrument.items)
        scored = {item_id for scale in instrument.scales for item_id in scale.items}
        self._unscored = tuple(item for item in self._items if item.id not in scored)

    def keys(self, answers: Mapping[str, object]) -> list[Hashable]:
        """What of the answers decides each scale's score; BadValueError names the first item that is at fault."""
        if not self._known.issuperset(answers):
            raise BadValueError(self.fault(answers))
        if self._branches:
            answers = self._on_path(answers)
        try:
            keys = [plan.key(answers) for plan in self.scales]
        except (KeyError, TypeError):
            raise BadValueError(self.fault(answers)) from None
        for item in self._unscored:
            _check(item, answers.get(item.id))
        return keys

    def _on_path(self, answers: Mapping[str, object]) -> dict[str, object]:
        """The answers to items that are asked, given the other answers; others do not count."""
        if fault := self.fault(answers):
            raise BadValueError(fault)
        given = {item: value if is_code(value) else None for item, value in answers.items()}
        asked = {item.id for item in items_on_path(self.instrument, given)}
        return {item: value for item, value in answers.items() if item in asked}

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


def score(instrument: Instrument, answers: Mapping[str, Value | None]) -> tuple[Score, ...]:
    """Every scale's score, in definition order. `answers`: item id -> value; absent and None are unanswered.

    BadValueError if an item does not exist or does not have the code.
    """
    plan = plan_of(instrument)
    return tuple(scale.score(key) for scale, key in zip(plan.scales, plan.keys(answers), strict=True))


def score_scale(instrument: Instrument, scale_id: str, answers: Mapping[str, Value | None]) -> Score:
    """One scale's score; KeyError if the instrument has no such scale."""
    instrument.scale(scale_id)
    return next(score for score in score(instrument, answers) if score.scale == scale_id)


def scale_plans(instrument: Instrument) -> tuple[ScalePlan[Any], ...]:
    """One plan per scale, in definition order."""
    plans: dict[str, ScalePlan[Any]] = {}
    for scale in instrument.scales:
        if scale.parts:
            plans[scale.id] = CompositePlan(scale, [plans[part] for part in scale.parts])
        else:
            plans[scale.id] = _item_plan(instrument, scale)
    return tuple(plans.values())


def _item_plan(instrument: Instrument, scale: Scale) -> ScalePlan[Any]:
    if (scale.rule, scale.rule_version) in PATTERN_RULES:
        is_adaptive = instrument.adaptive is not None and instrument.adaptive.scale == scale.id
        return PatternPlan(scale, instrument.data, is_adaptive=is_adaptive)
    return ConditionalTallyPlan(scale) if scale.conditional else TallyPlan(scale)


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
