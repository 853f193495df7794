"""The patient's acts about reading: choosing what is easiest, and having words read aloud."""

from datetime import datetime

from app.actions.answering import own_sitting
from app.errors import NotAllowedError, NotFoundError, SittingEndedError
from app.storage.change import Change, changing
from app.storage.comfort import add_comfort, add_reading_aloud, add_sitting_comfort, find_comfort
from app.storage.database import Database
from app.storage.library import get_instrument
from app.storage.sittings import sittings_of_visit
from app.storage.studies import get_study
from app.study.access import Actor
from app.study.comfort import Comfort


def choose_comfort(db: Database, *, actor: Actor, visit: str, comfort: Comfort, at: datetime) -> None:
    """Keep how the patient likes to read, for now and for the next visits.

    From now on it is also what the visit's open sittings are read with. The same choice again changes nothing.
    """
    with changing(db, actor=actor, act="comfort.choose", at=at) as change:
        patient_id = actor.id or 0
        if find_comfort(change, patient_id) == comfort:
            return
        change.patient_id = patient_id
        add_comfort(change, patient_id, comfort)
        _note_in_sittings(change, patient_id, visit)


def note_reading_aloud(
    db: Database, *, actor: Actor, sitting_id: int, item_id: str, voice: str, at: datetime
) -> None:
    """Record that the item is being read aloud, and by which of the tablet's own voices.

    NotAllowedError where the study has no reading aloud; NotFoundError if the sitting has no such item.
    """
    with changing(db, actor=actor, act="item.read_aloud", at=at) as change:
        sitting = own_sitting(change, actor, sitting_id)
        if not get_study(change).reads_aloud:
            raise NotAllowedError
        if sitting.is_sent:
            raise SittingEndedError
        instrument = get_instrument(change, sitting.definition_hash)
        if all(item.id != item_id for item in instrument.items):
            raise NotFoundError
        change.patient_id, change.sitting_id = sitting.patient_id, sitting.id
        add_reading_aloud(change, sitting_id, item_id, voice)


def _note_in_sittings(change: Change, patient_id: int, visit: str) -> None:
    for sitting in sittings_of_visit(change, patient_id, visit):
        if not sitting.is_sent:
            add_sitting_comfort(change, sitting.id, patient_id)
