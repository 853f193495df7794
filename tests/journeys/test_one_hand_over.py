"""One tablet through a clinic's morning: enrolled, opened by PIN, handed over, taken back, the wrong patient, revoked.

Chromium keeps the device's credential through every hand-over. A control lets Clear-Site-Data take the cookies as
well, and then the credential is gone: the test can tell.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect
from werkzeug.wrappers import Response

from app import clock
from app.actions.enrolling import enrol_patient
from app.storage.sittings import sittings_of_visit, void_sittings_of
from tests.axe import STRICT, axe_faults
from tests.conftest import CHROMIUM, TABLET
from tests.hand_overs import PIN, enrolled, give_pin
from tests.journeys.answering import answer_part
from tests.journeys.robot import Robot
from tests.practice import PASSWORD, PracticeInstance

VISIT, WRONG = "month-1", "314159"
CREDENTIAL = "myelog-tablet"


@pytest.fixture
def context(playwright: Playwright, server: str) -> Iterator[BrowserContext]:
    """A browser that keeps left pages, as people's browsers do."""
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM.resolve(), ignore_default_args=["--disable-back-forward-cache"]
    )
    context = browser.new_context(base_url=server, viewport=TABLET)
    context.set_default_timeout(10_000)
    yield context
    browser.close()


def enrol_due(instance: PracticeInstance, code: str) -> int:
    """Enrol a patient whose month-1 visit is due today."""
    today = instance.site.day_of(clock.now())
    return enrol_patient(
        instance.db,
        actor=instance.staff("coordinator"),
        site_id=instance.site.id,
        code=code,
        disease="SPMS",
        consent_on=today - timedelta(days=60),
        injection_on=today - timedelta(days=31),
        arm=None,
        locale="en",
        at=clock.now(),
    )


def sign_in(page: Page) -> None:
    """As the coordinator, with the password."""
    page.goto("/sign-in")
    page.get_by_label("Username").fill("coordinator")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Patients")


def enrol_this_tablet(page: Page, name: str) -> None:
    """On the page of tablets, as whoever is signed in."""
    page.get_by_role("link", name="Tablets").click()
    page.get_by_role("link", name="Enrol this tablet").click()
    page.get_by_label("Name of the tablet").fill(name)
    page.get_by_role("button", name="Enrol this tablet").click()
    expect(page.get_by_text(f"This device is enrolled as {name}.")).to_be_visible()


def choose_pin(page: Page) -> None:
    """On one's own account."""
    page.get_by_role("link", name="The Coordinator").click()
    page.get_by_role("link", name="Your PIN for enrolled tablets").click()
    page.get_by_label("New PIN", exact=True).fill(PIN)
    page.get_by_label("New PIN, again").fill(PIN)
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Keep this PIN").click()
    expect(page.get_by_text("Your PIN is set.")).to_be_visible()


def type_pin(page: Page, pin: str = PIN) -> None:
    """Choose the name and type the PIN on the tablet's own page."""
    page.get_by_text("The Coordinator").click()
    page.get_by_label("Your PIN").fill(pin)
    Robot(page).press("Open")


def follow(page: Page, link: str) -> None:
    """Press a link on the tablet, after a look: a tap in the first moment of a page does not count."""
    Robot(page).look()
    with page.expect_navigation():
        page.get_by_role("link", name=link).click()


def hand_over(page: Page, code: str) -> Robot:
    """From the tablet's staff page to the patient's first questionnaire."""
    type_pin(page)
    follow(page, f"{code} Month 1")
    expect(page.get_by_role("heading", level=1)).to_have_text("Is this the right patient?")
    robot = Robot(page)
    robot.press("Start on this tablet")
    assert robot.heading == "Is this you?"
    assert robot.sees(code)
    confirm(robot)
    return robot


def confirm(robot: Robot) -> None:
    """Say who one is, and, the first time, leave the page as it is to be read."""
    robot.press("Yes, this is me")
    if robot.page.url.endswith("/comfort"):
        robot.press("Next")


