"""Scales over the pattern of answers, with numbers from a data pack."""

from collections.abc import Mapping
from fractions import Fraction

from app.instruments.model import Scale
from app.instruments.packs import Pack
from app.scoring.missing import is_scorable, reason_of
from app.scoring.patterns import NOT_LOADED, PATTERN_RULES
from app.scoring.plan import DECLINED, Finding, ScalePlan

NOT_ASKED = "not asked"

Pattern = tuple[Fraction | str | None, ...]


class PatternPlan(ScalePlan[Pattern]):
    """A scale whose key is its items' points, one by one.

    In an adaptive instrument only the items that were chosen count as asked.
    """

    def __init__(self, scale: Scale, packs: Mapping[str, Pack], *, is_adaptive: bool) -> None:
        super().__init__(scale)
        rule = PATTERN_RULES[(scale.rule, scale.rule_version)]
        pack = packs.get(rule.needs)
        self._measure = None if pack is None else rule.prepare(scale, pack)
        self._not_loaded = NOT_LOADED[rule.needs]
        self._absent = NOT_ASKED if is_adaptive else None
        unanswered: dict[object, Fraction | str | None] = {None: None, DECLINED: None, NOT_ASKED: NOT_ASKED}
        self._tables = tuple((item, {**unanswered, **scale.points[item]}) for item in scale.items)

    def key(self, answers: Mapping[str, object]) -> Pattern:
        """The items' points; None where declined."""
        return tuple([table[answers.get(item, self._absent)] for item, table in self._tables])

    def find(self, key: Pattern) -> Finding:
        """The rule's measure of this pattern."""
        points = [value if isinstance(value, Fraction) else None for value in key]
        answered = sum(value is not None for value in points)
        of = sum(value != NOT_ASKED for value in key)
        if not is_scorable(self.scale.missing, answered):
            return Finding(answered=answered, of=of, reason=reason_of(self.scale.missing, answered, of))
        if self._measure is None:
            return Finding(answered=answered, of=of, reason=self._not_loaded)
        measure = self._measure(points)
        return Finding(
            answered=answered,
            of=of,
            value=measure.value,
            standard_error=measure.standard_error,
            is_prorated=answered < of,
        )
