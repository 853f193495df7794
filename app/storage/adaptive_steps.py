"""The path of an adaptive sitting: what was chosen at its beginning and after each answer."""

from dataclasses import dataclass

from app.instruments.adaptive import Step
from app.storage.change import Change
from app.storage.database import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptStep:
    """One step as it was kept: the `position` in the path of what it chose, and the answer it was chosen after."""

    position: int
    answer_id: int | None
    step: Step


def add_step(change: Change, sitting_id: int, kept: KeptStep) -> None:
    """Keep what was chosen after an answer, or at the beginning."""
    change.add(
        "adaptive_step",
        sitting_id=sitting_id,
        answer_id=kept.answer_id,
        position=kept.position,
        item=kept.step.item,
        theta=kept.step.theta,
        standard_error=kept.step.standard_error,
    )


def steps_of(db: Reading, sitting_id: int) -> tuple[KeptStep, ...]:
    """The sitting's steps in the order in which they were kept; none of a sitting that is not adaptive."""
    rows = db.rows("select * from adaptive_step where sitting_id = ? order by adaptive_step_id", sitting_id)
    return tuple(
        KeptStep(
            position=row["position"],
            answer_id=row["answer_id"],
            step=Step(row["item"], row["theta"], row["standard_error"]),
        )
        for row in rows
    )
