"""An adaptive sitting: what is asked next follows from the answers, is kept with each of them, and can be replayed."""

import pytest

from app.actions import answering
from app.actions.answering import begin_sitting, rest, resume, send_answers
from app.actions.verifying import verify_record
from app.errors import (
    BadValueError,
    IncompleteError,
    NotAskedError,
    NotFoundError,
    SittingEndedError,
    TamperedError,
)
from app.instruments.adaptive import Step, next_step
from app.storage.adaptive_steps import KeptStep, add_step, steps_of
from app.storage.answers import answers_of, current_values_of
from app.storage.audit import check_chain, entries_before
from app.storage.change import changing
from app.storage.library import get_instrument
from app.storage.scores import scores_of
from app.storage.sittings import get_sitting
from app.study.access import Actor
from tests.core.plain_adaptive import plain_step
from tests.core.storm import STORM
from tests.practice import PracticeInstance
from tests.storm import NOON, VISIT, StormSitter, seat_before_storm


@pytest.fixture
def sitter(instance: PracticeInstance) -> StormSitter:
    return seat_before_storm(instance, "0101")


def go_on(sitter: StormSitter, *values: int | None) -> list[str]:
    """Answer what is asked with these values, one by one; the items that were asked."""
    asked = []
    for value in values:
        item_id = steps_of(sitter.instance.db, sitter.sitting_id)[-1].step.item
        assert item_id is not None
        asked.append(item_id)
        following = sitter.answer(item_id, value)
        kept = steps_of(sitter.instance.db, sitter.sitting_id)[-1].step.item
        assert kept == (None if following is None else following.id)
    return asked


def test_a_sitting_is_begun_under_the_definition_with_its_parameters(sitter: StormSitter) -> None:
    sitting = get_sitting(sitter.instance.db, sitter.sitting_id)
    assert get_instrument(sitter.instance.db, sitting.definition_hash) == STORM


def test_the_first_item_is_chosen_and_kept_when_the_sitting_begins(sitter: StormSitter) -> None:
    db = sitter.instance.db
    first = KeptStep(position=1, answer_id=None, step=Step("5", 0.0, 1.0))
    assert steps_of(db, sitter.sitting_id) == (first,)
    begin_sitting(db, actor=sitter.actor, visit=VISIT, instrument_id="storm", at=NOON)
    assert steps_of(db, sitter.sitting_id) == (first,)


def test_every_answer_keeps_what_was_chosen_after_it_under_the_same_entry(sitter: StormSitter) -> None:
    db = sitter.instance.db
    asked = go_on(sitter, 4, None, 5)
    steps, answers = steps_of(db, sitter.sitting_id), answers_of(db, sitter.sitting_id)
    assert [answer.item for answer in answers] == asked
    assert [step.answer_id for step in steps] == [None, *(answer.id for answer in answers)]
    assert [step.position for step in steps] == [1, 2, 3, 4]
    rows = db.rows(
        "select s.entry_id as step, a.entry_id as answer from adaptive_step as s join answer as a using (answer_id)"
    )
    assert len(rows) == 3
    assert all(row["step"] == row["answer"] for row in rows)
    given: dict[str, int | None] = {}
    for kept, answer in zip(steps, [*answers, None], strict=True):
        item, theta, standard_error = plain_step(given)
        assert kept.step.item == item
        assert (kept.step.theta, kept.step.standard_error) == pytest.approx((theta, standard_error), abs=1e-6)
        if answer is not None:
            assert not isinstance(answer.value, str)
            given[answer.item] = answer.value


def test_the_answers_come_in_the_order_in_which_the_items_were_first_met(sitter: StormSitter) -> None:
    asked = go_on(sitter, 4, None, 5, 3)
    sitter.answer(asked[1], 2)
    sitter.answer(asked[0], None)
    values = current_values_of(sitter.instance.db, sitter.sitting_id)
    assert [*values.items()] == [(asked[0], None), (asked[1], 2), (asked[2], 5), (asked[3], 3)]


def test_changing_an_earlier_answer_chooses_anew_for_the_same_position(sitter: StormSitter) -> None:
    db = sitter.instance.db
    asked = go_on(sitter, 5, 5)
    before = steps_of(db, sitter.sitting_id)[-1]
    following = sitter.answer(asked[0], 1)
    after = steps_of(db, sitter.sitting_id)[-1]
    assert following is not None
    assert following.id == asked[1]
    assert (before.position, after.position) == (3, 3)
    assert before.step.item != after.step.item
    assert after.step == next_step(STORM, {asked[0]: 1, asked[1]: 5})


def test_a_replay_keeps_no_second_step(sitter: StormSitter) -> None:
    db = sitter.instance.db
    sitter.answer("5", 4, key="page")
    before = check_chain(db)
    sitter.answer("5", 4, key="page")
    assert check_chain(db) == before


@pytest.mark.parametrize("value", [3, None])
def test_an_item_that_was_not_chosen_is_not_taken(sitter: StormSitter, value: int | None) -> None:
    before = check_chain(sitter.instance.db)
    with pytest.raises(NotAskedError):
        sitter.answer("1", value)
    with pytest.raises(BadValueError):
        sitter.answer("5", 6)
    with pytest.raises(NotFoundError):
        sitter.answer("21", 1)
    assert check_chain(sitter.instance.db) == before


