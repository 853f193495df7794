"""Scales made of other scales."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from app.instruments.model import Scale
from app.scoring.composites import linear_of
from app.scoring.plan import Finding, ScalePlan

PartKeys = tuple[Hashable, ...]


class CompositePlan(ScalePlan[PartKeys]):
    """A composite: its key is its parts' keys, its value comes from their exact values."""

    def __init__(self, scale: Scale, parts: Sequence[ScalePlan[Any]]) -> None:
        super().__init__(scale)
        self._linear = linear_of(scale)
        self._parts = tuple(parts)

    def key(self, answers: Mapping[str, object]) -> PartKeys:
        """The parts' keys, side by side."""
        return tuple([part.key(answers) for part in self._parts])

    def find(self, key: PartKeys) -> Finding:
        """The weighted parts; no value while a part has none."""
        found = [part.finding(own) for part, own in zip(self._parts, key, strict=True)]
        answered, of = sum(part.answered for part in found), sum(part.of for part in found)
        values = [part.value for part in found if part.value is not None]
        if len(values) < len(found):
            return Finding(answered=answered, of=of, reason=self._reason(found))
        return Finding(
            answered=answered,
            of=of,
            value=self._linear.value(values),
            is_prorated=any(part.is_prorated for part in found),
        )

    def _reason(self, found: Sequence[Finding]) -> str:
        pairs = zip(self._parts, found, strict=True)
        lacking = [plan.scale.title for plan, part in pairs if part.value is None]
        return f"there is no score for {', '.join(lacking)}; all {len(found)} scales are needed"
