"""A patient answers the made-up bank: each next question follows from the answers, through breaks and changed minds."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from app.actions.verifying import verify_record
from app.storage.adaptive_steps import steps_of
from app.storage.answers import answers_of, current_values_of
from app.storage.scores import scores_of
from app.storage.sittings import events_of, sittings_of_visit
from tests.axe import STRICT, axe_faults
from tests.core.plain_adaptive import plain_step
from tests.core.storm import STORM, STORM_WORDS
from tests.journeys.robot import Robot, hand_to
from tests.practice import PracticeInstance
from tests.storm import VISIT, schedule_storm
from tests.tablet import cookie_of

WORDS = {choice.code: choice.text for choice in STORM_WORDS.choices["often"]}
ITEMS = {STORM_WORDS.text_of(item): item.id for item in STORM.items}
CODES = (2, 3, None, 1, 2, 2, 3, 1, 2, 3, 2, 1)
"""What the patient says to the first, second, third … question; None is declined."""


HandOver = Callable[[Robot], None]


@pytest.fixture
def patient_id(instance: PracticeInstance) -> int:
    """Somebody whose next visit asks the made-up bank."""
    schedule_storm(instance)
    return instance.enrol("0101")


@pytest.fixture
def hand_over(app: Flask, server: str, instance: PracticeInstance, patient_id: int) -> HandOver:
    """Give the tablet to the patient, who says that it is theirs."""

    def hand_over(robot: Robot) -> None:
        hand_to(robot.page.context, server, cookie_of(app, instance.hand_over(patient_id, VISIT)))
        robot.page.goto("/tablet/")
        robot.press("Yes, this is me")
        robot.press("Next")

    return hand_over


class Patient:
    """Answers what is asked, checks that it is what a plain computation would ask, and notes what was given."""

    def __init__(self, robot: Robot) -> None:
        self.robot = robot
        self.given: dict[str, int | None] = {}

    def look(self) -> str:
        """The item on the screen, which must be the right one."""
        item_id = ITEMS[self.robot.heading]
        assert item_id == plain_step(self.given)[0]
        assert self.robot.sees(f"Question {len(self.given) + 1} of at most 12")
        assert self.robot.chosen() is None
        return item_id

    def answer(self, times: int = 1) -> None:
        for _ in range(times):
            item_id = self.look()
            self.say(item_id, CODES[len(self.given)])

    def answer_the_rest(self) -> None:
        while self.robot.heading in ITEMS:
            self.answer()

    def say(self, item_id: str, code: int | None) -> None:
        self.given[item_id] = code
        if code is None:
            self.robot.press("I prefer not to answer")
        else:
            self.robot.answer(WORDS[code])

    def lines(self) -> list[str]:
        """The review's lines, each as its number and question."""
        return [line.strip() for line in self.robot.page.locator(".entry p:first-child").all_inner_texts()]


def test_a_patient_answers_until_enough_is_known_and_the_path_can_be_replayed(
    robot: Robot, hand_over: HandOver, instance: PracticeInstance, patient_id: int
) -> None:
    patient = Patient(robot)
    hand_over(robot)
    assert robot.heading == "Your weather"
    assert robot.sees("At most 12 questions. Take all the time you need. Every answer is saved.")
    robot.press("Next")
    patient.answer(times=3)
    give_back_and_go_on(robot, patient, hand_over)
    patient.answer(times=2)
    go_back_and_change(robot, patient)
    rest(robot, patient)
    patient.answer_the_rest()
    change_in_the_review(robot, patient)
    assert robot.heading in ITEMS  # what was changed left too little known
    patient.answer_the_rest()

    assert robot.heading == "Check your answers"
    questions = {item_id: question for question, item_id in ITEMS.items()}
    assert patient.lines() == [f"{n}. {questions[item_id]}" for n, item_id in enumerate(patient.given, 1)]
    robot.press("Send my answers")
    assert robot.heading == "Thank you. Please give the tablet back."
    check_record(instance, patient_id, patient.given)


def give_back_and_go_on(robot: Robot, patient: Patient, hand_over: HandOver) -> None:
    """Stop in the middle; another day's tablet asks the same question."""
    item_id = patient.look()
    robot.press("Take a break")
    robot.press("Give the tablet back")
    assert robot.heading == "Thank you. Please give the tablet back."
    hand_over(robot)
    assert patient.look() == item_id


