"""Answering a whole questionnaire in a browser, as a patient does who declines some items and changes one."""

from collections.abc import Callable, Mapping

from app.instruments.model import Choice
from app.instruments.reader import load_instrument, load_wording
from tests.journeys.robot import Robot

INSTRUMENTS = ("phq9", "mfis", "rand36")
DECLINED = {("phq9", "4"), ("mfis", "13"), ("rand36", "32")}

Given = dict[str, int | None]
Interlude = Callable[[Robot, str], None]


def answer_part(robot: Robot, instrument_id: str, interludes: Mapping[tuple[str, str], Interlude]) -> Given:
    """Answer one questionnaire from its introduction to its sending; what was given, by item."""
    instrument, wording = load_instrument(instrument_id), load_wording(instrument_id, "en")
    assert robot.heading == wording.heading
    robot.press("Next")
    given: Given = {}
    for number, item in enumerate(instrument.items, 1):
        assert robot.heading == wording.text_of(item).replace("**", "")
        assert robot.sees(f"Question {number} of {len(instrument.items)}")
        assert robot.chosen() is None
        choice = wording.choices_of(item)[number % len(item.codes)]
        given[item.id] = None if (instrument_id, item.id) in DECLINED else choice.code
        if interlude := interludes.get((instrument_id, item.id)):
            interlude(robot, choice.text)
        if given[item.id] is None:
            robot.press("I prefer not to answer")
        else:
            robot.answer(choice.text)
        if robot.heading == "Please read this first":
            robot.press("Next")
    assert robot.heading == "Check your answers"
    given["2"] = change(
        robot, wording.text_of(instrument.item("2")), wording.choices_of(instrument.item("2"))[0]
    )
    robot.press("Send my answers")
    return given


def change(robot: Robot, question: str, choice: Choice) -> int:
    """Change an answer from the review; the new code."""
    link = robot.page.get_by_role("link", name="Change").nth(1)
    robot.look()
    with robot.page.expect_navigation():
        link.click()
    assert robot.heading == question.replace("**", "")
    robot.answer(choice.text)
    assert robot.heading == "Check your answers"
    return choice.code
