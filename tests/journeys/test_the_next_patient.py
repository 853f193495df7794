"""The tablet goes from hand to hand: nobody sees the page of whoever held it before.

Chromium keeps pages that were left, and shows them at Back. Playwright switches that off unless told otherwise, so
here it is told otherwise, and a control shows that such a page does come back when the guard is taken out.
"""

from collections.abc import Callable, Iterator
from typing import cast

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.conftest import CHROMIUM, TABLET
from tests.journeys.robot import Robot, hand_to
from tests.practice import PracticeInstance
from tests.tablet import cookie_of

NOTE_WHETHER_KEPT = "addEventListener('pageshow', event => { window.wasKept = event.persisted; })"


@pytest.fixture
def context(playwright: Playwright, server: str) -> Iterator[BrowserContext]:
    """A browser that keeps left pages, as people's browsers do."""
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM.resolve(), ignore_default_args=["--disable-back-forward-cache"]
    )
    context = browser.new_context(base_url=server, viewport=TABLET)
    context.add_init_script(NOTE_WHETHER_KEPT)
    yield context
    browser.close()


@pytest.fixture
def no_guard(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    asset = cast(Callable[[str], str], app.jinja_env.globals["asset"])
    monkeypatch.setitem(
        app.jinja_env.globals, "asset", lambda name: asset(name.replace("pageshow", "patient"))
    )


def begin(page: Page, app: Flask, server: str, instance: PracticeInstance, code: str) -> Robot:
    hand_to(page.context, server, cookie_of(app, instance.hand_over(instance.enrol(code))))
    robot = Robot(page)
    page.goto("/tablet/")
    robot.press("Yes, this is me")
    robot.press("Next")
    assert robot.heading == "Mood"
    return robot


def go_back(page: Page) -> None:
    with page.expect_event("framenavigated"):
        page.evaluate("setTimeout(() => history.back())")


def test_without_the_guard_back_shows_a_page_that_was_kept(
    no_guard: None, page: Page, app: Flask, server: str, instance: PracticeInstance
) -> None:
    begin(page, app, server, instance, "0101")
    page.goto("/tablet/locked")
    go_back(page)
    expect(page.get_by_role("heading", name="Mood")).to_be_visible()
    assert page.evaluate("window.wasKept") is True


def test_with_the_guard_back_fetches_the_page_anew(
    page: Page, app: Flask, server: str, instance: PracticeInstance
) -> None:
    begin(page, app, server, instance, "0101")
    page.goto("/tablet/locked")
    go_back(page)
    expect(page.get_by_role("heading", name="Mood")).to_be_visible()
    assert page.evaluate("window.wasKept") is False


def test_without_the_guard_back_would_show_a_patient_whose_tablet_was_closed(
    no_guard: None, page: Page, app: Flask, server: str, instance: PracticeInstance
) -> None:
    begin(page, app, server, instance, "0101").press("Next")
    page.goto("/tablet/locked")
    instance.hand_over(1)
    go_back(page)
    expect(page.get_by_role("heading", name="Little interest or pleasure in doing things")).to_be_visible()


def test_with_the_guard_back_leads_to_the_locked_page(
    page: Page, app: Flask, server: str, instance: PracticeInstance
) -> None:
    begin(page, app, server, instance, "0101").press("Next")
    page.goto("/tablet/locked")
    instance.hand_over(1)
    go_back(page)
    page.wait_for_url("**/tablet/locked")
    expect(page.get_by_role("heading", name="This tablet is locked")).to_be_visible()


def test_the_next_patient_finds_nothing_of_the_last_one_by_back_history_or_reload(
    page: Page, app: Flask, server: str, instance: PracticeInstance
) -> None:
    first = begin(page, app, server, instance, "0101")
    first.press("Next")
    first.answer("Nearly every day")
    first.press("Back")
    first.press("Take a break")
    first.press("Give the tablet back")
    steps = page.evaluate("history.length")
    begin(page, app, server, instance, "0202").press("Next")
    for _ in range(steps):
        go_back(page)
        expect(page.locator("h1")).to_be_visible()
        page.reload()
        assert "0101" not in page.locator("body").inner_text()
        assert page.locator("[name=answer]:checked").count() == 0


def test_after_giving_back_every_old_address_is_locked(
    page: Page, app: Flask, server: str, instance: PracticeInstance
) -> None:
    robot = begin(page, app, server, instance, "0101")
    robot.press("Next")
    robot.answer("Nearly every day")
    robot.press("Take a break")
    robot.press("Give the tablet back")
    for _ in range(5):
        go_back(page)
        expect(page.get_by_role("heading", name="This tablet is locked")).to_be_visible()
    assert page.context.cookies() == []
