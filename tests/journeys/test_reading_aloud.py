"""Read aloud: only by a voice on the tablet itself, only where patient and study wish it, and recorded each time."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.storage.comfort import readings_aloud_of
from app.study.comfort import Comfort
from tests.journeys.handing import hand_begun_visit
from tests.journeys.robot import Robot
from tests.practice import PracticeInstance

OWN = {"name": "Daniel", "lang": "en-GB", "localService": True}
FAR = {"name": "Cloud", "lang": "en-GB", "localService": False}
FRENCH = {"name": "Amélie", "lang": "fr-FR", "localService": True}
VOICES = """
    window.spoken = [];
    window.SpeechSynthesisUtterance = class {
        constructor(text) { this.text = text; }
    };
    const speech = new EventTarget();
    Object.assign(speech, {
        getVoices: () => %s,
        speak: (line) => window.spoken.push([line.voice.name, line.text]),
        cancel: () => { window.spoken.push("silence"); },
    });
    Object.defineProperty(window, "speechSynthesis", {value: speech});
"""
Open = Callable[..., Page]


@pytest.fixture
def question(page: Page, app: Flask, server: str, instance: PracticeInstance) -> Open:
    """The first question of the PHQ-9, on a tablet with these voices."""

    def open_question(*voices: dict[str, Any], reads_aloud: bool = True) -> Page:
        comfort = Comfort(reads_aloud=reads_aloud)
        hand_begun_visit(page.context, server, app, instance, ("phq9",), comfort)
        page.add_init_script(VOICES % json.dumps(voices))
        page.goto("/tablet/")
        return page

    return open_question


def test_a_voice_of_the_tablets_own_reads_question_and_choices_in_order_and_it_is_recorded(
    question: Open, instance: PracticeInstance
) -> None:
    page = question(FAR, FRENCH, OWN)
    Robot(page).look()
    with page.expect_response("**/aloud"):
        page.get_by_role("button", name="Read aloud").click()
    spoken = page.evaluate("window.spoken")
    assert {voice for voice, _ in spoken} == {"Daniel"}
    lines = [text for _, text in spoken]
    assert lines[1] == "Little interest or pleasure in doing things"
    assert lines[2:] == ["Not at all", "Several days", "More than half the days", "Nearly every day"]
    (reading,) = readings_aloud_of(instance.db, 1)
    assert (reading.item, reading.voice) == ("1", "Daniel")


def test_the_same_button_stops_it(question: Open, instance: PracticeInstance) -> None:
    page = question(OWN)
    Robot(page).look()
    page.get_by_role("button", name="Read aloud").click()
    Robot(page).look_again()
    page.get_by_role("button", name="Stop").click()
    assert page.evaluate("window.spoken.at(-1)") == "silence"
    expect(page.get_by_role("button", name="Read aloud")).to_be_visible()
    assert len(readings_aloud_of(instance.db, 1)) == 1


def test_where_it_cannot_be_recorded_it_falls_silent(question: Open, instance: PracticeInstance) -> None:
    page = question(OWN)
    page.route("**/aloud", lambda route: route.abort())
    Robot(page).look()
    page.get_by_role("button", name="Read aloud").click()
    page.wait_for_timeout(200)
    assert page.evaluate("window.spoken.at(-1)") == "silence"
    assert readings_aloud_of(instance.db, 1) == ()


@pytest.mark.parametrize("voices", [(), (FAR,), (FRENCH,)], ids=["no voice", "a far voice", "a French voice"])
def test_no_voice_is_offered_that_is_not_the_tablets_own_in_the_language(question: Open, voices: Any) -> None:
    page = question(*voices)
    assert page.locator(".aloud").count() == 1
    expect(page.locator(".aloud")).to_be_hidden()
    page.goto("/tablet/comfort")
    expect(page.get_by_role("group", name="Read aloud")).to_be_hidden()


def test_who_reads_alone_is_offered_no_voice_but_may_choose_one(question: Open) -> None:
    page = question(OWN, reads_aloud=False)
    assert page.locator(".aloud").count() == 0
    page.goto("/tablet/comfort")
    expect(page.get_by_role("group", name="Read aloud")).to_be_visible()
