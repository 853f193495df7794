"""Whether the file is whole and its schema is the one the migrations make."""

from collections.abc import Iterator

from sqlcipher3 import dbapi2

from app.errors import StorageError, TamperedError
from app.storage.database import Database
from migrations import migrate


def check_file(db: Database) -> int:
    """How many pages the file has, all intact and consistent; StorageError names the first fault.

    `cipher_integrity_check` verifies each page's HMAC and finds every flipped bit; `integrity_check` verifies
    that the tables, indexes and constraints agree.
    """
    try:
        fault = next(_faults_of_file(db), None)
        (row,) = db.rows("pragma page_count")
    except dbapi2.DatabaseError as error:
        raise StorageError(f"The database file is damaged: {error}") from error
    if fault is not None:
        raise StorageError(f"The database file is damaged: {fault}")
    pages: int = row[0]
    return pages


def check_schema(db: Database) -> None:
    """TamperedError names a table, index, view or trigger that is not as the migrations make it.

    Nothing but triggers keeps the tables append-only: one taken away leaves every row as it was, until it is used.
    """
    fresh = dbapi2.connect(":memory:", isolation_level=None)
    try:
        migrate(fresh)
        found, wanted = _schema_of(db.connection), _schema_of(fresh)
    finally:
        fresh.close()
    for name in sorted(found.keys() | wanted.keys()):
        if found.get(name) != wanted.get(name):
            raise TamperedError(f"The schema is not the one the migrations make: {name} was changed.")


def _schema_of(connection: dbapi2.Connection) -> dict[str, str]:
    rows = connection.execute(
        "select name, sql from sqlite_master where name not like 'sqlite\\_%' escape '\\'"
    )
    return {row[0]: row[1] for row in rows}


def _faults_of_file(db: Database) -> Iterator[str]:
    yield from (row[0] for row in db.rows("pragma cipher_integrity_check"))
    yield from (row[0] for row in db.rows("pragma integrity_check(1)") if row[0] != "ok")
    yield from (f"a row of {row[0]} refers to nothing" for row in db.rows("pragma foreign_key_check"))
