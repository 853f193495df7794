"""Rules over a tally: what the answered items of one scale add up to, whichever items they were.

A version is never changed; a new one stands beside it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import msgspec

from app.instruments.model import Scale
from app.instruments.notation import exact_number, item_ids


@dataclass(frozen=True, slots=True)
class Tally:
    """What the answered items of one scale add up to.

    `total` is the sum of their points; `core` counts the rule's core items that have any points.
    """

    answered: int
    total: Fraction
    core: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyRule:
    """How a scale's value follows from a tally.

    `prorates`: it has a value when items are missing. `core` names the items whose points also count apart.
    `standard_error` is there for rules that know one.
    """

    value: Callable[[Scale, Tally], Fraction]
    prorates: bool
    core: Callable[[Scale], tuple[str, ...]] = lambda _: ()
    standard_error: Callable[[Scale, Tally], Fraction | None] = lambda _, __: None


def _sum(scale: Scale, tally: Tally) -> Fraction:
    """The sum of all items' points; with items missing, the mean of the answered times their full number."""
    return tally.total * len(scale.items) / tally.answered


def _mean(_: Scale, tally: Tally) -> Fraction:
    """The mean of the answered items' points."""
    return tally.total / tally.answered


def _percent_of_range(scale: Scale, tally: Tally) -> Fraction:
    """Where the sum stands between the lowest and the highest the items allow: 0 to 100."""
    lowest = sum(min(scale.points[item].values()) for item in scale.items)
    highest = sum(max(scale.points[item].values()) for item in scale.items)
    if lowest == highest:
        raise msgspec.ValidationError("points: every code of every item is worth the same")
    return 100 * (_sum(scale, tally) - lowest) / (highest - lowest)


class Step(msgspec.Struct, forbid_unknown_fields=True):
    """From so many symptoms on, this value."""

    at_least: int
    value: int


class SymptomCount(msgspec.Struct, forbid_unknown_fields=True):
    """Settings of `symptom_count`: which items are core symptoms (a list such as `"1, 2"`), and the steps."""

    core: str
    steps: list[Step]


def symptom_settings(scale: Scale) -> SymptomCount:
    """The scale's settings as `symptom_count` needs them; msgspec.ValidationError says what is wrong."""
    return msgspec.convert(scale.settings, SymptomCount)


def _symptom_count(scale: Scale, tally: Tally) -> Fraction:
    """The highest step reached by the number of symptoms; 0 below all steps, and 0 without a core symptom."""
    steps = symptom_settings(scale).steps
    reached = [step.value for step in steps if tally.core and tally.total >= step.at_least]
    return Fraction(max(reached, default=0))


def _core_symptoms(scale: Scale) -> tuple[str, ...]:
    return item_ids(symptom_settings(scale).core)


def table_of(scale: Scale) -> Mapping[Fraction, tuple[Fraction, Fraction | None]]:
    """Settings of `table`: sum of points -> value and standard error (None where the row has two numbers).

    msgspec.ValidationError says what is wrong.
    """
    rows = scale.settings.get("table")
    table: dict[Fraction, tuple[Fraction, Fraction | None]] = {}
    for row in rows if isinstance(rows, list) else []:
        numbers = [exact_number(number) for number in row] if isinstance(row, list) else []
        match numbers:
            case [Fraction() as total, Fraction() as value, *rest] if len(rest) <= 1 and None not in rest:
                table[total] = (value, rest[0] if rest else None)
            case _:
                raise msgspec.ValidationError(
                    f"table: {row} is not [sum, value] or [sum, value, standard error]"
                )
    if not table or len(table) != len(rows if isinstance(rows, list) else []):
        raise msgspec.ValidationError("table: each sum needs one row")
    return table


def _look_up(scale: Scale, tally: Tally) -> Fraction:
    """The published value for the sum of points."""
    return table_of(scale)[tally.total][0]


def _look_up_error(scale: Scale, tally: Tally) -> Fraction | None:
    return table_of(scale)[tally.total][1]


TALLY_RULES: Mapping[tuple[str, int], TallyRule] = {
    ("sum", 1): TallyRule(value=_sum, prorates=True),
    ("mean", 1): TallyRule(value=_mean, prorates=True),
    ("percent_of_range", 1): TallyRule(value=_percent_of_range, prorates=True),
    ("symptom_count", 1): TallyRule(value=_symptom_count, prorates=False, core=_core_symptoms),
    ("table", 1): TallyRule(value=_look_up, prorates=False, standard_error=_look_up_error),
}
