"""What the patient does is kept as it was done: once, whole, and never by anybody else."""

from datetime import timedelta

import pytest

from app.actions import answering
from app.actions.answering import begin_sitting, read_alert, rest, resume, send_answers
from app.errors import BadValueError, IncompleteError, NotFoundError, SittingEndedError, SupersededError
from app.instruments.reader import load_instrument, load_wording
from app.storage.alerts import alerts_of_patient
from app.storage.answers import answers_of, current_values_of
from app.storage.audit import check_chain, entries_before
from app.storage.documents import get_document
from app.storage.scores import scores_of
from app.storage.sittings import events_of, get_sitting
from tests.actions.conftest import NOON, Sitter, seat

LATER = NOON + timedelta(minutes=5)


class FaultError(Exception):
    """Something went wrong in the middle."""


def test_a_questionnaire_is_begun_once_in_the_words_and_version_of_the_day(sitter: Sitter) -> None:
    db = sitter.instance.db
    again = begin_sitting(db, actor=sitter.actor, visit="baseline", instrument_id="phq9", at=LATER)
    assert again == sitter.sitting_id
    sitting = get_sitting(db, sitter.sitting_id)
    assert sitting.begun_at == NOON
    assert get_document(db, sitting.definition_hash) == load_instrument("phq9").document
    assert get_document(db, sitting.wording_hash) == load_wording("phq9", "en").document


def test_what_the_visit_does_not_ask_cannot_be_begun(sitter: Sitter) -> None:
    with pytest.raises(NotFoundError):
        begin_sitting(
            sitter.instance.db, actor=sitter.actor, visit="baseline", instrument_id="gad7", at=LATER
        )


def test_an_answer_leads_to_the_next_item_and_the_last_to_none(sitter: Sitter) -> None:
    following = sitter.answer("1", 2)
    assert following is not None
    assert following.id == "2"
    assert sitter.answer("9", 0) is None


def test_an_answer_is_kept_with_who_and_when(sitter: Sitter) -> None:
    sitter.answer("1", 2, at=LATER)
    (answer,) = answers_of(sitter.instance.db, sitter.sitting_id)
    assert (answer.item, answer.value, answer.at) == ("1", 2, LATER)
    assert answer.actor == f"patient:{sitter.patient_id}"
    (entry,) = entries_before(sitter.instance.db, limit=1)
    assert (entry.act, entry.patient_id, entry.sitting_id) == (
        "answer.record",
        sitter.patient_id,
        sitter.sitting_id,
    )


def test_a_replay_stores_nothing_and_leads_to_the_same_place(sitter: Sitter) -> None:
    first = sitter.answer("1", 2, key="page")
    before = check_chain(sitter.instance.db)
    assert sitter.answer("1", 2, key="page", at=LATER) == first
    assert check_chain(sitter.instance.db) == before
    assert len(answers_of(sitter.instance.db, sitter.sitting_id)) == 1


def test_a_correction_is_a_new_row_and_the_last_one_counts(sitter: Sitter) -> None:
    sitter.answer("1", 2)
    sitter.answer("1", 3, at=LATER)
    assert [answer.value for answer in answers_of(sitter.instance.db, sitter.sitting_id)] == [2, 3]
    assert current_values_of(sitter.instance.db, sitter.sitting_id) == {"1": 3}


def test_a_replay_of_an_answer_changed_since_is_refused_and_not_taken_for_kept(sitter: Sitter) -> None:
    for value in (2, 0):
        sitter.answer("1", value, key="page")
    with pytest.raises(SupersededError):
        sitter.answer("1", 2, key="page", at=LATER)
    assert current_values_of(sitter.instance.db, sitter.sitting_id) == {"1": 0}


def test_another_choice_on_the_same_page_is_a_correction_too(sitter: Sitter) -> None:
    sitter.answer("1", 2, key="page")
    sitter.answer("1", 3, key="page")
    assert current_values_of(sitter.instance.db, sitter.sitting_id) == {"1": 3}


def test_the_same_key_on_another_item_or_in_another_sitting_is_no_replay(sitter: Sitter) -> None:
    other = seat(sitter.instance, "0102")
    sitter.answer("1", 2, key="page")
    sitter.answer("2", 2, key="page")
    other.answer("1", 2, key="page")
    assert current_values_of(sitter.instance.db, sitter.sitting_id) == {"1": 2, "2": 2}
    assert current_values_of(sitter.instance.db, other.sitting_id) == {"1": 2}


