"""Migrations run once, in order, whole or not at all, and never from a file that was edited."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

import migrations
from migrations import EditedMigrationError, migrate, pending, schema_of, statements_of


@pytest.fixture
def connection() -> Iterator[dbapi2.Connection]:
    """An empty database."""
    connection = dbapi2.connect(":memory:", isolation_level=None)
    yield connection
    connection.close()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations that may be edited."""
    for path in migrations.migration_files():
        shutil.copy(path, tmp_path)
    monkeypatch.setattr(migrations, "HERE", tmp_path)
    return tmp_path


def test_all_run_in_order_and_a_second_run_does_nothing(connection: dbapi2.Connection) -> None:
    names = tuple(path.stem for path in migrations.migration_files())
    assert pending(connection) == names
    assert migrate(connection) == names
    before = connection.total_changes
    assert pending(connection) == ()
    assert migrate(connection) == ()
    assert connection.total_changes == before


def test_the_schema_file_is_what_the_migrations_make(connection: dbapi2.Connection) -> None:
    migrate(connection)
    written = (migrations.HERE / "schema.sql").read_text("utf-8")
    assert written == schema_of(connection), "run: python -m migrations"


def test_the_schema_file_makes_the_same_database(connection: dbapi2.Connection) -> None:
    for statement in statements_of((migrations.HERE / "schema.sql").read_text("utf-8")):
        connection.execute(statement)
    other = dbapi2.connect(":memory:", isolation_level=None)
    migrate(other)
    assert schema_of(connection) == schema_of(other)
    other.close()


def test_a_later_migration_runs_on_a_database_that_has_the_earlier_ones(
    connection: dbapi2.Connection, folder: Path
) -> None:
    migrate(connection)
    (folder / "0999_more.sql").write_text("create table more (more_id integer primary key) strict;\n")
    assert pending(connection) == ("0999_more",)
    assert migrate(connection) == ("0999_more",)
    assert connection.execute("select count(*) from more").fetchone()[0] == 0


def test_an_edited_file_is_refused(connection: dbapi2.Connection, folder: Path) -> None:
    migrate(connection)
    first = migrations.migration_files()[0]
    first.write_text(first.read_text("utf-8") + "-- one word more\n")
    with pytest.raises(EditedMigrationError, match=first.name):
        migrate(connection)


def test_a_migration_that_fails_leaves_nothing_and_can_be_mended(
    connection: dbapi2.Connection, folder: Path
) -> None:
    migrate(connection)
    before = schema_of(connection)
    broken = folder / "0999_more.sql"
    broken.write_text(
        "create table more (more_id integer primary key) strict;\ninsert into missing values (1);\n"
    )
    with pytest.raises(dbapi2.OperationalError, match="missing"):
        migrate(connection)
    assert schema_of(connection) == before
    assert pending(connection) == ("0999_more",)
    broken.write_text("create table more (more_id integer primary key) strict;\n")
    assert migrate(connection) == ("0999_more",)


def test_a_trigger_is_one_statement_and_an_unfinished_one_is_refused() -> None:
    trigger = "create trigger t before delete on a begin select 1; select 2; end;\n"
    assert list(statements_of("select 1;\n" + trigger)) == ["select 1;\n", trigger]
    with pytest.raises(ValueError, match="mid-statement"):
        list(statements_of("select 1;\ncreate table a (b"))
