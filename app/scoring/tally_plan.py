"""Scales over a tally.

Each item's code is looked up in a table of whole numbers, and the numbers are added. One such sum, the `key`,
holds the whole tally of a sheet (points, answered items and core symptoms side by side). 21 items of 5 codes have
4.8e14 patterns, and fewer than 2,000 tallies.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import lcm
from operator import getitem

from app.instruments.model import Scale
from app.scoring.missing import is_scorable, reason_of
from app.scoring.plan import DECLINED, Finding, ScalePlan
from app.scoring.tallies import TALLY_RULES, Tally

Table = Mapping[object, int]


class TallyPlan(ScalePlan[int]):
    """A scale whose items each have points of their own."""

    def __init__(self, scale: Scale) -> None:
        super().__init__(scale)
        self.rule = TALLY_RULES[(scale.rule, scale.rule_version)]
        every = [*scale.points.values(), *(conditional.points for conditional in scale.conditional)]
        values = [value for own in every for value in own.values()]
        self._lowest = min(values)
        self._unit = lcm(*(value.denominator for value in values))
        # Points count from the lowest: none is negative, so the three numbers never run into one another.
        self._answer = 1 + len(scale.items) * self._units(max(values))
        self._core = self._answer * (1 + len(scale.items))
        self._core_items = frozenset(self.rule.core(scale))
        self._items = scale.items
        self._tables = tuple(self._table(item_id, scale.points[item_id]) for item_id in scale.items)

    def key(self, answers: Mapping[str, object]) -> int:
        """The packed tally."""
        return sum(map(getitem, self._tables, map(answers.get, self._items)))

    def find(self, key: int) -> Finding:
        """The rule's value of the tally packed into `key`."""
        return finding_of(self.scale, self.tally(key))

    def tally(self, key: int) -> Tally:
        """What the answers packed into `key` add up to."""
        core, rest = divmod(key, self._core)
        answered, units = divmod(rest, self._answer)
        total = Fraction(units, self._unit) + self._lowest * answered
        return Tally(answered=answered, total=total, core=core)

    def _units(self, value: Fraction) -> int:
        return int((value - self._lowest) * self._unit)

    def _table(self, item_id: str, points: Mapping[int, Fraction]) -> dict[object, int]:
        table: dict[object, int] = {None: 0, DECLINED: 0}
        for code, value in points.items():
            counts_as_core = self._core if item_id in self._core_items and value > 0 else 0
            table[code] = self._units(value) + self._answer + counts_as_core
        return table


class ConditionalTallyPlan(TallyPlan):
    """A scale in which some items' points depend on the code of another."""

    def __init__(self, scale: Scale) -> None:
        super().__init__(scale)
        self._conditional: dict[tuple[str, str, int], Table] = {
            (conditional.item, conditional.given, code): self._table(conditional.item, conditional.points)
            for conditional in scale.conditional
            for code in conditional.codes
        }
        self._pairs = tuple(dict.fromkeys((c.item, c.given) for c in scale.conditional))

    def key(self, answers: Mapping[str, object]) -> int:
        """The packed tally, each item counted by the table that holds on this sheet."""
        return sum(map(getitem, self._tables_for(answers), map(answers.get, self._items)))

    def _tables_for(self, answers: Mapping[str, object]) -> Iterable[Table]:
        tables: dict[str, Table] = dict(zip(self._items, self._tables, strict=True))
        for item, given in self._pairs:
            code = answers.get(given)
            if isinstance(code, int) and (item, given, code) in self._conditional:
                tables[item] = self._conditional[item, given, code]
        return tables.values()


def finding_of(scale: Scale, tally: Tally) -> Finding:
    """What the scale's rules make of a tally."""
    answered, of = tally.answered, len(scale.items)
    if not is_scorable(scale.missing, answered):
        return Finding(answered=answered, of=of, reason=reason_of(scale.missing, answered, of))
    rule = TALLY_RULES[(scale.rule, scale.rule_version)]
    return Finding(
        answered=answered,
        of=of,
        value=rule.value(scale, tally),
        standard_error=rule.standard_error(scale, tally),
        is_prorated=answered < of,
    )
