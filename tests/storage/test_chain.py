"""Whoever changes the file behind Myelog's back is found out: value by value, row by row, entry by entry."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest
from sqlcipher3 import dbapi2

from app.actions.verifying import verify_record
from app.errors import RefusedError, TamperedError
from app.storage.audit import check_chain, find_head
from app.storage.change import link
from app.storage.database import Database
from tests.practice import PracticeInstance
from tests.storage.test_append_only import TABLES, columns_of

RECORD = [table for table in TABLES if table != "audit_entry"]


def test_an_untouched_record_is_proved(full: PracticeInstance) -> None:
    proof = verify_record(full.db)
    assert proof.entries > 20
    assert proof.sittings == 1
    assert (proof.entries, proof.head) == find_head(full.db)


@pytest.mark.parametrize("table", TABLES)
def test_no_value_of_any_column_can_be_changed_unnoticed(full: PracticeInstance, table: str) -> None:
    assert check_chain(full.db) > 20
    for column in columns_of(full, table):
        with tampering(full) as connection:
            flip_one_value(connection, table, column)
            with pytest.raises(TamperedError):
                check_chain(full.db)
        assert check_chain(full.db) > 20, "undone, the record is whole again"


@pytest.mark.parametrize("table", TABLES)
def test_no_row_can_be_taken_out_unnoticed(full: PracticeInstance, table: str) -> None:
    with tampering(full) as connection:
        connection.execute(f"delete from {table} where rowid = (select min(rowid) from {table})")
        with pytest.raises(TamperedError):
            check_chain(full.db)


@pytest.mark.parametrize("table", RECORD)
def test_no_row_can_be_slipped_in_unnoticed(full: PracticeInstance, table: str) -> None:
    columns = columns_of(full, table)
    row = full.db.row(f"select * from {table}")
    assert row is not None
    values = [f"{row[name]}!" if isinstance(row[name], str) else row[name] for name in columns]
    values[0] = 900_000
    with tampering(full) as connection:
        connection.execute(f"insert into {table} values ({', '.join('?' * len(columns))})", values)
        with pytest.raises(TamperedError):
            check_chain(full.db)


def test_two_answers_cannot_change_places_unnoticed(full: PracticeInstance) -> None:
    with tampering(full) as connection:
        connection.execute("update answer set value = null, is_declined = 1 where item = '4'")
        connection.execute("update answer set value = 1, is_declined = 0 where item = '3'")
        with pytest.raises(TamperedError, match=r"answer\.record"):
            check_chain(full.db)


def test_an_entry_missing_in_the_middle_is_named(full: PracticeInstance) -> None:
    with tampering(full) as connection:
        connection.execute("delete from audit_entry where entry_id = 7")
        with pytest.raises(TamperedError, match="Entry 7 is missing"):
            check_chain(full.db)


def test_a_trail_cut_off_with_its_rows_is_found_by_a_head_noted_before(full: PracticeInstance) -> None:
    last, head = find_head(full.db) or (0, "")
    check_chain(full.db, head)
    with tampering(full) as connection:
        for table in TABLES:
            connection.execute(f"delete from {table} where entry_id = ?", (last,))
        assert check_chain(full.db) == last - 1, "the control: what is left agrees with itself"
        with pytest.raises(TamperedError, match="missing at its end"):
            check_chain(full.db, head)


def test_rows_left_behind_by_a_trail_cut_off_are_found_without_a_head(full: PracticeInstance) -> None:
    last, _ = find_head(full.db) or (0, "")
    with tampering(full) as connection:
        connection.execute("delete from audit_entry where entry_id = ?", (last,))
        with pytest.raises(TamperedError, match="the trail has no such entry"):
            check_chain(full.db)


def test_an_older_head_is_still_part_of_the_chain(full: PracticeInstance) -> None:
    row = full.db.row("select chain from audit_entry where entry_id = 5")
    assert row is not None
    check_chain(full.db, row["chain"])


def test_the_twelve_digits_in_a_summarys_footer_are_head_enough(full: PracticeInstance) -> None:
    _, head = find_head(full.db) or (0, "")
    verify_record(full.db, head[:12])
    mistyped = ("1" if head[0] == "0" else "0") + head[1:12]
    with pytest.raises(TamperedError, match="unless it was mistyped"):
        verify_record(full.db, mistyped)


@pytest.mark.parametrize("head", ["", "abc", "0" * 11, "0" * 65, "not a chain head", "A" * 12])
def test_what_is_no_head_is_refused_and_not_called_tampering(full: PracticeInstance, head: str) -> None:
    with pytest.raises(RefusedError, match="no chain head"):
        verify_record(full.db, head)


def test_without_the_key_a_changed_entry_cannot_be_linked_anew(full: PracticeInstance) -> None:
    with tampering(full) as connection:
        relink(connection, full.db.keys.audit)
        check_chain(full.db)  # the control: whoever has the key can
        relink(connection, bytes(32))
        with pytest.raises(TamperedError):
            check_chain(full.db)


def test_with_another_audit_key_the_record_is_not_proved(full: PracticeInstance) -> None:
    other = Database(full.db.path, replace(full.db.keys, audit=bytes(32)))
    with pytest.raises(TamperedError, match="Entry 1"):
        check_chain(other)
    other.close()


def test_a_score_that_is_not_that_of_its_answers_is_found_even_under_a_sound_chain(
    full: PracticeInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.actions.verifying.check_chain", lambda *_: 1)
    verify_record(full.db)
    with tampering(full) as connection:
        connection.execute("update score set answered = answered - 1 where scale = 'total'")
        with pytest.raises(TamperedError, match="scores are not those of its answers"):
            verify_record(full.db)


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("drop trigger answer_never_changes", "answer_never_changes"),
        ("create trigger more after insert on answer begin select 1; end", "more"),
        ("create table beside (x)", "beside"),
        ("drop index answer_once", "answer_once"),
        ("drop view open_alert", "open_alert"),
    ],
)
def test_a_schema_that_the_migrations_did_not_make_is_found(
    full: PracticeInstance, statement: str, name: str
) -> None:
    full.db.connection.execute(statement)
    with pytest.raises(TamperedError, match=name):
        verify_record(full.db)


def test_a_value_of_no_kind_that_is_ever_stored_is_tampering_too(full: PracticeInstance) -> None:
    with tampering(full) as connection:
        connection.execute("update answer set value = x'00' where answer_id = 1")
        with pytest.raises(TamperedError):
            check_chain(full.db)


@contextmanager
def tampering(instance: PracticeInstance) -> Iterator[dbapi2.Connection]:
    """The file's owner at work: no triggers, no foreign keys, checks ignored; undone at the end."""
    connection = instance.db.connection
    connection.execute("pragma foreign_keys = 0")
    connection.execute("pragma ignore_check_constraints = 1")
    connection.execute("begin immediate")
    for row in instance.db.rows("select name from sqlite_master where type = 'trigger'"):
        connection.execute(f"drop trigger {row['name']}")
    try:
        with patch.object(Database, "snapshot", no_snapshot):
            yield connection
    finally:
        connection.execute("rollback")


