"""A dangerous answer follows staff from page to page until someone signs for it."""

import pytest
from flask import Flask

from app import clock
from app.actions.answering import read_alert
from app.actions.signing import sign_alert
from app.instruments.reader import load_instrument
from app.storage.alerts import get_alert
from tests.desk import Desk, answer, desk_of, patient_actor
from tests.practice import PASSWORD, PracticeInstance

NOTE = "Spoke to the patient at once. No plan, no intent. Psychologist tomorrow."


@pytest.fixture
def alert(instance: PracticeInstance) -> int:
    """The id of an open alert: patient 0101 answered item 9 of the PHQ-9 with 2."""
    answer(instance, instance.enrol("0101"), "phq9", {"9": 2}, "baseline")
    return 1


@pytest.mark.parametrize("path", ["/patients", "/alerts", "/instruments", "/password", "/patients/99/visits"])
def test_an_open_alert_stands_on_every_page_until_someone_signs(
    alert: int, instance: PracticeInstance, coordinator: Desk, investigator: Desk, path: str
) -> None:
    assert "1 open alert" in coordinator.open(path).text
    investigator.send(f"/alerts/{alert}/sign", note=NOTE, password=PASSWORD)
    assert "1 open alert" not in coordinator.open(path).text


def test_an_open_alert_stands_on_the_page_of_a_refused_form_too(alert: int, coordinator: Desk) -> None:
    for fields, status in (({}, 400), ({"code": "x" * 70_000}, 413)):
        page = coordinator.client.post("/patients/enrol", data=fields)
        assert page.status_code == status
        assert "1 open alert" in page.text


def test_every_open_alert_is_counted_and_listed_however_many(
    instance: PracticeInstance, investigator: Desk
) -> None:
    for number in range(101):
        answer(instance, instance.enrol(f"A-{number}"), "phq9", {"9": 1}, "baseline")
    assert "101 open alerts" in investigator.open("/patients").text
    assert "/alerts/101/sign" in investigator.open("/alerts").text


def test_a_page_left_open_can_ask_for_the_open_alerts_alone(
    instance: PracticeInstance, coordinator: Desk
) -> None:
    assert "open alert" not in coordinator.open("/alerts/open").text
    answer(instance, instance.enrol("0101"), "phq9", {"9": 2}, "baseline")
    page = coordinator.open("/alerts/open").text
    assert "1 open alert" in page
    assert "<html" not in page


def test_an_administrator_reads_no_clinical_alerts(alert: int, administrator: Desk) -> None:
    assert "open alert" not in administrator.open("/staff").text


def test_an_alert_tells_question_answer_and_what_has_happened(
    alert: int, instance: PracticeInstance, investigator: Desk
) -> None:
    page = " ".join(investigator.open("/alerts").text.split())
    assert load_instrument("phq9").safety[0].meaning in page
    assert "PHQ-9 item 9" in page
    assert "2 (More than half the days)" in page
    assert "the patient has not confirmed having read whom to call" in page
    assert "nobody has signed for it yet" in page
    read_alert(instance.db, actor=patient_actor(1), sitting_id=1, at=clock.now())
    assert "the patient had read whom to call" in investigator.open("/alerts").text


def test_signing_closes_the_alert_over_ones_name(
    alert: int, instance: PracticeInstance, investigator: Desk
) -> None:
    page = investigator.send(f"/alerts/{alert}/sign", note=NOTE, password=PASSWORD, follow=True)
    assert "You have signed for the alert of 0101." in page.text
    assert "No alert is open." in page.text
    assert f"The Investigator signed: {NOTE}" in page.text
    signature = get_alert(instance.db, alert).signature
    assert signature is not None
    assert (signature.staff_name, signature.note) == ("The Investigator", NOTE)


def test_a_wrong_password_signs_nothing_and_keeps_the_note(
    alert: int, instance: PracticeInstance, investigator: Desk
) -> None:
    page = investigator.send(f"/alerts/{alert}/sign", note=NOTE, password="wrong")
    assert page.status_code == 422
    assert "This is not your password." in page.text
    assert NOTE in page.text
    assert "wrong" not in page.text
    assert get_alert(instance.db, alert).is_open


@pytest.mark.parametrize("note", ["", "   ", "\n"])
def test_without_a_word_on_what_was_done_nothing_is_signed(
    alert: int, instance: PracticeInstance, investigator: Desk, note: str
) -> None:
    page = investigator.send(f"/alerts/{alert}/sign", note=note, password=PASSWORD)
    assert page.status_code == 422
    assert "Write what was done" in page.text
    assert get_alert(instance.db, alert).is_open


def test_an_alert_is_signed_once(alert: int, investigator: Desk, coordinator: Desk) -> None:
    investigator.send(f"/alerts/{alert}/sign", note=NOTE, password=PASSWORD)
    page = coordinator.send(f"/alerts/{alert}/sign", note="second", password=PASSWORD)
    assert page.status_code == 422
    assert "Someone has already signed for this alert." in page.text


def test_a_monitor_reads_alerts_and_signs_none(alert: int, app: Flask, instance: PracticeInstance) -> None:
    monitor = desk_of(app, instance, "monitor")
    page = monitor.open("/alerts").text
    assert "PHQ-9 item 9" in page
    assert f"/alerts/{alert}/sign" not in page
    assert monitor.send(f"/alerts/{alert}/sign", note=NOTE, password=PASSWORD).status_code == 403


def test_what_was_written_is_shown_as_text_never_as_markup(
    alert: int, instance: PracticeInstance, investigator: Desk
) -> None:
    note = "<script>alert(1)</script>"
    investigator.send(f"/alerts/{alert}/sign", note=note, password=PASSWORD)
    page = investigator.open("/alerts").text
    assert note not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_signed_alerts_come_page_by_page(instance: PracticeInstance, investigator: Desk) -> None:
    investigator_actor = instance.staff("investigator")
    for number in range(1, 28):
        answer(instance, instance.enrol(f"01{number:02}"), "phq9", {"9": 1}, "baseline")
        sign_alert(
            instance.db,
            actor=investigator_actor,
            alert_id=number,
            note=f"note {number:02}",
            password=PASSWORD,
            at=clock.now(),
        )
    first, second = (investigator.open(path).text for path in ("/alerts", "/alerts?before=3"))
    assert "note 27" in first
    assert "note 03" in first
    assert "note 02" not in first
    assert 'href="/alerts?before=3"' in first
    assert "note 02" in second
    assert "note 03" not in second
