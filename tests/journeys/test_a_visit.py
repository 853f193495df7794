"""A visit from enrolment to the investigator's PDF, each step by whoever takes it, in a browser."""

import re
import subprocess
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.conftest import TABLET
from tests.journeys.answering import INSTRUMENTS, Given, answer_part
from tests.journeys.robot import Robot
from tests.practice import PASSWORD

MFIS = (
    (4, 6, 7, 10, 13, 14, 17, 20, 21),
    (1, 2, 3, 5, 11, 12, 15, 16, 18, 19),
    (8, 9),
    tuple(range(1, 22)),
    (1, 9, 10, 17, 19),
)
RAND_36 = (
    (3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
    (13, 14, 15, 16),
    (17, 18, 19),
    (23, 27, 29, 31),
    (24, 25, 26, 28, 30),
    (20, 32),
    (21, 22),
    (1, 33, 34, 35, 36),
    (2,),
)
RAND_POINTS = (
    ((1, 2, 20, 22, 34, 36), (100, 75, 50, 25, 0)),
    ((3, 4, 5, 6, 7, 8, 9, 10, 11, 12), (0, 50, 100)),
    ((13, 14, 15, 16, 17, 18, 19), (0, 100)),
    ((21, 23, 26, 27, 30), (100, 80, 60, 40, 20, 0)),
    ((24, 25, 28, 29, 31), (0, 20, 40, 60, 80, 100)),
    ((32, 33, 35), (0, 25, 50, 75, 100)),
)


def test_a_visit_from_enrolment_to_the_investigators_pdf(
    browser: Browser, server: str, tmp_path: Path
) -> None:
    tablet = browser.new_context(base_url=server, viewport=TABLET).new_page()
    sign_in(tablet, "coordinator")
    enrol(tablet, "0107")
    tablet.get_by_role("row", name="Baseline").get_by_role("link", name="Start on this tablet").click()
    tablet.get_by_role("button", name="Start on this tablet").click()
    robot = Robot(tablet)
    robot.press("Yes, this is me")
    robot.press("Next")
    _, mfis, rand36 = (answer_part(robot, instrument, {}) for instrument in INSTRUMENTS)
    expect(tablet.get_by_role("heading", level=1)).to_have_text("Thank you. Please give the tablet back.")

    page = browser.new_context(base_url=server).new_page()
    sign_in(page, "investigator")
    page.get_by_role("link", name="Record 0107").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download PDF").click()
    download.value.save_as(tmp_path / "summary.pdf")

    assert cells_of_baseline(tmp_path / "summary.pdf") == [
        *("ns (8/9)", "ns (8/9)"),
        *(cell(mfis, items, of_mfis) for items in MFIS),
        *(cell(rand36, items, of_rand36) for items in RAND_36),
    ]


def sign_in(page: Page, username: str) -> None:
    page.goto("/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def enrol(page: Page, code: str) -> None:
    page.get_by_role("link", name="Enrol a patient").click()
    page.get_by_label("Study code").fill(code)
    page.get_by_label("Secondary progressive multiple sclerosis (SPMS)").check()
    for group, day in (("Date of consent", "5"), ("Date of injection", "20")):
        boxes = page.get_by_role("group", name=group)
        for label, text in (("Day", day), ("Month", "1"), ("Year", "2026")):
            boxes.get_by_label(label).fill(text)
    page.get_by_role("button", name="Enrol").click()


def of_mfis(codes: list[tuple[int, int]], of: int) -> Fraction:
    """The project's half rule: the mean of what was answered, times the number of items."""
    assert len(codes) * 2 >= of
    return Fraction(sum(code for _, code in codes), len(codes)) * of


def of_rand36(codes: list[tuple[int, int]], of: int) -> Fraction:
    """RAND's rule: the mean of the recoded items that were answered."""
    points = [next(scale[code - 1] for items, scale in RAND_POINTS if item in items) for item, code in codes]
    return Fraction(sum(points), len(points))


def cell(given: Given, items: Sequence[int], score: Callable[[list[tuple[int, int]], int], Fraction]) -> str:
    """The score as the summary's table shows it: value, p for prorated, answered of asked."""
    codes = [(item, code) for item in items if (code := given[str(item)]) is not None]
    value = f"{float(score(codes, len(items))):.2f}".rstrip("0").rstrip(".")
    return f"{value} {'p ' if len(codes) < len(items) else ''}({len(codes)}/{len(items)})"


def cells_of_baseline(pdf: Path) -> list[str]:
    """The baseline's row in each table of scores, one after the other, as a reader sees it."""
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    rows = [line for line in text.splitlines() if re.match(r"Baseline, \d.*\(\d+/\d+\)", line)]
    return re.findall(r"(?:ns|\d+(?:\.\d+)?(?: p)?) \(\d+/\d+\)", "\n".join(rows))
