"""Every kind of item before a real browser: what fits, what hands can hit, what keys do, and what axe finds."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from app import clock
from app.actions.answering import begin_sitting
from app.actions.handing_over import confirm_tablet
from app.actions.tokens import hash_token
from app.instruments.model import Item
from app.instruments.reader import load_instrument
from app.storage.answers import current_values_of
from app.storage.sessions import find_session
from app.study.access import Actor
from tests.axe import STRICT, axe_faults
from tests.conftest import TABLET
from tests.core.garden import FOLDER
from tests.journeys.robot import Robot, hand_to
from tests.journeys.test_room_on_the_screen import (
    GAP,
    LENGTHWAYS,
    NARROW,
    SMALLEST,
    UPRIGHT,
    Layout,
    check_any_page,
    layout_of,
)
from tests.kinds import KINDS, VISIT, schedule
from tests.practice import PracticeInstance
from tests.tablet import cookie_of

ITEMS = tuple((name, item) for name in KINDS for item in load_instrument(name, FOLDER).items)
PATHS = {(name, item.id): f"/tablet/sitting/{KINDS.index(name) + 1}/item/{item.id}" for name, item in ITEMS}
each_questionnaire = pytest.mark.parametrize("name", KINDS)


@pytest.fixture
def cookie(app: Flask, instance: PracticeInstance) -> tuple[str, str]:
    """The cookie of a tablet whose patient has begun all four questionnaires and answered nothing."""
    schedule(instance, *KINDS)
    patient_id = instance.enrol("0101")
    token = instance.hand_over(patient_id, VISIT)
    patient = Actor(kind="tablet", name=f"patient:{patient_id}", id=patient_id)
    session = find_session(instance.db, hash_token(token), clock.now())
    assert session is not None
    confirm_tablet(instance.db, actor=patient, session=session, at=clock.now())
    for name in KINDS:
        begin_sitting(instance.db, actor=patient, visit=VISIT, instrument_id=name, at=clock.now())
    return cookie_of(app, token)


@pytest.fixture
def tablet(page: Page, server: str, cookie: tuple[str, str]) -> Page:
    hand_to(page.context, server, cookie)
    return page


@pytest.fixture
def plain_tablet(browser: Browser, server: str, cookie: tuple[str, str]) -> Iterator[Page]:
    """The same without scripts."""
    context = browser.new_context(base_url=server, viewport=TABLET, java_script_enabled=False)
    hand_to(context, server, cookie)
    yield context.new_page()
    context.close()


def items_of(name: str) -> tuple[Item, ...]:
    return load_instrument(name, FOLDER).items


def kept(instance: PracticeInstance, name: str) -> dict[str, int | str | None]:
    return current_values_of(instance.db, KINDS.index(name) + 1)


def open_item(page: Page, name: str, item_id: str) -> Robot:
    page.goto(PATHS[name, item_id])
    return Robot(page)


@each_questionnaire
def test_every_page_fits_upright_and_lengthways_and_nothing_is_answered_yet(tablet: Page, name: str) -> None:
    for item in items_of(name):
        open_item(tablet, name, item.id)
        for size in (UPRIGHT, LENGTHWAYS):
            layout = layout_of(tablet, size)
            check_any_page(layout)
            assert layout.next.bottom <= size["height"], "Next is below the screen"
            assert max(text.bottom for text in layout.texts) <= size["height"]
            check_rows(layout)
        check_any_page(layout_of(tablet, NARROW))
        assert tablet.locator(":checked, .marked").count() == 0
        assert all(field.input_value() == "" for field in tablet.locator(".typed").all())


def check_rows(layout: Layout) -> None:
    for sizes in ([row.height for row in layout.rows], [row.width for row in layout.rows]):
        assert min(sizes, default=SMALLEST) >= SMALLEST
        assert max(sizes, default=0) - min(sizes, default=0) < 0.5, "some targets are larger than others"


@each_questionnaire
@pytest.mark.parametrize("letters", [24, 32])
def test_larger_letters_lie_over_nothing(tablet: Page, name: str, letters: int) -> None:
    for item in items_of(name):
        open_item(tablet, name, item.id)
        tablet.evaluate(f"document.documentElement.style.fontSize = '{letters}px'")
        tablet.evaluate("document.querySelector('.scrolling').remove()")  # it lies over what it scrolls
        for size in (UPRIGHT, LENGTHWAYS, NARROW):
            check_any_page(layout_of(tablet, size))


@each_questionnaire
def test_axe_finds_nothing_before_and_after_a_fault(tablet: Page, name: str) -> None:
    for item in items_of(name):
        robot = open_item(tablet, name, item.id)
        assert axe_faults(tablet, STRICT) == []
        if item.is_question:
            robot.press("Next")
            fault = tablet.locator("#fault")
            expect(fault).to_be_focused()
            assert "Please" in fault.inner_text()
            assert axe_faults(tablet, STRICT) == []


@pytest.mark.parametrize(("item_id", "half"), [("1", 6), ("2", 4)])
def test_many_choices_stand_in_two_columns_read_down_and_then_across(
    tablet: Page, item_id: str, half: int
) -> None:
    open_item(tablet, "hedge", item_id)
    for size in (UPRIGHT, LENGTHWAYS):
        rows = layout_of(tablet, size).rows
        left, right = rows[:half], rows[half:]
        assert len({row.x for row in left}) == len({row.x for row in right}) == 1
        assert right[0].x - left[0].right >= GAP - 0.1
        assert [row.y for row in right] == [row.y for row in left[: len(right)]]
        assert sorted(row.y for row in left) == [row.y for row in left]


def test_a_rating_is_one_row_lengthways_and_two_upright_with_its_ends_named(tablet: Page) -> None:
    open_item(tablet, "thorn", "1")
    assert len({row.y for row in layout_of(tablet, LENGTHWAYS).rows}) == 1
    assert [len([row for row in layout_of(tablet, UPRIGHT).rows if row.y == y]) for y in levels(tablet)] == [
        6,
        5,
    ]
    assert tablet.get_by_text("Not sharp at all").is_visible()
    zero = tablet.get_by_role("radio", name="0", exact=True)
    assert tablet.locator(f"#{zero.get_attribute('aria-describedby')}").inner_text() == "0 Not sharp at all"


def levels(page: Page) -> list[float]:
    return sorted({row.y for row in layout_of(page, UPRIGHT).rows})


def line_of(page: Page) -> Locator:
    return page.get_by_role("slider")


def tap(page: Page, part: float, *, is_upright: bool) -> None:
    """Tap the line that far from its low end."""
    rail = page.locator(".ruler svg").bounding_box()
    assert rail is not None
    x = rail["x"] + (rail["width"] / 2 if is_upright else part * rail["width"])
    y = rail["y"] + ((1 - part) * rail["height"] if is_upright else rail["height"] / 2)
    page.mouse.click(x, y)


@pytest.mark.parametrize(("item_id", "is_upright"), [("1", True), ("2", False)])
def test_a_tap_on_the_line_puts_the_mark_there(
    tablet: Page, instance: PracticeInstance, item_id: str, is_upright: bool
) -> None:
    robot = open_item(tablet, "sundial", item_id)
    thumb = tablet.locator(".thumb")
    expect(thumb).to_be_hidden()
    assert line_of(tablet).get_attribute("aria-valuetext") == "Nothing is marked yet"
    for part in (0.8, 0.31):
        tap(tablet, part, is_upright=is_upright)
        expect(thumb).to_be_visible()
        assert tablet.locator("#answer").input_value() == str(round(100 * part))
    tap(tablet, -0.02, is_upright=is_upright)
    assert tablet.locator("#answer").input_value() == "0", "beside the end is the end"
    tap(tablet, 0.31, is_upright=is_upright)
    robot.leave_by("Next")
    assert kept(instance, "sundial") == {item_id: 31}
    tablet.go_back()
    open_item(tablet, "sundial", item_id)
    assert line_of(tablet).get_attribute("aria-valuenow") == "31"
    assert tablet.locator("#answer").input_value() == "31"


def test_the_mark_appears_when_the_finger_is_lifted_and_needs_no_drag(tablet: Page) -> None:
    open_item(tablet, "sundial", "2")
    box = tablet.locator(".ruler").bounding_box()
    assert box is not None
    tablet.mouse.move(box["x"] + 300, box["y"] + 60)
    tablet.mouse.down()
    expect(tablet.locator(".thumb")).to_be_hidden()
    tablet.mouse.up()
    expect(tablet.locator(".thumb")).to_be_visible()


def test_buttons_step_the_mark_from_the_middle_and_stop_at_the_ends(tablet: Page) -> None:
    open_item(tablet, "sundial", "2")
    box = tablet.locator("#answer")
    for button, value in (("+10", "50"), ("+10", "60"), ("+1", "61"), ("−1", "60"), ("−10", "50")):
        tablet.get_by_role("button", name=button, exact=True).click()
        assert box.input_value() == value
    box.fill("96")
    assert line_of(tablet).get_attribute("aria-valuenow") == "96"
    tablet.get_by_role("button", name="+10", exact=True).click()
    assert box.input_value() == "100"
    box.fill("ninety")
    expect(tablet.locator(".thumb")).to_be_hidden()


def test_a_line_is_moved_by_keys_and_says_where_its_mark_is(tablet: Page, instance: PracticeInstance) -> None:
    open_item(tablet, "sundial", "1")
    line = line_of(tablet)
    line.focus()
    for key, value in (
        ("ArrowUp", 50),
        ("ArrowRight", 51),
        ("PageUp", 61),
        ("ArrowDown", 60),
        ("ArrowLeft", 59),
        ("PageDown", 49),
        ("End", 100),
        ("ArrowUp", 100),
        ("Home", 0),
        ("PageUp", 10),
    ):
        tablet.keyboard.press(key)
        assert line.get_attribute("aria-valuenow") == str(value), key
    assert line.get_attribute("aria-valuetext") == (
        "10, where 0 is “The least shine you can imagine” and 100 is “The best shine you can imagine”"
    )
    assert line.get_attribute("aria-orientation") == "vertical"
    with tablet.expect_navigation():
        tablet.keyboard.press("Enter")
    assert kept(instance, "sundial") == {"1": 10}


def test_a_line_that_nobody_touched_sends_nothing(tablet: Page, instance: PracticeInstance) -> None:
    robot = open_item(tablet, "sundial", "2")
    robot.press("Next")
    assert robot.sees("Please mark a place on the line from 0 to 100, or choose “I prefer not to answer”.")
    robot.press("Back")
    assert kept(instance, "sundial") == {}


KEYS: dict[str, tuple[str, ...]] = {
    "single_choice": ("Tab", "Space", "Enter"),
    "numeric_rating": ("Tab", "Space", "ArrowRight", "Enter"),
    "visual_analogue": ("Tab", "ArrowRight", "Enter"),
    "number": ("Tab", "3", "Enter"),
    "date": ("Tab", "1", "Tab", "4", "Tab", "1", "9", "8", "5", "Enter"),
    "text": ("Tab", "h", "o", "Tab", "Enter"),
    "instructions": ("Tab", "Enter"),
}


def test_the_keyboard_alone_answers_every_kind_and_enter_means_next(
    tablet: Page, instance: PracticeInstance
) -> None:
    for name, item in ITEMS:
        open_item(tablet, name, item.id)
        *keys, last = KEYS[item.kind]
        for key in keys:
            tablet.keyboard.press(key)
        with tablet.expect_navigation():
            tablet.keyboard.press(last)
    assert kept(instance, "hedge") == {"1": 0, "2": 1, "3": 1}
    assert kept(instance, "thorn") == {"1": 1, "2": 2, "3": 1, "4": 1, "5": 1}
    assert kept(instance, "sundial") == {"1": 50, "2": 50, "3": 0}
    assert kept(instance, "seedbox") == {
        "intro": "read",
        "1": 1,
        "packets": 3,
        "frost": 3,
        "sown": "1985-04-01",
        "remark": "ho",
        "outro": "read",
    }


def test_without_scripts_a_line_is_answered_by_typing_and_shows_its_mark(
    plain_tablet: Page, instance: PracticeInstance
) -> None:
    robot = Robot(plain_tablet, has_scripts=False)
    plain_tablet.goto(PATHS["sundial", "1"])
    assert plain_tablet.get_by_role("slider").count() == 0
    assert plain_tablet.get_by_role("button", name="+1", exact=True).count() == 0
    plain_tablet.get_by_label("The sun today").fill("73")
    robot.leave_by("Next")
    assert kept(instance, "sundial") == {"1": 73}
    plain_tablet.goto(PATHS["sundial", "1"])
    assert plain_tablet.locator(".thumb").get_attribute("cy") == "27.0%"
    expect(plain_tablet.locator(".thumb")).to_be_visible()


def test_the_script_moves_nothing(plain_tablet: Page, tablet: Page) -> None:
    for name, item in ITEMS:
        places = []
        for page in (plain_tablet, tablet):
            page.goto(PATHS[name, item.id])
            parts = page.locator("h1, .choice, .typed, .ruler, .next").all()
            places.append([part.bounding_box() for part in parts])
        assert places[0] == places[1]


def test_the_characters_left_are_counted_as_they_are_typed(tablet: Page) -> None:
    open_item(tablet, "seedbox", "remark")
    box = tablet.get_by_role("textbox")
    box.fill("Fine. 👍")
    assert tablet.locator("#hint").inner_text() == "Characters left: 1993"
    box.fill("x" * 2003)
    assert tablet.locator("#hint").inner_text() == "Characters too many: 3"
    assert len(box.input_value()) == 2003, "nothing that was typed is cut off"


def test_a_long_text_wraps_in_the_review(tablet: Page, instance: PracticeInstance) -> None:
    for name, item in ITEMS:
        if name == "seedbox":
            robot = open_item(tablet, name, item.id)
            if item.kind == "text":
                tablet.get_by_role("textbox").fill("x" * 1000 + "\n" + "Words and words. " * 50)
            robot.press("Next" if item.kind in ("text", "instructions") else "I prefer not to answer")
    assert Robot(tablet).heading == "Check your answers"
    for size in (UPRIGHT, LENGTHWAYS, NARROW):
        assert not layout_of(tablet, size).scrolls
        assert tablet.evaluate(NOTHING_STICKS_OUT)
    assert axe_faults(tablet, STRICT) == []


NOTHING_STICKS_OUT = """[...document.querySelectorAll('.lines li')].every((row) => {
    const bottom = row.getBoundingClientRect().bottom;
    return [...row.querySelectorAll('p, a')].every(part => part.getBoundingClientRect().bottom <= bottom + 0.5);
})"""


def test_with_forced_colours_a_chosen_number_and_a_mark_still_show(tablet: Page) -> None:
    tablet.emulate_media(forced_colors="active")
    robot = open_item(tablet, "thorn", "1")
    robot.choose("7")
    borders = tablet.evaluate(
        "[...document.querySelectorAll('.choice')].map(one => getComputedStyle(one).borderTopWidth)"
    )
    assert borders.count("5px") == 1
    assert borders[7] == "5px"
    open_item(tablet, "sundial", "2")
    tap(tablet, 0.5, is_upright=False)
    ground, mark = tablet.evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('.thumb')).fill]"
    )
    assert mark != ground
