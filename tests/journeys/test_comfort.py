"""However a patient likes to read, scripts or none: every page can be read, hit, and got through by keys alone."""

import re
from itertools import product
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, ViewportSize, expect

from app.storage.answers import current_values_of
from app.storage.comfort import find_comfort
from app.storage.sittings import get_sitting
from app.study.comfort import Comfort
from tests.axe import STRICT, axe_faults
from tests.conftest import TABLET
from tests.journeys.conftest import ITEM_PAGES
from tests.journeys.handing import hand_begun_visit
from tests.journeys.robot import Robot, hand_to
from tests.journeys.test_room_on_the_screen import (
    LENGTHWAYS,
    NARROW,
    UPRIGHT,
    check_any_page,
    check_item,
    layout_of,
)
from tests.practice import PracticeInstance
from tests.tablet import cookie_of

SIZES = ("normal", "large", "larger", "largest")
THEMES = ("light", "dark", "yellow")
STEADY_ROW, STEADY_GAP = 156, 24  # px: 30 mm, and more than the 12 px of everybody's rows
ZOOMED: ViewportSize = {
    "width": 1024 // 4,
    "height": 768 // 4,
}  # what 400 % leaves of a tablet held lengthways


def comfort_of(size: str, theme: str, **others: Any) -> Comfort:
    return Comfort(**{"text_size": size, "theme": theme, **others})


@pytest.fixture
def reader(page: Page, app: Flask, server: str, instance: PracticeInstance) -> Any:
    """Gives the browser to a new patient who reads like that, with all three questionnaires begun."""

    def read(comfort: Comfort) -> dict[str, int]:
        return hand_begun_visit(page.context, server, app, instance, ("phq9", "mfis", "rand36"), comfort)

    return read


# By keys alone


