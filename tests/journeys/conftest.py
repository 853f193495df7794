from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from app import clock
from app.actions.answering import begin_sitting
from app.actions.handing_over import confirm_tablet
from app.actions.tokens import hash_token
from app.instruments.reader import load_instrument
from app.storage.sessions import find_session
from app.study.access import Actor
from tests.conftest import TABLET
from tests.journeys.robot import Robot, hand_to
from tests.practice import PracticeInstance
from tests.tablet import cookie_of

VISIT = "baseline"
INSTRUMENTS = ("phq9", "mfis", "rand36")


@pytest.fixture
def tablet_page(page: Page, app: Flask, server: str, instance: PracticeInstance) -> Page:
    """A browser holding a tablet for a patient who has begun all three questionnaires and answered nothing."""
    patient_id = instance.enrol("0101")
    token = instance.hand_over(patient_id, VISIT)
    patient = Actor(kind="tablet", name=f"patient:{patient_id}", id=patient_id)
    session = find_session(instance.db, hash_token(token), clock.now())
    assert session is not None
    confirm_tablet(instance.db, actor=patient, session=session, at=clock.now())
    for instrument_id in INSTRUMENTS:
        begin_sitting(instance.db, actor=patient, visit=VISIT, instrument_id=instrument_id, at=clock.now())
    hand_to(page.context, server, cookie_of(app, token))
    return page


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def robot(request: pytest.FixtureRequest, browser: Browser, server: str) -> Iterator[Robot]:
    """A patient before a tablet that runs scripts, and before one that does not."""
    context = browser.new_context(base_url=server, viewport=TABLET, java_script_enabled=request.param)
    context.set_default_timeout(10_000)
    yield Robot(context.new_page(), has_scripts=request.param)
    context.close()


ITEM_PAGES = tuple(
    f"/tablet/sitting/{number}/item/{item.id}"
    for number, instrument_id in enumerate(INSTRUMENTS, 1)
    for item in load_instrument(instrument_id).items
)
"""The addresses of all 66 questions, once `tablet_page` is there."""
