"""The made-up study: reproducible, lived in the order of time, and as varied as people are."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.actions.setting_up import put_study_in_force
from app.actions.verifying import verify_record
from app.demo import build_demo, opening_of
from app.instruments.reader import load_instrument
from app.storage.alerts import open_alerts_of, signed_alerts_of
from app.storage.database import Database, Keys
from app.storage.patients import patients_of
from app.storage.records import get_record
from app.storage.sittings import sittings_of_patients
from app.storage.studies import get_study, sites_of
from app.study.access import system
from app.study.reader import parse_study
from app.study.visits import Done, Obligation, obligations_of
from tests.practice import EXAMPLE

TODAY = datetime(2026, 11, 20, 14, tzinfo=UTC)
KEYS = Keys(database=bytes(32), audit=bytes(range(32)))
Build = Callable[..., Database]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Make a demo study in a database of its own."""

    def make(patients: int = 24, seed: int = 1, today: datetime = TODAY) -> Database:
        return build_at(tmp_path_factory.mktemp("demo") / "demo.db", patients, seed, today)

    return make


@pytest.fixture(scope="module")
def demo(build: Build) -> Database:
    """The study that `myelog demo` makes."""
    return build()


def test_the_record_is_proved_like_any_other(demo: Database) -> None:
    assert verify_record(demo).sittings > 300


def test_the_trail_is_in_the_order_of_time_and_ends_before_now(demo: Database) -> None:
    instants = [row["at"] for row in demo.rows("select at from audit_entry order by entry_id")]
    assert instants == sorted(instants)
    assert instants[-1] <= "2026-11-20T14:00:00.000Z"
    assert instants[0] < "2024-09"


def test_there_are_24_people_with_both_courses_of_the_disease(demo: Database) -> None:
    people = patients_of(demo, [1])
    assert [patient.code for patient in people] == [f"01{number:02}" for number in range(1, 25)]
    assert Counter(patient.disease for patient in people)["PPMS"] >= 4
    assert Counter(patient.disease for patient in people)["SPMS"] >= 4


def test_people_stand_at_every_stage_of_their_two_years(demo: Database) -> None:
    states = {(one.visit.id, one.state) for found in duties_of(demo).values() for one in found}
    assert {("month-24", "done"), ("month-24", "planned"), ("screening", "due")} <= states
    assert {"due", "done", "missed", "in progress", "planned"} <= {state for _, state in states}
    timings = Counter(one.timing for found in duties_of(demo).values() for one in found)
    assert min(timings["early"], timings["late"]) >= 1
    assert timings["in window"] > 60


def test_someone_is_new_today_and_someone_waits_for_an_injection(demo: Database) -> None:
    new = max(patients_of(demo, [1]), key=lambda patient: patient.consent_on)
    assert (new.enrolled_on, new.injection_on) == (date(2026, 11, 20), None)
    assert sittings_of_patients(demo, [new.id])[new.id] == ()
    waiting = [
        patient
        for patient in patients_of(demo, [1])
        if patient.injection_on is None and sittings_of_patients(demo, [patient.id])[patient.id]
    ]
    assert waiting


def test_two_answers_were_dangerous_one_is_heard_and_one_is_open_and_recent(demo: Database) -> None:
    (signed,), (open_one,) = signed_alerts_of(demo, [1]), open_alerts_of(demo, [1])
    assert signed.signature is not None
    assert timedelta(0) < signed.signature.at - signed.raised_at < timedelta(days=1)
    assert TODAY - open_one.raised_at < timedelta(days=1)
    assert None not in (signed.read_at, open_one.read_at)


def test_someone_is_resting_right_now_with_the_tablet(demo: Database) -> None:
    rows = demo.rows(
        """select sitting_id, (select kind from sitting_event as e where e.sitting_id = sitting.sitting_id
               order by sitting_event_id desc limit 1) as last, begun_at from sitting
           where not exists (select 1 from sitting_event as e where e.sitting_id = sitting.sitting_id and kind = 'sent')
           order by begun_at desc limit 1"""
    )
    assert rows[0]["last"] == "break"
    assert rows[0]["begun_at"] > "2026-11-20T13:00"
    answered = demo.rows("select distinct item from answer where sitting_id = ?", rows[0]["sitting_id"])
    assert 1 < len(answered) < 21


def test_items_are_declined_answers_corrected_and_breaks_taken(demo: Database) -> None:
    for sql, least in (
        ("select count(*) from answer where is_declined", 20),
        ("select count(*) - count(distinct sitting_id || ' ' || item) from answer", 20),
        ("select count(*) from sitting_event where kind = 'resumed'", 10),
        ("select count(*) from audit_entry where reason is not null", 1),
    ):
        row = demo.row(sql)
        assert row is not None
        assert row[0] >= least, sql


