"""Every kind of item on the tablet without scripts: what is asked, stored, refused, shown again and sent."""

import pytest
from flask import Flask

from app.actions.verifying import verify_record
from app.instruments.values import LONGEST_TEXT
from app.storage.answers import answers_of
from app.storage.scores import scores_of
from tests.kinds import SEEDBOX, VISIT, go_through, schedule
from tests.practice import PracticeInstance
from tests.tablet import Tablet, handed_over

SITTING = 1


def given(instance: PracticeInstance) -> list[tuple[str, int | str | None]]:
    return [(answer.item, answer.value) for answer in answers_of(instance.db, SITTING)]


def before(app: Flask, instance: PracticeInstance, questionnaire: str) -> Tablet:
    """A tablet at the first page of the questionnaire."""
    schedule(instance, questionnaire)
    tablet = handed_over(app, instance, visit=VISIT)
    while tablet.screen.heading != f"Your {questionnaire}":
        tablet.press("Next")
    tablet.press("Next")
    return tablet


@pytest.fixture
def seedbox(app: Flask, instance: PracticeInstance) -> Tablet:
    return before(app, instance, "seedbox")


@pytest.fixture
def sundial(app: Flask, instance: PracticeInstance) -> Tablet:
    return before(app, instance, "sundial")


@pytest.fixture
def thorn(app: Flask, instance: PracticeInstance) -> Tablet:
    return before(app, instance, "thorn")


def test_every_kind_is_answered_stored_reviewed_sent_and_proved(
    seedbox: Tablet, instance: PracticeInstance
) -> None:
    go_through(seedbox, **SEEDBOX)
    assert given(instance) == [
        ("intro", "read"),
        ("1", 1),
        ("packets", 12),
        ("frost", -7),
        ("sown", "1985-03-27"),
        ("remark", "They are good seeds.\n\nThe <best>."),
        ("outro", "read"),
    ]
    assert seedbox.screen.heading == "Check your answers"
    for shown in ("12", "-7", "27 March 1985", "They are good seeds.", "The <best>."):
        assert shown in seedbox.screen.text
    seedbox.press("Send my answers")
    (score,) = scores_of(instance.db, SITTING)
    assert (score.value, score.status) == (1, "complete")
    assert verify_record(instance.db).sittings == 1


def test_every_question_can_be_declined_but_a_page_to_read_cannot(
    seedbox: Tablet, instance: PracticeInstance
) -> None:
    assert "I prefer not to answer" not in seedbox.screen.buttons
    assert seedbox.press("Next", do="decline").status_code == 200
    go_through(seedbox, _1=None, packets=None, frost=None, sown=None, remark=None, outro={})
    assert [value for _, value in given(instance)] == ["read", None, None, None, None, None, "read"]
    assert seedbox.screen.text.count("I prefer not to answer") == 5
    assert seedbox.screen.text.count("Change") == 5, "what is only read cannot be changed"


def test_pages_to_read_are_not_counted_as_questions(seedbox: Tablet) -> None:
    assert seedbox.screen.heading == "Your seedbox"
    assert "Question" not in seedbox.screen.text
    assert "Some questions about seeds follow." in seedbox.screen.text
    seedbox.press("Next")
    assert "Question 1 of 5" in seedbox.screen.text
    seedbox.press("Back")
    seedbox.press("Back")
    assert "5 questions." in seedbox.screen.text


def test_a_page_to_read_may_have_a_heading_of_its_own(seedbox: Tablet) -> None:
    go_through(seedbox, **{name: answer for name, answer in SEEDBOX.items() if name != "outro"})
    assert seedbox.screen.heading == "That was the last of it"


def test_where_a_page_was_not_read_yet_the_patient_is_led_to_it(seedbox: Tablet) -> None:
    seedbox.go("/tablet/")
    assert seedbox.path.endswith("/intro")
    seedbox.press("Next")
    seedbox.go("/tablet/")
    assert seedbox.path.endswith("/1")


@pytest.mark.parametrize("typed", ["", " ", "501", "-1", "twelve", "1.5", "1e2", "٣", "9" * 30])
def test_a_number_that_is_not_allowed_is_told_what_is_and_stays_as_typed(
    seedbox: Tablet, instance: PracticeInstance, typed: str
) -> None:
    go_through(seedbox, intro={}, _1="No")
    stored = given(instance)
    assert seedbox.press("Next", answer=typed).status_code == 422
    assert "Please enter a whole number from 0 to 500" in seedbox.screen.text
    assert f'value="{typed}"' in seedbox.response.text
    assert given(instance) == stored


@pytest.mark.parametrize("typed", ["12", " 12 ", "012"])
def test_a_number_may_be_typed_with_spaces_and_noughts(
    seedbox: Tablet, instance: PracticeInstance, typed: str
) -> None:
    go_through(seedbox, intro={}, _1="No", packets={"answer": typed})
    assert given(instance)[-1] == ("packets", 12)


@pytest.mark.parametrize(
    ("day", "month", "year", "message"),
    [
        ("", "", "", "Please enter a date"),
        ("31", "2", "2020", "This is not a date."),
        ("27", "", "1985", "This is not a date."),
        ("27", "3", "85", "This is not a date."),
        ("27", "march", "1985", "This is not a date."),
    ],
)
def test_a_date_that_does_not_exist_is_refused_and_stays_as_typed(
    seedbox: Tablet, instance: PracticeInstance, day: str, month: str, year: str, message: str
) -> None:
    go_through(seedbox, intro={}, _1="No", packets=None, frost=None)
    typed = {"answer-day": day, "answer-month": month, "answer-year": year}
    assert seedbox.press("Next", **typed).status_code == 422
    assert message in seedbox.screen.text
    for name, text in typed.items():
        assert f'name="{name}" type="text" inputmode="numeric" autocomplete="off" value="{text}"' in (
            seedbox.response.text
        )
    assert given(instance)[-1] == ("frost", None)


