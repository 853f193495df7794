"""The audit trail: reading it, and proving that neither it nor the rows under it were touched."""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from app import clock
from app.errors import TamperedError
from app.storage.change import GENESIS, canonical_row, hash_rows, key_of, link
from app.storage.database import Database, Reading, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One act: who did what, when, about whom and why."""

    id: int
    at: datetime
    actor: str
    act: str
    patient_id: int | None
    patient_code: str | None
    sitting_id: int | None
    reason: str | None
    chain: str


ENTRY = "select audit_entry.*, patient.code as patient_code from audit_entry left join patient using (patient_id) "


def entries_before(
    db: Reading,
    *,
    before: int | None = None,
    patient_id: int | None = None,
    site_ids: Iterable[int] | None = None,
    limit: int = 50,
) -> tuple[AuditEntry, ...]:
    """At most `limit` entries, the newest first, older than entry `before`; of one patient or of all.

    With `site_ids` only entries about patients of those sites and entries about no patient.
    """
    where, parameters = "where audit_entry.entry_id < ? ", [2**62 if before is None else before]
    if patient_id is not None:
        where += "and audit_entry.patient_id = ? "
        parameters.append(patient_id)
    if site_ids is not None:
        ids = list(site_ids)
        marks = ", ".join("?" * len(ids))
        where += f"and (audit_entry.patient_id is null or patient.site_id in ({marks})) "
        parameters += ids
    rows = db.rows(ENTRY + where + "order by audit_entry.entry_id desc limit ?", *parameters, limit)
    return tuple(_entry(row) for row in rows)


def find_head(db: Reading) -> tuple[int, str] | None:
    """The newest entry's id and link, or None in an empty trail."""
    row = db.row("select entry_id, chain from audit_entry order by entry_id desc limit 1")
    return None if row is None else (row["entry_id"], row["chain"])


def check_chain(db: Database, head: str | None = None) -> int:
    """How many entries were verified; TamperedError at the first that does not agree with its link or its rows.

    `head`, a link noted elsewhere or its first digits (a summary's footer prints twelve), must still be part of
    the chain: this finds a trail cut off at its end. Reads every row once, in constant memory.
    """
    previous_id, previous_link, is_head_seen = 0, GENESIS, head is None
    with db.snapshot():
        rows = _rows_by_entry(db)
        under = next(rows, None)
        for row in db.stream("select * from audit_entry order by entry_id"):
            entry = {name: row[name] for name in row.keys() if name != "chain"}
            texts: list[str] = []
            if under is not None and under[0] == row["entry_id"]:
                texts = under[1]
                under = next(rows, None)
            _check_entry(entry, row["chain"], texts, previous_id, link(db.keys.audit, previous_link, entry))
            previous_id, previous_link = row["entry_id"], row["chain"]
            is_head_seen = is_head_seen or previous_link.startswith(head or "")
        if under is not None:
            raise TamperedError(f"There are rows of entry {under[0]}, but the trail has no such entry.")
    if not is_head_seen:
        raise TamperedError(
            f"The chain head {head} is not in the trail: unless it was mistyped, entries are missing at its end."
        )
    return previous_id


def _check_entry(entry: dict[str, Any], chain: str, rows: list[str], previous_id: int, expected: str) -> None:
    entry_id = entry["entry_id"]
    if entry_id != previous_id + 1:
        raise TamperedError(f"Entry {previous_id + 1} is missing from the trail.")
    if hash_rows(rows) != entry["rows_hash"]:
        raise TamperedError(f"Entry {entry_id} ({entry['act']}): its rows were changed, added or removed.")
    if chain != expected:
        raise TamperedError(f"Entry {entry_id} ({entry['act']}): the entry itself was changed.")


def _rows_by_entry(db: Database) -> Iterator[tuple[int, list[str]]]:
    tables = [row["name"] for row in db.rows(TABLES)]
    merged = heapq.merge(*(_rows_of(db, table) for table in tables), key=lambda pair: pair[0])
    for entry_id, pairs in groupby(merged, key=lambda pair: pair[0]):
        yield entry_id, [text for _, text in pairs]


TABLES = """
    select m.name from sqlite_master as m join pragma_table_info(m.name) as c
    where m.type = 'table' and c.name = 'entry_id' and m.name != 'audit_entry' order by m.name
"""


def _rows_of(db: Database, table: str) -> Iterator[tuple[int, str]]:
    key = key_of(db, table)
    for row in db.stream(f"select * from {table} order by entry_id"):  # noqa: S608  # our own table's name
        yield row["entry_id"], canonical_row(table, key, row[key], {name: row[name] for name in row.keys()})


def _entry(row: Row) -> AuditEntry:
    return AuditEntry(
        id=row["entry_id"],
        at=clock.from_text(row["at"]),
        actor=row["actor"],
        act=row["act"],
        patient_id=row["patient_id"],
        patient_code=row["patient_code"],
        sitting_id=row["sitting_id"],
        reason=row["reason"],
        chain=row["chain"],
    )
