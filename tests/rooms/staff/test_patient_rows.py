from datetime import date

from app.commands.setting_up import EXAMPLE
from app.rooms.coordinator.rows import build_row, open_or_next
from app.study.people import Patient, Site
from app.study.reader import parse_study
from app.study.visits import Done, Obligation, obligations_of

STUDY = parse_study(EXAMPLE.read_text("utf-8"), "example.toml")
ANCHORS = {"consent": date(2025, 1, 1), "injection": date(2025, 2, 1)}

PATIENT = Patient(
    id=1,
    code="0101",
    site=Site(id=1, code="01", name="A site", time_zone="UTC"),
    disease="SPMS",
    locale="en",
    arm=None,
    enrolled_on=date(2025, 1, 1),
    consent_on=ANCHORS["consent"],
    injection_on=ANCHORS["injection"],
)


def owed_on(today: date, *sittings: Done) -> tuple[Obligation, ...]:
    return obligations_of(STUDY, ANCHORS, sittings, today)


def begun(visit: str, on: date) -> Done:
    return Done(visit=visit, instrument="phq9", begun_on=on, sent_on=None)


def test_a_visit_left_unfinished_long_ago_does_not_hide_the_one_that_is_due() -> None:
    shown = open_or_next(owed_on(date(2025, 8, 1), begun("month-3", date(2025, 5, 1))))
    assert shown is not None
    assert (shown.visit.id, shown.state) == ("month-6", "due")


def test_between_windows_the_unfinished_visit_is_shown() -> None:
    shown = open_or_next(owed_on(date(2025, 6, 1), begun("month-3", date(2025, 5, 1))))
    assert shown is not None
    assert (shown.visit.id, shown.state) == ("month-3", "in progress")


def test_before_anything_is_open_the_next_planned_visit_is_shown() -> None:
    shown = open_or_next(owed_on(date(2024, 12, 1)))
    assert shown is not None
    assert (shown.visit.id, shown.state) == ("screening", "planned")


def test_what_else_is_open_is_counted_beside_the_visit_that_is_shown() -> None:
    owed = owed_on(date(2025, 8, 1), begun("month-3", date(2025, 5, 1)))
    row = build_row(PATIENT, owed, alerts=0)
    assert row.visit is not None
    assert (row.visit.visit.id, row.also_open) == ("month-6", 1)


def test_a_patient_with_one_open_visit_has_no_other() -> None:
    row = build_row(PATIENT, owed_on(date(2025, 1, 3)), alerts=0)
    assert row.visit is not None
    assert (row.visit.visit.id, row.also_open) == ("screening", 0)
