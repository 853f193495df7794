"""How a patient reads is kept for the next visit, and each sitting says what was in force in it, and from when."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.actions.answering import begin_sitting, send_answers
from app.actions.choosing_comfort import choose_comfort, note_reading_aloud
from app.actions.setting_up import put_study_in_force
from app.errors import NotAllowedError, NotFoundError, SittingEndedError
from app.storage.comfort import comfort_of_sitting, find_comfort, readings_aloud_of
from app.study.access import system
from app.study.comfort import Comfort, ComfortFrom, ReadingAloud
from app.study.reader import parse_study
from tests.actions.conftest import NOON, Sitter
from tests.practice import EXAMPLE

DARK = Comfort(theme="dark", text_size="larger")
STEADY = replace(DARK, hands="steady", letters="plain", reads_aloud=True)
LATER = NOON + timedelta(minutes=5)


def choose(sitter: Sitter, comfort: Comfort, visit: str = "baseline") -> None:
    choose_comfort(sitter.instance.db, actor=sitter.actor, visit=visit, comfort=comfort, at=LATER)


def read_aloud(sitter: Sitter, item: str = "1") -> None:
    db = sitter.instance.db
    note_reading_aloud(
        db, actor=sitter.actor, sitting_id=sitter.sitting_id, item_id=item, voice="Daniel", at=LATER
    )


def send(sitter: Sitter) -> None:
    sitter.answer_all()
    send_answers(sitter.instance.db, actor=sitter.actor, sitting_id=sitter.sitting_id, at=NOON)


def test_nothing_is_known_of_a_patient_who_was_never_asked(sitter: Sitter) -> None:
    assert find_comfort(sitter.instance.db, sitter.patient_id) is None


@pytest.mark.parametrize("comfort", [Comfort(), DARK, STEADY])
def test_what_was_chosen_last_is_kept(sitter: Sitter, comfort: Comfort) -> None:
    choose(sitter, replace(comfort, theme="yellow"))
    choose(sitter, comfort)
    assert find_comfort(sitter.instance.db, sitter.patient_id) == comfort


def test_a_sitting_says_which_settings_were_in_force_and_from_when(sitter: Sitter) -> None:
    choose(sitter, DARK)
    assert comfort_of_sitting(sitter.instance.db, sitter.sitting_id) == (
        ComfortFrom(comfort=Comfort(), at=NOON),
        ComfortFrom(comfort=DARK, at=LATER),
    )


def test_the_next_visit_begins_with_what_was_chosen(sitter: Sitter) -> None:
    choose(sitter, STEADY)
    db = sitter.instance.db
    next_one = begin_sitting(db, actor=sitter.actor, visit="month-1", instrument_id="mfis", at=LATER)
    assert comfort_of_sitting(db, next_one) == (ComfortFrom(comfort=STEADY, at=LATER),)


def test_what_is_chosen_later_says_nothing_of_a_sitting_that_was_sent(sitter: Sitter) -> None:
    send(sitter)
    choose(sitter, DARK)
    assert len(comfort_of_sitting(sitter.instance.db, sitter.sitting_id)) == 1


def test_choosing_is_an_act_of_the_patients_and_choosing_the_same_again_is_none(sitter: Sitter) -> None:
    choose(sitter, DARK)
    choose(sitter, DARK)
    db = sitter.instance.db
    (entry,) = db.rows("select * from audit_entry where act = 'comfort.choose'")
    assert (entry["actor"], entry["patient_id"]) == (sitter.actor.name, sitter.patient_id)


def test_reading_aloud_is_recorded_with_item_voice_and_instant(sitter: Sitter) -> None:
    read_aloud(sitter, "1")
    read_aloud(sitter, "3")
    assert readings_aloud_of(sitter.instance.db, sitter.sitting_id) == (
        ReadingAloud(item="1", voice="Daniel", at=LATER),
        ReadingAloud(item="3", voice="Daniel", at=LATER),
    )


def test_only_an_item_of_ones_own_open_sitting_is_read_aloud(sitter: Sitter) -> None:
    with pytest.raises(NotFoundError):
        read_aloud(sitter, "10")
    with pytest.raises(NotFoundError):
        read_aloud(replace(sitter, patient_id=sitter.patient_id + 1))
    send(sitter)
    with pytest.raises(SittingEndedError):
        read_aloud(sitter)


def test_a_study_can_do_without_a_voice(sitter: Sitter) -> None:
    text = EXAMPLE.read_text("utf-8").replace("version = 1", "version = 2\nreads_aloud = false", 1)
    study = parse_study(text, "silent.toml")
    put_study_in_force(sitter.instance.db, actor=system("tests"), study=study, at=NOON)
    with pytest.raises(NotAllowedError):
        read_aloud(sitter)
    assert readings_aloud_of(sitter.instance.db, sitter.sitting_id) == ()
