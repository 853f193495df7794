"""A hand that shakes, before a real browser: how often a wrong answer is stored, how often a page is left by accident.

Every tap falls around its aim with a standard deviation of 6 to 12 mm in each direction, each patient's own, and of
every hundred taps fifteen are followed by another within 500 ms, scattered in the same way. The patient looks at what
is marked, and taps again when it is not what was meant; a page that went by unseen is not gone back to.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, Error, Page, ViewportSize

from app.instruments.model import Instrument
from app.instruments.reader import load_instrument
from app.storage.answers import answers_of
from app.study.comfort import Comfort
from tests.journeys.handing import hand_begun_visit
from tests.practice import PracticeInstance

PX_PER_MM = 104 / 20  # on a 10-inch tablet
LEAST, MOST = 6.0, 12.0  # mm, standard deviation
TWICE, WITHIN = 0.15, 500  # share of taps; ms
LOOKING = 1500  # ms between two taps that are meant
INSTRUMENTS = ("phq9", "mfis", "rand36")
HARMLESS = {("phq9", "9"): 0}  # a dangerous answer has a page of its own, which is not what is measured here
PATIENCE = 40  # taps per question, then something is wrong with the simulation

LEAVING = """
    addEventListener("submit", (event) => pressed(event.submitter.value));
    document.addEventListener("DOMContentLoaded", () => arrived());
"""
CLOCK = (
    LEAVING
    + """
    window.tapAt = 0;
    Object.defineProperty(Event.prototype, "timeStamp", {get: () => window.tapAt});
"""
)
SMALL = (
    LEAVING
    + """
    window.tapAt = 0;
    let counted = 0;  // no two taps are ever close to one another: without the filter
    Object.defineProperty(Event.prototype, "timeStamp", {get: () => counted += 10_000});
    addEventListener("DOMContentLoaded", () => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(`
            .item {height: auto !important; grid-template-rows: none !important; gap: 8px !important}
            .choices, .others {gap: 8px !important; grid-auto-rows: 44px !important}
            .choice, .button {min-height: 44px !important; height: 44px; padding-block: 0 !important}
            .next {margin-top: 0 !important}
        `);
        document.adoptedStyleSheets = [sheet];
    });
