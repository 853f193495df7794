from flask import Flask

from app.storage.alerts import alerts_of_sitting
from app.storage.sittings import get_sitting
from tests.practice import PracticeInstance
from tests.tablet import Tablet, handed_over

SITTING = 1
DANGER = "Please read this first"


def reach_danger(tablet: Tablet, words: str = "Several days", button: str = "Next") -> None:
    for _ in range(8):
        tablet.answer("Not at all")
    tablet.press(button, choose=words)


def test_a_dangerous_answer_leads_at_once_to_the_text_of_the_site(
    tablet: Tablet, instance: PracticeInstance
) -> None:
    reach_danger(tablet)
    assert tablet.screen.heading == DANGER
    assert "<strong>01632\u00a0960\u00a0001</strong>" in tablet.response.text
    assert "<strong>112</strong>" in tablet.response.text
    (alert,) = alerts_of_sitting(instance.db, SITTING)
    assert (alert.item, alert.value, alert.read_at, alert.is_open) == ("9", 1, None, True)
    assert not get_sitting(instance.db, SITTING).is_sent


def test_the_alert_belongs_to_the_same_audit_entry_as_the_answer(
    tablet: Tablet, instance: PracticeInstance
) -> None:
    reach_danger(tablet)
    (row,) = instance.db.rows(
        "select answer.entry_id as answered, alert.entry_id as raised from alert join answer using (answer_id)"
    )
    assert row["answered"] == row["raised"]


def test_no_other_page_is_reached_before_the_text_was_read(tablet: Tablet) -> None:
    reach_danger(tablet)
    for path in (
        "/tablet/",
        "/tablet/sitting/1/item/1",
        "/tablet/sitting/1/review",
        "/tablet/part/phq9",
        "/tablet/part/mfis",
        "/tablet/break",
        "/tablet/confirm",
    ):
        tablet.go(path)
        assert tablet.screen.heading == DANGER, path


def test_nothing_is_sent_and_nothing_given_back_before_the_text_was_read(
    tablet: Tablet, instance: PracticeInstance
) -> None:
    reach_danger(tablet)
    form = tablet.screen.hidden
    for path, do in (("/tablet/sitting/1/review", "send"), ("/tablet/break", "give_back")):
        reply = tablet.client.post(path, data={**form, "do": do})
        assert reply.location == "/tablet/sitting/1/danger"
    assert not get_sitting(instance.db, SITTING).is_sent


def test_an_answer_that_comes_before_the_text_was_read_is_not_lost(
    tablet: Tablet, instance: PracticeInstance
) -> None:
    reach_danger(tablet)
    form = {**tablet.screen.hidden, "key": "late", "do": "next", "answer": "2"}
    reply = tablet.client.post("/tablet/sitting/1/item/3", data=form)
    assert reply.location == "/tablet/sitting/1/danger"
    assert instance.db.row("select value from answer where key = 'late'")["value"] == 2  # type: ignore[index]


def test_reading_it_leads_on_and_is_kept(tablet: Tablet, instance: PracticeInstance) -> None:
    reach_danger(tablet)
    tablet.press("Next")
    assert tablet.screen.heading == "Check your answers"
    (alert,) = alerts_of_sitting(instance.db, SITTING)
    assert alert.read_at is not None
    assert alert.is_open


def test_neither_back_nor_a_break_leads_past_the_text(app: Flask, instance: PracticeInstance) -> None:
    for number, button in enumerate(("Back", "Take a break"), 1):
        tablet = handed_over(app, instance, code=f"010{number}")
        tablet.press("Next")
        reach_danger(tablet, button=button)
        assert tablet.screen.heading == DANGER, button


def test_the_break_that_was_asked_for_comes_after_the_text(tablet: Tablet) -> None:
    reach_danger(tablet, button="Take a break")
    tablet.press("Next")
    assert tablet.screen.heading == "Your answers are saved"


def test_a_graver_answer_is_met_with_the_text_again_a_milder_one_is_not(
    tablet: Tablet, instance: PracticeInstance
) -> None:
    reach_danger(tablet)
    tablet.press("Next")
    for words, heading in (("Not at all", "Check your answers"), ("Nearly every day", DANGER)):
        tablet.go("/tablet/sitting/1/item/9?change=1")
        tablet.answer(words)
        assert tablet.screen.heading == heading
    assert [alert.value for alert in alerts_of_sitting(instance.db, SITTING)] == [1, 3]


def test_a_harmless_or_declined_answer_leads_to_no_text(tablet: Tablet, instance: PracticeInstance) -> None:
    reach_danger(tablet, words="Not at all")
    assert tablet.screen.heading == "Check your answers"
    tablet.go("/tablet/sitting/1/item/9?change=1")
    tablet.press("I prefer not to answer")
    assert tablet.screen.heading == "Check your answers"
    assert alerts_of_sitting(instance.db, SITTING) == ()


def test_the_page_at_giving_back_tells_staff_discreetly(tablet: Tablet) -> None:
    reach_danger(tablet)
    tablet.press("Next")
    tablet.press("Take a break")
    tablet.press("Give the tablet back")
    assert tablet.screen.heading == "Thank you. Please give the tablet back."
    assert "For staff: please look at the alerts" in tablet.screen.text
    assert "0101" not in tablet.screen.text


def test_without_an_alert_it_tells_them_nothing(tablet: Tablet) -> None:
    tablet.press("Take a break")
    tablet.press("Give the tablet back")
    assert "alert" not in tablet.screen.text
