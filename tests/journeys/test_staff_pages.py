"""Staff's pages in a real browser: for everybody's eyes and hands, on any screen, with and without scripts."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from app.study.access import Role
from tests.axe import axe_faults
from tests.desk import answer, send_all, session_of
from tests.journeys.robot import hand_to
from tests.practice import PASSWORD, PracticeInstance
from tests.tablet import cookie_of

DESK: Any = {"width": 1280, "height": 900}
NARROW: Any = {"width": 320, "height": 640}
UPRIGHT: Any = {"width": 768, "height": 1024}

SMALLEST_LETTERS = """() => Math.min(...[...document.querySelectorAll('.staff-chart text')].map((text) =>
    parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))"""

PAGES: dict[Role, tuple[str, ...]] = {
    "coordinator": (
        "/patients",
        "/patients/enrol",
        "/patients/1/visits",
        "/patients/1/injection",
        "/patients/1/visits/month-1/start",
        "/password",
    ),
    "investigator": (
        "/alerts",
        "/alerts/1/sign",
        "/patients/1/record",
        "/patients/2/record",
        "/patients/99/record",
    ),
    "monitor": (
        "/audit",
        "/instruments",
        "/instruments/phq9",
        "/instruments/mfis",
        "/instruments/rand36",
        "/instruments/msqol54",
        "/instruments/sf36v1",
        "/instruments/promis_fatigue_8a",
        "/instruments/eq5d5l",
        "/staff",
    ),
    "administrator": ("/staff", "/staff/invite", "/staff/1"),
}


@pytest.fixture
def desk(page: Page, app: Flask, server: str, instance: PracticeInstance) -> Callable[[Role], Page]:
    """`desk("monitor")`: the page of a browser in which that person is signed in, 0101 being in danger."""
    in_danger = instance.enrol("0101")
    send_all(instance, in_danger, "screening")
    send_all(instance, in_danger, "baseline", code=1)
    answer(instance, in_danger, "phq9", {"1": None, "2": 3}, "month-1")
    instance.enrol("0102")

    def sit(role: Role) -> Page:
        token = session_of(instance, instance.staff(role))
        hand_to(page.context, server, cookie_of(app, token))
        page.set_viewport_size(DESK)
        return page

    return sit


def scrolls_sideways(page: Page) -> bool:
    page.set_viewport_size(NARROW)
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize("role", PAGES)
def test_axe_finds_nothing_and_a_narrow_screen_never_scrolls_sideways(
    desk: Callable[[Role], Page], role: Role
) -> None:
    page, faults = desk(role), []
    for path in PAGES[role]:
        page.set_viewport_size(DESK)
        page.goto(path)
        for details in page.locator("details").all():
            details.locator("summary").click()
        faults += axe_faults(page)
        if scrolls_sideways(page):
            faults.append(f"{path} scrolls sideways")
        faults += axe_faults(page)
    assert faults == []


def test_axe_would_find_a_fault(desk: Callable[[Role], Page]) -> None:
    page = desk("coordinator")
    page.goto("/patients")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input>')")
    assert any("label" in fault for fault in axe_faults(page))


@pytest.mark.parametrize(
    ("role", "path", "button"),
    [
        ("coordinator", "/patients/enrol", "Enrol"),
        ("coordinator", "/password", "Change password"),
        ("investigator", "/alerts/1/sign", "Sign"),
        ("monitor", "/audit", "Show"),
        ("administrator", "/staff/invite", "Make a one-time link"),
    ],
)
def test_a_page_with_errors_is_as_good_and_leads_to_each_fault(
    desk: Callable[[Role], Page], role: Role, path: str, button: str
) -> None:
    page = desk(role)
    page.goto(path)
    if path == "/audit":
        page.get_by_label("Patient's code").fill("9999")
    page.get_by_role("button", name=button, exact=True).click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("There is a problem")
    assert axe_faults(page) == []
    for link in summary.get_by_role("link").all():
        link.click()
        focused = page.evaluate("document.activeElement.id || document.activeElement.name")
        assert focused, link.inner_text()
        assert page.evaluate("document.activeElement.matches('input, textarea')"), link.inner_text()
    assert not scrolls_sideways(page)


def test_signing_in_looks_after_everybody_too(page: Page) -> None:
    page.goto("/sign-in")
    assert axe_faults(page) == []
    page.get_by_role("button", name="Sign in").click()
    assert axe_faults(page) == []
    assert not scrolls_sideways(page)


def test_the_keyboard_alone_signs_in_and_reads_a_record(
    desk: Callable[[Role], Page], page: Page, instance: PracticeInstance
) -> None:
    desk("investigator")
    page.context.clear_cookies()
    page.goto("/sign-in?next=/patients/1/record")
    page.get_by_label("Username").focus()
    page.keyboard.type("investigator")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Record")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Download PDF")).to_be_focused()


def test_every_table_that_can_scroll_can_be_reached_by_keyboard(desk: Callable[[Role], Page]) -> None:
    page = desk("investigator")
    page.goto("/patients/1/record")
    page.set_viewport_size(NARROW)
    unreached = page.evaluate(
        """() => [...document.querySelectorAll('*')].filter((one) =>
            one.scrollWidth > one.clientWidth && getComputedStyle(one).overflowX === 'auto' && one.tabIndex < 0
        ).map((one) => one.outerHTML.slice(0, 80))"""
    )
    assert unreached == []


def test_the_keyboard_alone_finds_one_scale_among_sixteen(desk: Callable[[Role], Page]) -> None:
    page = desk("monitor")
    page.goto("/instruments/msqol54")
    page.get_by_role("navigation", name="Scales").get_by_role("link", name="Mental health composite").focus()
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", name="Mental health composite")
    expect(heading).to_be_in_viewport()
    page.keyboard.press("Tab")
    weights = page.get_by_role("region", name="Weights: Mental health composite")
    expect(weights).to_be_focused()
    expect(weights).to_contain_text("Emotional well-being")


@pytest.mark.parametrize("screen", [DESK, UPRIGHT, NARROW])
def test_the_words_of_a_chart_can_be_read(desk: Callable[[Role], Page], screen: Any) -> None:
    page = desk("investigator")
    page.goto("/patients/1/record")
    page.set_viewport_size(screen)
    assert page.evaluate(SMALLEST_LETTERS) >= 12


@pytest.mark.parametrize("path", ["/patients", "/patients/1/visits"])
def test_a_tablet_held_upright_shows_the_coordinators_tables_whole(
    desk: Callable[[Role], Page], path: str
) -> None:
    page = desk("coordinator")
    page.goto(path)
    page.set_viewport_size(UPRIGHT)
    table = page.locator(".staff-scroll")
    assert table.evaluate("frame => frame.scrollWidth - frame.clientWidth") == 0


def test_download_pdf_hands_out_the_file_and_stays_on_the_page(desk: Callable[[Role], Page]) -> None:
    page = desk("investigator")
    page.goto("/patients/1/record")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download PDF").click()
    assert download.value.suggested_filename == "0101-summary.pdf"
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Record")


def test_after_signing_out_back_shows_nothing_of_the_patient(
    desk: Callable[[Role], Page], instance: PracticeInstance
) -> None:
    page = desk("coordinator")
    page.goto("/patients/1/visits")
    expect(page.locator("body")).to_contain_text("0101")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    expect(page.locator("body")).not_to_contain_text("0101")


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_coordinator_enrols_a_patient_and_hands_the_tablet_over(
    browser: Browser, server: str, has_scripts: bool
) -> None:
    context = browser.new_context(base_url=server, java_script_enabled=has_scripts)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Username").fill("coordinator")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Enrol a patient").click()
    page.get_by_label("Study code").fill("0107")
    page.get_by_label("Secondary progressive multiple sclerosis (SPMS)").check()
    for group, parts in (("Date of consent", ("5", "1", "2026")), ("Date of injection", ("2", "2", "2026"))):
        boxes = page.get_by_role("group", name=group)
        for label, text in zip(("Day", "Month", "Year"), parts, strict=True):
            boxes.get_by_label(label).fill(text)
    page.get_by_role("button", name="Enrol").click()
    expect(page.get_by_role("status")).to_have_text("0107 is enrolled.")
    row = page.get_by_role("row", name=re.compile("^Baseline"))
    row.get_by_role("link", name="Start on this tablet").click()
    expect(page.get_by_text("You will be signed out on this tablet.")).to_be_visible()
    page.get_by_role("button", name="Start on this tablet").click()
    expect(page.locator("body")).to_contain_text("0107")
    expect(page.locator("body")).to_contain_text("Baseline")
    page.goto("/patients")
    expect(page.locator("body")).not_to_contain_text("0107")
    context.close()


def test_a_page_left_open_hears_of_an_alert_within_a_minute(
    desk: Callable[[Role], Page], instance: PracticeInstance
) -> None:
    page = desk("coordinator")
    page.clock.install()
    page.goto("/patients")
    answer(instance, instance.enrol("0103"), "phq9", {"9": 3}, "baseline")
    banner = page.get_by_role("region", name="Open alerts")
    expect(banner).not_to_contain_text("0103")
    page.clock.run_for(60_000)
    expect(banner).to_contain_text("0103")