def test_declining_is_an_answer_of_its_own_kind(sitter: Sitter) -> None:
    sitter.answer("1", 1)
    sitter.answer("1", None)
    assert current_values_of(sitter.instance.db, sitter.sitting_id) == {"1": None}
    assert [answer.is_declined for answer in answers_of(sitter.instance.db, sitter.sitting_id)] == [
        False,
        True,
    ]


@pytest.mark.parametrize("value", [4, -1, "2", 1.0, True, "", [1]])
def test_a_value_the_item_does_not_have_is_refused_and_nothing_is_kept(sitter: Sitter, value: object) -> None:
    before = check_chain(sitter.instance.db)
    with pytest.raises(BadValueError, match="is not one of 0, 1, 2, 3"):
        sitter.answer("1", value)
    assert check_chain(sitter.instance.db) == before
    sitter.answer("1", 3)
    assert current_values_of(sitter.instance.db, sitter.sitting_id) == {"1": 3}


def test_an_item_the_questionnaire_does_not_have_is_not_found(sitter: Sitter) -> None:
    with pytest.raises(NotFoundError):
        sitter.answer("10", 1)


def test_nobody_else_reaches_a_patients_sitting(sitter: Sitter) -> None:
    db, sitting_id = sitter.instance.db, sitter.sitting_id
    sitter.answer_all(1)
    staff = [sitter.instance.staff("coordinator"), sitter.instance.staff("investigator")]
    others = [seat(sitter.instance, "0102").actor, *staff]
    before = check_chain(db)
    for other in others:
        with pytest.raises(NotFoundError):
            answering.record_answer(
                db, actor=other, sitting_id=sitting_id, item_id="1", value=3, key="k", at=LATER
            )
        for act in (send_answers, rest, resume, read_alert):
            with pytest.raises(NotFoundError):
                act(db, actor=other, sitting_id=sitting_id, at=LATER)
    assert check_chain(db) == before


def test_a_sitting_that_does_not_exist_is_not_found(sitter: Sitter) -> None:
    with pytest.raises(NotFoundError):
        send_answers(sitter.instance.db, actor=sitter.actor, sitting_id=999, at=LATER)


def test_sending_waits_for_every_item(sitter: Sitter) -> None:
    sitter.answer_all()
    other = seat(sitter.instance, "0102")
    for item in ("1", "2", "3", "4", "5", "6", "7", "9"):
        other.answer(item, 0)
    send_answers(sitter.instance.db, actor=sitter.actor, sitting_id=sitter.sitting_id, at=LATER)
    with pytest.raises(IncompleteError):
        send_answers(sitter.instance.db, actor=other.actor, sitting_id=other.sitting_id, at=LATER)
    assert not get_sitting(sitter.instance.db, other.sitting_id).is_sent
    other.answer("8", None)
    send_answers(sitter.instance.db, actor=other.actor, sitting_id=other.sitting_id, at=LATER)
    assert get_sitting(sitter.instance.db, other.sitting_id).sent_at == LATER


def test_what_was_sent_is_scored_at_once(sitter: Sitter) -> None:
    sitter.answer_all(2)
    assert scores_of(sitter.instance.db, sitter.sitting_id) == ()
    send_answers(sitter.instance.db, actor=sitter.actor, sitting_id=sitter.sitting_id, at=LATER)
    total, algorithm = scores_of(sitter.instance.db, sitter.sitting_id)
    assert (total.scale, total.value, total.status, total.band) == (
        "total",
        18,
        "complete",
        "moderately severe",
    )
    assert algorithm.scale == "algorithm"


def test_sending_twice_is_the_same_as_once(sitter: Sitter) -> None:
    sitter.answer_all()
    for at in (LATER, LATER + timedelta(minutes=1)):
        send_answers(sitter.instance.db, actor=sitter.actor, sitting_id=sitter.sitting_id, at=at)
    assert [event.at for event in events_of(sitter.instance.db, sitter.sitting_id)] == [LATER]
    assert len(scores_of(sitter.instance.db, sitter.sitting_id)) == 2