"""
)
LOOK = """() => {
    const scrolling = document.querySelector(".scrolling");
    const end = scrolling && !scrolling.hidden ? scrolling.getBoundingClientRect().top : innerHeight;
    const box = (element) => {
        const r = element.getBoundingClientRect();
        return {x: r.left, y: r.top, right: r.right, bottom: r.bottom, end};
    };
    const [up, down] = scrolling ? scrolling.querySelectorAll("button") : [];
    return {
        place: location.pathname,
        marked: document.querySelector(".choice :checked")?.value ?? null,
        choices: Object.fromEntries([...document.querySelectorAll(".choice input")].map(
            (input) => [input.value, box(input.closest(".choice"))])),
        next: box(document.querySelector(".next") ?? document.body),
        up: up ? box(up) : null, down: down ? box(down) : null, end,
    };
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the patient reads with, and what is done to every page beforehand."""

    name: str
    comfort: Comfort
    script: str = CLOCK


STEADY = Profile(name="steady hand, 30 mm", comfort=Comfort(hands="steady"))
DEFAULT = Profile(name="default, 20 mm", comfort=Comfort())
CONTROL = Profile(name="control: 44 px (8 mm), no second-tap filter", comfort=Comfort(), script=SMALL)


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What came of it. `wrong` are answers stored that were not meant, `left` pages left by a tap meant for another
    target or by none that was meant."""

    questions: int = 0
    taps: int = 0
    wrong: int = 0
    left: int = 0

    @property
    def wrong_share(self) -> float:
        return self.wrong / self.questions

    @property
    def left_share(self) -> float:
        return self.left / self.questions


class ShakingPatient:
    """One patient with a tablet in their hands; `deviation` is their tremor in mm."""

    def __init__(self, page: Page, random: Random, deviation: float, outcome: Outcome) -> None:
        self.page, self.random, self.outcome = page, random, outcome
        self.pressed: list[str] = []
        self.pages = 0
        page.expose_function("pressed", lambda button: self.pressed.append(button))
        page.expose_function("arrived", self.arrive)
        self.deviation = deviation * PX_PER_MM
        self.time = 0

    def answer(self, sitting_id: int, instrument: Instrument, meant: dict[str, int]) -> None:
        """Answer a whole questionnaire, as far as its review."""
        self.page.goto(f"/tablet/sitting/{sitting_id}/item/{instrument.items[0].id}")
        for _ in range(PATIENCE * len(instrument.items)):
            seen = self.page.evaluate(LOOK)
            if seen["place"].endswith("/review"):
                return
            if "/item/" not in seen["place"]:  # left by accident, and counted already: somebody helps
                self.page.goto("/tablet/break")
                self.page.get_by_role("button", name="Continue").dispatch_event("click")
                self.page.wait_for_url("**/sitting/**")
                continue
            self.tap_for(seen, str(meant[seen["place"].rsplit("/", 1)[1]]))
        raise AssertionError("the patient never came to the end")

    def tap_for(self, seen: dict[str, Any], meant: str) -> None:
        """One tap at what leads on from here, and perhaps a second that nobody meant."""
        aim, is_next = aim_of(seen, meant)
        self.time += LOOKING
        leaves = self.tap(aim, may_leave=is_next)
        if self.random.random() < TWICE:
            self.time = self.random.randint(50, WITHIN) + (0 if leaves else self.time)
            self.tap(aim, may_leave=is_next and not leaves)

    def tap(self, aim: dict[str, float], *, may_leave: bool) -> bool:
        """A tap somewhere around the middle of its aim; whether it led to another page."""
        x = self.random.gauss((aim["x"] + aim["right"]) / 2, self.deviation)
        y = self.random.gauss((aim["y"] + aim["bottom"]) / 2, self.deviation)
        size = self.page.viewport_size or ViewportSize(width=0, height=0)
        self.outcome.taps += 1
        if not (0 <= x < size["width"] and 0 <= y < size["height"]):
            return False
        place = self.page.evaluate("at => { window.tapAt = at; return location.pathname; }", self.time)
        pressed = self.pressed_by_tap(x, y)
        if pressed is None:
            return False
        self.time = 0
        if self.page.evaluate("location.pathname") != place:
            self.outcome.left += not (may_leave and pressed == "next")
        return True

    def pressed_by_tap(self, x: float, y: float) -> str | None:
        """Tap there; the value of the button that was pressed by it, when its page is there, or None.

        A browser takes a finger for broader than a point: what is pressed may lie a few pixels beside the tap.
        """
        self.pressed.clear()
        pages = self.pages
        self.page.touchscreen.tap(x, y)
        with suppress(Error):  # the page went while it was waited for
            self.page.evaluate("() => new Promise((done) => setTimeout(done, 30))")
        if not self.pressed:
            return None
        while self.pages == pages:
            self.page.wait_for_timeout(5)
        return self.pressed[0]

    def arrive(self) -> None:
        """Another page is there."""
        self.pages += 1


def aim_of(seen: dict[str, Any], meant: str) -> tuple[dict[str, float], bool]:
    """Where the patient aims, and whether at Next: the choice that was meant, then Next, each once it is in view."""
    is_next = seen["marked"] == meant
    wanted = seen["next"] if is_next else seen["choices"][meant]
    if wanted["bottom"] > seen["end"] + 1:
        return seen["down"], False
    if wanted["y"] < -1:
        return seen["up"], False
    return wanted, is_next


def measure(
    browser: Browser,
    server: str,
    app: Flask,
    instance: PracticeInstance,
    profile: Profile,
    *,
    patients: int,
    seed: int,
    instruments: Sequence[str] = INSTRUMENTS,
) -> Outcome:
    """The outcome over that many patients with tremors from 6 to 12 mm, who answer these questionnaires each."""
    random, outcome = Random(seed), Outcome()
    for deviation in tremors(patients):
        context = browser.new_context(
            base_url=server, viewport={"width": 768, "height": 1024}, has_touch=True
        )
        context.add_init_script(profile.script)
        sittings = hand_begun_visit(context, server, app, instance, instruments, profile.comfort)
        patient = ShakingPatient(context.new_page(), random, deviation, outcome)
        for instrument_id, sitting_id in sittings.items():
            instrument = load_instrument(instrument_id)
            meant = {
                item.id: HARMLESS.get((instrument_id, item.id), random.choice(item.codes))
                for item in instrument.items
            }
            patient.answer(sitting_id, instrument, meant)
            stored = answers_of(instance.db, sitting_id)
            outcome.questions += len(meant)
            outcome.wrong += sum(answer.value != meant[answer.item] for answer in stored)
        context.close()
    return outcome


def tremors(patients: int) -> Iterator[float]:
    """Standard deviations in mm, evenly from the least to the most."""
    for number in range(patients):
        yield LEAST + (MOST - LEAST) * (number + 0.5) / patients