@contextmanager
def no_snapshot(db: Database) -> Iterator[Database]:
    """Reading inside the tamperer's own transaction, which is a snapshot already."""
    yield db


def flip_one_value(connection: dbapi2.Connection, table: str, column: str) -> None:
    """Change one value of the column to another of its kind; a missing value to a present one."""
    chosen = connection.execute(
        f"select rowid, {column} from {table} order by {column} is null, rowid desc limit 1"
    ).fetchone()
    connection.execute(f"update {table} set {column} = ? where rowid = ?", (other_than(chosen[1]), chosen[0]))


def other_than(value: Any) -> Any:
    """Another value of the same type."""
    if isinstance(value, str):
        return value[:-1] + ("0" if value[-1:] != "0" else "1")
    if isinstance(value, bytes):
        return value + b"!"
    return 1 if value is None else value + 1_000


def relink(connection: dbapi2.Connection, key: bytes) -> None:
    """Forge the last entry: another actor, linked anew with the key at hand."""
    *_, before, last = connection.execute("select * from audit_entry order by entry_id").fetchall()
    entry = {name: last[name] for name in last.keys() if name != "chain"} | {"actor": "staff:99"}
    connection.execute(
        "update audit_entry set actor = 'staff:99', chain = ? where entry_id = ?",
        (link(key, before["chain"], entry), last["entry_id"]),
    )
