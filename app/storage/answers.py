"""Answers: one answer is one row, and the newest per item is the current one."""

from app import clock
from app.storage.change import Change
from app.storage.database import Reading, Row
from app.study.sittings import Answer, Value


def add_answer(change: Change, *, sitting_id: int, item: str, value: Value | None, key: str) -> int:
    """Store one answer, or a declined item when `value` is None; the answer's id."""
    return change.add(
        "answer",
        sitting_id=sitting_id,
        item=item,
        value=value,
        is_declined=int(value is None),
        key=key,
        at=clock.to_text(change.at),
        actor=change.actor.name,
    )


def is_stored(db: Reading, *, sitting_id: int, item: str, value: Value | None, key: str) -> bool:
    """Whether this very answer, sent with this key, is stored already."""
    row = db.row(
        "select 1 from answer where sitting_id = ? and item = ? and key = ? and coalesce(value, '') = ?",
        sitting_id,
        item,
        key,
        "" if value is None else value,
    )
    return row is not None


def is_current(db: Reading, *, sitting_id: int, item: str, value: Value | None, key: str) -> bool:
    """Whether this very answer, sent with this key, is the newest of its item."""
    row = db.row(
        "select key, value from answer where sitting_id = ? and item = ? order by answer_id desc limit 1",
        sitting_id,
        item,
    )
    return row is not None and (row["key"], row["value"]) == (key, value)


def answers_of(db: Reading, sitting_id: int) -> tuple[Answer, ...]:
    """Every answer ever given in the sitting, in the order given."""
    return tuple(
        _answer(row)
        for row in db.rows("select * from answer where sitting_id = ? order by answer_id", sitting_id)
    )


def current_values_of(db: Reading, sitting_id: int) -> dict[str, Value | None]:
    """Item -> value of the current answers; None where declined, no key where not reached."""
    rows = db.rows("select item, value from answer where sitting_id = ? order by answer_id", sitting_id)
    return {row["item"]: row["value"] for row in rows}


def _answer(row: Row) -> Answer:
    return Answer(
        id=row["answer_id"],
        item=row["item"],
        value=row["value"],
        at=clock.from_text(row["at"]),
        actor=row["actor"],
    )
