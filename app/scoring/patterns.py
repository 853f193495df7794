"""Rules over the pattern of answers, with numbers from a data pack: item response theory and value sets.

A version is never changed; a new one stands beside it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import msgspec

from app.instruments.graded_response import T_AT_ZERO, T_PER_THETA, Estimate, eap, summed_eap
from app.instruments.item_bank import graded_items, parameter_names, ranks_of
from app.instruments.model import Scale
from app.instruments.packs import Pack, PackKind

Points = Sequence[Fraction | None]
"""The points of each item of the scale, in its order; None where it is not answered."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A value and, where the rule knows one, its standard error, both in the scale's units."""

    value: Fraction
    standard_error: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternRule:
    """How a scale's value follows from its items' points. `needs` is the kind of data pack it reads.

    `prorates`: it has a value when items are missing. `prepare` makes the function from points to measure.
    msgspec.ValidationError says what is wrong: `check_settings` of the settings alone, `prepare` of how settings,
    items and pack fit.
    """

    needs: PackKind
    prorates: bool
    check_settings: Callable[[Scale], object]
    prepare: Callable[[Scale, Pack], Callable[[Points], Measure]]


def _pattern_eap(scale: Scale, pack: Pack) -> Callable[[Points], Measure]:
    """Expected a posteriori on the pattern: what was not answered says nothing, so no missing rule is needed."""
    items = graded_items(scale, pack)
    ranks = [ranks_of(scale.points[item]) for item in scale.items]

    def measure(points: Points) -> Measure:
        pairs = zip(ranks, points, strict=True)
        return _t_score(eap(items, [None if value is None else rank[value] for rank, value in pairs]))

    return measure


def _summed_eap(scale: Scale, pack: Pack) -> Callable[[Points], Measure]:
    """Expected a posteriori on the sum of categories; all items are needed."""
    estimates = summed_eap(graded_items(scale, pack))
    ranks = [ranks_of(scale.points[item]) for item in scale.items]

    def measure(points: Points) -> Measure:
        pairs = zip(ranks, points, strict=True)
        return _t_score(estimates[sum(rank[value] for rank, value in pairs if value is not None)])

    return measure


def _t_score(estimate: Estimate) -> Measure:
    """Theta as a T-score: mean 50 and standard deviation 10 in the reference population."""
    return Measure(
        Fraction(T_AT_ZERO + T_PER_THETA * estimate.theta), Fraction(T_PER_THETA * estimate.standard_error)
    )


def _value_set(scale: Scale, pack: Pack) -> Callable[[Points], Measure]:
    """What a country's people think a state of health is worth: 1 is full health, 0 is as bad as being dead."""
    return _listed_values(scale, pack) if pack.values else _decremented_values(scale, pack)


def _no_settings(scale: Scale) -> None:
    if scale.settings:
        raise msgspec.ValidationError(f"{scale.rule}@{scale.rule_version} needs none")


def _listed_values(scale: Scale, pack: Pack) -> Callable[[Points], Measure]:
    profiles = {
        _profile(levels) for levels in product(*(scale.points[item].values() for item in scale.items))
    }
    if profiles != pack.values.keys():
        valued = len(profiles & pack.values.keys())
        others = len(pack.values.keys() - profiles)
        raise msgspec.ValidationError(
            f"{pack.name}: it values {valued} of {len(profiles)} profiles, and {others} that do not exist"
        )

    def measure(points: Points) -> Measure:
        return Measure(pack.values[_profile(points)])

    return measure


def _profile(levels: Points) -> int:
    """The levels side by side: 2, 1, 3 is 213."""
    return int("".join(str(level) for level in levels))


def _decremented_values(scale: Scale, pack: Pack) -> Callable[[Points], Measure]:
    full_health = pack.full_health or Fraction(0)
    levels = [sorted(scale.points[item].values()) for item in scale.items]
    for item, own in zip(scale.items, levels, strict=True):
        if len(pack.decrements.get(item, ())) != len(own):
            raise msgspec.ValidationError(f"{pack.name}: item {item} needs {len(own)} decrements")

    def measure(points: Points) -> Measure:
        lost = [
            pack.decrements[item][own.index(value)]
            for item, own, value in zip(scale.items, levels, points, strict=True)
            if value is not None
        ]
        return Measure(full_health - sum(lost))

    return measure


PATTERN_RULES: Mapping[tuple[str, int], PatternRule] = {
    ("graded_response_eap", 1): PatternRule(
        needs="item_parameters", prorates=True, check_settings=parameter_names, prepare=_pattern_eap
    ),
    ("graded_response_summed_eap", 1): PatternRule(
        needs="item_parameters", prorates=False, check_settings=parameter_names, prepare=_summed_eap
    ),
    ("value_set", 1): PatternRule(
        needs="value_set", prorates=False, check_settings=_no_settings, prepare=_value_set
    ),
}
NOT_LOADED: Mapping[PackKind, str] = {
    "item_parameters": "no item parameters are loaded",
    "value_set": "no value set is loaded",
}
