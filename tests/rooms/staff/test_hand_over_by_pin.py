"""An enrolled tablet between two patients: opened by PIN, for the next hand-over and nothing else."""

from datetime import date, timedelta

import pytest
from flask import Flask

from app import clock
from app.actions.using_pins import PIN_LASTS
from tests.desk import Desk, desk_of
from tests.hand_overs import PIN, Device, enrolled, give_pin, opened_by_pin
from tests.practice import INJECTION, PASSWORD, PracticeInstance
from tests.tablet import Screen

WRONG = "314159"
MONTH_1 = date(2026, 3, 2)


@pytest.fixture
def device(app: Flask, instance: PracticeInstance) -> Device:
    return enrolled(app, instance)


@pytest.fixture
def coordinator_with_pin(instance: PracticeInstance) -> int:
    actor = instance.staff("coordinator")
    give_pin(instance, actor)
    return actor.id or 0


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The month-1 visit of everyone injected on the practice date is due."""
    present = clock.from_text(f"{MONTH_1.isoformat()}T10:00:00.000Z")
    assert timedelta(days=31) > MONTH_1 - INJECTION
    monkeypatch.setattr(clock, "now", lambda: present)


def type_pin(desk: Desk, person: int, pin: str = PIN) -> Screen:
    """Choose the name, type the PIN, and look."""
    token = Screen(desk.open("/hand-over/").text).hidden["csrf_token"]
    data = {"csrf_token": token, "person": str(person), "pin": pin}
    return Screen(desk.client.post("/hand-over/", data=data, follow_redirects=True).text)


def test_the_start_page_of_an_enrolled_tablet_lists_who_can_open_it(
    device: Device, coordinator_with_pin: int
) -> None:
    desk = device.desk()
    assert desk.open("/").location == "/hand-over/"
    screen = Screen(desk.open("/hand-over/").text)
    assert list(screen.choices) == ["The Coordinator", "Your PIN"]
    assert "Sign in with the password" in screen.links


def test_while_nobody_has_a_pin_it_says_what_to_do(device: Device) -> None:
    screen = Screen(device.desk().open("/hand-over/").text)
    assert "has a PIN yet" in screen.text
    assert "Your PIN" not in screen.choices


def test_another_device_has_no_such_page(app: Flask, coordinator_with_pin: int) -> None:
    assert Desk(app).open("/hand-over/").location.startswith("/sign-in")


def test_a_pin_leads_to_the_visits_due_and_from_there_to_the_patient(
    today: None, device: Device, coordinator_with_pin: int, instance: PracticeInstance
) -> None:
    patient_id = instance.enrol("0101")
    desk = device.desk()
    screen = type_pin(desk, coordinator_with_pin)
    assert screen.heading == "Visits due today"
    assert "0101 Month 1" in screen.text
    start = next(address for words, address in screen.links.items() if "Month 1" in words)
    assert start == f"/hand-over/patients/{patient_id}/visits/month-1"
    page = Screen(desk.open(start).text)
    assert page.heading == "Is this the right patient?"
    assert "0101" in page.text
    response = desk.client.post(start, data=page.hidden)
    assert response.location == "/tablet/"
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert Screen(desk.open("/tablet/", follow=True).text).heading == "Is this you?"


def test_what_is_not_due_today_is_not_offered(
    today: None, device: Device, coordinator_with_pin: int, instance: PracticeInstance
) -> None:
    patient_id = instance.enrol("0101")
    desk = opened_by_pin(device, instance.staff("coordinator"))
    assert "Month 24" not in desk.open("/hand-over/visits").text
    assert desk.open(f"/hand-over/patients/{patient_id}/visits/month-24").status_code == 404
    assert desk.open(f"/hand-over/patients/{patient_id + 1}/visits/month-1").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/patients",
        "/patients/1/visits",
        "/patients/1/record",
        "/alerts",
        "/audit",
        "/staff",
        "/tablets",
        "/password",
        "/pin",
        "/patients/enrol",
        "/patients/1/visits/baseline/void",
    ],
)
def test_a_pin_opens_no_record_no_report_and_no_trail(
    device: Device, instance: PracticeInstance, address: str
) -> None:
    instance.enrol("0101")
    desk = opened_by_pin(device, instance.staff("coordinator"))
    assert desk.open("/hand-over/visits").status_code == 200
    assert desk.open(address).status_code == 403


def test_a_pin_session_ends_after_a_few_minutes(
    device: Device, instance: PracticeInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened_by_pin(device, instance.staff("coordinator"))
    later = clock.now() + PIN_LASTS
    monkeypatch.setattr(clock, "now", lambda: later)
    assert desk.open("/hand-over/visits").location == "/hand-over/"


def test_its_cookie_is_worth_nothing_on_another_device(
    app: Flask, device: Device, instance: PracticeInstance
) -> None:
    desk = opened_by_pin(device, instance.staff("coordinator"))
    cookie = desk.client.get_cookie("myelog")
    assert cookie is not None
    elsewhere = Desk(app)
    elsewhere.client.set_cookie("myelog", cookie.value)
    assert elsewhere.open("/hand-over/visits").location.startswith("/sign-in")


def test_closing_the_tablet_ends_it(device: Device, instance: PracticeInstance) -> None:
    desk = opened_by_pin(device, instance.staff("coordinator"))
    page = Screen(desk.open("/hand-over/visits").text)
    assert desk.client.post("/hand-over/leave", data=page.hidden).location == "/"
    assert desk.open("/hand-over/visits").location == "/hand-over/"


def test_five_wrong_pins_lock_it_until_the_password_is_used_on_the_tablet(
    device: Device, coordinator_with_pin: int, instance: PracticeInstance
) -> None:
    desk = device.desk()
    told = [type_pin(desk, coordinator_with_pin, WRONG).text for _ in range(5)]
    assert ["This PIN is not right." in text for text in told] == [True] * 4 + [False]
    assert "Too many wrong PINs" in told[-1]
    assert "Too many wrong PINs" in type_pin(desk, coordinator_with_pin).text
    page = Screen(desk.open("/sign-in").text)
    signed_in = {**page.hidden, "username": "coordinator", "password": PASSWORD}
    assert desk.client.post("/sign-in", data=signed_in).status_code == 303
    desk.send("/sign-out")
    assert type_pin(desk, coordinator_with_pin).heading == "Visits due today"


def test_neither_the_pin_nor_a_patients_code_stands_in_an_address_or_a_log(
    today: None,
    device: Device,
    coordinator_with_pin: int,
    instance: PracticeInstance,
    caplog: pytest.LogCaptureFixture,
) -> None:
    instance.enrol("0999")
    desk = device.desk()
    type_pin(desk, coordinator_with_pin, WRONG)
    screen = type_pin(desk, coordinator_with_pin)
    for text in (*screen.links.values(), caplog.text):
        assert "0999" not in text
        assert PIN not in text
        assert WRONG not in text


def test_a_pin_is_chosen_over_the_password_on_ones_own_account(
    app: Flask, instance: PracticeInstance
) -> None:
    desk = desk_of(app, instance, "investigator")
    assert "/pin" in desk.open("/password").text
    easy = desk.send("/pin", pin="123456", again="123456", password=PASSWORD)
    assert easy.status_code == 422
    assert "too easy to guess" in easy.text
    other = desk.send("/pin", pin=PIN, again="271829", password=PASSWORD)
    assert "The two PINs are not the same" in other.text
    wrong = desk.send("/pin", pin=PIN, again=PIN, password="a guess")
    assert wrong.status_code == 422
    assert "You have no PIN yet." in desk.open("/pin").text
    assert desk.send("/pin", pin=PIN, again=PIN, password=PASSWORD).status_code == 303
    page = desk.open("/pin").text
    assert "You have a PIN." in page
    assert PIN not in page
    assert "/pin" not in desk_of(app, instance, "monitor").open("/password").text


def test_whoever_is_not_the_patient_gives_it_back_and_staff_are_told(
    today: None, device: Device, instance: PracticeInstance
) -> None:
    patient_id = instance.enrol("0101")
    desk = opened_by_pin(device, instance.staff("coordinator"))
    page = Screen(desk.open(f"/hand-over/patients/{patient_id}/visits/month-1").text)
    desk.client.post(f"/hand-over/patients/{patient_id}/visits/month-1", data=page.hidden)
    page = Screen(desk.open("/tablet/confirm").text)
    response = desk.client.post("/tablet/confirm", data={**page.hidden, "is_me": "no"}, follow_redirects=True)
    screen = Screen(response.text)
    assert screen.heading == "Please give the tablet back."
    assert "this was not the patient you chose" in screen.text
    assert screen.links["Staff"] == "/hand-over/"
    assert "0101" not in response.text
    assert instance.db.rows("select 1 from sitting") == []
    entry = instance.db.row("select act, patient_id from audit_entry order by entry_id desc limit 1")
    assert entry is not None
    assert (entry["act"], entry["patient_id"]) == ("tablet.refuse", patient_id)
