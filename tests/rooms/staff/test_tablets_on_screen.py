"""Enrolling the device in hand, listing tablets, revoking one, and what an unenrolled device is told."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from app import clock
from app.actions.tokens import hash_token
from app.settings import create_instance
from app.storage.sessions import find_session
from app.storage.tablets import tablets_of
from app.study.access import Role
from tests.desk import Desk, desk_of, session_of
from tests.hand_overs import enrolled
from tests.practice import PracticeInstance
from tests.tablet import Screen, Tablet


def enrol_here(desk: Desk, name: str = "Tablet 3", **query: object) -> str:
    """Enrol the device of that desk; where the reply leads."""
    address = "/tablets/enrol" + ("?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else "")
    response = desk.send(address, site="1", name=name)
    assert response.status_code == 303, response.text
    return str(response.location)


@pytest.mark.parametrize("role", ["coordinator", "administrator"])
def test_a_device_is_enrolled_in_one_step_and_keeps_a_cookie_of_its_own(
    app: Flask, instance: PracticeInstance, role: Role
) -> None:
    desk = desk_of(app, instance, role)
    response = desk.send("/tablets/enrol", site="1", name="Tablet 3")
    (cookie,) = [one for one in response.headers.getlist("Set-Cookie") if one.startswith("myelog-tablet=")]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert f"Max-Age={400 * 24 * 3600}" in cookie
    (tablet,) = tablets_of(instance.db, [instance.site.id])
    token = cookie.split("=", 1)[1].split(";")[0]
    assert token not in str(instance.db.rows("select * from tablet"))
    page = desk.open("/tablets")
    assert token not in page.text
    assert "The device in your hands is Tablet 3" in Screen(page.text).text
    assert "This device is enrolled already" in desk.open("/tablets/enrol").text
    assert tablet.is_in_use


def test_where_cookies_need_https_the_tablets_own_does_too(app: Flask, instance: PracticeInstance) -> None:
    app.extensions["myelog"] = replace(
        app.extensions["myelog"], settings=replace(instance.settings, https=True)
    )
    response = desk_of(app, instance, "coordinator").send("/tablets/enrol", site="1", name="Tablet 3")
    (cookie,) = [one for one in response.headers.getlist("Set-Cookie") if "-tablet=" in one]
    assert "Secure" in cookie


def test_a_name_in_use_is_refused_at_its_field(app: Flask, instance: PracticeInstance) -> None:
    enrolled(app, instance)
    page = desk_of(app, instance, "coordinator").send("/tablets/enrol", site="1", name="Tablet 3")
    assert page.status_code == 422
    assert "is called Tablet 3 already" in page.text
    assert len(tablets_of(instance.db, [instance.site.id])) == 1


def test_the_list_tells_the_last_use_and_why_a_tablet_was_revoked(
    app: Flask, instance: PracticeInstance
) -> None:
    device, desk = enrolled(app, instance), desk_of(app, instance, "coordinator")
    assert "not yet" in desk.open("/tablets").text
    refused = desk.send(f"/tablets/{device.id}/revoke", reason="")
    assert refused.status_code == 422
    assert "Write why the tablet is revoked" in refused.text
    desk.send(f"/tablets/{device.id}/revoke", reason="Lost on the ward.")
    assert "Lost on the ward." in desk.open("/tablets").text
    assert "Lost on the ward." in desk.open(f"/tablets/{device.id}/revoke").text


def test_a_session_opened_on_a_tablet_opens_nothing_on_another_device(
    app: Flask, instance: PracticeInstance
) -> None:
    first, second = enrolled(app, instance), enrolled(app, instance, "Tablet 4")
    desk = first.desk(session_of(instance, instance.staff("coordinator")))
    desk.send(f"/patients/{instance.enrol('0101')}/visits/baseline/start")
    cookie = desk.client.get_cookie("myelog")
    assert cookie is not None
    for elsewhere in (second.desk(), Desk(app)):
        elsewhere.client.set_cookie("myelog", cookie.value)
        assert elsewhere.open("/tablet/").location == "/tablet/locked"
    assert desk.open("/tablet/").location == "/tablet/confirm"


def test_a_tablet_revoked_in_mid_sitting_asks_the_patient_to_give_it_back_and_keeps_what_was_answered(
    app: Flask, instance: PracticeInstance
) -> None:
    device = enrolled(app, instance)
    tablet = Tablet(app, "nobody")
    tablet.client = device.desk(session_of(instance, instance.staff("coordinator"))).client
    patient_id = instance.enrol("0101")
    token = Screen(tablet.client.get(f"/patients/{patient_id}/visits/baseline/start").text).hidden[
        "csrf_token"
    ]
    tablet.client.post(f"/patients/{patient_id}/visits/baseline/start", data={"csrf_token": token})
    tablet.go("/tablet/")
    tablet.press("Yes, this is me")
    tablet.press("Next")
    tablet.press("Next")
    tablet.answer("Several days")
    desk_of(app, instance, "coordinator").send(f"/tablets/{device.id}/revoke", reason="Stolen.")
    tablet.answer("Several days")
    assert tablet.path == "/tablet/locked"
    assert tablet.screen.heading == "Please give the tablet back."
    assert "Every answer that was saved is kept." in tablet.screen.text
    assert "Staff" not in tablet.screen.links
    rows = instance.db.rows("select item, value from answer")
    assert [(row["item"], row["value"]) for row in rows] == [("1", 1)]
    assert tablet.go("/hand-over/").request.path == "/sign-in"


def test_a_revoked_tablet_takes_no_hand_over_until_it_is_enrolled_anew(
    app: Flask, instance: PracticeInstance
) -> None:
    device, patient_id = enrolled(app, instance), instance.enrol("0101")
    desk_of(app, instance, "coordinator").send(f"/tablets/{device.id}/revoke", reason="Stolen.")
    desk = device.desk(session_of(instance, instance.staff("coordinator")))
    refused = desk.send(f"/patients/{patient_id}/visits/baseline/start")
    assert refused.status_code == 422
    assert "may not be used" in refused.text
    enrol_here(desk)
    assert desk.send(f"/patients/{patient_id}/visits/baseline/start").location == "/tablet/"


class TestWhereOnlyEnrolledTabletsCount:
    """`enrolled_tablets_only = true`, as `myelog init` sets it where patients are."""

    @pytest.fixture(autouse=True)
    def only_enrolled(self, app: Flask, instance: PracticeInstance) -> None:
        app.extensions["myelog"] = replace(
            app.extensions["myelog"], settings=replace(instance.settings, enrolled_tablets_only=True)
        )

    def test_a_coordinator_is_asked_to_enrol_the_device_in_one_step(
        self, app: Flask, instance: PracticeInstance
    ) -> None:
        start = f"/patients/{instance.enrol('0101')}/visits/baseline/start"
        desk = desk_of(app, instance, "coordinator")
        screen = Screen(desk.open(start).text)
        assert "this device is not enrolled" in screen.text
        assert "Start on this tablet" not in screen.buttons
        assert enrol_here(desk, patient=1, visit="baseline") == start
        assert "Start on this tablet" in Screen(desk.open(start).text).buttons
        assert desk.send(start).location == "/tablet/"

    def test_an_investigator_is_told_whom_to_ask(self, app: Flask, instance: PracticeInstance) -> None:
        start = f"/patients/{instance.enrol('0101')}/visits/baseline/start"
        desk = desk_of(app, instance, "investigator")
        assert "Ask a coordinator to enrol it." in desk.open(start).text
        assert desk.send(start).status_code == 422
        assert find_session(instance.db, hash_token("x"), clock.now()) is None
        assert instance.db.rows("select 1 from session where kind = 'tablet'") == []


def test_an_instance_over_https_begins_with_enrolled_tablets_only_and_one_without_does_not(
    tmp_path: Path,
) -> None:
    assert create_instance(tmp_path / "real", https=True).enrolled_tablets_only
    assert not create_instance(tmp_path / "trial", https=False).enrolled_tablets_only
