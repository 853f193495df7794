"""A score that carries its manual, and a change that says what it is beyond."""

from dataclasses import dataclass
from typing import Literal

from app.instruments.model import Evidence

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
    """Whether a difference passes one size of change (`value`, in scale points), and on whose authority.

    The size is published for the scale, or follows from the two scores' own standard errors. `index` is the
    reliable change index, the difference in units of its standard error, where that error is known.
    """

    kind: Literal["group_mid", "measurement_error"]
    basis: Literal["published", "standard errors"] = "published"
    passed: bool
    value: Number
    reference: str
    evidence: Evidence
    index: Number | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """`difference` is now minus then, never flipped; `course` says it in words by the scale's direction.

    `beyond` holds a verdict per published threshold, then one from the scores' own standard errors, if they have any.
    """

    scale: str
    then: Number
    now: Number
    difference: Number
    course: Course
    beyond: tuple[Beyond, ...]