def press_key(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize(("size", "theme"), list(product(SIZES, THEMES)))
def test_the_keyboard_alone_finishes_a_questionnaire(
    browser: Browser,
    app: Flask,
    server: str,
    instance: PracticeInstance,
    size: str,
    theme: str,
    has_scripts: bool,
) -> None:
    context = browser.new_context(base_url=server, viewport=TABLET, java_script_enabled=has_scripts)
    comfort = comfort_of(size, theme, hands="steady" if size == "large" else "usual")
    sittings = hand_begun_visit(context, server, app, instance, ("phq9",), comfort)
    page = context.new_page()
    page.goto("/tablet/")
    for _ in range(9):
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        press_key(page, "Enter")
    assert page.get_by_role("heading", level=1).inner_text() == "Check your answers"
    send = page.get_by_role("button", name="Send my answers")
    for _ in range(30):
        page.keyboard.press("Tab")
        if send.evaluate("button => button === document.activeElement"):
            break
    press_key(page, "Enter")
    assert get_sitting(instance.db, sittings["phq9"]).is_sent
    assert set(current_values_of(instance.db, sittings["phq9"]).values()) == {0}
    context.close()


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_newcomer_chooses_by_keys_alone(
    browser: Browser, app: Flask, server: str, instance: PracticeInstance, has_scripts: bool
) -> None:
    context = browser.new_context(base_url=server, viewport=TABLET, java_script_enabled=has_scripts)
    hand_to(context, server, cookie_of(app, instance.hand_over(instance.enrol("0101"))))
    page = context.new_page()
    page.goto("/tablet/")
    page.keyboard.press("Tab")
    press_key(page, "Enter")
    for keys in (
        ("Tab", "ArrowDown", "ArrowDown"),
        ("Tab", "ArrowUp"),
        ("Tab", "ArrowDown"),
        ("Tab", "ArrowDown"),
    ):
        for key in keys:
            page.keyboard.press(key)
    press_key(page, "Enter")
    assert find_comfort(instance.db, 1) == Comfort(
        text_size="larger", theme="yellow", hands="steady", letters="plain"
    )
    context.close()


# Choosing


def test_the_page_changes_at_once_and_nothing_is_kept_before_next(
    page: Page, app: Flask, server: str, instance: PracticeInstance
) -> None:
    hand_to(page.context, server, cookie_of(app, instance.hand_over(instance.enrol("0101"))))
    page.goto("/tablet/")
    robot = Robot(page)
    robot.press("Yes, this is me")
    practice = page.get_by_text("Water")
    before = style_of(page)
    for words in ("Largest", "Yellow on black", "For unsteady hands: very large", "Plain"):
        robot.look_again()
        page.get_by_role("radio", name=words, exact=True).check()
        after = style_of(page)
        assert after != before
        before = after
    assert practice.evaluate("words => words.closest('.choice').getBoundingClientRect().height") >= STEADY_ROW
    assert find_comfort(instance.db, 1) is None
    robot.look_again()
    robot.press("Next")
    assert robot.heading == "Mood"
    assert find_comfort(instance.db, 1) == Comfort(
        text_size="largest", theme="yellow", hands="steady", letters="plain"
    )


def style_of(page: Page) -> Any:
    """What a choice of the practice question looks like."""
    return page.get_by_text("Water").evaluate(
        """words => {
            const row = words.closest(".choice"), style = getComputedStyle(row);
            return [style.fontSize, style.color, style.minHeight, style.fontFamily];
        }"""
    )


@pytest.mark.parametrize("device", ["light", "dark"])
def test_unless_chosen_otherwise_colours_follow_the_tablet(tablet_page: Page, device: Any) -> None:
    tablet_page.emulate_media(color_scheme=device)
    tablet_page.goto(ITEM_PAGES[0])
    assert (colour_of(tablet_page, "ground") == "#ffffff") == (device == "light")


@pytest.mark.parametrize("theme", THEMES)
def test_chosen_colours_stay_whatever_the_tablet_prefers(reader: Any, page: Page, theme: str) -> None:
    reader(comfort_of("normal", theme))
    grounds = []
    for device in ("light", "dark"):
        page.emulate_media(color_scheme=device)
        page.goto(ITEM_PAGES[0])
        grounds.append(colour_of(page, "ground"))
    assert len(set(grounds)) == 1


# Colours

TEXT_AND_GROUND = (
    *(("ink", ground) for ground in ("ground", "ground-soft")),
    *(("ink-quiet", ground) for ground in ("ground", "ground-soft")),
    ("act-ink", "act"),
    ("next-ink", "next"),
    ("danger", "ground"),
)
LINE_AND_GROUND = (
    *((line, "ground") for line in ("line", "accent", "next", "ring-outer")),
    ("line", "ground-soft"),
    ("act-ink", "act"),
)


def colour_of(page: Page, name: str) -> str:
    return str(
        page.evaluate(f"getComputedStyle(document.documentElement).getPropertyValue('--{name}').trim()")
    )


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2, definition of relative luminance)."""
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_it_is_defined() -> None:
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("theme", THEMES)
def test_text_has_a_contrast_of_7_and_what_is_pressed_of_3(reader: Any, page: Page, theme: str) -> None:
    reader(comfort_of("normal", theme))
    page.goto(ITEM_PAGES[0])
    for pairs, least in ((TEXT_AND_GROUND, 7), (LINE_AND_GROUND, 3)):
        for front, ground in pairs:
            found = contrast(colour_of(page, front), colour_of(page, ground))
            assert found >= least, (theme, front, ground, round(found, 2))


@pytest.mark.parametrize("theme", THEMES)
def test_the_focus_is_two_rings_of_4_px_of_which_one_is_seen_on_any_ground(
    reader: Any, page: Page, theme: str
) -> None:
    reader(comfort_of("normal", theme))
    page.goto(ITEM_PAGES[0])
    page.keyboard.press("Tab")
    style = page.locator(".choice").first.evaluate(
        "row => { const s = getComputedStyle(row); return [s.outlineWidth, s.outlineOffset, s.boxShadow]; }"
    )
    assert style[:2] == ["4px", "4px"]
    assert re.search(r"0px 0px 0px 4px", style[2])
    rings = [colour_of(page, ring) for ring in ("ring-outer", "ring-inner")]
    assert contrast(*rings) >= 3
    for ground in ("ground", "ground-soft", "act", "next"):
        assert max(contrast(ring, colour_of(page, ground)) for ring in rings) >= 3, ground


@pytest.mark.parametrize(("theme", "hands"), list(product(THEMES, ("usual", "steady"))))
def test_axe_finds_nothing_on_any_kind_of_page(reader: Any, page: Page, theme: str, hands: str) -> None:
    reader(comfort_of("large", theme, hands=hands))
    robot = Robot(page)
    for path in (ITEM_PAGES[0], "/tablet/comfort", "/tablet/break", "/tablet/no-such-page"):
        page.goto(path)
        assert axe_faults(page, STRICT) == []
    for path in ITEM_PAGES[:9]:
        page.goto(path)
        robot.look()
        robot.choose("Several days")
        robot.look_again()
        robot.leave_by("Next")
    for heading in ("Please read this first", "Check your answers"):
        assert robot.heading == heading
        assert axe_faults(page, STRICT) == []
        robot.press("Next" if heading != "Check your answers" else "Text and colours")


@pytest.mark.parametrize("size", SIZES)
def test_forced_colours_are_left_as_they_are(reader: Any, page: Page, size: str) -> None:
    reader(comfort_of(size, "yellow"))
    page.emulate_media(forced_colors="active")
    page.goto(ITEM_PAGES[0])
    grounds = page.evaluate(
        """() => ["body", ".choice", ".next", ".others .button"].map(
            (one) => getComputedStyle(document.querySelector(one)).backgroundColor)"""
    )
    assert "rgb(255, 255, 0)" not in grounds
    borders = page.evaluate(
        "[...document.querySelectorAll('main .button')].map((one) => getComputedStyle(one).borderTopWidth)"
    )
    assert set(borders) == {"2px"}


# Room


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("hands", ["usual", "steady"])
def test_nothing_overlaps_and_nothing_scrolls_sideways(
    reader: Any, page: Page, size: str, hands: str
) -> None:
    reader(comfort_of(size, "light", hands=hands))
    for path in (*ITEM_PAGES[::11], "/tablet/comfort", "/tablet/break"):
        page.goto(path)
        for screen in (UPRIGHT, LENGTHWAYS, NARROW, ZOOMED):
            page.set_viewport_size(screen)
            page.evaluate("document.querySelector('.scrolling').remove()")  # it may lie over what scrolls
            layout = layout_of(page, screen)
            check_any_page(layout)
            if layout.rows and "/item/" in path:
                heights = [row.height for row in layout.rows]
                assert max(heights) - min(heights) < 0.5
            page.reload()


@pytest.mark.parametrize("letters", ["clear", "plain"])
def test_with_everybodys_hands_every_choice_and_next_are_seen_at_once(
    reader: Any, page: Page, letters: str
) -> None:
    reader(comfort_of("normal", "dark", letters=letters))
    for path in ITEM_PAGES[:: 1 if letters == "plain" else 11]:
        page.goto(path)
        for screen in (UPRIGHT, LENGTHWAYS):
            check_item(layout_of(page, screen), screen)
            assert page.locator(".scrolling").is_hidden()


@pytest.mark.parametrize("screen", [UPRIGHT, LENGTHWAYS])
def test_unsteady_hands_have_rows_of_30_mm_with_larger_gaps(
    reader: Any, page: Page, screen: ViewportSize
) -> None:
    reader(comfort_of("normal", "light", hands="steady"))
    for path in ITEM_PAGES[::5]:
        page.goto(path)
        layout = layout_of(page, screen)
        for target in layout.targets:
            assert target.height >= STEADY_ROW
        for row, following in zip(layout.rows, [*layout.rows[1:], layout.next], strict=True):
            assert row.x == following.x
            assert following.y - row.bottom >= STEADY_GAP


@pytest.mark.parametrize("screen", [UPRIGHT, LENGTHWAYS])
def test_large_buttons_show_one_choice_after_the_other_and_say_how_many_are_below(
    reader: Any, page: Page, screen: ViewportSize
) -> None:
    reader(comfort_of("normal", "light", hands="steady"))
    page.goto(ITEM_PAGES[9])  # five choices
    page.set_viewport_size(screen)
    down = page.locator(".scrolling button").nth(1)
    seen, told = words_in_view(page), [below(page)]
    while down.is_enabled():
        Robot(page).look_again()
        down.click()
        page.wait_for_timeout(100)
        seen |= words_in_view(page)
        told.append(below(page))
        assert len(told) < 12
    assert len(seen) == 5
    assert 1 <= told[0] < 5
    assert told == sorted(told, reverse=True)
    assert told[-1] == 0
    expect(page.get_by_role("button", name="Take a break")).to_be_in_viewport()
    expect(page.locator(".scrolling button").nth(0)).to_be_enabled()


def below(page: Page) -> int:
    """How many choices the button says are below, after finding that it is so."""
    rows = "[...document.querySelectorAll('.choice')]"
    end = "document.querySelector('.scrolling').getBoundingClientRect().top + 1"
    count = int(page.evaluate(f"{rows}.filter((row) => row.getBoundingClientRect().bottom > {end}).length"))
    words = {0: "more below", 1: "1 more choice below"}.get(count, f"{count} more choices below")
    assert page.locator(".below").inner_text(timeout=500) in (words, "")
    return count


def words_in_view(page: Page) -> set[str]:
    """The choices that are wholly in view."""
    found = page.evaluate(
        """() => {
            const end = document.querySelector(".scrolling").getBoundingClientRect().top;
            return [...document.querySelectorAll(".choice")].filter((row) => {
                const box = row.getBoundingClientRect();
                return box.top >= 0 && box.bottom <= end + 1;
            }).map((row) => row.innerText.trim());
        }"""
    )
    return set(found)


def test_a_second_tap_on_another_choice_does_not_count_for_unsteady_hands(reader: Any, page: Page) -> None:
    reader(comfort_of("normal", "light", hands="steady"))
    page.goto(ITEM_PAGES[0])
    robot = Robot(page)
    robot.look()
    rows = page.locator(".choice")
    rows.nth(0).click()
    rows.nth(1).click()
    assert robot.chosen() == "Not at all"
    robot.look_again()
    rows.nth(1).locator("input").click()
    assert robot.chosen() == "Several days"
