"""A patient comes in by code, with dates that make sense, at a site of whoever enrols."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.actions.enrolling import date_injection, enrol_patient
from app.errors import NotFoundError, RefusedError
from app.storage.audit import check_chain, entries_before
from app.storage.patients import find_patient_by_code, get_patient
from app.study.access import Role, system
from tests.actions.conftest import NOON
from tests.actions.places import second_site
from tests.practice import PracticeInstance

TODAY = date(2026, 11, 20)
CONSENT = date(2026, 11, 2)


def test_what_was_entered_is_kept_in_one_entry(instance: PracticeInstance) -> None:
    before = check_chain(instance.db)
    patient = get_patient(instance.db, enrol(instance, injection_on=date(2026, 12, 1)))
    assert (patient.code, patient.disease, patient.enrolled_on) == ("A-0101", "PPMS", TODAY)
    assert patient.anchors == {"consent": CONSENT, "injection": date(2026, 12, 1)}
    assert check_chain(instance.db) == before + 1
    (entry,) = entries_before(instance.db, limit=1)
    assert (entry.act, entry.patient_code) == ("patient.enrol", "A-0101")


def test_a_code_is_tidied_and_taken_once_in_the_whole_study(instance: PracticeInstance) -> None:
    elsewhere = second_site(instance)
    enrol(instance, code=" a-0101 ")
    assert find_patient_by_code(instance.db, "A-0101") is not None
    for attempt in ({"code": "a-0101"}, {"actor": elsewhere.coordinator, "site_id": elsewhere.site.id}):
        with pytest.raises(RefusedError, match="A-0101 is already in use"):
            enrol(instance, **attempt)


@pytest.mark.parametrize("code", ["", "A", "Rossi Maria", "0101;", "É01", "A" * 21, "-01"])
def test_what_is_no_code_is_refused(instance: PracticeInstance, code: str) -> None:
    with pytest.raises(RefusedError, match="Never use a name"):
        enrol(instance, code=code)


@pytest.mark.parametrize(
    ("dates", "why"),
    [
        ({"consent_on": date(2026, 11, 21)}, "in the future"),
        ({"injection_on": date(2026, 11, 1)}, "before the consent"),
    ],
)
def test_dates_that_cannot_be_are_refused(
    instance: PracticeInstance, dates: dict[str, date], why: str
) -> None:
    before = check_chain(instance.db)
    with pytest.raises(RefusedError, match=why):
        enrol(instance, **dates)
    assert check_chain(instance.db) == before


def test_today_is_the_sites_day(instance: PracticeInstance) -> None:
    auckland = second_site(instance)
    late = datetime(2026, 11, 20, 13, tzinfo=UTC)  # the 21st in Auckland
    there = {
        "actor": auckland.coordinator,
        "site_id": auckland.site.id,
        "consent_on": date(2026, 11, 21),
        "at": late,
    }
    patient = get_patient(instance.db, enrol(instance, **there))
    assert patient.enrolled_on == date(2026, 11, 21)
    with pytest.raises(RefusedError, match="in the future"):
        enrol(instance, code="0102", consent_on=date(2026, 11, 21), at=late)


def test_an_arm_is_one_of_the_studys(instance: PracticeInstance) -> None:
    with pytest.raises(RefusedError, match="this study has no arms"):
        enrol(instance, arm="A")
    second_site(instance)  # its version of the study has arms
    assert get_patient(instance.db, enrol(instance, arm="A")).arm == "A"
    with pytest.raises(RefusedError, match=r"Allowed: A, B\."):
        enrol(instance, code="0102", arm="C")


def test_a_language_the_questionnaires_do_not_speak_is_refused(instance: PracticeInstance) -> None:
    with pytest.raises(RefusedError, match=r"words in tlh. Allowed: en"):
        enrol(instance, locale="tlh")


@pytest.mark.parametrize("role", ["investigator", "monitor", "administrator"])
def test_only_coordinators_enrol(instance: PracticeInstance, role: Role) -> None:
    with pytest.raises(NotFoundError):
        enrol(instance, actor=instance.staff(role))


def test_nobody_enrols_at_a_site_of_others_or_at_none(instance: PracticeInstance) -> None:
    elsewhere = second_site(instance)
    for site_id in (elsewhere.site.id, 99):
        with pytest.raises(NotFoundError):
            enrol(instance, site_id=site_id)


def test_the_command_line_enrols_too(instance: PracticeInstance) -> None:
    enrol(instance, actor=system("command line"))
    (entry,) = entries_before(instance.db, limit=1)
    assert entry.actor == "system:command line"


def test_the_injection_is_dated_later_and_corrected_with_a_reason(instance: PracticeInstance) -> None:
    patient_id, actor = enrol(instance), instance.staff("coordinator")

    def date_it(on: date, reason: str | None = None) -> None:
        date_injection(instance.db, actor=actor, patient_id=patient_id, on=on, at=NOON, reason=reason)

    date_it(date(2026, 12, 1))
    with pytest.raises(RefusedError, match="give a reason"):
        date_it(date(2026, 12, 8))
    date_it(date(2026, 12, 8), "Postponed: a cold")
    assert get_patient(instance.db, patient_id).injection_on == date(2026, 12, 8)
    (entry,) = entries_before(instance.db, limit=1)
    assert entry.reason == "Postponed: a cold"
    with pytest.raises(RefusedError, match="before the consent"):
        date_it(date(2026, 11, 1), "A slip")
    assert [
        row["on_date"] for row in instance.db.rows("select on_date from anchor where name = 'injection'")
    ] == [
        "2026-12-01",
        "2026-12-08",
    ], "what was entered first is still there"


def test_a_year_typed_wrongly_is_refused_before_it_breaks_every_list(instance: PracticeInstance) -> None:
    patient_id, actor = enrol(instance), instance.staff("coordinator")
    for year in (2036, 9999):
        with pytest.raises(RefusedError, match="Check the year"):
            date_injection(
                instance.db, actor=actor, patient_id=patient_id, on=date(year, 12, 31), at=NOON, reason=None
            )
    for year in (1, 1926):
        with pytest.raises(RefusedError, match="Check the year"):
            enrol(instance, code="0102", consent_on=date(year, 1, 1))


def test_nobody_dates_an_injection_at_a_site_of_others(instance: PracticeInstance) -> None:
    patient_id, elsewhere = enrol(instance), second_site(instance)
    with pytest.raises(NotFoundError):
        date_injection(
            instance.db, actor=elsewhere.coordinator, patient_id=patient_id, on=TODAY, at=NOON, reason=None
        )


def enrol(instance: PracticeInstance, **changes: Any) -> int:
    """Enrol a patient; `changes` replace what is usual."""
    usual: dict[str, Any] = {
        "actor": instance.staff("coordinator"),
        "site_id": instance.site.id,
        "code": "A-0101",
        "disease": "PPMS",
        "consent_on": CONSENT,
        "injection_on": None,
        "arm": None,
        "locale": "en",
        "at": NOON,
    }
    return enrol_patient(instance.db, **(usual | changes))
