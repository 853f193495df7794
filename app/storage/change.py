"""The only way to write: one immediate transaction, one audit entry, one link of the keyed chain."""

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from sqlcipher3 import dbapi2

from app import clock
from app.storage.database import Database, Reading, Row
from app.study.access import Actor

GENESIS = "0" * 64
Value = str | int | float | bytes | None

_keys: dict[str, str] = {}  # the schema's, the same for every database


@dataclass(slots=True)
class Change:
    """An open transaction. It exists only inside `changing`; whatever is added belongs to its audit entry.

    `patient_id` and `sitting_id` say whom the entry is about; the act may set them while it runs.
    """

    connection: dbapi2.Connection
    entry_id: int
    at: datetime
    actor: Actor
    patient_id: int | None = None
    sitting_id: int | None = None
    _rows: list[str] = field(default_factory=list)

    def rows(self, sql: str, *parameters: object) -> list[Row]:
        rows: list[Row] = self.connection.execute(sql, parameters).fetchall()
        return rows

    def row(self, sql: str, *parameters: object) -> Row | None:
        row: Row | None = self.connection.execute(sql, parameters).fetchone()
        return row

    def add(self, table: str, **values: Value) -> int:
        """Insert one row under this change's entry; its row id."""
        values["entry_id"] = self.entry_id
        cursor = self.connection.execute(_insert(table, tuple(values)), tuple(values.values()))
        row_id: int = cursor.lastrowid
        self._rows.append(canonical_row(table, key_of(self, table), row_id, values))
        return row_id

    @property
    def is_empty(self) -> bool:
        return not self._rows

    @property
    def rows_hash(self) -> str:
        return hash_rows(self._rows)


@contextmanager
def changing(
    db: Database, *, actor: Actor, act: str, at: datetime, reason: str | None = None
) -> Iterator[Change]:
    """Open the one writing transaction, and leave with everything written and audited, or nothing.

    A change that adds no row leaves no entry. Reads that decide a write belong inside.
    """
    with db.immediate() as connection:
        last = connection.execute(
            "select entry_id, chain from audit_entry order by entry_id desc limit 1"
        ).fetchone()
        previous_id, previous_link = last or (0, GENESIS)
        change = Change(connection=connection, entry_id=previous_id + 1, at=at, actor=actor)
        yield change
        if change.is_empty:
            return
        entry: dict[str, Value] = {
            "entry_id": change.entry_id,
            "at": clock.to_text(at),
            "actor": change.actor.name,
            "act": act,
            "patient_id": change.patient_id,
            "sitting_id": change.sitting_id,
            "reason": reason,
            "rows_hash": change.rows_hash,
        }
        entry["chain"] = link(db.keys.audit, previous_link, entry)
        connection.execute(_insert("audit_entry", tuple(entry)), tuple(entry.values()))


def link(key: bytes, previous: str, entry: dict[str, Value]) -> str:
    """The entry's link: HMAC-SHA-256 over the previous link and the entry's canonical JSON, in hex."""
    return hmac.new(key, (previous + _canonical(entry)).encode(), hashlib.sha256).hexdigest()


def canonical_row(table: str, key: str, row_id: int, values: Mapping[str, Value]) -> str:
    """One row as text that does not depend on column order or on columns added later (nulls are left out)."""
    return f"{table}#{row_id}" + _canonical({k: v for k, v in values.items() if v is not None and k != key})


def key_of(db: Reading, table: str) -> str:
    """The table's integer primary key."""
    if table not in _keys:
        (row,) = db.rows("select name from pragma_table_info(?) where pk = 1", table)
        _keys[table] = row["name"]
    return _keys[table]


def hash_rows(rows: list[str]) -> str:
    """SHA-256, in hex, over the rows of one entry in any order."""
    return hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()


def _canonical(value: dict[str, Value]) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=repr)


@lru_cache(maxsize=256)
def _insert(table: str, columns: tuple[str, ...]) -> str:
    marks = ", ".join("?" * len(columns))
    return f"insert into {table} ({', '.join(columns)}) values ({marks})"  # noqa: S608  # names from code, values bound
