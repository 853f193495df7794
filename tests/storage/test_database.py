"""The file is encrypted, the settings are the safe ones, and what is unsafe is refused."""

import fcntl
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.errors import BusyError, StorageError
from app.storage import database
from app.storage.database import Database, Keys, check_version, write_nothing
from app.storage.integrity import check_file
from tests.practice import PracticeInstance


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("mmap_size", 0),
    ],
)
def test_every_connection_runs_with_the_safe_setting(
    instance: PracticeInstance, setting: str, value: object
) -> None:
    row = instance.db.row(f"pragma {setting}")
    assert row is not None
    assert row[0] == value


def test_a_setting_that_does_not_take_refuses_to_start(
    instance: PracticeInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(database.SETTINGS, "max_page_count", 1)  # SQLite silently keeps what it needs
    instance.db.close()
    with pytest.raises(StorageError, match="max_page_count"):
        instance.db.row("select 1")


@pytest.mark.parametrize("version", [(3, 7, 0), (3, 40, 1), (3, 51, 2)])
def test_a_sqlite_with_the_wal_reset_bug_is_refused(version: tuple[int, ...]) -> None:
    with pytest.raises(StorageError, match="can corrupt"):
        check_version(version)


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 53, 0), (4, 0, 0)])
def test_a_sqlite_without_it_is_taken(version: tuple[int, ...]) -> None:
    check_version(version)


def test_the_database_is_opened_only_with_a_sqlite_that_was_checked(
    instance: PracticeInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dbapi2, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(StorageError, match="can corrupt"):
        Database(instance.db.path, instance.db.keys)


def test_a_wrong_key_opens_nothing(instance: PracticeInstance) -> None:
    wrong = Database(instance.db.path, replace(instance.db.keys, database=bytes(32)))
    with pytest.raises(StorageError, match="cannot be opened with this instance's key"):
        wrong.row("select 1")


def test_no_word_of_the_record_can_be_read_from_its_files(full: PracticeInstance) -> None:
    files = b"".join(path.read_bytes() for path in full.db.path.parent.glob("myelog.db*"))
    assert len(files) > 100_000
    for word in (b"SQLite format 3", b"Spoke to the patient", b"phq9", b"coordinator", b"create table"):
        assert word not in files


def test_the_same_search_finds_them_in_a_file_without_a_key(full: PracticeInstance, tmp_path: Path) -> None:
    plain = tmp_path / "plain.db"
    full.db.connection.execute(f"attach '{plain}' as plain key ''")
    full.db.connection.execute("select sqlcipher_export('plain')")
    for word in (b"SQLite format 3", b"Spoke to the patient", b"phq9", b"coordinator"):
        assert word in plain.read_bytes()


def test_only_the_owner_may_read_the_files(tmp_path: Path) -> None:
    db = Database(tmp_path / "new.db", Keys(database=bytes(32), audit=bytes(32)))
    db.migrate()
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert set(modes.values()) == {0o600}, modes
    db.close()


@pytest.mark.parametrize("place", [place / 20 for place in range(21)])
def test_a_flipped_bit_anywhere_is_found(full: PracticeInstance, place: float) -> None:
    assert check_file(full.db) > 50
    full.db.row("pragma wal_checkpoint(truncate)")
    full.db.close()
    content = bytearray(full.db.path.read_bytes())
    content[round((len(content) - 1) * place)] ^= 1
    full.db.path.write_bytes(content)
    with pytest.raises(StorageError, match=r"damaged"):
        check_file(full.db)


def test_a_writer_that_waits_too_long_is_told_that_nothing_was_lost(
    instance: PracticeInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(database.SETTINGS, "busy_timeout", 50)
    other = dbapi2.connect(str(instance.db.path), isolation_level=None)
    other.execute(f"pragma key = \"x'{instance.db.keys.database.hex()}'\"")
    other.execute("begin immediate")
    instance.db.close()
    with pytest.raises(BusyError), instance.db.immediate():
        pass
    with pytest.raises(BusyError):
        write_nothing(instance.db)
    other.execute("rollback")
    write_nothing(instance.db)
    other.close()


def test_a_writer_that_hangs_is_told_instead_of_waited_for(instance: PracticeInstance) -> None:
    """Another process holds the queue and does not go on; the time is cut short by one that never comes."""
    hanging = os.open(instance.db.path.with_suffix(".writing"), os.O_RDWR)
    fcntl.flock(hanging, fcntl.LOCK_EX)
    try:
        with pytest.raises(BusyError):
            write_nothing(instance.db, patience=3)
    finally:
        os.close(hanging)
    write_nothing(instance.db)
