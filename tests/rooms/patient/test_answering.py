import re

from app.storage.answers import answers_of
from app.storage.scores import scores_of
from app.storage.sittings import events_of, get_sitting
from tests.practice import PracticeInstance
from tests.tablet import Screen, Tablet

SITTING = 1
ITEM = "/tablet/sitting/1/item/{}"


def given(instance: PracticeInstance) -> list[tuple[str, int | str | None]]:
    return [(answer.item, answer.value) for answer in answers_of(instance.db, SITTING)]


def answer_rest(tablet: Tablet, words: str = "Not at all") -> None:
    while "Check your answers" not in tablet.screen.heading:
        tablet.answer(words)


def test_a_page_asks_one_question_with_nothing_chosen(tablet: Tablet) -> None:
    assert tablet.screen.heading == "Little interest or pleasure in doing things"
    assert list(tablet.screen.choices) == [
        "Not at all",
        "Several days",
        "More than half the days",
        "Nearly every day",
    ]
    assert tablet.screen.chosen is None
    assert "Question 1 of 9" in tablet.screen.text
    assert "Saved" not in tablet.screen.text


def test_next_is_the_first_button_so_that_enter_means_next(tablet: Tablet) -> None:
    buttons = list(tablet.screen.buttons)[:5]
    assert buttons == ["Next", "Back", "I prefer not to answer", "Text and colours", "Take a break"]


def test_next_stores_the_answer_and_asks_the_next_question(
    tablet: Tablet, instance: PracticeInstance
) -> None:
    tablet.answer("Several days")
    assert given(instance) == [("1", 1)]
    assert "Question 2 of 9" in tablet.screen.text


def test_next_without_a_choice_says_what_is_allowed_and_stores_nothing(
    tablet: Tablet, instance: PracticeInstance
) -> None:
    assert tablet.press("Next").status_code == 422
    assert "Please choose one of the answers, or “I prefer not to answer”." in tablet.screen.text
    assert "Question 1 of 9" in tablet.screen.text
    assert given(instance) == []


def test_a_page_used_before_never_shows_another_answer_than_is_kept(
    tablet: Tablet, instance: PracticeInstance
) -> None:
    path, form = tablet.path, tablet.screen.hidden
    for code in ("2", "0"):
        tablet.client.post(path, data={**form, "answer": code})
    reply = tablet.client.post(path, data={**form, "answer": "2"})
    assert reply.status_code == 409
    screen = Screen(reply.text)
    assert screen.chosen == "0", "what is kept"
    assert "You have changed this answer since." in screen.text
    assert tablet.client.post(path, data={**screen.hidden, "answer": "2"}).status_code == 303
    assert given(instance)[-1] == ("1", 2)


def test_a_code_the_item_does_not_have_is_refused(tablet: Tablet, instance: PracticeInstance) -> None:
    for code in ("4", "-1", "1.0", "one", "¹", "9" * 5000, "1\0"):
        assert tablet.press("Next", answer=code).status_code == 422
        assert "is not one of 0, 1, 2, 3" in tablet.screen.text
    assert given(instance) == []


def test_declining_is_stored_as_declined_even_when_something_is_chosen(
    tablet: Tablet, instance: PracticeInstance
) -> None:
    tablet.press("I prefer not to answer", choose="Several days")
    assert given(instance) == [("1", None)]
    tablet.press("Back")
    assert tablet.screen.chosen is None
    assert "You preferred not to answer." in tablet.screen.text


def test_back_with_a_choice_stores_it_first(tablet: Tablet, instance: PracticeInstance) -> None:
    tablet.answer("Several days")
    tablet.press("Back", choose="Nearly every day")
    assert given(instance) == [("1", 1), ("2", 3)]
    assert "Question 1 of 9" in tablet.screen.text


def test_back_without_a_choice_just_goes_back(tablet: Tablet, instance: PracticeInstance) -> None:
    tablet.answer("Several days")
    tablet.press("Back")
    assert given(instance) == [("1", 1)]
    assert tablet.screen.chosen == "1"
    assert "✓" not in tablet.screen.text
    assert "Saved" in tablet.screen.text


def test_back_from_the_first_question_shows_the_introduction(tablet: Tablet) -> None:
    tablet.press("Back")
    assert tablet.screen.heading == "Mood"
    tablet.press("Next")
    assert "Question 1 of 9" in tablet.screen.text


def test_a_page_sent_twice_stores_its_answer_once(tablet: Tablet, instance: PracticeInstance) -> None:
    page = ITEM.format(1)
    form = {**tablet.screen.hidden, "do": "next", "answer": "2"}
    replies = [tablet.client.post(page, data=form) for _ in range(3)]
    assert [reply.status_code for reply in replies] == [303, 303, 303]
    assert len({reply.location for reply in replies}) == 1
    assert given(instance) == [("1", 2)]