def test_an_item_put_aside_by_a_changed_answer_is_not_taken_any_more(sitter: StormSitter) -> None:
    asked = go_on(sitter, 5, 5)
    put_aside = steps_of(sitter.instance.db, sitter.sitting_id)[-1].step.item
    assert put_aside is not None
    sitter.answer(asked[0], 1)
    with pytest.raises(NotAskedError):
        sitter.answer(put_aside, 3)


def test_answer_and_step_are_kept_together_or_not_at_all(
    sitter: StormSitter, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = check_chain(sitter.instance.db)

    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(answering, "add_step", fail)
    with pytest.raises(OSError, match=r"^$"):
        sitter.answer("5", 4)
    assert answers_of(sitter.instance.db, sitter.sitting_id) == ()
    assert check_chain(sitter.instance.db) == before


def test_nothing_is_sent_before_the_test_is_over_and_then_it_is_scored(sitter: StormSitter) -> None:
    db = sitter.instance.db
    asked = go_on(sitter, 3, 3)
    rest(db, actor=sitter.actor, sitting_id=sitter.sitting_id, at=NOON)
    with pytest.raises(IncompleteError):
        send_answers(db, actor=sitter.actor, sitting_id=sitter.sitting_id, at=NOON)
    resume(db, actor=sitter.actor, sitting_id=sitter.sitting_id, at=NOON)
    while steps_of(db, sitter.sitting_id)[-1].step.item is not None:
        asked += go_on(sitter, 3)
    send_answers(db, actor=sitter.actor, sitting_id=sitter.sitting_id, at=NOON)
    last = steps_of(db, sitter.sitting_id)[-1]
    (score,) = scores_of(db, sitter.sitting_id)
    assert last.position == len(asked) + 1
    assert score.value == pytest.approx(50 + 10 * last.step.theta, abs=1e-5)
    assert score.standard_error == pytest.approx(10 * last.step.standard_error, abs=1e-5)
    assert (score.status, score.answered, score.of) == ("complete", len(asked), len(asked))
    with pytest.raises(SittingEndedError):
        sitter.answer(asked[0], 1)
    verify_record(db)


def test_a_whole_path_is_verified_sent_or_not_with_changed_and_declined_answers(sitter: StormSitter) -> None:
    asked = go_on(sitter, 4, None, 5)
    sitter.answer(asked[0], 2)
    sitter.answer(asked[1], 1)
    go_on(sitter, 2)
    seat_elsewhere(sitter)
    assert verify_record(sitter.instance.db).paths == 2


def test_verify_names_the_first_step_that_the_answers_do_not_lead_to(
    sitter: StormSitter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A chain that is whole proves nothing here: it was the engine that chose wrongly."""
    go_on(sitter, 4)
    with monkeypatch.context() as patch:
        patch.setattr(answering, "next_step", lambda *_: Step("1", 0.25, 0.5))
        sitter.answer("10", 4)
    sitter.answer("5", 3)
    right = next_step(STORM, {"5": 4, "10": 4})
    answer_id = answers_of(sitter.instance.db, sitter.sitting_id)[1].id
    with pytest.raises(TamperedError) as caught:
        verify_record(sitter.instance.db)
    assert caught.value.message == (
        f"Sitting {sitter.sitting_id}: step 3 of its adaptive path is kept as item 1 at position 3 after answer "
        f"{answer_id} (theta 0.250000, standard error 0.500000); its answers lead to item {right.item} at "
        f"position 3 after answer {answer_id} (theta {right.theta:.6f}, standard error {right.standard_error:.6f})."
    )


def test_verify_names_a_step_that_was_not_kept(sitter: StormSitter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "add_step", lambda *_: None)
    sitter.answer("5", 4)
    with pytest.raises(TamperedError, match=r"step 2 of its adaptive path is kept as no step"):
        verify_record(sitter.instance.db)


def test_verify_names_a_step_that_no_answer_of_the_sitting_led_to(sitter: StormSitter) -> None:
    db, other = sitter.instance.db, seat_elsewhere(sitter)
    other.answer("5", 4)
    (answer,) = answers_of(db, other.sitting_id)
    with changing(db, actor=sitter.actor, act="answer.record", at=NOON) as change:
        stray = KeptStep(position=2, answer_id=answer.id, step=next_step(STORM, {"5": 4}))
        add_step(change, sitter.sitting_id, stray)
    with pytest.raises(
        TamperedError, match=rf"Sitting {sitter.sitting_id}: step 2 .*; its answers lead to no step"
    ):
        verify_record(db)


def seat_elsewhere(sitter: StormSitter) -> StormSitter:
    """Another patient before the same bank."""
    patient_id = sitter.instance.enrol("0102")
    actor = Actor(kind="tablet", name=f"patient:{patient_id}", id=patient_id)
    sitting_id = begin_sitting(sitter.instance.db, actor=actor, visit=VISIT, instrument_id="storm", at=NOON)
    return StormSitter(sitter.instance, patient_id, sitting_id)


def test_a_step_is_in_the_trail_under_the_act_that_made_it(sitter: StormSitter) -> None:
    (begun,) = entries_before(sitter.instance.db, limit=1)
    assert begun.act == "sitting.begin"
    go_on(sitter, 4)
    (answered,) = entries_before(sitter.instance.db, limit=1)
    assert answered.act == "answer.record"
    row = sitter.instance.db.row("select entry_id from adaptive_step where answer_id is not null")
    assert row is not None
    assert row["entry_id"] == answered.id
