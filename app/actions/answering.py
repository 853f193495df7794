"""The patient's acts: beginning a questionnaire, answering, resting, sending."""

from datetime import datetime

from app.actions.scheduling import get_words
from app.errors import IncompleteError, NotAskedError, NotFoundError, SittingEndedError, SupersededError
from app.instruments.adaptive import next_step
from app.instruments.model import Instrument, Item
from app.instruments.paths import Answers, first_open_item, items_on_path, next_item
from app.instruments.safety import fired_rules
from app.instruments.values import Value, check_value, is_code
from app.scoring.engine import score
from app.storage.adaptive_steps import KeptStep, add_step
from app.storage.alerts import add_alert, add_alert_reading, alerts_of_sitting
from app.storage.answers import add_answer, current_values_of, is_current, is_stored
from app.storage.change import Change, changing
from app.storage.comfort import add_sitting_comfort
from app.storage.database import Database, Reading
from app.storage.library import get_instrument, keep_instrument
from app.storage.patients import get_patient
from app.storage.scores import add_scores
from app.storage.sittings import add_sitting, add_sitting_event, events_of, get_sitting, sittings_of_visit
from app.storage.studies import get_study
from app.study.access import Actor
from app.study.sittings import EventKind, Sitting


def begin_sitting(db: Database, *, actor: Actor, visit: str, instrument_id: str, at: datetime) -> int:
    """Begin the visit's questionnaire in the version and words now in force for the patient's language; its id.

    A sitting begun already is returned as it is. RefusedError if the questionnaire cannot be asked.
    """
    with changing(db, actor=actor, act="sitting.begin", at=at) as change:
        patient = get_patient(change, actor.id or 0)
        study = get_study(change)
        if instrument_id not in study.visit(visit).instruments:
            raise NotFoundError
        for sitting in sittings_of_visit(change, patient.id, visit):
            if sitting.instrument == instrument_id:
                return sitting.id
        instrument, wording = get_words(change, instrument_id, patient.locale)
        keep_instrument(change, instrument, wording)
        sitting_id = add_sitting(
            change,
            patient_id=patient.id,
            visit=visit,
            instrument=instrument,
            wording=wording,
            study_hash=study.hash,
        )
        add_sitting_comfort(change, sitting_id, patient.id)
        _keep_step(change, sitting_id, instrument, values={}, answer_id=None)
        return sitting_id


def record_answer(
    db: Database, *, actor: Actor, sitting_id: int, item_id: str, value: object, key: str, at: datetime
) -> Item | None:
    """Store one answer and any alert with it; the next item, or None after the last.

    `value` is None for declined, and `values.READ` for a page of instructions, which cannot be declined.
    The same `key` with the same value again stores nothing: a replay is harmless. If the answer was changed in
    between it is refused with SupersededError: nobody can tell a late replay from a mind changed back on an old page.
    BadValueError if the item does not allow the value, NotAskedError if the item is not on the patient's path,
    SittingEndedError once the sitting was sent.
    """
    with changing(db, actor=actor, act="answer.record", at=at) as change:
        sitting = own_sitting(change, actor, sitting_id)
        instrument = get_instrument(change, sitting.definition_hash)
        kept = _checked(_item(instrument, item_id), value)
        values = current_values_of(change, sitting_id)
        _check_asked(instrument, values, item_id)
        values[item_id] = kept
        if not is_stored(change, sitting_id=sitting_id, item=item_id, value=kept, key=key):
            _check_open(sitting)
            _about(change, sitting)
            answer_id = add_answer(change, sitting_id=sitting_id, item=item_id, value=kept, key=key)
            _raise_alerts(change, sitting, instrument, item_id, kept, answer_id)
            _keep_step(change, sitting_id, instrument, values, answer_id)
        elif not is_current(change, sitting_id=sitting_id, item=item_id, value=kept, key=key):
            _check_open(sitting)
            raise SupersededError
    return next_item(instrument, values, item_id)


