"""The one place that opens a database: encrypted, durable, checked at start."""

import fcntl
import os
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sqlcipher3 import dbapi2

from app.errors import BusyError, NotFoundError, StorageError
from migrations import migrate, pending


class Row(Protocol):
    """One row, by the names of its columns or by position."""

    def __getitem__(self, column: str | int) -> Any: ...

    def keys(self) -> list[str]: ...


FIXED_SQLITE = (3, 51, 3)
"""The first SQLite without the WAL-reset bug, which can corrupt a database that two connections write."""

BUSY_MS = 10_000
SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: what was acknowledged survives a power cut
    "foreign_keys": 1,
    "recursive_triggers": 1,  # else INSERT OR REPLACE walks past the append-only triggers
    "busy_timeout": BUSY_MS,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
}


class Reading(Protocol):
    """What reading functions take: a Database, or a Change when the read decides a write."""

    def rows(self, sql: str, *parameters: object) -> list[Row]: ...

    def row(self, sql: str, *parameters: object) -> Row | None: ...


@dataclass(frozen=True, slots=True)
class Keys:
    """`database` encrypts the file, `audit` keys the chain of audit entries; 32 bytes each, kept outside the file."""

    database: bytes
    audit: bytes


class Database:
    """One encrypted file. Each thread has its own connection; writers queue, in this process and across processes."""

    def __init__(self, path: Path, keys: Keys) -> None:
        check_version(dbapi2.sqlite_version_info)
        self.path = path
        self.keys = keys
        self._local = threading.local()
        self._writing = threading.Lock()
        self._queue = _private_file(path.with_suffix(".writing"))
        if not path.exists():  # closing a file that SQLite has open would drop its locks
            os.close(_private_file(path))

    @property
    def connection(self) -> dbapi2.Connection:
        """This thread's connection, opened at first use."""
        connection: dbapi2.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = _connect(self.path, self.keys.database)
        return connection

    def rows(self, sql: str, *parameters: object) -> list[Row]:
        rows: list[Row] = self._execute(sql, parameters).fetchall()
        return rows

    def row(self, sql: str, *parameters: object) -> Row | None:
        row: Row | None = self._execute(sql, parameters).fetchone()
        return row

    def _execute(self, sql: str, parameters: tuple[object, ...]) -> dbapi2.Cursor:
        try:
            return self.connection.execute(sql, parameters)
        except OverflowError as error:  # a number from an address, too large for any id
            raise NotFoundError from error

    def stream(self, sql: str, *parameters: object) -> Iterator[Row]:
        """Rows one by one, for scans that must not fill the memory."""
        return iter(self.connection.execute(sql, parameters))

    @contextmanager
    def snapshot(self) -> Iterator["Database"]:
        """Every read inside sees the same moment."""
        self.connection.execute("begin")
        try:
            yield self
        finally:
            self.connection.execute("rollback")

    @contextmanager
    def immediate(self) -> Iterator[dbapi2.Connection]:
        """The one writing transaction: commits at the end, rolls everything back on any exception.

        Writers wait in a queue of the operating system, not in SQLite's back-off, which lets some starve.
        """
        with self._writing, _locked(self._queue):
            connection = self.connection
            try:
                connection.execute("begin immediate")
            except dbapi2.OperationalError as error:
                raise BusyError from error
            try:
                yield connection
                connection.execute("commit")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("rollback")
                raise

    def migrate(self) -> tuple[str, ...]:
        """Bring the schema up to date; the names of the migrations that ran."""
        with self._writing, _locked(self._queue):
            return migrate(self.connection)

    def pending_migrations(self) -> tuple[str, ...]:
        return pending(self.connection)

    def close(self) -> None:
        """Close this thread's connection."""
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None


def check_version(version: Sequence[int]) -> None:
    """StorageError for a SQLite that can corrupt the database."""
    if tuple(version) < FIXED_SQLITE:
        raise StorageError(
            f"SQLite {'.'.join(map(str, version))} can corrupt a database (WAL-reset bug). "
            f"At least {'.'.join(map(str, FIXED_SQLITE))} is needed; install the pinned sqlcipher3."
        )


def _connect(path: Path, key: bytes) -> dbapi2.Connection:
    connection = dbapi2.connect(
        str(path), isolation_level=None, timeout=BUSY_MS / 1000, cached_statements=256
    )
    connection.row_factory = dbapi2.Row
    connection.execute(f"pragma key = \"x'{key.hex()}'\"")
    try:
        connection.execute("select count(*) from sqlite_master").fetchone()
    except dbapi2.DatabaseError as error:
        connection.close()
        raise StorageError(f"{path} cannot be opened with this instance's key, or it is damaged.") from error
    for name, value in SETTINGS.items():
        connection.execute(f"pragma {name} = {value}")
    _check_settings(connection)
    return connection


def _check_settings(connection: dbapi2.Connection) -> None:
    for name, wanted in SETTINGS.items():
        found: Any = (connection.execute(f"pragma {name}").fetchone() or (None,))[0]
        if found != wanted:
            raise StorageError(f"The database runs with {name} = {found!r}, but {wanted!r} is required.")
    if not connection.execute("pragma cipher_version").fetchone():
        raise StorageError("The database driver does not encrypt.")


def _private_file(path: Path) -> int:
    """A descriptor of the file, which is made if it is not there, for its owner only."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


@contextmanager
def _locked(descriptor: int) -> Iterator[None]:
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def write_nothing(db: Database, patience: int = 500) -> None:
    """Commit a transaction that changes nothing, as durably as any other; BusyError or StorageError if that fails.

    A turn to write that has not come after looking `patience` times, 10 ms apart, will not come: a writer hangs.
    """
    _check_queue_moves(db.path.with_suffix(".writing"), patience)
    try:
        with db.immediate() as connection:
            version = connection.execute("pragma user_version").fetchone()[0]
            connection.execute(f"pragma user_version = {version}")
    except dbapi2.Error as error:
        raise StorageError from error


def _check_queue_moves(path: Path, patience: int) -> None:
    descriptor = _private_file(path)  # of its own: a lock is shared by whoever shares a descriptor
    try:
        for _ in range(patience):
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                time.sleep(0.01)
        raise BusyError
    finally:
        os.close(descriptor)
