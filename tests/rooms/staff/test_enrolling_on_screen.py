"""Enrolling a patient and dating the injection, as a coordinator does it."""

from datetime import date, timedelta
from typing import Any

import pytest

from app import clock
from app.storage.patients import find_patient_by_code, get_patient
from tests.desk import Desk, add_second_site, typed
from tests.practice import CONSENT, INJECTION, PracticeInstance

GOOD: dict[str, Any] = {"site": "1", "disease": "SPMS", "arm": "-", "locale": "en"}


def test_a_patient_is_enrolled_and_the_visits_page_opens(
    instance: PracticeInstance, coordinator: Desk
) -> None:
    page = coordinator.send(
        "/patients/enrol",
        follow=True,
        code=" 0101 ",
        **GOOD,
        **typed("consent_on", CONSENT),
        **typed("injection_on", INJECTION),
    )
    assert page.status_code == 200
    assert "0101 is enrolled." in page.text
    assert page.request.path == "/patients/1/visits"
    patient = find_patient_by_code(instance.db, "0101")
    assert patient is not None
    assert (patient.disease, patient.consent_on, patient.injection_on) == ("SPMS", CONSENT, INJECTION)
    assert (patient.arm, patient.locale) == (None, "en")


def test_the_injection_may_be_left_out(instance: PracticeInstance, coordinator: Desk) -> None:
    coordinator.send("/patients/enrol", code="0101", **GOOD, **typed("consent_on", CONSENT))
    assert get_patient(instance.db, 1).injection_on is None


def test_everything_wrong_is_told_at_its_field_and_in_the_summary_and_nothing_typed_is_lost(
    coordinator: Desk,
) -> None:
    page = coordinator.send(
        "/patients/enrol",
        code="Mario Rossi",
        site="1",
        locale="en",
        arm="-",
        consent_on__day="31",
        consent_on__month="2",
        consent_on__year="2026",
        injection_on__day="5",
    )
    assert page.status_code == 422
    for fault in (
        "A study code has 2 to 20 letters, digits and hyphens",
        "Choose the disease course.",
        "Date of consent: enter a day, a month and a year that exist",
        "Date of injection: enter a day, a month and a year that exist",
    ):
        assert page.text.count(fault) >= 2, fault
    for kept in ('value="Mario Rossi"', 'value="31"', 'value="2"', 'value="2026"', 'value="5"'):
        assert kept in page.text
    assert "<title>Error: " in page.text


@pytest.mark.parametrize(
    ("consent_on", "injection_on", "fault", "field"),
    [
        (clock.now().date() + timedelta(days=2), None, "The consent date is in the future.", "consent_on"),
        (
            CONSENT,
            CONSENT - timedelta(days=1),
            "The injection date is before the consent date.",
            "injection_on",
        ),
    ],
)
def test_impossible_dates_are_told_at_the_field_that_can_mend_them(
    coordinator: Desk, consent_on: date, injection_on: date | None, fault: str, field: str
) -> None:
    dates = typed("consent_on", consent_on) | (typed("injection_on", injection_on) if injection_on else {})
    page = coordinator.send("/patients/enrol", code="0101", **GOOD, **dates)
    assert page.status_code == 422
    assert f'<a href="#{field}-day">{fault}' in page.text


@pytest.mark.parametrize("year", ["26", "026", "02026", "二〇二六", "-2026"])
def test_a_year_has_four_digits(coordinator: Desk, year: str) -> None:
    page = coordinator.send(
        "/patients/enrol",
        code="0101",
        **GOOD,
        consent_on__day="5",
        consent_on__month="1",
        consent_on__year=year,
    )
    assert page.status_code == 422


def test_a_code_in_use_is_refused_at_its_field(instance: PracticeInstance, coordinator: Desk) -> None:
    instance.enrol("0101")
    page = coordinator.send("/patients/enrol", code="0101", **GOOD, **typed("consent_on", CONSENT))
    assert page.status_code == 422
    assert '<a href="#code">The code 0101 is already in use.' in page.text


def test_nobody_enrols_at_a_site_where_they_do_not_work(
    instance: PracticeInstance, coordinator: Desk
) -> None:
    second = add_second_site(instance)
    wanted = {**GOOD, "site": str(second)}
    page = coordinator.send("/patients/enrol", code="0201", **wanted, **typed("consent_on", CONSENT))
    assert page.status_code == 422
    assert find_patient_by_code(instance.db, "0201") is None


def test_the_injection_is_dated_later(instance: PracticeInstance, coordinator: Desk) -> None:
    coordinator.send("/patients/enrol", code="0101", **GOOD, **typed("consent_on", CONSENT))
    page = coordinator.send("/patients/1/injection", **typed("injection_on", INJECTION))
    assert page.location == "/patients/1/visits"
    assert get_patient(instance.db, 1).injection_on == INJECTION


def test_correcting_the_injection_needs_a_reason_which_the_audit_trail_keeps(
    instance: PracticeInstance, coordinator: Desk
) -> None:
    patient_id = instance.enrol("0101")
    corrected = typed("injection_on", INJECTION + timedelta(days=1))
    page = coordinator.send(f"/patients/{patient_id}/injection", **corrected)
    assert page.status_code == 422
    assert "Write why the date is corrected." in page.text
    assert get_patient(instance.db, patient_id).injection_on == INJECTION
    coordinator.send(f"/patients/{patient_id}/injection", **corrected, reason="typing error")
    assert get_patient(instance.db, patient_id).injection_on == INJECTION + timedelta(days=1)
    entry = instance.db.row("select * from audit_entry where act = 'patient.date_injection'")
    assert entry is not None
    assert entry["reason"] == "typing error"


def test_the_injection_form_shows_the_date_there_is(instance: PracticeInstance, coordinator: Desk) -> None:
    page = coordinator.open(f"/patients/{instance.enrol('0101')}/injection").text
    assert (
        'name="injection_on-year" type="text" inputmode="numeric" autocomplete="off"\n  value="2026"' in page
    )