def go_back_and_change(robot: Robot, patient: Patient) -> None:
    """Change the answer before last: the same questions stay in their places, and another may follow them."""
    (*_, changed, last) = patient.given
    before = patient.look()
    for item_id in (last, changed):
        robot.press("Back")
        assert ITEMS[robot.heading] == item_id
        assert robot.chosen() == WORDS[patient.given[item_id] or 0]
    patient.say(changed, 5)
    assert ITEMS[robot.heading] == last
    robot.press("Next")
    assert patient.look() != before


def rest(robot: Robot, patient: Patient) -> None:
    """Rest with an answer chosen but not sent: it is saved, and the same question is there afterwards."""
    item_id = patient.look()
    patient.given[item_id] = 4
    robot.choose(WORDS[4])
    robot.press("Take a break")
    robot.press("Continue")
    assert (ITEMS[robot.heading], robot.chosen()) == (item_id, WORDS[4])
    robot.press("Next")


def change_in_the_review(robot: Robot, patient: Patient) -> None:
    """Change the first answer in the review."""
    assert robot.heading == "Check your answers"
    first = next(iter(patient.given))
    robot.look()
    with robot.page.expect_navigation():
        robot.page.get_by_role("link", name="Change").first.click()
    assert ITEMS[robot.heading] == first
    patient.say(first, 1)


def check_record(instance: PracticeInstance, patient_id: int, given: dict[str, int | None]) -> None:
    """What is kept is what was given, and a plain computation walks the same path."""
    (sitting,) = sittings_of_visit(instance.db, patient_id, VISIT)
    assert [*current_values_of(instance.db, sitting.id).items()] == [*given.items()]
    assert 4 <= len(given) <= 12
    assert [event.kind for event in events_of(instance.db, sitting.id)] == [
        "break",
        "resumed",
        "break",
        "resumed",
        "sent",
    ]
    answers, kept = answers_of(instance.db, sitting.id), steps_of(instance.db, sitting.id)
    assert [step.answer_id for step in kept] == [None, *(answer.id for answer in answers)]
    so_far: dict[str, int | None] = {}
    for step, answer in zip(kept, [*answers, None], strict=True):
        item, theta, standard_error = plain_step(so_far)
        assert (step.position, step.step.item) == (len(so_far) + 1, item)
        assert (step.step.theta, step.step.standard_error) == pytest.approx((theta, standard_error), abs=1e-6)
        if answer is not None:
            assert not isinstance(answer.value, str)
            so_far[answer.item] = answer.value
    assert kept[-1].step.item is None
    (score,) = scores_of(instance.db, sitting.id)
    answered = sum(code is not None for code in given.values())
    assert (score.answered, score.of) == (answered, len(given))
    assert score.value == pytest.approx(50 + 10 * kept[-1].step.theta, abs=1e-5)
    assert score.standard_error == pytest.approx(10 * kept[-1].step.standard_error, abs=1e-5)
    verify_record(instance.db)


def test_the_page_of_a_question_put_aside_leads_to_the_one_that_is_asked(
    robot: Robot, hand_over: HandOver, instance: PracticeInstance, patient_id: int
) -> None:
    """A page left open elsewhere can still show it: nothing is stored from there."""
    hand_over(robot)
    robot.press("Next")
    patient = Patient(robot)
    patient.given = {"5": 5}
    robot.answer("Always")
    put_aside, address = patient.look(), robot.page.url
    other = robot.page.context.new_page()
    other.goto(address)
    robot.press("Back")
    patient.say("5", 1)
    assert patient.look() != put_aside
    stale = Robot(other, has_scripts=robot.has_scripts)
    stale.answer("Often")
    assert stale.heading == robot.heading
    (sitting,) = sittings_of_visit(instance.db, patient_id, VISIT)
    assert current_values_of(instance.db, sitting.id) == {"5": 1}
    other.goto(address)
    assert stale.heading == robot.heading


def test_axe_finds_nothing_on_what_only_an_adaptive_questionnaire_shows(
    page: Page, hand_over: HandOver
) -> None:
    robot = Robot(page)
    hand_over(robot)
    assert robot.sees("At most 12 questions. Take all the time you need. Every answer is saved.")
    assert axe_faults(page, STRICT) == []
    robot.press("Next")
    assert robot.sees("Question 1 of at most 12")
    assert axe_faults(page, STRICT) == []
