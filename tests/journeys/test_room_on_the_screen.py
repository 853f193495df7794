"""What axe cannot see: that everything fits, that hands can hit it, that nothing lies over anything else."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, ViewportSize

from app import clock
from app.instruments.reader import load_instrument, load_wording
from app.storage.change import changing
from app.storage.library import keep_instrument
from app.storage.sittings import add_sitting
from app.storage.studies import get_study
from app.study.access import system
from tests.journeys.conftest import ITEM_PAGES
from tests.journeys.robot import Robot, hand_to
from tests.practice import PracticeInstance
from tests.tablet import cookie_of

INSTRUMENTS = Path(__file__).parents[1] / "instruments"

UPRIGHT: ViewportSize = {"width": 768, "height": 1024}
LENGTHWAYS: ViewportSize = {"width": 1024, "height": 768}
NARROW: ViewportSize = {"width": 320, "height": 640}

SMALLEST, FULL, GAP = 72, 104, 12  # px

MEASURE = """() => {
    const box = (element) => {
        const r = element.getBoundingClientRect();
        return {x: r.left, y: r.top, right: r.right, bottom: r.bottom, name: element.textContent.trim()};
    };
    const isDrawn = (element) => element.getClientRects().length > 0;
    const all = (selector) => [...document.querySelectorAll(selector)].filter(isDrawn).map(box);
    return {rows: all('.choice'), texts: all('.stem, h1'), targets: all('.choice, .typed, .ruler, button, a'),
            next: box(document.querySelector('.next') ?? document.body),
            scrolls: document.documentElement.scrollWidth > innerWidth};
}"""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the screen, in CSS pixels."""

    x: float
    y: float
    right: float
    bottom: float
    name: str

    @property
    def width(self) -> float:
        return round(self.right - self.x, 1)

    @property
    def height(self) -> float:
        return round(self.bottom - self.y, 1)

    def overlaps(self, other: "Box") -> bool:
        return (
            min(self.right, other.right) - max(self.x, other.x) > 0.5
            and min(self.bottom, other.bottom) - max(self.y, other.y) > 0.5
        )


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things are on a page."""

    rows: list[Box]
    texts: list[Box]
    targets: list[Box]
    next: Box
    scrolls: bool


def layout_of(page: Page, size: ViewportSize) -> Layout:
    page.set_viewport_size(size)
    found = page.evaluate(MEASURE)
    boxes = {name: [Box(**one) for one in found[name]] for name in ("rows", "texts", "targets")}
    return Layout(**boxes, next=Box(**found["next"]), scrolls=found["scrolls"])


def check_any_page(layout: Layout) -> None:
    assert not layout.scrolls, "the page scrolls sideways"
    for target in layout.targets:
        assert min(target.width, target.height) >= SMALLEST, target
    boxes = layout.targets + layout.texts
    for place, box in enumerate(boxes):
        for other in boxes[place + 1 :]:
            assert not box.overlaps(other), (box, other)


def check_item(layout: Layout, size: ViewportSize) -> None:
    assert layout.next.bottom <= size["height"], "Next is below the screen"
    assert max(text.bottom for text in layout.texts) <= size["height"]
    (height,) = {row.height for row in layout.rows}
    assert SMALLEST <= height <= FULL
    missing = len(layout.rows) * (FULL - height)
    assert missing == 0 or layout.next.bottom + missing > size["height"], "there is room for 20 mm rows"
    for row, following in zip(layout.rows, [*layout.rows[1:], layout.next], strict=True):
        assert row.width == layout.next.width
        assert following.y - row.bottom >= GAP - 0.1


def test_every_question_fits_without_scrolling_upright_and_lengthways(tablet_page: Page) -> None:
    for path in ITEM_PAGES:
        tablet_page.goto(path)
        for size in (UPRIGHT, LENGTHWAYS):
            layout = layout_of(tablet_page, size)
            check_any_page(layout)
            check_item(layout, size)
        check_any_page(layout_of(tablet_page, NARROW))


def test_the_whole_row_chooses(tablet_page: Page) -> None:
    tablet_page.goto(ITEM_PAGES[0])
    for row in layout_of(tablet_page, UPRIGHT).rows:
        for x, y in ((row.x + 6, row.y + 6), (row.right - 6, row.bottom - 6)):
            tablet_page.mouse.click(x, y)
            assert Robot(tablet_page).chosen() == row.name


def test_choosing_moves_nothing(tablet_page: Page) -> None:
    for path in ITEM_PAGES[::8]:
        tablet_page.goto(path)
        before = layout_of(tablet_page, UPRIGHT)
        for row in before.rows:
            Robot(tablet_page).choose(row.name)
            assert layout_of(tablet_page, UPRIGHT) == before


@pytest.mark.parametrize("letters", [16, 24, 32])
def test_larger_letters_make_larger_rows_and_nothing_overlaps(tablet_page: Page, letters: int) -> None:
    for path in ITEM_PAGES[::8]:
        tablet_page.goto(path)
        tablet_page.evaluate(f"document.documentElement.style.fontSize = '{letters}px'")
        tablet_page.evaluate("document.querySelector('.scrolling').remove()")  # it lies over what it scrolls
        for size in (UPRIGHT, LENGTHWAYS, NARROW):
            layout = layout_of(tablet_page, size)
            check_any_page(layout)
            heights = [row.height for row in layout.rows]
            assert max(heights) - min(heights) < 0.5


@pytest.mark.parametrize(
    "path",
    [
        "/tablet/part/phq9",
        "/tablet/part/mfis",
        "/tablet/break",
        "/tablet/thanks?note=1",
        "/tablet/locked",
        "/tablet/x",
    ],
)
def test_every_other_page_has_large_targets_and_never_scrolls_sideways(tablet_page: Page, path: str) -> None:
    tablet_page.goto(path)
    for size in (UPRIGHT, LENGTHWAYS, NARROW):
        check_any_page(layout_of(tablet_page, size))


def test_so_has_the_page_on_which_the_patient_confirms(
    page: Page, app: Flask, server: str, instance: PracticeInstance
) -> None:
    hand_to(page.context, server, cookie_of(app, instance.hand_over(instance.enrol("0101"))))
    page.goto("/tablet/")
    assert Robot(page).heading == "Is this you?"
    for size in (UPRIGHT, LENGTHWAYS, NARROW):
        check_any_page(layout_of(page, size))


def test_so_have_the_text_after_a_dangerous_answer_and_the_review(tablet_page: Page) -> None:
    robot = Robot(tablet_page)
    for path in ITEM_PAGES[:9]:
        tablet_page.goto(path)
        robot.answer("Several days")
    for heading in ("Please read this first", "Check your answers"):
        assert robot.heading == heading
        for size in (UPRIGHT, LENGTHWAYS, NARROW):
            layout = layout_of(tablet_page, size)
            assert not layout.scrolls
            assert all(min(target.width, target.height) >= SMALLEST for target in layout.targets)
        robot.press("Next" if heading != "Check your answers" else "Send my answers")


def test_seven_choices_fit_as_well(tablet_page: Page, instance: PracticeInstance) -> None:
    tablet_page.goto(f"/tablet/sitting/{begin_week(instance)}/item/1")
    for size in (UPRIGHT, LENGTHWAYS):
        layout = layout_of(tablet_page, size)
        assert len(layout.rows) == 7
        check_any_page(layout)
        check_item(layout, size)


def begin_week(instance: PracticeInstance) -> int:
    """Begin the questionnaire with seven choices for the patient; the sitting's id."""
    week, words = load_instrument("week", INSTRUMENTS), load_wording("week", "en", INSTRUMENTS)
    with changing(instance.db, actor=system("tests"), act="sitting.begin", at=clock.now()) as change:
        keep_instrument(change, week, words)
        return add_sitting(
            change,
            patient_id=1,
            visit="baseline",
            instrument=week,
            wording=words,
            study_hash=get_study(change).hash,
        )
