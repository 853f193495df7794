"""axe finds nothing on any page of the tablet, in WCAG 2.2 A, AA and AAA and in its best practices."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.axe import STRICT, axe_faults
from tests.journeys.conftest import ITEM_PAGES
from tests.journeys.robot import Robot, hand_to
from tests.practice import PracticeInstance
from tests.tablet import cookie_of


def faults_of(page: Page) -> list[str]:
    return axe_faults(page, STRICT)


def test_axe_finds_nothing_on_any_of_the_66_questions(tablet_page: Page) -> None:
    for path in ITEM_PAGES:
        tablet_page.goto(path)
        assert faults_of(tablet_page) == []


@pytest.mark.parametrize(
    "path",
    ["/tablet/part/mfis", "/tablet/break", "/tablet/thanks?note=1", "/tablet/locked", "/tablet/nowhere"],
)
def test_axe_finds_nothing_on_the_other_pages(tablet_page: Page, path: str) -> None:
    tablet_page.goto(path)
    assert faults_of(tablet_page) == []


def test_axe_finds_nothing_while_the_patient_confirms(
    page: Page, app: Flask, server: str, instance: PracticeInstance
) -> None:
    hand_to(page.context, server, cookie_of(app, instance.hand_over(instance.enrol("0101"))))
    page.goto("/tablet/")
    assert faults_of(page) == []


def test_axe_finds_nothing_where_an_answer_is_missing_chosen_or_declined(tablet_page: Page) -> None:
    robot = Robot(tablet_page)
    tablet_page.goto(ITEM_PAGES[0])
    robot.press("Next")
    assert robot.sees("Please choose one of the answers, or “I prefer not to answer”.")
    assert faults_of(tablet_page) == []
    robot.choose("Several days")
    assert faults_of(tablet_page) == []
    robot.press("I prefer not to answer")
    robot.press("Back")
    assert robot.sees("You preferred not to answer. You may still choose an answer.")
    assert faults_of(tablet_page) == []


def test_axe_finds_nothing_after_a_dangerous_answer_and_in_the_review(tablet_page: Page) -> None:
    robot = Robot(tablet_page)
    for path in ITEM_PAGES[:9]:
        tablet_page.goto(path)
        robot.answer("Several days")
    assert robot.heading == "Please read this first"
    assert faults_of(tablet_page) == []
    robot.press("Next")
    assert robot.heading == "Check your answers"
    assert faults_of(tablet_page) == []


def test_axe_would_find_a_fault(tablet_page: Page) -> None:
    tablet_page.goto(ITEM_PAGES[0])
    tablet_page.evaluate("document.querySelector('h1').style.color = '#999'")
    assert any("color-contrast" in fault for fault in faults_of(tablet_page))


def test_the_message_about_a_missing_answer_belongs_to_the_choices(tablet_page: Page) -> None:
    tablet_page.goto(ITEM_PAGES[0])
    Robot(tablet_page).press("Next")
    choices = tablet_page.get_by_role("radiogroup")
    assert choices.get_attribute("aria-invalid") == "true"
    message = tablet_page.locator(f"#{choices.get_attribute('aria-describedby')}")
    assert message.inner_text() == "Please choose one of the answers, or “I prefer not to answer”."
    assert tablet_page.title().startswith("Error: ")
    expect(
        message
    ).to_be_focused()  # and no choice: a ring around the first one would look like a choice made
    tablet_page.keyboard.press("Tab")
    expect(choices.get_by_role("radio").first).to_be_focused()


def test_the_keyboard_alone_answers_and_enter_means_next(tablet_page: Page) -> None:
    tablet_page.goto(ITEM_PAGES[0])
    for key in ("Tab", "Space", "ArrowDown", "Enter"):
        tablet_page.keyboard.press(key)
    tablet_page.wait_for_url("**/item/2")
    tablet_page.goto(ITEM_PAGES[0])
    assert Robot(tablet_page).chosen() == "Several days"


def test_a_choice_is_called_exactly_by_its_words(tablet_page: Page) -> None:
    tablet_page.goto(ITEM_PAGES[0])
    for words in ("Not at all", "Several days", "More than half the days", "Nearly every day"):
        assert tablet_page.get_by_role("radio", name=words, exact=True).count() == 1
    group = tablet_page.get_by_role("radiogroup")
    assert "Little interest" in group.aria_snapshot()


def test_with_forced_colours_the_chosen_row_is_still_marked(tablet_page: Page) -> None:
    tablet_page.emulate_media(forced_colors="active")
    tablet_page.goto(ITEM_PAGES[0])
    robot = Robot(tablet_page)
    robot.choose("Several days")
    widths = tablet_page.evaluate(
        "[...document.querySelectorAll('.choice')].map(row => getComputedStyle(row).borderTopWidth)"
    )
    assert widths == ["2px", "5px", "2px", "2px"]