def test_every_page_carries_a_key_of_its_own(tablet: Tablet) -> None:
    first = tablet.screen.hidden["key"]
    tablet.go(ITEM.format(1))
    assert tablet.screen.hidden["key"] != first


def test_an_answer_without_a_key_is_refused(tablet: Tablet, instance: PracticeInstance) -> None:
    for key in ("", "k" * 65):
        assert tablet.press("Next", choose="Several days", key=key).status_code == 422
    assert given(instance) == []


def test_the_review_shows_every_answer_and_change_returns_to_it(
    tablet: Tablet, instance: PracticeInstance
) -> None:
    tablet.press("I prefer not to answer")
    answer_rest(tablet, "Not at all")
    assert tablet.screen.text.count("Not at all") == 8
    assert tablet.screen.text.count("I prefer not to answer") == 1
    tablet.go(ITEM.format(3) + "?change=1")
    assert tablet.screen.chosen == "0"
    tablet.answer("Several days")
    assert tablet.screen.heading == "Check your answers"
    assert tablet.screen.text.count("Several days") == 1
    assert given(instance)[-1] == ("3", 1)


def test_the_review_is_not_reached_before_every_question_was_met(tablet: Tablet) -> None:
    tablet.answer("Several days")
    tablet.go("/tablet/sitting/1/review")
    assert "Question 2 of 9" in tablet.screen.text


def test_sending_too_early_is_refused_and_nothing_is_sent(tablet: Tablet, instance: PracticeInstance) -> None:
    reply = tablet.client.post("/tablet/sitting/1/review", data=tablet.screen.hidden)
    assert reply.status_code == 409
    assert not get_sitting(instance.db, SITTING).is_sent


def test_sending_scores_the_answers_and_leads_to_the_next_questionnaire(
    tablet: Tablet, instance: PracticeInstance
) -> None:
    for words in ["Several days", "More than half the days", *["Not at all"] * 7]:
        tablet.answer(words)
    tablet.press("Send my answers")
    assert tablet.screen.heading == "Fatigue"
    assert "Part 2 of 3" in tablet.screen.text
    total = next(score for score in scores_of(instance.db, SITTING) if score.scale == "total")
    assert (total.value, total.status) == (3, "complete")


def test_after_sending_an_answer_is_refused_and_the_page_says_so(
    tablet: Tablet, instance: PracticeInstance
) -> None:
    kept = dict(tablet.screen.hidden)
    answer_rest(tablet)
    tablet.press("Send my answers")
    before = given(instance)
    reply = tablet.client.post(ITEM.format(1), data={**kept, "key": "new", "do": "next", "answer": "3"})
    assert reply.status_code == 409
    assert "These answers were already sent" in reply.text
    assert given(instance) == before


def test_after_sending_the_pages_lead_on(tablet: Tablet) -> None:
    answer_rest(tablet)
    tablet.press("Send my answers")
    for path in (ITEM.format(1), "/tablet/sitting/1/review", "/tablet/part/phq9"):
        tablet.go(path)
        assert tablet.screen.heading == "Fatigue"


def test_a_break_keeps_what_was_chosen_and_leads_back_to_the_same_question(
    tablet: Tablet, instance: PracticeInstance
) -> None:
    tablet.answer("Several days")
    tablet.press("Take a break", choose="Nearly every day")
    assert tablet.screen.heading == "Your answers are saved"
    assert given(instance) == [("1", 1), ("2", 3)]
    tablet.go("/tablet/")
    assert tablet.screen.heading == "Your answers are saved"
    tablet.go("/tablet/break?item=2")
    tablet.press("Continue")
    assert "Question 2 of 9" in tablet.screen.text
    assert tablet.screen.chosen == "3"
    assert [event.kind for event in events_of(instance.db, SITTING)] == ["break", "resumed"]


def test_a_break_from_the_review_leads_back_to_the_review(tablet: Tablet) -> None:
    answer_rest(tablet)
    tablet.press("Take a break")
    tablet.press("Continue")
    assert tablet.screen.heading == "Check your answers"


def test_a_break_between_two_questionnaires_leads_back_between_them(tablet: Tablet) -> None:
    answer_rest(tablet)
    tablet.press("Send my answers")
    tablet.press("Take a break")
    tablet.press("Continue")
    assert tablet.screen.heading == "Fatigue"


def test_a_question_weighs_little_and_the_rest_is_asked_for_once(tablet: Tablet) -> None:
    assert len(tablet.response.data) < 10_000
    for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', tablet.response.text):
        asset = tablet.client.get(address, buffered=True)
        assert asset.status_code == 200
        assert asset.cache_control.max_age, address


def test_a_question_that_does_not_exist_is_not_found(tablet: Tablet) -> None:
    for path in (ITEM.format(10), ITEM.format("x"), "/tablet/part/gad7", "/tablet/sitting/99/item/1"):
        assert tablet.client.get(path).status_code == 404
