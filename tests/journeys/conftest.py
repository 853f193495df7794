from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from app.instruments.reader import load_instrument
from tests.conftest import TABLET
from tests.journeys.handing import hand_begun_visit
from tests.journeys.robot import Robot
from tests.practice import PracticeInstance

INSTRUMENTS = ("phq9", "mfis", "rand36")


@pytest.fixture
def tablet_page(page: Page, app: Flask, server: str, instance: PracticeInstance) -> Page:
    """A browser holding a tablet for a patient who has begun all three questionnaires and answered nothing."""
    hand_begun_visit(page.context, server, app, instance, INSTRUMENTS, code="0101")
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