def read_alert(db: Database, *, actor: Actor, sitting_id: int, at: datetime) -> None:
    """The patient has read the site's text about whom to call."""
    with changing(db, actor=actor, act="alert.read", at=at) as change:
        sitting = own_sitting(change, actor, sitting_id)
        _about(change, sitting)
        for alert in alerts_of_sitting(change, sitting_id):
            if alert.read_at is None:
                add_alert_reading(change, alert.id)


def rest(db: Database, *, actor: Actor, sitting_id: int, at: datetime) -> None:
    """The patient takes a break."""
    _note(db, actor, sitting_id, "break", at)


def resume(db: Database, *, actor: Actor, sitting_id: int, at: datetime) -> None:
    """The patient is back from a break."""
    _note(db, actor, sitting_id, "resumed", at)


def send_answers(db: Database, *, actor: Actor, sitting_id: int, at: datetime) -> None:
    """Send a questionnaire: it is scored, and its answers can no longer be changed on the tablet.

    IncompleteError while an item is neither answered nor declined. Sending twice is the same as once.
    """
    with changing(db, actor=actor, act="sitting.send", at=at) as change:
        sitting = own_sitting(change, actor, sitting_id)
        if sitting.is_sent:
            return
        instrument = get_instrument(change, sitting.definition_hash)
        values = current_values_of(change, sitting_id)
        if first_open_item(instrument, values) is not None:
            raise IncompleteError
        _about(change, sitting)
        add_sitting_event(change, sitting_id, "sent")
        add_scores(change, sitting, score(instrument, values))


def own_sitting(db: Reading, actor: Actor, sitting_id: int) -> Sitting:
    """The patient's own sitting; NotFoundError for anybody else's, and for one that is void."""
    sitting = get_sitting(db, sitting_id)
    if actor.kind != "tablet" or sitting.patient_id != actor.id or sitting.is_void:
        raise NotFoundError
    return sitting


def _note(db: Database, actor: Actor, sitting_id: int, kind: EventKind, at: datetime) -> None:
    with changing(db, actor=actor, act=f"sitting.{kind}", at=at) as change:
        sitting = own_sitting(change, actor, sitting_id)
        _check_open(sitting)
        last = next((event.kind for event in reversed(events_of(change, sitting_id))), "resumed")
        if last != kind:
            _about(change, sitting)
            add_sitting_event(change, sitting_id, kind)


def _raise_alerts(
    change: Change,
    sitting: Sitting,
    instrument: Instrument,
    item_id: str,
    value: Value | None,
    answer_id: int,
) -> None:
    if not is_code(value):
        return
    for rule in fired_rules(instrument, item_id, value):
        heard = [
            alert
            for alert in alerts_of_sitting(change, sitting.id)
            if alert.rule == rule.id and alert.is_open
        ]
        if all(alert.value < value for alert in heard):
            add_alert(
                change,
                patient_id=sitting.patient_id,
                sitting_id=sitting.id,
                answer_id=answer_id,
                rule=rule.id,
            )


def _keep_step(
    change: Change, sitting_id: int, instrument: Instrument, values: Answers, answer_id: int | None
) -> None:
    """What an adaptive instrument asks next stands beside the answer that led to it."""
    if instrument.adaptive is not None:
        kept = KeptStep(position=len(values) + 1, answer_id=answer_id, step=next_step(instrument, values))
        add_step(change, sitting_id, kept)


def _item(instrument: Instrument, item_id: str) -> Item:
    try:
        return instrument.item(item_id)
    except KeyError as error:
        raise NotFoundError from error


def _checked(item: Item, value: object) -> Value | None:
    """What is to be kept; a page that is only read cannot be declined."""
    return None if value is None and item.is_question else check_value(item, value)


def _about(change: Change, sitting: Sitting) -> None:
    change.patient_id, change.sitting_id = sitting.patient_id, sitting.id


def _check_asked(instrument: Instrument, values: Answers, item_id: str) -> None:
    if instrument.item(item_id) not in items_on_path(instrument, values):
        raise NotAskedError


def _check_open(sitting: Sitting) -> None:
    if sitting.is_sent:
        raise SittingEndedError
