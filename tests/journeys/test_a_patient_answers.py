"""The whole of a patient's visit: three questionnaires, 66 questions, with and without JavaScript."""

from flask import Flask

from app.storage.alerts import alerts_of_patient
from app.storage.answers import current_values_of
from app.storage.scores import scores_of
from app.storage.sittings import events_of, sittings_of_visit
from tests.journeys.answering import INSTRUMENTS, Interlude, answer_part
from tests.journeys.robot import Robot, hand_to
from tests.practice import PracticeInstance
from tests.tablet import cookie_of

VISIT = "baseline"


def test_a_patient_answers_all_66_questions(
    robot: Robot, app: Flask, server: str, instance: PracticeInstance
) -> None:
    patient_id = instance.enrol("0101")

    def hand_over() -> None:
        hand_to(robot.page.context, server, cookie_of(app, instance.hand_over(patient_id, VISIT)))
        robot.page.goto("/tablet/")
        assert robot.heading == "Is this you?"
        robot.press("Yes, this is me")

    def stop_and_resume(robot: Robot, words: str) -> None:
        where = robot.heading
        robot.press("Take a break")
        robot.press("Give the tablet back")
        assert robot.heading == "Thank you. Please give the tablet back."
        hand_over()
        assert robot.heading == where

    hand_over()
    assert robot.heading == "How would you like to read?"
    robot.press("Next")
    interludes: dict[tuple[str, str], Interlude] = {
        ("phq9", "6"): go_back_and_forth,
        ("mfis", "7"): take_a_break,
        ("rand36", "10"): stop_and_resume,
    }
    given = {instrument_id: answer_part(robot, instrument_id, interludes) for instrument_id in INSTRUMENTS}

    assert robot.heading == "Thank you. Please give the tablet back."
    sittings = sittings_of_visit(instance.db, patient_id, VISIT)
    assert [sitting.instrument for sitting in sittings] == list(INSTRUMENTS)
    assert all(sitting.is_sent and scores_of(instance.db, sitting.id) for sitting in sittings)
    assert {s.instrument: current_values_of(instance.db, s.id) for s in sittings} == given
    assert sum(len(values) for values in given.values()) == 66
    kinds = {s.instrument: [event.kind for event in events_of(instance.db, s.id)] for s in sittings}
    rested = ["break", "resumed", "sent"]
    assert kinds == {"phq9": ["sent"], "mfis": rested, "rand36": rested}
    (alert,) = alerts_of_patient(instance.db, patient_id)
    assert (alert.item, alert.value) == ("9", given["phq9"]["9"])
    assert alert.read_at is not None


def go_back_and_forth(robot: Robot, words: str) -> None:
    """Go back with an answer chosen but not sent, and find both answers kept."""
    where = robot.heading
    robot.choose(words)
    robot.press("Back")
    assert robot.chosen() is not None
    assert robot.page.get_by_role("status").inner_text() == "Saved"
    robot.press("Next")
    assert (robot.heading, robot.chosen()) == (where, words)


def take_a_break(robot: Robot, words: str) -> None:
    """Rest with an answer chosen but not sent, and find it at the same question."""
    where = robot.heading
    robot.choose(words)
    robot.press("Take a break")
    assert robot.heading == "Your answers are saved"
    robot.press("Continue")
    assert (robot.heading, robot.chosen()) == (where, words)
