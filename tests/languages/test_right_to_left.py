"""In the pseudo-language, right to left and a third longer: nothing plain, nothing overlapping, no sideways scroll."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from app.study.access import Role
from tests.axe import axe_faults
from tests.conftest import TABLET
from tests.desk import session_of
from tests.journeys.robot import Robot, hand_to
from tests.languages.places import PAGES, put_something_everywhere
from tests.languages.pseudo import LOCALE, pseudo, speak_pseudo
from tests.practice import PracticeInstance
from tests.tablet import cookie_of

NARROW: Any = {"width": 320, "height": 640}
PLAIN = re.compile(r"[A-Za-z]{2,}")
DATA = {"Myelog", "Baseline", "Mood"}

OWN_WORDS = """(locale) => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [document.title];
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const own = node.parentElement.closest('[lang]').lang === locale;
        if (own && !node.parentElement.closest('script, style, noscript')) found.push(node.data);
    }
    return found;
}"""

# What stands over what it should not: two words, two targets, or a word and a target it does not belong to.
OVERLAPS = """() => {
    const shown = (one) => one.checkVisibility() && one.offsetWidth > 1 && !one.closest('.govuk-visually-hidden');
    const targets = [...document.querySelectorAll('a, button, label, input:not([type=hidden])')].filter(shown);
    const texts = [...document.querySelectorAll('h1, h2, p, dt, dd, legend')].filter(shown);
    const boxes = [...targets, ...texts];
    const faults = [];
    boxes.forEach((one, index) => boxes.slice(index + 1).forEach((other) => {
        if (one.contains(other) || other.contains(one)) return;
        if (one.closest('label') && one.closest('label') === other.closest('label')) return;
        if (one.htmlFor === other.id || other.htmlFor === one.id) return;
        if (one.closest('.send') || other.closest('.send')) return;  // sticky on purpose, above what scrolls beneath
        const a = one.getBoundingClientRect(), b = other.getBoundingClientRect();
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        const name = (it) => it.tagName + ' ' + it.textContent.trim().slice(0, 40);
        if (across > 2 && down > 2) faults.push(name(one) + ' / ' + name(other));
    }));
    return faults;
}"""
SCROLLS = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture
def reader(browser: Browser, server: str, monkeypatch: pytest.MonkeyPatch) -> Page:
    """A browser to whom every page is told in the pseudo-language."""
    speak_pseudo(monkeypatch)
    return browser.new_context(base_url=server, locale=LOCALE).new_page()


def faults_of(page: Page, *, is_all_ours: bool) -> list[str]:
    """What is wrong with the page on a tablet and on a narrow screen."""
    faults = []
    root = page.locator("html")
    if (root.get_attribute("lang"), root.get_attribute("dir")) != (LOCALE, "rtl"):
        faults.append("not right to left")
    if is_all_ours:
        plain = [text.strip() for text in page.evaluate(OWN_WORDS, LOCALE) if set(PLAIN.findall(text)) - DATA]
        faults += [f"plain: {text}" for text in plain]
    for size in (TABLET, NARROW):
        page.set_viewport_size(size)
        if page.evaluate(SCROLLS):
            faults.append(f"scrolls sideways at {size['width']}")
        faults += [f"at {size['width']}: {fault}" for fault in page.evaluate(OVERLAPS)]
    page.set_viewport_size(TABLET)
    return [f"{page.url}: {fault}" for fault in faults]


def test_a_patient_is_led_through_a_visit(
    reader: Page, server: str, app: Flask, instance: PracticeInstance
) -> None:
    hand_to(reader.context, server, cookie_of(app, instance.hand_over(instance.enrol("0101"))))
    reader.set_viewport_size(TABLET)
    reader.goto("/tablet/")
    robot, faults = Robot(reader), []
    faults += faults_of(reader, is_all_ours=True)
    robot.press(pseudo("Yes, this is me"))
    faults += faults_of(reader, is_all_ours=True) + axe_faults(reader)
    robot.press(pseudo("Next"))
    faults += faults_of(reader, is_all_ours=True) + axe_faults(reader)
    robot.press(pseudo("Next"))
    robot.press(pseudo("Next"))
    faults += faults_of(reader, is_all_ours=True)
    robot.press(pseudo("Take a break"))
    faults += faults_of(reader, is_all_ours=True)
    robot.press(pseudo("Continue"))
    for _ in range(9):
        robot.press(pseudo("I prefer not to answer"))
    assert robot.heading == pseudo("Check your answers")
    faults += faults_of(reader, is_all_ours=True) + axe_faults(reader)
    reader.goto("/tablet/break")
    robot.press(pseudo("Give the tablet back"))
    faults += faults_of(reader, is_all_ours=True)
    reader.goto("/tablet/")
    faults += faults_of(reader, is_all_ours=True)
    assert faults == [], "\n".join(faults)


@pytest.mark.parametrize("role", PAGES)
def test_staff_pages_hold_together(
    reader: Page, server: str, app: Flask, instance: PracticeInstance, role: Role
) -> None:
    put_something_everywhere(instance)
    hand_to(reader.context, server, cookie_of(app, session_of(instance, instance.staff(role))))
    faults = []
    for path in PAGES[role]:
        reader.goto(path)
        faults += faults_of(reader, is_all_ours=False) + axe_faults(reader)
    assert faults == [], "\n".join(faults)


def test_signing_in_holds_together(reader: Page) -> None:
    reader.goto("/sign-in")
    faults = faults_of(reader, is_all_ours=False) + axe_faults(reader)
    reader.get_by_role("button", name=pseudo("Sign in")).click()
    assert faults + faults_of(reader, is_all_ours=False) == []


def test_an_overlap_would_be_found(reader: Page) -> None:
    reader.goto("/sign-in")
    reader.evaluate("document.querySelector('main button').style.marginTop = '-60px'")
    assert any("BUTTON" in fault for fault in faults_of(reader, is_all_ours=False))


def test_a_plain_word_would_be_found(reader: Page) -> None:
    reader.goto("/tablet/thanks")
    reader.evaluate("document.querySelector('main').append('Thank you')")
    assert any("plain: Thank you" in fault for fault in faults_of(reader, is_all_ours=True))


def test_our_own_styles_know_a_start_and_an_end_but_no_left_and_right() -> None:
    physical = re.compile(
        r"(margin|padding|border)-(left|right)|text-align: (left|right)|^\s*(left|right):|float:"
    )
    mirrored, lines_to_mark = (
        "_right_to_left.scss",
        "_kinds.scss",
    )  # such a line runs from left to right everywhere
    sheets = [
        path for path in Path("app/web/assets").glob("*.scss") if path.name not in (mirrored, lines_to_mark)
    ]
    faults = [
        f"{path}: {line.strip()}"
        for path in sheets
        for line in path.read_text("utf-8").splitlines()
        if physical.search(line)
    ]
    assert len(sheets) > 3
    assert faults == []
