"""A visit already begun, in a browser: for tests of the pages in its middle."""

from collections.abc import Iterable
from itertools import count

from flask import Flask
from playwright.sync_api import BrowserContext

from app import clock
from app.actions.answering import begin_sitting
from app.actions.choosing_comfort import choose_comfort
from app.actions.handing_over import confirm_tablet
from app.actions.tokens import hash_token
from app.storage.sessions import find_session
from app.study.access import Actor
from app.study.comfort import Comfort
from tests.journeys.robot import hand_to
from tests.practice import PracticeInstance
from tests.tablet import cookie_of

VISIT = "baseline"
CODES = count(1000)


def hand_begun_visit(
    context: BrowserContext,
    server: str,
    app: Flask,
    instance: PracticeInstance,
    instruments: Iterable[str],
    comfort: Comfort | None = None,
    code: str | None = None,
) -> dict[str, int]:
    """Give the browser to a new patient who reads like that and has begun these; instrument -> sitting id."""
    patient_id = instance.enrol(code or f"T-{next(CODES)}")
    token = instance.hand_over(patient_id, VISIT)
    patient = Actor(kind="tablet", name=f"patient:{patient_id}", id=patient_id)
    session = find_session(instance.db, hash_token(token), clock.now())
    assert session is not None
    confirm_tablet(instance.db, actor=patient, session=session, at=clock.now())
    if comfort is not None:
        choose_comfort(instance.db, actor=patient, visit=VISIT, comfort=comfort, at=clock.now())
    hand_to(context, server, cookie_of(app, token))
    return {
        one: begin_sitting(instance.db, actor=patient, visit=VISIT, instrument_id=one, at=clock.now())
        for one in instruments
    }