def test_a_fault_while_scoring_leaves_the_sitting_open(
    sitter: Sitter, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitter.answer_all()
    with monkeypatch.context() as patch:
        patch.setattr(answering, "add_scores", fail)
        with pytest.raises(FaultError):
            send_answers(sitter.instance.db, actor=sitter.actor, sitting_id=sitter.sitting_id, at=LATER)
    assert not get_sitting(sitter.instance.db, sitter.sitting_id).is_sent
    send_answers(sitter.instance.db, actor=sitter.actor, sitting_id=sitter.sitting_id, at=LATER)
    assert get_sitting(sitter.instance.db, sitter.sitting_id).is_sent


def test_after_sending_nothing_can_be_changed_but_a_late_replay_does_no_harm(sitter: Sitter) -> None:
    db, sitting_id = sitter.instance.db, sitter.sitting_id
    sitter.answer_all()
    send_answers(db, actor=sitter.actor, sitting_id=sitting_id, at=LATER)
    before = check_chain(db)
    with pytest.raises(SittingEndedError):
        sitter.answer("1", 3)
    with pytest.raises(SittingEndedError):
        rest(db, actor=sitter.actor, sitting_id=sitting_id, at=LATER)
    sitter.answer("1", 0)  # the very answer of before, as a tablet sends it whose reply was lost
    assert check_chain(db) == before


def test_breaks_and_returns_are_noted_once_each(sitter: Sitter) -> None:
    db = sitter.instance.db
    for act in (resume, rest, rest, resume, resume, rest):
        act(db, actor=sitter.actor, sitting_id=sitter.sitting_id, at=LATER)
    kinds = [event.kind for event in events_of(db, sitter.sitting_id)]
    assert kinds == ["break", "resumed", "break"]


@pytest.mark.parametrize("value", [1, 2, 3])
def test_a_dangerous_answer_raises_its_alert_at_once(sitter: Sitter, value: int) -> None:
    sitter.answer("9", value)
    (alert,) = alerts_of_patient(sitter.instance.db, sitter.patient_id)
    assert (alert.item, alert.value, alert.rule, alert.raised_at) == ("9", value, "self_harm", NOON)
    assert alert.is_open
    assert alert.read_at is None


@pytest.mark.parametrize(("item", "value"), [("9", 0), ("9", None), ("8", 3), ("1", 3)])
def test_no_other_answer_does(sitter: Sitter, item: str, value: int | None) -> None:
    sitter.answer(item, value)
    assert alerts_of_patient(sitter.instance.db, sitter.patient_id) == ()


@pytest.mark.parametrize("step", ["add_alert", "alerts_of_sitting", "current_values_of"])
def test_a_fault_after_the_dangerous_answer_leaves_neither_answer_nor_alert(
    sitter: Sitter, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(answering, step, fail)
        with pytest.raises(FaultError):
            sitter.answer("9", 2)
    assert answers_of(sitter.instance.db, sitter.sitting_id) == ()
    assert alerts_of_patient(sitter.instance.db, sitter.patient_id) == ()
    sitter.answer("9", 2)
    assert len(answers_of(sitter.instance.db, sitter.sitting_id)) == 1
    assert len(alerts_of_patient(sitter.instance.db, sitter.patient_id)) == 1


@pytest.mark.parametrize(
    ("given", "raised"),
    [((1, 3), [1, 3]), ((3, 1), [3]), ((1, 0), [1]), ((1, 0, 1), [1]), ((1, 2, 3), [1, 2, 3]), ((0, 2), [2])],
)
def test_a_worse_answer_raises_another_alert_and_a_milder_one_takes_none_back(
    sitter: Sitter, given: tuple[int, ...], raised: list[int]
) -> None:
    for place, value in enumerate(given):
        sitter.answer("9", value, key=str(place))
    alerts = alerts_of_patient(sitter.instance.db, sitter.patient_id)
    assert [alert.value for alert in alerts] == raised
    assert all(alert.is_open for alert in alerts)


def test_a_replayed_dangerous_answer_raises_one_alert(sitter: Sitter) -> None:
    sitter.answer("9", 2, key="page")
    sitter.answer("9", 2, key="page")
    assert len(alerts_of_patient(sitter.instance.db, sitter.patient_id)) == 1


def test_that_the_patient_read_whom_to_call_is_noted_once(sitter: Sitter) -> None:
    db = sitter.instance.db
    sitter.answer("9", 1)
    for at in (LATER, LATER + timedelta(minutes=1)):
        read_alert(db, actor=sitter.actor, sitting_id=sitter.sitting_id, at=at)
    (alert,) = alerts_of_patient(db, sitter.patient_id)
    assert alert.read_at == LATER
    assert alert.is_open, "reading is not taking charge"


def fail(*_: object, **__: object) -> None:
    """Stand in for a step that breaks."""
    raise FaultError