def give_back(robot: Robot) -> None:
    robot.press("Take a break")
    robot.press("Give the tablet back")
    assert robot.heading == "Thank you. Please give the tablet back."


def credentials(page: Page) -> list[str]:
    return [str(cookie["name"]) for cookie in page.context.cookies()]


def test_a_morning_with_one_tablet(
    page: Page, browser: Browser, server: str, instance: PracticeInstance
) -> None:
    enrol_due(instance, "0101")
    right = enrol_due(instance, "0202")
    sign_in(page)
    enrol_this_tablet(page, "Tablet 3")
    choose_pin(page)
    page.get_by_role("button", name="Sign out").click()
    page.goto("/")

    first = hand_over(page, "0101")
    first.press("Next")
    first.answer("Nearly every day")
    give_back(first)
    follow(page, "Staff")
    answer_part(hand_over(page, "0202"), "phq9", {})

    desk = browser.new_context(base_url=server).new_page()
    sign_in(desk)
    desk.get_by_role("link", name="0202", exact=True).click()
    desk.get_by_role("row", name="Month 1").get_by_role("link", name="Wrong patient?").click()
    desk.get_by_label("PHQ-9, sent").check()
    desk.get_by_label("What happened").fill("Patient 0101 had taken the tablet.")
    desk.get_by_label("Your password").fill(PASSWORD)
    desk.get_by_role("button", name="Make void").click()
    expect(desk.get_by_text("Made void.")).to_be_visible()

    robot = Robot(page)
    robot.press("Next")
    assert robot.heading == "This tablet is locked"
    follow(page, "Staff")
    answer_part(hand_over(page, "0202"), "phq9", {})
    assert robot.heading == "Fatigue"
    give_back(robot)

    (void,) = void_sittings_of(instance.db, right)
    (counting,) = sittings_of_visit(instance.db, right, VISIT)
    assert (void.is_sent, counting.is_sent) == (True, True)
    assert void.id < counting.id
    assert CREDENTIAL in credentials(page)


def test_the_next_patient_finds_nothing_of_staff_or_the_last_patient_by_back(
    page: Page, app: Flask, server: str, instance: PracticeInstance
) -> None:
    enrol_due(instance, "0101")
    enrol_due(instance, "0202")
    hold(page, app, server, instance)
    first = hand_over(page, "0101")
    first.press("Next")
    first.answer("Nearly every day")
    give_back(first)
    follow(page, "Staff")
    hand_over(page, "0202")
    for _ in range(page.evaluate("history.length") - 1):
        with page.expect_event("framenavigated"):
            page.evaluate("setTimeout(() => history.back())")
        if page.url == "about:blank":
            break
        expect(page.locator("h1")).to_be_visible()
        text = page.locator("body").inner_text()
        assert "0101" not in text
        assert "Visits due today" not in text
        assert page.locator("[name=answer]:checked").count() == 0


def hold(page: Page, app: Flask, server: str, instance: PracticeInstance, name: str = "Tablet 3") -> int:
    """Make the browser an enrolled tablet, with its staff page open; the tablet's id."""
    device = enrolled(app, instance, name)
    give_pin(instance, instance.staff("coordinator"))
    page.context.add_cookies([{"name": device.cookie, "value": device.token, "url": server}])
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("For staff: open this tablet")
    return device.id


def test_the_device_keeps_its_credential_when_the_tablet_changes_hands(
    page: Page, app: Flask, server: str, instance: PracticeInstance
) -> None:
    enrol_due(instance, "0101")
    hold(page, app, server, instance)
    give_back_at_once(page)
    assert credentials(page).count(CREDENTIAL) == 1
    expect(page.get_by_role("link", name="Staff", exact=True)).to_be_visible()