def test_a_text_too_long_is_refused_with_its_length_and_nothing_is_lost(
    seedbox: Tablet, instance: PracticeInstance
) -> None:
    go_through(seedbox, intro={}, _1="No", packets=None, frost=None, sown=None)
    text = "seed " * 500 + "end"
    assert seedbox.press("Next", answer=text).status_code == 422
    assert "Your text has 2503 characters; there is room for 2000." in seedbox.screen.text
    assert text in seedbox.response.text
    assert seedbox.press("Next", answer="seed\0").status_code == 422
    assert seedbox.press("Next", answer=" \u200b\n").status_code == 422
    assert given(instance)[-1] == ("sown", None)
    assert seedbox.press("Next", answer="ü" * LONGEST_TEXT).status_code == 200
    assert given(instance)[-1] == ("remark", "ü" * LONGEST_TEXT)


def test_back_and_break_keep_what_was_typed_and_need_nothing(
    seedbox: Tablet, instance: PracticeInstance
) -> None:
    go_through(seedbox, intro={}, _1="No")
    seedbox.press("Back", answer="40")
    seedbox.press("Back")
    assert ("packets", 40) in given(instance)
    seedbox.go("/tablet/sitting/1/item/packets")
    assert 'value="40"' in seedbox.response.text
    seedbox.go("/tablet/sitting/1/item/sown")
    seedbox.press("Take a break", **{"answer-day": "27", "answer-month": "", "answer-year": ""})
    assert "This is not a date." in seedbox.screen.text, "half a date is not thrown away"
    seedbox.press("Take a break", **{"answer-day": "", "answer-month": "", "answer-year": ""})
    assert seedbox.screen.heading == "Your answers are saved"


def test_change_shows_what_was_given_and_returns_to_the_review(
    seedbox: Tablet, instance: PracticeInstance
) -> None:
    go_through(seedbox, **SEEDBOX)
    seedbox.go("/tablet/sitting/1/item/sown?change=1")
    for name, text in (("day", "27"), ("month", "3"), ("year", "1985")):
        assert f'name="answer-{name}" type="text" inputmode="numeric" autocomplete="off" value="{text}"' in (
            seedbox.response.text
        )
    seedbox.press("Next", **{"answer-day": "1", "answer-month": "4", "answer-year": "1985"})
    assert seedbox.screen.heading == "Check your answers"
    assert "1 April 1985" in seedbox.screen.text
    seedbox.go("/tablet/sitting/1/item/remark?change=1")
    assert "They are good seeds.\n\nThe &lt;best&gt;.</textarea>" in seedbox.response.text


def test_a_text_sent_twice_is_stored_once(seedbox: Tablet, instance: PracticeInstance) -> None:
    go_through(seedbox, intro={}, _1="No", packets=None, frost=None, sown=None)
    form = {**seedbox.screen.hidden, "do": "next", "answer": "Once."}
    replies = [seedbox.client.post(seedbox.path, data=form).status_code for _ in range(3)]
    assert replies == [303, 303, 303]
    assert given(instance).count(("remark", "Once.")) == 1


def test_a_line_never_touched_stores_nothing(sundial: Tablet, instance: PracticeInstance) -> None:
    assert sundial.press("Next", answer="").status_code == 422
    assert "Please mark a place on the line from 0 to 100" in sundial.screen.text
    assert given(instance) == []


def test_a_line_is_answered_by_its_number_and_reviewed_with_its_ends(
    sundial: Tablet, instance: PracticeInstance
) -> None:
    go_through(sundial, _1={"answer": "73"}, _2={"answer": "0"}, _3={"answer": "-5"})
    assert given(instance) == [("1", 73), ("2", 0), ("3", -5)]
    text = sundial.screen.text
    assert (
        "73, where 0 is “The least shine you can imagine” and 100 is “The best shine you can imagine”" in text
    )
    assert "0: Cold" in text
    sundial.go("/tablet/sitting/1/item/1")
    assert 'class="ruler marked"' in sundial.response.text
    assert 'cy="27.0%"' in sundial.response.text, "the mark is drawn without scripts too"


def test_a_rating_is_chosen_by_its_number_and_its_ends_are_told(
    thorn: Tablet, instance: PracticeInstance
) -> None:
    assert list(thorn.screen.choices) == [str(code) for code in range(11)]
    assert thorn.screen.chosen is None
    assert thorn.press("Next").status_code == 422
    go_through(thorn, _1="10", _2="7", _3="6", _4="3", _5="As blunt as a spade")
    assert given(instance) == [("1", 10), ("2", 7), ("3", 6), ("4", 3), ("5", 4)]
    assert "10: As sharp as you can imagine" in thorn.screen.text
    assert "6, where 0 is “The worst garden there can be, or worse than none”" in thorn.screen.text
    thorn.go("/tablet/sitting/1/item/4")
    assert thorn.screen.chosen == "3"


@pytest.mark.parametrize("questionnaire", ["hedge", "thorn", "sundial", "seedbox"])
def test_a_page_of_any_kind_weighs_little(app: Flask, instance: PracticeInstance, questionnaire: str) -> None:
    tablet = before(app, instance, questionnaire)
    while tablet.screen.heading != "Check your answers":
        assert len(tablet.response.data) < 10_000
        tablet.press(
            "I prefer not to answer" if "I prefer not to answer" in tablet.screen.buttons else "Next"
        )
