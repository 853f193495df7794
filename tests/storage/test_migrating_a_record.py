"""A database of the first version, with a patient's answers in it, becomes one of today and loses nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

import migrations
from app import clock
from app.actions.answering import begin_sitting, record_answer, send_answers
from app.actions.verifying import verify_record
from app.errors import StorageError
from app.instruments.reader import load_instrument, load_wording
from app.scoring.engine import score
from app.settings import create_instance
from app.storage.answers import add_answer
from app.storage.change import changing
from app.storage.in_force import get_instrument_in_force
from app.storage.library import keep_instrument
from app.storage.opening import database_of, open_database
from app.storage.patients import add_anchor, add_patient
from app.storage.records import get_record
from app.storage.scores import scores_of
from app.storage.sittings import add_sitting_event, add_voiding
from app.storage.staff import add_staff
from app.storage.studies import add_study_version
from app.study.access import system
from app.study.reader import parse_study
from migrations import migration_files
from tests.actions.conftest import NOON
from tests.actions.library import add_garden, add_words, ask
from tests.core.garden import GARDEN
from tests.desk import patient_actor
from tests.practice import CONSENT, EXAMPLE, INJECTION, PracticeInstance

PHQ9, WORDS = load_instrument("phq9"), load_wording("phq9", "en")
VALUES = {item.id: None if item.id == "4" else 2 for item in PHQ9.items}


@pytest.fixture
def old(tmp_path: Path) -> Iterator[PracticeInstance]:
    """An instance whose database only the first migration made, with a questionnaire sent and scored in it."""
    settings = create_instance(tmp_path / "old", https=False)
    db = database_of(settings)
    with pytest.MonkeyPatch.context() as patch:
        first = migration_files()[:1]
        patch.setattr(migrations, "migration_files", lambda: first)
        assert db.migrate() == ("0001_first_patient",)
    fill(PracticeInstance(settings=settings, db=db))
    yield PracticeInstance(settings=settings, db=db)
    db.close()


def fill(instance: PracticeInstance) -> None:
    """One patient of the example study answers and sends a PHQ-9: two entries, rows as the first version wrote them."""
    with changing(instance.db, actor=system("tests"), act="study.put_in_force", at=NOON) as change:
        study = parse_study(EXAMPLE.read_text("utf-8"), EXAMPLE.name)
        add_study_version(change, study)
    with changing(instance.db, actor=system("tests"), act="sitting.send", at=NOON) as change:
        patient_id = add_patient(
            change, site_id=1, code="0101", disease="SPMS", locale="en", arm=None, enrolled_on=CONSENT
        )
        add_anchor(change, patient_id, "consent", CONSENT)
        add_anchor(change, patient_id, "injection", INJECTION)
        keep_instrument(change, PHQ9, WORDS)
        change.patient_id = patient_id
        change.sitting_id = sitting_id = change.add(
            "sitting",
            patient_id=patient_id,
            visit="baseline",
            instrument="phq9",
            definition_hash=PHQ9.hash,
            wording_hash=WORDS.hash,
            study_hash=study.hash,
            locale="en",
            begun_at=clock.to_text(NOON),
        )
        for item, value in VALUES.items():
            add_answer(change, sitting_id=sitting_id, item=item, value=value, key=item)
        add_sitting_event(change, sitting_id, "sent")
        for one in score(PHQ9, VALUES):
            change.add(
                "score",
                sitting_id=sitting_id,
                scale=one.scale,
                value=None if one.value is None else float(one.value),
                status=one.status,
                answered=one.answered,
                of_items=one.of,
                band=one.band,
                rule=one.rule,
                reason=one.reason,
                definition_hash=PHQ9.hash,
            )


def rows_of(instance: PracticeInstance) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of the first version, nulls left out."""
    tables = [
        row["name"]
        for row in instance.db.rows(
            "select m.name from sqlite_master as m join pragma_table_info(m.name) as c "
            "where m.type = 'table' and c.name = 'entry_id'"
        )
    ]
    return {
        table: rows
        for table in tables
        if (rows := [present(row) for row in instance.db.rows(f"select * from {table}")])
    }


