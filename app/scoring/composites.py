"""Rules over the scores of other scales: weighted sums, as they were published.

A version is never changed; a new one stands beside it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import msgspec

from app.instruments.model import Scale
from app.instruments.notation import exact_number


@dataclass(frozen=True, slots=True)
class Linear:
    """`constant` plus each part's score times its weight, in the order of the scale's parts."""

    constant: Fraction
    weights: tuple[Fraction, ...]

    def value(self, scores: Sequence[Fraction]) -> Fraction:
        """The composite of these part scores."""
        return self.constant + sum(weight * score for weight, score in zip(self.weights, scores, strict=True))


def linear_of(scale: Scale) -> Linear:
    """The composite's weights by its rule.

    KeyError if there is no such rule, msgspec.ValidationError if its settings are wrong.
    """
    return COMPOSITE_RULES[(scale.rule, scale.rule_version)](scale)


def _weighted_sum(scale: Scale) -> Linear:
    """Each part's score times its published weight."""
    (weights,) = _settings(scale, "weights")
    return Linear(Fraction(0), weights)


def _norm_based(scale: Scale) -> Linear:
    """50 + 10 x the weighted sum of the parts' scores, each standardised by the norm's mean and standard deviation."""
    means, sds, weights = _settings(scale, "means", "sds", "weights")
    if not all(sds):
        raise msgspec.ValidationError("sds: a standard deviation is 0")
    parts = tuple(10 * weight / sd for weight, sd in zip(weights, sds, strict=True))
    return Linear(Fraction(50) - sum(part * mean for part, mean in zip(parts, means, strict=True)), parts)


def _settings(scale: Scale, *names: str) -> list[tuple[Fraction, ...]]:
    """The numbers under each name, one per part, in the order of the parts."""
    if set(scale.settings) != set(names):
        raise msgspec.ValidationError(
            f"they are {', '.join(scale.settings) or 'none'}, not {', '.join(names)}"
        )
    found = []
    for name in names:
        raw = scale.settings[name]
        numbers = {part: exact_number(value) for part, value in raw.items()} if isinstance(raw, dict) else {}
        exact = [number for part in scale.parts if (number := numbers.get(part)) is not None]
        if len(exact) != len(scale.parts) or set(numbers) != set(scale.parts):
            raise msgspec.ValidationError(f"{name}: each part needs one number")
        found.append(tuple(exact))
    return found


COMPOSITE_RULES: Mapping[tuple[str, int], Callable[[Scale], Linear]] = {
    ("weighted_sum", 1): _weighted_sum,
    ("norm_based", 1): _norm_based,
}
