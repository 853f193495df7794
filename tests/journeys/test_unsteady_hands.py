"""A second tap within 700 ms on the next page's button does not count. The clock of the taps is the test's."""

import pytest
from playwright.sync_api import Page

from app.storage.answers import answers_of
from tests.journeys.conftest import ITEM_PAGES
from tests.journeys.robot import Robot
from tests.practice import PracticeInstance

CLOCK = """
    window.tapAt = 0;
    Object.defineProperty(Event.prototype, "timeStamp", {get: () => window.tapAt});
"""


@pytest.fixture
def robot(tablet_page: Page) -> Robot:
    tablet_page.add_init_script(CLOCK)
    tablet_page.goto(ITEM_PAGES[0])
    return Robot(tablet_page)


def tap(robot: Robot, button: str, at: int) -> None:
    """Tap so many milliseconds after the way to this page began."""
    robot.page.evaluate(f"window.tapAt = {at}")
    robot.page.get_by_role("button", name=button, exact=True).click()
    robot.page.wait_for_load_state()


@pytest.mark.parametrize("button", ["Next", "Back", "I prefer not to answer", "Take a break"])
def test_a_tap_that_comes_too_soon_does_nothing(
    robot: Robot, button: str, instance: PracticeInstance
) -> None:
    robot.page.evaluate("window.isSame = true")
    tap(robot, button, at=699)
    assert robot.page.evaluate("window.isSame") is True
    assert answers_of(instance.db, 1) == ()


def test_a_tap_after_that_counts(robot: Robot) -> None:
    with robot.page.expect_navigation():
        tap(robot, "I prefer not to answer", at=701)
    assert robot.sees("Question 2 of 9")


def test_whoever_chooses_first_need_not_wait(robot: Robot) -> None:
    robot.choose("Several days")
    with robot.page.expect_navigation():
        tap(robot, "Next", at=300)
    assert robot.sees("Question 2 of 9")


def test_a_double_tap_leaves_one_page_and_stores_one_answer(robot: Robot, instance: PracticeInstance) -> None:
    robot.choose("Several days")
    robot.page.evaluate("window.tapAt = 5000")
    with robot.page.expect_navigation():
        robot.page.get_by_role("button", name="Next").dblclick()
    assert robot.sees("Question 2 of 9")
    assert [(answer.item, answer.value) for answer in answers_of(instance.db, 1)] == [("1", 1)]


def test_a_key_is_no_tap(robot: Robot) -> None:
    robot.page.get_by_role("button", name="I prefer not to answer").focus()
    with robot.page.expect_navigation():
        robot.page.keyboard.press("Enter")
    assert robot.sees("Question 2 of 9")