def test_courses_go_up_and_down_and_two_people_answer_at_the_ends(demo: Database) -> None:
    changes = [
        late - early
        for patient in patients_of(demo, [1])
        if len(fatigue := fatigue_of(demo, patient.id)) > 4
        for early, late in [(fatigue[1], fatigue[-1])]
    ]
    assert min(changes) < -10
    assert max(changes) > 10
    values = [value for patient in patients_of(demo, [1]) for value in fatigue_of(demo, patient.id)]
    assert {min(values), max(values)} == {0, 84}
    assert 30 < sum(values) / len(values) < 55


def test_what_hangs_together_in_people_hangs_together_here(demo: Database) -> None:
    pairs = demo.rows(
        """select p.value as mood, r.value as wellbeing from current_score as p
               join sitting as a on a.sitting_id = p.sitting_id and a.instrument = 'phq9'
               join sitting as b on b.patient_id = a.patient_id and b.visit = a.visit and b.instrument = 'rand36'
               join current_score as r on r.sitting_id = b.sitting_id and r.scale = 'emotional_wellbeing'
           where p.scale = 'total' and p.value is not null and r.value is not null"""
    )
    assert len(pairs) > 50
    worse = [row["wellbeing"] for row in pairs if row["mood"] >= 10]
    better = [row["wellbeing"] for row in pairs if row["mood"] < 5]
    assert sum(worse) / len(worse) + 20 < sum(better) / len(better)


def test_the_same_seed_and_day_give_the_same_people_and_answers(build: Build) -> None:
    one, again, other = build(patients=3), build(patients=3), build(patients=3, seed=2)
    assert answers_in(one) == answers_in(again)
    assert answers_in(one) != answers_in(other)
    assert len(answers_in(one)) > 100


def test_passwords_are_new_each_time_and_open_the_right_rooms(tmp_path: Path) -> None:
    notes = [read_sign_ins(tmp_path / f"{number}.db") for number in range(2)]
    passwords = [line.split()[1] for note in notes for line in note.splitlines()[1:]]
    assert len(set(passwords)) == 8
    assert [line.split()[0] for line in notes[0].splitlines()[1:]] == [
        "coordinator",
        "investigator",
        "monitor",
        "administrator",
    ]


@pytest.mark.parametrize("patients", [1, 2, 8, 9])
def test_small_studies_work_too(build: Build, patients: int) -> None:
    db = build(patients=patients)
    assert len(patients_of(db, [1])) == patients
    verify_record(db)


@pytest.mark.parametrize("hour", [0, 3, 23])
def test_it_can_be_made_at_any_hour(build: Build, hour: int) -> None:
    at = datetime(2026, 3, 29, hour, 2, tzinfo=UTC)  # the night in which summer time begins
    db = build(patients=9, today=at)
    instants = [row["at"] for row in db.rows("select at from audit_entry order by entry_id")]
    assert instants == sorted(instants)


def build_at(path: Path, patients: int, seed: int, today: datetime) -> Database:
    """A demo study in a new database."""
    db, _ = build_with_notes(path, patients, seed, today)
    return db


def build_with_notes(path: Path, patients: int, seed: int, today: datetime) -> tuple[Database, str]:
    """A demo study and the sign-ins to try."""
    db = Database(path, KEYS)
    told: list[int] = []
    db.migrate()
    study = parse_study(EXAMPLE.read_text("utf-8"), "example.toml")
    put_study_in_force(db, actor=system("tests"), study=study, at=opening_of(today))
    note = build_demo(db, patients=patients, seed=seed, today=today, progress=told.append)
    assert told == [1] * patients
    return db, note


def read_sign_ins(path: Path) -> str:
    """The sign-ins of a small demo."""
    db, note = build_with_notes(path, 1, 1, TODAY)
    db.close()
    return note


def duties_of(db: Database) -> dict[str, tuple[Obligation, ...]]:
    """Per patient what was due, as seen today."""
    found = {}
    for patient in patients_of(db, [site.id for site in sites_of(db)]):
        done = [
            Done(
                visit=sitting.visit,
                instrument=sitting.instrument,
                begun_on=sitting.begun_at.date(),
                sent_on=None if sitting.sent_at is None else sitting.sent_at.date(),
            )
            for sitting in sittings_of_patients(db, [patient.id])[patient.id]
        ]
        found[patient.code] = obligations_of(get_study(db), patient.anchors, done, TODAY.date())
    return found


def fatigue_of(db: Database, patient_id: int) -> list[float]:
    """The patient's MFIS totals, visit by visit."""
    record = get_record(db, patient_id, TODAY)
    assert load_instrument("mfis").scale("total").main
    return [
        float(score.value)
        for one in record.sittings
        for score in one.scores
        if one.sitting.instrument == "mfis" and score.scale == "total" and score.value is not None
    ]


def answers_in(db: Database) -> list[tuple[object, ...]]:
    """Everything answered, by whom and when."""
    sql = "select actor, at, item, value, key from answer order by answer_id"
    return [tuple(row) for row in db.rows(sql)]  # type: ignore[arg-type]
