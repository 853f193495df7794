"""How would you like to read? Asked once, before the first question, and on a tablet that runs no scripts."""

import pytest
from flask import Flask

from app.storage.answers import answers_of
from app.storage.comfort import find_comfort
from app.study.comfort import Comfort
from tests.practice import PracticeInstance
from tests.tablet import Tablet

QUESTION = "How would you like to read?"
CHOSEN = {
    "text_size": "largest",
    "theme": "yellow",
    "hands": "steady",
    "letters": "plain",
    "reads_aloud": "yes",
}
COMFORT = Comfort(text_size="largest", theme="yellow", hands="steady", letters="plain", reads_aloud=True)


def look_of(tablet: Tablet) -> dict[str, str | None]:
    """The settings that the page is drawn with."""
    return {name[5:]: value for name, value in tablet.screen.root.items() if name.startswith("data-")}


LOOK = {"text-size": "largest", "theme": "yellow", "hands": "steady", "letters": "plain"}


@pytest.fixture
def newcomer(app: Flask, instance: PracticeInstance) -> Tablet:
    """A patient who has just said that code and visit are theirs."""
    tablet = Tablet(app, instance.hand_over(instance.enrol("0101")))
    tablet.press("Yes, this is me")
    return tablet


def test_a_newcomer_is_asked_before_the_first_questionnaire(newcomer: Tablet) -> None:
    assert newcomer.screen.heading == QUESTION
    assert next(iter(newcomer.screen.buttons)) == "Next"
    assert "Back" not in newcomer.screen.buttons
    newcomer.press("Next")
    assert newcomer.screen.heading == "Mood"


def test_what_is_chosen_holds_for_every_page_from_then_on(newcomer: Tablet) -> None:
    newcomer.press("Next", **CHOSEN)
    assert look_of(newcomer) == LOOK
    newcomer.press("Next")
    assert look_of(newcomer) == LOOK
    newcomer.go("/tablet/no-such-page")
    assert newcomer.response.status_code == 404


def test_the_page_can_be_looked_at_before_anything_is_kept(
    newcomer: Tablet, instance: PracticeInstance
) -> None:
    newcomer.press("Show me how this looks", **CHOSEN)
    assert newcomer.screen.heading == QUESTION
    assert look_of(newcomer) == LOOK
    assert newcomer.screen.settings == CHOSEN
    assert find_comfort(instance.db, 1) is None
    newcomer.press("Next")
    assert find_comfort(instance.db, 1) == COMFORT


def test_who_was_asked_once_is_not_asked_at_the_next_visit_and_reads_as_before(
    newcomer: Tablet, app: Flask, instance: PracticeInstance
) -> None:
    newcomer.press("Next", **CHOSEN)
    again = Tablet(app, instance.hand_over(1, "month-1"))
    assert look_of(again) == LOOK
    again.press("Yes, this is me")
    assert again.screen.heading == "Mood"


def test_the_next_patient_on_the_same_tablet_begins_afresh(
    newcomer: Tablet, app: Flask, instance: PracticeInstance
) -> None:
    newcomer.press("Next", **CHOSEN)
    other = Tablet(app, instance.hand_over(instance.enrol("0102")))
    assert look_of(other) == {}


def test_from_a_question_one_comes_back_to_it_and_nothing_is_lost(
    tablet: Tablet, instance: PracticeInstance
) -> None:
    tablet.press("Text and colours", choose="Several days")
    assert tablet.screen.heading == QUESTION
    tablet.press("Next", **CHOSEN)
    assert "Question 1 of 9" in tablet.screen.text
    assert tablet.screen.chosen == tablet.screen.choices["Several days"]
    assert look_of(tablet) == LOOK
    assert [answer.value for answer in answers_of(instance.db, 1)] == [1]


def test_back_keeps_what_was_and_leads_to_the_same_question(
    tablet: Tablet, instance: PracticeInstance
) -> None:
    tablet.answer("Several days")
    tablet.press("Text and colours")
    tablet.press("Back", **CHOSEN)
    assert "Question 2 of 9" in tablet.screen.text
    assert find_comfort(instance.db, 1) == Comfort()


def test_an_answer_under_change_is_still_under_change_afterwards(tablet: Tablet) -> None:
    for _ in range(9):
        tablet.answer("Not at all")
    tablet.go(tablet.screen.links["Change"])
    assert tablet.path.endswith("?change=1")
    where = tablet.path
    tablet.press("Text and colours")
    tablet.press("Next", **CHOSEN)
    assert tablet.path == where
    tablet.press("Next")
    assert tablet.screen.heading == "Check your answers"


def test_from_the_introduction_and_from_the_review_one_comes_back_as_well(tablet: Tablet) -> None:
    for _ in range(9):
        tablet.answer("Not at all")
    tablet.press("Text and colours")
    tablet.press("Back")
    assert tablet.screen.heading == "Check your answers"
    tablet.press("Send my answers")
    introduction = tablet.screen.heading
    tablet.press("Text and colours")
    tablet.press("Next", **CHOSEN)
    assert tablet.screen.heading == introduction


def test_what_is_not_offered_is_refused_and_the_page_shown_again(
    newcomer: Tablet, instance: PracticeInstance
) -> None:
    newcomer.press("Next", theme="pink")
    assert newcomer.response.status_code == 422
    assert newcomer.screen.heading == QUESTION
    assert find_comfort(instance.db, 1) is None


def test_only_who_wishes_to_hear_is_offered_a_voice(tablet: Tablet) -> None:
    assert "Read aloud" not in tablet.screen.buttons
    tablet.press("Text and colours")
    tablet.press("Next", reads_aloud="yes")
    assert "Read aloud" in tablet.screen.buttons


def test_another_patients_sitting_is_not_gone_back_to(tablet: Tablet) -> None:
    tablet.press("Text and colours")
    tablet.path = tablet.path.replace("sitting=1", "sitting=99")
    tablet.press("Back")
    assert tablet.response.status_code == 404
