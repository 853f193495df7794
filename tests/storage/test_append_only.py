"""Nothing that was written is changed, removed or replaced: asked of every table there is."""

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from migrations import migration_files, statements_of
from tests.practice import PracticeInstance

BOOKKEEPING = {"migration_checksum", "_sqlite_migrations"}
TABLES = sorted(
    {  # a migration may make a table anew
        line.split()[2]
        for path in migration_files()
        for statement in statements_of(path.read_text("utf-8"))
        for line in statement.splitlines()
        if line.startswith("create table ")
    }
)


def test_the_tables_named_here_are_all_there_are(full: PracticeInstance) -> None:
    found = full.db.rows("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    assert {row["name"] for row in found} - BOOKKEEPING == set(TABLES)
    assert len(TABLES) > 20


@pytest.mark.parametrize("table", TABLES)
def test_the_record_these_tests_harm_has_something_in_every_table(full: PracticeInstance, table: str) -> None:
    assert full.db.row(f"select 1 from {table}") is not None


@pytest.mark.parametrize("table", TABLES)
def test_no_value_can_be_changed(full: PracticeInstance, table: str) -> None:
    for column in columns_of(full, table):
        with pytest.raises(dbapi2.IntegrityError, match=f"{table} is append-only"):
            full.db.connection.execute(f"update {table} set {column} = {column}")


@pytest.mark.parametrize("table", TABLES)
def test_no_row_can_be_removed(full: PracticeInstance, table: str) -> None:
    with pytest.raises(dbapi2.IntegrityError, match=f"{table} is append-only"):
        full.db.connection.execute(f"delete from {table}")


@pytest.mark.parametrize("verb", ["insert or replace", "replace"])
@pytest.mark.parametrize("table", TABLES)
def test_no_row_can_be_replaced(full: PracticeInstance, table: str, verb: str) -> None:
    with pytest.raises(dbapi2.IntegrityError, match="is append-only"):
        full.db.connection.execute(f"{verb} into {table} select * from {table}")


@pytest.mark.parametrize("table", TABLES)
def test_no_row_can_be_written_over_by_an_upsert(full: PracticeInstance, table: str) -> None:
    key = columns_of(full, table)[0]
    with pytest.raises(dbapi2.IntegrityError, match="is append-only"):
        full.db.connection.execute(
            f"insert into {table} select * from {table} where true on conflict do update set {key} = {key}"
        )


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_strict_and_names_the_entry_of_every_row(full: PracticeInstance, table: str) -> None:
    listed = full.db.row("select strict from pragma_table_list where name = ?", table)
    assert listed is not None
    assert listed["strict"] == 1
    assert "entry_id" in columns_of(full, table)
    if table != "audit_entry":
        plan = full.db.row(f"explain query plan select 1 from {table} where entry_id = 1")
        assert plan is not None
        assert "USING COVERING INDEX" in plan["detail"], (
            "the foreign key would scan the table at every commit"
        )


@pytest.mark.parametrize("table", [table for table in TABLES if table != "audit_entry"])
def test_a_row_cannot_stand_without_an_audit_entry(full: PracticeInstance, table: str) -> None:
    connection, columns = full.db.connection, columns_of(full, table)
    row = full.db.row(f"select * from {table}")
    assert row is not None
    values = {name: row[name] for name in columns} | {"entry_id": 10_000}
    connection.execute("pragma defer_foreign_keys = 1")
    connection.execute("begin immediate")
    connection.execute(
        "pragma recursive_triggers = 0"
    )  # lets REPLACE past the triggers, for this one question
    marks = ", ".join("?" * len(columns))
    connection.execute(f"insert or replace into {table} values ({marks})", tuple(values.values()))
    with pytest.raises(dbapi2.IntegrityError, match="FOREIGN KEY"):
        connection.execute("commit")
    connection.execute("rollback")


def columns_of(instance: PracticeInstance, table: str) -> list[str]:
    """The table's columns in order."""
    return [row["name"] for row in instance.db.rows("select name from pragma_table_info(?)", table)]


def test_the_generated_schema_says_it_in_words() -> None:
    schema = (Path("migrations") / "schema.sql").read_text("utf-8")
    for table in TABLES:
        assert f"{table}_never_changes" in schema
        assert f"{table}_never_goes" in schema
