"""Every `NNNN_*.sql` beside this file, in order. Forward only; each runs once, in one transaction.

sqlite-utils keeps which ran but not what they said, so the SHA-256 of each file is kept beside it: a file
edited after it ran is refused, because two databases of the same version would then differ.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from sqlcipher3 import dbapi2
from sqlite_utils import Database, Migrations

HERE = Path(__file__).parent
CHECKSUMS = (
    "create table if not exists migration_checksum (name text primary key, sha256 text not null) strict"
)


SCHEMA_HEAD = "-- Generated from the migrations by `python -m migrations`; a test holds the two together.\n"
WRITTEN_BY_SQLITE = re.compile(r"^CREATE (UNIQUE )?[A-Z]+")


class EditedMigrationError(Exception):
    """A migration file was changed after it ran on this database."""


def migration_files() -> tuple[Path, ...]:
    """The migration files, in the order in which they run."""
    return tuple(sorted(HERE.glob("[0-9][0-9][0-9][0-9]_*.sql")))


def migrate(connection: dbapi2.Connection) -> tuple[str, ...]:
    """Bring the database up to date and return the names of what ran; EditedMigrationError if a file changed."""
    db = Database(connection, execute_plugins=False)
    db.execute(CHECKSUMS)
    _check_checksums(db)
    migrations = _migrations()
    pending = tuple(migration.name for migration in migrations.pending(db))
    migrations.apply(db)
    return pending


def pending(connection: dbapi2.Connection) -> tuple[str, ...]:
    """The names of the migrations that have not run on this database."""
    return tuple(
        migration.name for migration in _migrations().pending(Database(connection, execute_plugins=False))
    )


def schema_of(connection: dbapi2.Connection) -> str:
    """The schema after all migrations, each table with its indexes and triggers, to be read by people."""
    statements = connection.execute(
        """select part.type, part.sql from sqlite_master as part join sqlite_master as whole
               on whole.name = part.tbl_name and whole.type in ('table', 'view')
           where part.sql is not null and whole.name not in ('migration_checksum', ?)
           order by whole.rowid, part.rowid""",
        (Migrations.migrations_table,),
    )
    return SCHEMA_HEAD + "".join(_readable(kind, sql) for kind, sql in statements)


def statements_of(script: str) -> Iterator[str]:
    """The script's statements one by one, so that they run inside the migration's transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if dbapi2.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        raise ValueError(f"the script ends in mid-statement: {statement.strip()[:80]!r}")


def _readable(kind: str, sql: str) -> str:
    gap = "\n" if kind in ("table", "view") else ""
    return gap + WRITTEN_BY_SQLITE.sub(lambda words: words[0].lower(), sql) + ";\n"


def _migrations() -> Migrations:
    migrations = Migrations("myelog")
    for path in migration_files():
        migrations(name=path.stem)(_Running(path))
    return migrations


class _Running:
    """A migration function that runs one SQL file and keeps its checksum."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.__name__ = path.stem

    def __call__(self, db: Database) -> None:
        for statement in statements_of(self.path.read_text("utf-8")):
            db.conn.execute(statement)
        db.conn.execute("insert into migration_checksum values (?, ?)", (self.path.stem, _sha256(self.path)))


def _check_checksums(db: Database) -> None:
    kept = dict(db.conn.execute("select name, sha256 from migration_checksum").fetchall())
    for path in migration_files():
        if kept.get(path.stem, _sha256(path)) != _sha256(path):
            raise EditedMigrationError(f"{path.name} was changed after it ran on this database")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
