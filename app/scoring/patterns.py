"""Rules over the pattern of answers, with numbers from a data pack: item response theory and value sets.

A version is never changed; a new one stands beside it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import msgspec

from app.instruments.graded_response import Estimate, GradedItem, eap, summed_eap
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

    `prorates`: it has a value when items are missing. `prepare` makes the function from points to measure;
    msgspec.ValidationError says how settings, items and pack do not fit.
    """

    needs: PackKind
    prorates: bool
    prepare: Callable[[Scale, Pack], Callable[[Points], Measure]]


def graded_items(scale: Scale, pack: Pack) -> tuple[GradedItem, ...]:
    """The parameters of the scale's items, by the names that its settings give them in the pack."""
    names = parameter_names(scale)
    found = []
    for item in scale.items:
        parameters = pack.parameters.get(names[item])
        if parameters is None:
            raise msgspec.ValidationError(f"{pack.name}: there is no item {names[item]}")
        categories = len(set(scale.points[item].values()))
        if len(parameters.thresholds) + 1 != categories:
            given = len(parameters.thresholds) + 1
            raise msgspec.ValidationError(
                f"{pack.name}: item {names[item]} has {given} categories; item {item} has {categories}"
            )
        found.append(parameters)
    return tuple(found)


def parameter_names(scale: Scale) -> dict[str, str]:
    """Settings of the graded response rules: item -> its name in the pack."""
    raw = scale.settings.get("parameters")
    names = {key: name for key, name in raw.items() if isinstance(name, str)} if isinstance(raw, dict) else {}
    if set(names) != set(scale.items) or set(scale.settings) != {"parameters"}:
        raise msgspec.ValidationError("parameters: each item needs one name, and there is no other setting")
    return names


def _pattern_eap(scale: Scale, pack: Pack) -> Callable[[Points], Measure]:
    """Expected a posteriori on the pattern: what was not answered says nothing, so no missing rule is needed."""
    items = graded_items(scale, pack)
    ranks = [_ranks(scale, item) for item in scale.items]

    def measure(points: Points) -> Measure:
        pairs = zip(ranks, points, strict=True)
        return _t_score(eap(items, [None if value is None else rank[value] for rank, value in pairs]))

    return measure


def _summed_eap(scale: Scale, pack: Pack) -> Callable[[Points], Measure]:
    """Expected a posteriori on the sum of categories; all items are needed."""
    estimates = summed_eap(graded_items(scale, pack))
    ranks = [_ranks(scale, item) for item in scale.items]

    def measure(points: Points) -> Measure:
        pairs = zip(ranks, points, strict=True)
        return _t_score(estimates[sum(rank[value] for rank, value in pairs if value is not None)])

    return measure


def _ranks(scale: Scale, item: str) -> dict[Fraction, int]:
    """Points -> category, counted from 0 in rising points."""
    return {value: rank for rank, value in enumerate(sorted(set(scale.points[item].values())))}


def _t_score(estimate: Estimate) -> Measure:
    """Theta as a T-score: mean 50 and standard deviation 10 in the reference population."""
    return Measure(Fraction(50 + 10 * estimate.theta), Fraction(10 * estimate.standard_error))


def _value_set(scale: Scale, pack: Pack) -> Callable[[Points], Measure]:
    """What a country's people think a state of health is worth: 1 is full health, 0 is as bad as being dead."""
    if scale.settings:
        raise msgspec.ValidationError("value_set needs none")
    return _listed_values(scale, pack) if pack.values else _decremented_values(scale, pack)


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
    ("graded_response_eap", 1): PatternRule(needs="item_parameters", prorates=True, prepare=_pattern_eap),
    ("graded_response_summed_eap", 1): PatternRule(
        needs="item_parameters", prorates=False, prepare=_summed_eap
    ),
    ("value_set", 1): PatternRule(needs="value_set", prorates=False, prepare=_value_set),
}
NOT_LOADED: Mapping[PackKind, str] = {
    "item_parameters": "no item parameters are loaded",
    "value_set": "no value set is loaded",
}
