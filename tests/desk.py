"""A desk of staff: a browser without a screen, signed in without the cost of a password."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from werkzeug.test import TestResponse

from app import clock
from app.actions.answering import begin_sitting, record_answer, send_answers
from app.actions.setting_up import put_study_in_force
from app.actions.staffing import invite_staff
from app.actions.tokens import hash_token
from app.instruments.reader import load_instrument
from app.storage.change import changing
from app.storage.sessions import add_session
from app.storage.staff import actor_of
from app.storage.studies import sites_of
from app.study.access import Actor, Grant, Role, system
from app.study.people import Site
from app.study.reader import parse_study
from tests.practice import EXAMPLE, PracticeInstance
from tests.tablet import Screen, cookie_of

SESSION = timedelta(hours=10)

SECOND_SITE = """
[[site]]
code = "02"
name = "Second Hospital"
time_zone = "Pacific/Auckland"
[site.danger]
en = "Call 02."
"""


class Desk:
    """Opens pages and sends forms as a browser does; redirects are not followed unless asked."""

    def __init__(self, app: Flask, token: str | None = None) -> None:
        self.client = app.test_client()
        if token is not None:
            self.client.set_cookie(*cookie_of(app, token))

    def open(self, path: str, *, follow: bool = False) -> TestResponse:
        """Open an address."""
        return self.client.get(path, follow_redirects=follow)

    def send(self, path: str, *, follow: bool = False, **fields: Any) -> TestResponse:
        """Send a form to an address with the forgery protection of the page one is on."""
        data = {name.replace("__", "-"): value for name, value in fields.items()}
        return self.client.post(path, data={"csrf_token": self.csrf_token(), **data}, follow_redirects=follow)

    def csrf_token(self) -> str:
        """What every form of this browser carries: from one's own account, or from the sign-in page."""
        page = self.client.get("/password")
        if page.status_code != 200:
            page = self.client.get("/sign-in")
        return Screen(page.text).hidden["csrf_token"]


def session_of(instance: PracticeInstance, actor: Actor, at: datetime | None = None) -> str:
    """Open a session for a member of staff; the token that opens it."""
    at = at or clock.now()
    token = uuid.uuid4().hex
    with changing(instance.db, actor=actor, act="session.open", at=at) as change:
        add_session(
            change,
            kind="staff",
            token_hash=hash_token(token),
            staff_id=actor.id or 0,
            expires_at=at + SESSION,
        )
    return token


def desk_of(app: Flask, instance: PracticeInstance, role: Role) -> Desk:
    """The desk of the practice instance's person of that role."""
    return Desk(app, session_of(instance, instance.staff(role)))


def add_second_site(instance: PracticeInstance) -> int:
    """Put a version of the example study in force that has a second site; the site's id."""
    _put_in_force(instance, EXAMPLE.read_text("utf-8") + SECOND_SITE)
    return next(site.id for site in sites_of(instance.db) if site.code == "02")


def add_arms(instance: PracticeInstance, *arms: str) -> None:
    """Put a version of the example study in force that has those arms."""
    _put_in_force(instance, f"arms = {list(arms)}\n" + EXAMPLE.read_text("utf-8"))


def add_staff(instance: PracticeInstance, username: str, *grants: Grant) -> Actor:
    """Someone new with those roles, able to act."""
    staff_id = invite_staff(
        instance.db,
        actor=system("tests"),
        username=username,
        name=f"The {username}",
        grants=grants,
        token=f"link of {username}",
        at=clock.now(),
    )
    return actor_of(instance.db, staff_id)


def patient_actor(patient_id: int) -> Actor:
    """The patient, on a tablet."""
    return Actor(kind="tablet", name=f"patient:{patient_id}", id=patient_id)


def answer(
    instance: PracticeInstance, patient_id: int, instrument_id: str, values: dict[str, int | None], visit: str
) -> int:
    """Answer some items of a questionnaire; the sitting's id."""
    actor, at = patient_actor(patient_id), clock.now()
    sitting_id = begin_sitting(instance.db, actor=actor, visit=visit, instrument_id=instrument_id, at=at)
    for item_id, value in values.items():
        key = f"{sitting_id} {item_id}"
        record_answer(
            instance.db, actor=actor, sitting_id=sitting_id, item_id=item_id, value=value, key=key, at=at
        )
    return sitting_id


def send_all(instance: PracticeInstance, patient_id: int, visit: str, code: int = 0) -> None:
    """Answer every item of the example study's questionnaires with its choice number `code`, and send them."""
    for instrument_id in ("phq9", "mfis", "rand36"):
        items = load_instrument(instrument_id).items
        values: dict[str, int | None] = {item.id: item.codes[code] for item in items}
        sitting_id = answer(instance, patient_id, instrument_id, values, visit)
        send_answers(instance.db, actor=patient_actor(patient_id), sitting_id=sitting_id, at=clock.now())


def today_at(site: Site) -> date:
    """The day it is at the site."""
    return clock.now().astimezone(ZoneInfo(site.time_zone)).date()


def typed(name: str, on: date) -> dict[str, Any]:
    """A date as the three boxes of a date field send it."""
    return {f"{name}__day": str(on.day), f"{name}__month": str(on.month), f"{name}__year": str(on.year)}


def _put_in_force(instance: PracticeInstance, text: str) -> None:
    study = parse_study(text.replace("version = 1", "version = 2"), "a study")
    put_study_in_force(instance.db, actor=system("tests"), study=study, at=clock.now())
