"""A change is everything or nothing, and never without an entry that says who, when, what and why."""

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.storage.audit import check_chain, entries_before, find_head
from app.storage.change import Change, changing
from app.study.access import system
from tests.practice import PracticeInstance

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
ACTOR = system("a test")


class FaultError(Exception):
    """Something went wrong in the middle."""


def test_what_was_added_and_its_entry_come_together(instance: PracticeInstance) -> None:
    before = check_chain(instance.db)
    with changing(instance.db, actor=ACTOR, act="site.open", at=AT, reason="a second site") as change:
        site_id = change.add("site", code="02", name="Second", time_zone="Europe/Rome")
    (entry,) = entries_before(instance.db, limit=1)
    row = instance.db.row("select * from site where site_id = ?", site_id)
    assert row is not None
    assert row["entry_id"] == entry.id == before + 1
    assert (entry.actor, entry.act, entry.at, entry.reason) == (
        "system:a test",
        "site.open",
        AT,
        "a second site",
    )


def test_a_change_that_raises_leaves_nothing(instance: PracticeInstance) -> None:
    head, before = find_head(instance.db), counts_of(instance)

    def add_and_fail() -> None:
        with changing(instance.db, actor=ACTOR, act="site.open", at=AT) as change:
            change.add("site", code="02", name="Second", time_zone="Europe/Rome")
            change.add("sign_in_refusal", username="x", at="2026")
            assert counts_of(instance) != before, "the control: inside the change both rows are there"
            raise FaultError

    with pytest.raises(FaultError):
        add_and_fail()
    assert find_head(instance.db) == head
    assert counts_of(instance) == before


def test_a_fault_while_the_entry_is_written_leaves_nothing(
    instance: PracticeInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = counts_of(instance)

    def fail(*_: object) -> str:
        raise FaultError

    monkeypatch.setattr("app.storage.change.link", fail)
    with pytest.raises(FaultError), changing(instance.db, actor=ACTOR, act="site.open", at=AT) as change:
        change.add("site", code="02", name="Second", time_zone="Europe/Rome")
    assert counts_of(instance) == before


def test_a_change_that_adds_nothing_leaves_no_entry(instance: PracticeInstance) -> None:
    head = find_head(instance.db)
    with changing(instance.db, actor=ACTOR, act="site.look", at=AT) as change:
        assert change.row("select code from site") is not None
    assert find_head(instance.db) == head


def test_a_change_reads_what_it_wrote(instance: PracticeInstance) -> None:
    with changing(instance.db, actor=ACTOR, act="site.open", at=AT) as change:
        change.add("site", code="02", name="Second", time_zone="Europe/Rome")
        assert [row["code"] for row in change.rows("select code from site order by code")] == ["01", "02"]


def test_an_instant_without_a_time_zone_is_not_stored(instance: PracticeInstance) -> None:
    before, naive = counts_of(instance), AT.replace(tzinfo=None)
    with (
        pytest.raises(ValueError, match="time zone"),
        changing(instance.db, actor=ACTOR, act="site.open", at=naive) as change,
    ):
        change.add("site", code="02", name="Second", time_zone="Europe/Rome")
    assert counts_of(instance) == before


def test_after_a_failed_change_the_next_one_works(instance: PracticeInstance) -> None:
    for code in ("02", "03"):
        with pytest.raises(FaultError), changing(instance.db, actor=ACTOR, act="site.open", at=AT):
            raise FaultError
        with changing(instance.db, actor=ACTOR, act="site.open", at=AT) as change:
            change.add("site", code=code, name=code, time_zone="Europe/Rome")
    check_chain(instance.db)


def test_no_module_but_change_and_the_migrations_writes() -> None:
    verbs = ("insert ", "update ", "delete ", "replace ", "drop ", "alter ")
    writers = {
        path.as_posix()
        for path in Path("app").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.lstrip().lower().startswith(verbs)
        and is_sql(node.value)
    }
    assert writers == {"app/storage/change.py"}


def test_only_changing_makes_a_change() -> None:
    makers = [
        path.as_posix()
        for path in Path("app").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == Change.__name__
    ]
    makers.remove("app/scoring/change.py")  # the change between two scores is another thing of the same name
    assert makers == ["app/storage/change.py"]


def is_sql(text: str) -> bool:
    """Whether a text that begins like SQL goes on like it."""
    return any(word in text.lower() for word in (" into ", " set ", " from ", " table "))


def counts_of(instance: PracticeInstance) -> dict[str, int]:
    """How many rows each table has."""
    names = [row["name"] for row in instance.db.rows("select name from sqlite_master where type = 'table'")]
    rows = {name: instance.db.row(f"select count(*) as n from {name}") for name in names}
    return {name: row["n"] for name, row in rows.items() if row is not None}
