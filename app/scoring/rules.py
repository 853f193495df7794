"""The named rules that turn answers into a value. A version is never changed; a new one stands beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import msgspec

from app.instruments.model import Scale
from app.instruments.notation import item_ids


@dataclass(frozen=True, slots=True)
class Tally:
    """What the answered items of one scale add up to.

    `total` is the sum of their points; `core` counts the rule's core items that have any points.
    """

    answered: int
    total: Fraction
    core: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How a scale's value follows from a tally.

    `prorates`: it has a value when items are missing. `core` names the items whose points also count apart.
    """

    value: Callable[[Scale, Tally], Fraction]
    prorates: bool
    core: Callable[[Scale], tuple[str, ...]] = lambda _: ()


def rule_of(scale: Scale) -> Rule:
    """The rule the scale names, in the version it names; KeyError if there is none."""
    return RULES[(scale.rule, scale.rule_version)]


def _sum(scale: Scale, tally: Tally) -> Fraction:
    """The sum of all items' points; with items missing, the mean of the answered times their full number."""
    return tally.total * len(scale.items) / tally.answered


def _mean(_: Scale, tally: Tally) -> Fraction:
    """The mean of the answered items' points."""
    return tally.total / tally.answered


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


RULES: Mapping[tuple[str, int], Rule] = {
    ("sum", 1): Rule(value=_sum, prorates=True),
    ("mean", 1): Rule(value=_mean, prorates=True),
    ("symptom_count", 1): Rule(value=_symptom_count, prorates=False, core=_core_symptoms),
}
