"""A scale made ready for many sheets: answers become a key, and sheets with equal keys share one score.

There are three families, by what the scale's rule looks at: the tally of its items, the scores of its parts, or
the pattern of its answers.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from app.instruments.model import Band, MissingRule, Scale
from app.scoring.model import Score, Status
from app.scoring.numbers import to_number

DECLINED = "declined"
MEMORY = 20_000
"""Scores a scale remembers at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a scale's rule made of a sheet, before anything is rounded. No `value`: `reason` says why."""

    answered: int
    of: int
    value: Fraction | None = None
    standard_error: Fraction | None = None
    reason: str | None = None
    is_prorated: bool = False


Key = TypeVar("Key", bound=Hashable)
"""What of a sheet decides one scale's score."""

Value = TypeVar("Value")


class ScalePlan(ABC, Generic[Key]):
    """One scale, its keys, and what was made of those met so far, at most `MEMORY` of them."""

    def __init__(self, scale: Scale) -> None:
        self.scale = scale
        self._findings: dict[Key, Finding] = {}
        self._scores: dict[Key, Score] = {}

    @abstractmethod
    def key(self, answers: Mapping[str, object]) -> Key:
        """What of a sheet decides its score; KeyError or TypeError if an item does not have its code."""

    @abstractmethod
    def find(self, key: Key) -> Finding:
        """What the rule makes of every sheet with this key."""

    def finding(self, key: Key) -> Finding:
        """The same, found once."""
        return _remembered(self._findings, key, self.find)

    def score(self, key: Key) -> Score:
        """The score of every sheet with this key, rounded once."""
        return _remembered(self._scores, key, lambda known: _score_of(self.scale, self.finding(known)))


def _remembered(memory: dict[Key, Value], key: Key, make: Callable[[Key], Value]) -> Value:
    value = memory.get(key)
    if value is None:
        if len(memory) >= MEMORY:
            memory.clear()
        value = memory[key] = make(key)
    return value


def band_of(scale: Scale, value: Fraction) -> Band | None:
    """The band `value` is in; a value between two bands has not reached the upper one."""
    reached = [band for band in scale.bands if band.low <= value]
    return reached[-1] if reached else None


def _score_of(scale: Scale, finding: Finding) -> Score:
    value, error = finding.value, finding.standard_error
    band = None if value is None else band_of(scale, value)
    return Score(
        scale=scale.id,
        value=None if value is None else to_number(value),
        status=_status(finding),
        answered=finding.answered,
        of=finding.of,
        band=None if band is None else band.label,
        rule=f"{scale.rule}@{scale.rule_version} {_named(scale.missing)}",
        reason=finding.reason,
        standard_error=None if error is None else to_number(error),
    )


def _status(finding: Finding) -> Status:
    if finding.value is None:
        return "not_scorable"
    return "prorated" if finding.is_prorated else "complete"


def _named(rule: MissingRule) -> str:
    return f"{rule.name}@{rule.version} ({rule.owner})"
