"""Choosing and changing passwords, inviting staff, and giving and taking roles."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app import clock
from app.study.access import Grant
from tests.desk import Desk, add_staff, desk_of, session_of
from tests.practice import PASSWORD, PracticeInstance

NEW = "four unrelated words indeed"


def link_in(page: TestResponse) -> str:
    """The path of the one-time link a page shows."""
    found = re.search(r'value="http://localhost(/welcome/[^"]+)"', page.text)
    assert found is not None
    return found[1]


def test_an_invited_person_chooses_a_password_and_works(app: Flask, administrator: Desk) -> None:
    page = administrator.send("/staff/invite", name="Dr Rossi", username="a.rossi", grants="investigator:1")
    link = link_in(page)
    guest = Desk(app)
    assert "Welcome, Dr Rossi. Your username is a.rossi." in guest.open(link).text
    assert guest.send(link, password=NEW, again=NEW).location == "/sign-in"
    assert guest.send("/sign-in", username="a.rossi", password=NEW).status_code == 303
    assert guest.open("/alerts").status_code == 200


def test_a_one_time_link_works_once(app: Flask, administrator: Desk) -> None:
    link = link_in(administrator.send("/staff/1/link"))
    assert Desk(app).send(link, password=NEW, again=NEW).status_code == 303
    again = Desk(app).open(link)
    assert again.status_code == 404
    assert "This link was used already, or it ran out." in again.text


def test_a_newer_link_stops_the_older(app: Flask, administrator: Desk) -> None:
    older, newer = (link_in(administrator.send("/staff/1/link")) for _ in range(2))
    assert Desk(app).open(older).status_code == 404
    assert Desk(app).open(newer).status_code == 200


def test_a_link_runs_out_after_three_days(
    app: Flask, administrator: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = link_in(administrator.send("/staff/1/link"))
    later = clock.now() + timedelta(days=3, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert Desk(app).open(link).status_code == 404


def test_a_link_tells_no_other_page_its_secret(app: Flask, administrator: Desk) -> None:
    page = Desk(app).open(link_in(administrator.send("/staff/1/link")))
    assert page.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("password", "again", "fault"),
    [
        ("short", "short", "A password has 12 to 256 characters."),
        (NEW, "something else entirely", "The two passwords are not the same."),
        ("", "", "Enter a new password."),
    ],
)
def test_a_password_that_cannot_be_kept_is_refused_and_the_link_still_works(
    app: Flask, administrator: Desk, password: str, again: str, fault: str
) -> None:
    link = link_in(administrator.send("/staff/1/link"))
    page = Desk(app).send(link, password=password, again=again)
    assert page.status_code == 422
    assert fault in page.text
    assert Desk(app).open(link).status_code == 200


def test_a_new_password_by_link_signs_the_person_out_everywhere(
    app: Flask, instance: PracticeInstance, administrator: Desk
) -> None:
    coordinator = instance.staff("coordinator")
    desk = Desk(app, session_of(instance, coordinator))
    assert desk.open("/patients").status_code == 200
    link = link_in(administrator.send(f"/staff/{coordinator.id}/link"))
    Desk(app).send(link, password=NEW, again=NEW)
    assert desk.open("/patients").status_code == 303


def test_changing_ones_password_keeps_this_session_and_ends_the_others(
    app: Flask, instance: PracticeInstance, coordinator: Desk
) -> None:
    other = desk_of(app, instance, "coordinator")
    page = coordinator.send("/password", old=PASSWORD, password=NEW, again=NEW)
    assert page.status_code == 303
    assert coordinator.open("/patients").status_code == 200
    assert other.open("/patients").status_code == 303
    assert Desk(app).send("/sign-in", username="coordinator", password=NEW).status_code == 303


def test_changing_ones_password_needs_the_present_one(app: Flask, coordinator: Desk) -> None:
    page = coordinator.send("/password", old="wrong", password=NEW, again=NEW)
    assert page.status_code == 422
    assert "This is not your password." in page.text
    assert Desk(app).send("/sign-in", username="coordinator", password=NEW).status_code == 422


def test_guessing_the_present_password_is_stopped_after_five(coordinator: Desk) -> None:
    tries = [coordinator.send("/password", old="x", password=NEW, again=NEW).status_code for _ in range(6)]
    assert tries == [422] * 5 + [429]


def test_a_role_taken_away_ends_at_the_next_click(
    app: Flask, instance: PracticeInstance, administrator: Desk, coordinator: Desk
) -> None:
    assert coordinator.open("/patients").status_code == 200
    administrator.send(f"/staff/{instance.staff('coordinator').id}", grants="monitor:1")
    assert coordinator.open("/patients/enrol").status_code == 403
    assert coordinator.open("/audit").status_code == 200


def test_the_roles_form_shows_the_roles_held(instance: PracticeInstance, administrator: Desk) -> None:
    page = administrator.open(f"/staff/{instance.staff('monitor').id}").text
    assert re.findall(r'value="(\w+:1)" checked', page) == ["monitor:1"]


def test_administrators_cannot_take_their_own_administration_away(
    instance: PracticeInstance, administrator: Desk
) -> None:
    own = f"/staff/{instance.staff('administrator').id}"
    page = administrator.send(own, grants="monitor:1")
    assert page.status_code == 422
    assert "You cannot take your own administrator role away." in page.text
    assert administrator.open("/staff").status_code == 200


def test_a_username_in_use_is_refused_and_nothing_typed_is_lost(administrator: Desk) -> None:
    page = administrator.send("/staff/invite", name="Second", username="monitor", grants="monitor:1")
    assert page.status_code == 422
    assert "The username monitor is already in use." in page.text
    assert 'value="Second"' in page.text
    assert 'value="monitor:1" checked' in page.text


def test_a_role_that_is_not_offered_cannot_be_given(administrator: Desk) -> None:
    for grants in ("emperor:1", "monitor:99", "monitor"):
        page = administrator.send("/staff/invite", name="X", username="x.x", grants=grants)
        assert page.status_code == 422
    assert "x.x" not in administrator.open("/staff").text


def test_an_invitation_without_a_role_is_refused_at_its_field(administrator: Desk) -> None:
    page = administrator.send("/staff/invite", name="X", username="x.x")
    assert page.status_code == 422
    assert "Choose at least one role." in page.text


def test_the_staff_list_shows_roles_and_who_has_no_password_yet(
    instance: PracticeInstance, administrator: Desk
) -> None:
    add_staff(instance, "new.person", Grant("monitor", instance.site.id))
    page = administrator.open("/staff").text
    assert "new.person" in page
    assert page.count("not chosen yet") == 1


def test_somebody_unknown_is_not_found(administrator: Desk) -> None:
    assert administrator.open("/staff/999").status_code == 404