def present(row: Any) -> dict[str, Any]:
    return {name: row[name] for name in row.keys() if row[name] is not None}


def test_an_old_database_is_refused_until_it_is_migrated(old: PracticeInstance) -> None:
    with pytest.raises(StorageError, match=r"0002_the_instances_own_library.*Run: myelog migrate"):
        open_database(old.settings)
    ran = old.db.migrate()
    assert ran[0] == "0002_the_instances_own_library"
    open_database(old.settings).close()


def test_every_row_stays_as_it_was_and_the_record_is_proved(old: PracticeInstance) -> None:
    before = rows_of(old)
    assert len(before["answer"]) == 9
    assert len(before["score"]) == 2
    old.db.migrate()
    assert rows_of(old) == before
    proof = verify_record(old.db)
    assert (proof.entries, proof.sittings) == (2, 1)


def test_old_scores_have_no_standard_error_and_read_as_they_did(old: PracticeInstance) -> None:
    old.db.migrate()
    assert scores_of(old.db, 1) == score(PHQ9, VALUES)
    rows = old.db.rows("select standard_error, wording_hash from score")
    assert [tuple(row) for row in rows] == [(None, None)] * 2  # type: ignore[arg-type]
    record = get_record(old.db, 1, NOON)
    assert record.sittings[0].scores == score(PHQ9, VALUES)


def test_life_goes_on_in_the_migrated_database(old: PracticeInstance) -> None:
    db = old.db
    db.migrate()
    assert get_instrument_in_force(db, "phq9", "en") == PHQ9
    add_garden(old)
    add_words(old)
    ask(old, "phq9", "garden")
    patient, visit = patient_actor(1), "month-1"
    sitting_id = begin_sitting(db, actor=patient, visit=visit, instrument_id="garden", at=NOON)
    for item in GARDEN.items:
        record_answer(
            db, actor=patient, sitting_id=sitting_id, item_id=item.id, value=None, key=item.id, at=NOON
        )
    send_answers(db, actor=patient, sitting_id=sitting_id, at=NOON)
    assert verify_record(db).sittings == 2


def test_the_table_of_sittings_made_anew_keeps_its_rows_its_references_and_its_rules(
    old: PracticeInstance,
) -> None:
    db = old.db
    before = rows_of(old)["sitting"]
    db.migrate()
    assert rows_of(old)["sitting"] == before
    assert db.rows("pragma foreign_key_check") == []
    assert db.rows("select 1 from sitting where replaces is not null") == []
    connection = db.connection
    for table in ("sitting_event", "answer", "score", "alert", "adaptive_step", "sitting_voiding"):
        references = {
            row["table"] for row in db.rows("select [table] from pragma_foreign_key_list(?)", table)
        }
        assert "sitting" in references
    for words in ("update sitting set locale = 'fr'", "delete from sitting"):
        with pytest.raises(dbapi2.IntegrityError, match="sitting is append-only"):
            connection.execute(words)
    with pytest.raises(dbapi2.IntegrityError, match="FOREIGN KEY"):
        connection.execute("insert into sitting_event values (99, 77, 'sent', 'now', 'nobody', 1)")


def test_what_the_first_version_stored_can_be_made_void_and_answered_anew(old: PracticeInstance) -> None:
    db = old.db
    db.migrate()
    with changing(db, actor=system("tests"), act="staff.invite", at=NOON) as change:
        staff_id = add_staff(change, username="coordinator", name="The Coordinator")
    with changing(db, actor=system("tests"), act="sitting.void", at=NOON) as change:
        change.patient_id = 1
        add_voiding(change, 1, staff_id, "somebody else answered")
    begin_sitting(db, actor=patient_actor(1), visit="baseline", instrument_id="phq9", at=NOON)
    assert [tuple(row) for row in db.rows("select sitting_id, replaces from sitting")] == [(1, None), (2, 1)]  # type: ignore[arg-type]
    proof = verify_record(db)
    assert (proof.sittings, proof.void) == (1, 1)
