"""A score that carries its manual, and a change that says what it is beyond."""

from dataclasses import dataclass
from typing import Literal

Status = Literal["complete", "prorated", "not_scorable"]
Number = int | float
Course = Literal["better", "worse", "same"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One scale of one sheet. `value` is None exactly when it is `not_scorable`; then `reason` says why.

    `standard_error`, in the scale's units, is there for scales whose rule yields one.
    """

    scale: str
    value: Number | None
    status: Status
    answered: int
    of: int
    band: str | None
    rule: str
    reason: str | None
    standard_error: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond:
    """Whether a difference passes one published threshold (`value`, in scale points)."""

    kind: Literal["group_mid", "measurement_error"]
    passed: bool
    value: Number
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """`difference` is now minus then, never flipped; `course` says it in words by the scale's direction."""

    scale: str
    then: Number
    now: Number
    difference: Number
    course: Course
    beyond: tuple[Beyond, ...]
