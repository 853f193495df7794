"""Signing in and out, and how sessions end."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from app import clock
from app.storage.database import Database
from tests.desk import Desk, add_staff, desk_of, session_of
from tests.practice import PASSWORD, PracticeInstance
from tests.tablet import cookie_of


class Clock:
    """The instance's clock, which a test may move."""

    def __init__(self) -> None:
        self.at = clock.now()

    def now(self) -> datetime:
        return self.at

    def passes(self, span: timedelta) -> None:
        self.at += span


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Clock:
    watch = Clock()
    monkeypatch.setattr(clock, "now", watch.now)
    return watch


def test_whoever_knows_username_and_password_is_let_in(app: Flask) -> None:
    page = Desk(app).send("/sign-in", username="coordinator", password=PASSWORD, follow=True)
    assert "The Coordinator" in page.text
    assert page.request.path == "/patients"


def test_each_role_begins_where_it_works(app: Flask, instance: PracticeInstance) -> None:
    homes = {
        role: desk_of(app, instance, role).open("/").location
        for role in ("coordinator", "investigator", "monitor", "administrator")
    }
    assert homes == {
        "coordinator": "/patients",
        "investigator": "/patients",
        "monitor": "/patients",
        "administrator": "/staff",
    }


@pytest.mark.parametrize(
    ("username", "password"), [("coordinator", "wrong"), ("nobody", PASSWORD), ("", ""), ("coordinator", "")]
)
def test_a_wrong_username_or_password_is_refused_and_not_told_apart(
    app: Flask, username: str, password: str
) -> None:
    page = Desk(app).send("/sign-in", username=username, password=password)
    assert page.status_code == 422
    if username and password:
        assert "The username or the password is not right." in page.text
    assert password not in page.text or not password


def test_after_five_refusals_even_the_right_password_waits_a_quarter_of_an_hour(
    app: Flask, watch: Clock
) -> None:
    desk = Desk(app)
    for _ in range(5):
        assert desk.send("/sign-in", username="coordinator", password="wrong").status_code == 422
    assert desk.send("/sign-in", username="coordinator", password=PASSWORD).status_code == 429
    assert desk.send("/sign-in", username="monitor", password=PASSWORD).status_code == 303
    watch.passes(timedelta(minutes=15, seconds=1))
    assert Desk(app).send("/sign-in", username="coordinator", password=PASSWORD).status_code == 303


def test_signing_out_ends_the_session_for_every_copy_of_the_cookie(
    app: Flask, instance: PracticeInstance
) -> None:
    token = session_of(instance, instance.staff("coordinator"))
    desk, copy = Desk(app, token), Desk(app, token)
    assert copy.open("/patients").status_code == 200
    out = desk.send("/sign-out")
    assert out.location == "/sign-in"
    assert "cache" in out.headers["Clear-Site-Data"]
    assert copy.open("/patients").location == "/sign-in?next=/patients"


def test_a_desk_left_alone_is_signed_out(app: Flask, instance: PracticeInstance, watch: Clock) -> None:
    desk = desk_of(app, instance, "coordinator")
    watch.passes(timedelta(minutes=14))
    assert desk.open("/patients").status_code == 200
    watch.passes(timedelta(minutes=14))
    assert desk.open("/patients").status_code == 200
    watch.passes(timedelta(minutes=15, seconds=1))
    assert desk.open("/patients").status_code == 303


def test_what_a_page_fetches_by_itself_keeps_nobody_signed_in(
    app: Flask, instance: PracticeInstance, watch: Clock
) -> None:
    desk = desk_of(app, instance, "coordinator")
    asked = []
    for _ in range(2):
        watch.passes(timedelta(minutes=14))
        asked.append(desk.client.get("/alerts/open", headers={"Sec-Fetch-Dest": "empty"}).status_code)
    assert asked == [200, 303]


def test_a_session_ends_after_ten_hours_however_busy_it_is(
    app: Flask, instance: PracticeInstance, watch: Clock
) -> None:
    desk = desk_of(app, instance, "coordinator")
    for _ in range(59):
        watch.passes(timedelta(minutes=10))
        assert desk.open("/patients").status_code == 200
    watch.passes(timedelta(minutes=10))
    assert desk.open("/patients").status_code == 303


def test_signing_in_begins_a_new_session_whatever_cookie_was_there(app: Flask) -> None:
    desk = Desk(app)
    desk.client.set_cookie(*cookie_of(app, "a token that somebody planted"))
    assert desk.send("/sign-in", username="coordinator", password=PASSWORD).status_code == 303
    assert desk.open("/patients").status_code == 200
    assert Desk(app, "a token that somebody planted").open("/patients").status_code == 303


def test_signing_in_again_ends_the_session_before(app: Flask, instance: PracticeInstance) -> None:
    token = session_of(instance, instance.staff("coordinator"))
    Desk(app, token).send("/sign-in", username="investigator", password=PASSWORD)
    assert Desk(app, token).open("/patients").status_code == 303


def test_signing_in_on_a_tablet_takes_it_from_the_patient(app: Flask, instance: PracticeInstance) -> None:
    token = instance.hand_over(instance.enrol("0101"))
    assert Desk(app, token).open("/tablet/").location == "/tablet/confirm"
    Desk(app, token).send("/sign-in", username="coordinator", password=PASSWORD)
    assert Desk(app, token).open("/tablet/").location == "/tablet/locked"


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/audit?before=9", "/audit?before=9"),
        ("//evil.example/", "/"),
        ("///evil.example/", "/"),
        ("/a\r\nSet-Cookie: a=b", "/"),
        ("/\\evil.example/", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/\t/evil.example", "/"),
        ("", "/"),
    ],
)
def test_after_signing_in_one_goes_on_within_this_server_only(app: Flask, wanted: str, reached: str) -> None:
    page = Desk(app).send("/sign-in", username="monitor", password=PASSWORD, next=wanted)
    assert page.location == reached


def test_a_form_without_its_forgery_protection_is_refused_with_a_plain_page(
    app: Flask, instance: PracticeInstance
) -> None:
    desk = desk_of(app, instance, "coordinator")
    page = desk.client.post("/patients/enrol", data={"code": "0101"})
    assert page.status_code == 400
    assert "This page is out of date" in page.text


def test_forgery_protection_of_one_session_does_not_serve_another(
    app: Flask, instance: PracticeInstance
) -> None:
    theirs = desk_of(app, instance, "monitor").csrf_token()
    desk = desk_of(app, instance, "coordinator")
    assert desk.client.post("/sign-out", data={"csrf_token": theirs}).status_code == 400


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(
    app: Flask, instance: PracticeInstance
) -> None:
    cookie = Desk(app).send("/sign-in", username="monitor", password=PASSWORD).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_the_database_holds_no_token_that_opens_a_session(app: Flask, instance: PracticeInstance) -> None:
    token = session_of(instance, instance.staff("coordinator"))
    assert token not in everything_in(instance.db)


def test_whoever_holds_no_role_any_more_sees_that_and_can_still_sign_out(
    app: Flask, instance: PracticeInstance
) -> None:
    desk = Desk(app, session_of(instance, add_staff(instance, "former")))
    assert "You hold no role at any site now." in desk.open("/", follow=True).text
    assert desk.open("/patients").status_code == 403
    assert desk.send("/sign-out").location == "/sign-in"


def everything_in(db: Database) -> str:
    tables = [row["name"] for row in db.rows("select name from sqlite_master where type = 'table'")]
    rows = [row for table in tables for row in db.rows(f"select * from {table}")]
    return "\n".join(str([row[name] for name in row.keys()]) for row in rows)
