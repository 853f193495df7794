"""Scores, kept with the rule, the instrument and the words they came from; the newest per scale is the current one."""

from collections.abc import Iterable

from app.scoring.model import Number, Score
from app.storage.change import Change
from app.storage.database import Reading, Row
from app.study.sittings import Sitting


def add_scores(change: Change, sitting: Sitting, scores: Iterable[Score]) -> None:
    """Keep the scores of a sitting that was sent."""
    for score in scores:
        change.add(
            "score",
            sitting_id=sitting.id,
            scale=score.scale,
            value=_real(score.value),
            standard_error=_real(score.standard_error),
            status=score.status,
            answered=score.answered,
            of_items=score.of,
            band=score.band,
            rule=score.rule,
            reason=score.reason,
            definition_hash=sitting.definition_hash,
            wording_hash=sitting.wording_hash,
        )


def scores_of(db: Reading, sitting_id: int) -> tuple[Score, ...]:
    """The sitting's current scores, in the instrument's order; none before it was sent."""
    rows = db.rows("select * from current_score where sitting_id = ? order by score_id", sitting_id)
    return tuple(_score(row) for row in rows)


def _score(row: Row) -> Score:
    return Score(
        scale=row["scale"],
        value=_number(row["value"]),
        status=row["status"],
        answered=row["answered"],
        of=row["of_items"],
        band=row["band"],
        rule=row["rule"],
        reason=row["reason"],
        standard_error=_number(row["standard_error"]),
    )


def _real(value: Number | None) -> float | None:
    return None if value is None else float(value)


def _number(value: float | None) -> Number | None:
    return int(value) if value is not None and value.is_integer() else value