def test_a_control_that_clears_cookies_too_loses_it(
    page: Page, app: Flask, server: str, instance: PracticeInstance
) -> None:
    @app.after_request
    def clear_cookies(response: Response) -> Response:
        if "Clear-Site-Data" in response.headers:
            response.headers["Clear-Site-Data"] = '"cache", "storage", "cookies"'
        return response

    enrol_due(instance, "0101")
    hold(page, app, server, instance)
    type_pin(page)
    follow(page, "0101 Month 1")
    Robot(page).press("Start on this tablet")
    assert CREDENTIAL not in credentials(page)


def give_back_at_once(page: Page) -> None:
    robot = hand_over(page, "0101")
    give_back(robot)


def test_five_wrong_pins_and_then_only_the_password_opens_it(
    page: Page, app: Flask, server: str, instance: PracticeInstance
) -> None:
    hold(page, app, server, instance)
    for _ in range(5):
        type_pin(page, WRONG)
    expect(page.get_by_text("Too many wrong PINs.")).to_be_visible()
    type_pin(page)
    expect(page.get_by_text("Too many wrong PINs.")).to_be_visible()
    follow(page, "Sign in with the password")
    sign_in(page)
    page.get_by_role("button", name="Sign out").click()
    page.goto("/")
    type_pin(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Visits due today")


def test_revoked_in_mid_sitting_the_tablet_asks_to_be_given_back(
    page: Page, browser: Browser, app: Flask, server: str, instance: PracticeInstance
) -> None:
    enrol_due(instance, "0101")
    hold(page, app, server, instance)
    robot = hand_over(page, "0101")
    robot.press("Next")
    robot.answer("Nearly every day")
    desk = browser.new_context(base_url=server).new_page()
    sign_in(desk)
    desk.get_by_role("link", name="Tablets").click()
    desk.get_by_role("link", name="Revoke Tablet 3").click()
    desk.get_by_label("Reason").fill("Seen leaving the ward.")
    desk.get_by_role("button", name="Revoke this tablet").click()
    expect(desk.get_by_text("Tablet 3 is revoked.")).to_be_visible()
    robot.answer("Nearly every day")
    assert robot.heading == "Please give the tablet back."
    assert robot.page.get_by_text("Every answer that was saved is kept.").is_visible()
    assert len(instance.db.rows("select 1 from answer")) == 1


def test_two_tablets_serve_two_patients_and_are_locked_and_revoked_apart(
    page: Page, browser: Browser, app: Flask, server: str, instance: PracticeInstance
) -> None:
    enrol_due(instance, "0101")
    enrol_due(instance, "0202")
    other = browser.new_context(base_url=server, viewport=TABLET).new_page()
    hold(page, app, server, instance)
    hold(other, app, server, instance, "Tablet 4")
    for _ in range(5):
        type_pin(page, WRONG)
    first = hand_over(other, "0101")
    first.press("Next")
    assert first.heading == "Little interest or pleasure in doing things"
    follow(page, "Sign in with the password")
    sign_in(page)
    page.get_by_role("link", name="0101", exact=True).click()
    page.get_by_role("link", name="Start on this tablet : Month 1", exact=True).click()
    Robot(page).press("Start on this tablet")
    confirm(Robot(page))
    assert Robot(page).heading == "Little interest or pleasure in doing things"
    first.answer("Not at all")
    assert first.heading == "This tablet is locked"
    follow(other, "Staff")
    hand_over(other, "0202")
    Robot(page).answer("Not at all")
    assert [row["value"] for row in instance.db.rows("select value from answer")] == [0]


@pytest.mark.parametrize("width", [768, 320])
def test_axe_finds_nothing_on_the_pages_between_two_patients_and_nothing_is_cut_off(
    page: Page, app: Flask, server: str, instance: PracticeInstance, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 1024})
    enrol_due(instance, "0101")
    faults = []

    def look() -> None:
        faults.extend(axe_faults(page, STRICT))
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{page.url} is {wide} px wide"

    hold(page, app, server, instance)
    look()
    type_pin(page, WRONG)
    look()
    type_pin(page)
    look()
    follow(page, "0101 Month 1")
    look()
    Robot(page).press("Start on this tablet")
    look()
    Robot(page).press("No, this is not me")
    look()
    assert faults == []
