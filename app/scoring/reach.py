"""The lowest and highest value a scale's rule can reach, worked out from points, parts or data packs."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product
from math import prod

import msgspec

from app.instruments.model import Instrument, Scale
from app.scoring.composites import linear_of
from app.scoring.patterns import PATTERN_RULES
from app.scoring.tallies import TALLY_RULES, Tally, table_of
from app.scoring.tally_plan import ConditionalTallyPlan

MOST_SHEETS = 100_000
"""How many sheets of a scale with conditional points are tried one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What complete sheets reach, and what sheets with the fewest items answered reach (None: none are scored).

    `is_inner`: the range may be wider.
    """

    lowest: Fraction
    highest: Fraction
    prorated: tuple[Fraction, Fraction] | None = None
    is_inner: bool = False


def tally_reach(scale: Scale) -> Reach:
    """The reach of a rule over a tally; every such rule rises with points.

    msgspec.ValidationError if the rule's settings are wrong.
    """
    core = TALLY_RULES[(scale.rule, scale.rule_version)].core(scale)
    for item_id in core:
        if item_id not in scale.items:
            raise msgspec.ValidationError(f"item {item_id} is not an item of this scale")
    if _has_table(scale):
        _check_table(scale, _sums(scale))
    lowest, highest = _extremes(scale, core, len(scale.items))
    fewest = scale.missing.minimum
    prorated = _extremes(scale, core, fewest) if 1 <= fewest < len(scale.items) else None
    return Reach(lowest=lowest, highest=highest, prorated=prorated)


def conditional_reach(scale: Scale) -> Reach:
    """The reach of a scale with conditional points: every sheet of its few items, tried one by one."""
    if prod(len(scale.points[item]) for item in scale.items) > MOST_SHEETS:
        raise msgspec.ValidationError(f"conditional points: more than {MOST_SHEETS} sheets to try")
    plan = ConditionalTallyPlan(scale)
    sheets = product(*(scale.points[item] for item in scale.items))
    tallies = {plan.tally(plan.key(dict(zip(scale.items, sheet, strict=True)))) for sheet in sheets}
    if _has_table(scale):
        _check_table(scale, {tally.total for tally in tallies})
    values = [plan.rule.value(scale, tally) for tally in tallies]
    return Reach(lowest=min(values), highest=max(values))


def composite_reach(scale: Scale, instrument: Instrument) -> Reach:
    """The reach of a weighted sum: a part of negative weight is highest where the sum is lowest."""
    linear = linear_of(scale)
    if len(set(scale.items)) < len(scale.items):
        raise msgspec.ValidationError("parts: they share items")
    parts = list(zip(linear.weights, map(instrument.scale, scale.parts), strict=True))
    lows = [min(part.low, part.high, key=weight.__mul__) for weight, part in parts]
    highs = [max(part.low, part.high, key=weight.__mul__) for weight, part in parts]
    return Reach(lowest=linear.value(lows), highest=linear.value(highs))


def pattern_reach(scale: Scale, instrument: Instrument) -> Reach:
    """The reach by the pack the instrument is equipped with; without one, just the range declared.

    msgspec.ValidationError if settings and pack do not fit.
    """
    rule = PATTERN_RULES[(scale.rule, scale.rule_version)]
    rule.check_settings(scale)
    pack = instrument.data.get(rule.needs)
    if pack is None:
        return Reach(lowest=scale.low, highest=scale.high)
    measure = rule.prepare(scale, pack)
    ends = [measure([end(scale.points[item].values()) for item in scale.items]).value for end in (min, max)]
    return Reach(lowest=min(ends), highest=max(ends), is_inner=True)


def _has_table(scale: Scale) -> bool:
    return (scale.rule, scale.rule_version) == ("table", 1)


def _sums(scale: Scale) -> set[Fraction]:
    sums = {Fraction(0)}
    for item in scale.items:
        sums = {total + value for total in sums for value in scale.points[item].values()}
    return sums


def _check_table(scale: Scale, sums: Set[Fraction]) -> None:
    """A conversion table has a row for each sum that complete sheets reach, and no other."""
    table = table_of(scale)
    given = set(table)
    if given != sums:
        lacking = ", ".join(map(str, sorted(sums - given))) or "none"
        unknown = ", ".join(map(str, sorted(given - sums))) or "none"
        raise msgspec.ValidationError(
            f"table: sums without a row: {lacking}; rows that no sum reaches: {unknown}"
        )
    rows = [table[total] for total in sorted(table)]
    if any(above[0] < below[0] for below, above in pairwise(rows)):
        raise msgspec.ValidationError("table: the values do not rise with the sums")
    errors = [error for _, error in rows if error is not None]
    if errors and (len(errors) < len(rows) or min(errors) <= 0):
        raise msgspec.ValidationError("table: each row needs a standard error above 0, or none has one")


def _extremes(scale: Scale, core: tuple[str, ...], answered: int) -> tuple[Fraction, Fraction]:
    """The lowest and highest value of a sheet with so many items answered."""
    value = TALLY_RULES[(scale.rule, scale.rule_version)].value
    fewest = sorted((min(scale.points[item_id].values()), item_id) for item_id in scale.items)
    most = sorted(((max(scale.points[item_id].values()), item_id) for item_id in scale.items), reverse=True)
    return value(scale, _tally(fewest[:answered], core)), value(scale, _tally(most[:answered], core))


def _tally(points: Sequence[tuple[Fraction, str]], core: tuple[str, ...]) -> Tally:
    total = sum((value for value, _ in points), Fraction(0))
    return Tally(
        answered=len(points), total=total, core=sum(value > 0 and name in core for value, name in points)
    )
