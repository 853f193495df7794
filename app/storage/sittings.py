"""Sittings and what happened in them. A sitting's state is read from its events and answers, never stored.

What is void stands beside the others and counts nowhere: reading functions leave it out unless they say otherwise.
"""

from collections.abc import Iterable, Iterator

from app import clock
from app.errors import NotFoundError
from app.instruments.model import Instrument, Wording
from app.storage.change import Change
from app.storage.database import Database, Reading, Row
from app.study.sittings import EventKind, Sitting, SittingEvent, Voiding

SITTING = """
    select sitting.*, v.at as voided_at, v.reason as voided_because, staff.name as voided_by,
        (select min(at) from sitting_event as e where e.sitting_id = sitting.sitting_id and e.kind = 'sent') as sent_at
    from sitting left join sitting_voiding as v using (sitting_id) left join staff using (staff_id)
"""


def add_sitting(
    change: Change, *, patient_id: int, visit: str, instrument: Instrument, wording: Wording, study_hash: str
) -> int:
    """Begin a sitting in the given version and words, which are kept already, in the place of a void one, if any."""
    change.patient_id = patient_id
    void = change.row(
        "select max(sitting_id) as last from sitting where patient_id = ? and visit = ? and instrument = ?",
        patient_id,
        visit,
        instrument.id,
    )
    change.sitting_id = change.add(
        "sitting",
        patient_id=patient_id,
        visit=visit,
        instrument=instrument.id,
        definition_hash=instrument.hash,
        wording_hash=wording.hash,
        study_hash=study_hash,
        locale=wording.locale,
        begun_at=clock.to_text(change.at),
        replaces=None if void is None else void["last"],
    )
    return change.sitting_id


def add_sitting_event(change: Change, sitting_id: int, kind: EventKind) -> None:
    """Note a break, a return, or the sending."""
    change.add(
        "sitting_event",
        sitting_id=sitting_id,
        kind=kind,
        at=clock.to_text(change.at),
        actor=change.actor.name,
    )


def add_voiding(change: Change, sitting_id: int, staff_id: int, reason: str) -> None:
    """Quarantine a sitting with everything in it; a new one may then stand in its place."""
    change.add(
        "sitting_voiding",
        sitting_id=sitting_id,
        staff_id=staff_id,
        at=clock.to_text(change.at),
        reason=reason,
    )


def get_sitting(db: Reading, sitting_id: int) -> Sitting:
    """The sitting of that id, void or not."""
    row = db.row(SITTING + "where sitting_id = ?", sitting_id)
    if row is None:
        raise NotFoundError
    return _sitting(row)


def sittings_of_visit(db: Reading, patient_id: int, visit: str) -> tuple[Sitting, ...]:
    """The visit's sittings so far, in the order they were begun."""
    rows = db.rows(
        SITTING + "where patient_id = ? and visit = ? and v.at is null order by sitting_id", patient_id, visit
    )
    return tuple(_sitting(row) for row in rows)


def void_sittings_of(db: Reading, patient_id: int) -> tuple[Sitting, ...]:
    """The patient's sittings that are void, in the order they were begun."""
    rows = db.rows(SITTING + "where patient_id = ? and v.at is not null order by sitting_id", patient_id)
    return tuple(_sitting(row) for row in rows)


def sittings_of_patients(db: Reading, patient_ids: Iterable[int]) -> dict[int, tuple[Sitting, ...]]:
    """Per patient all sittings, in the order they were begun."""
    ids = list(patient_ids)
    marks = ", ".join("?" * len(ids))
    found: dict[int, tuple[Sitting, ...]] = dict.fromkeys(ids, ())
    for row in db.rows(SITTING + f"where patient_id in ({marks}) and v.at is null order by sitting_id", *ids):
        found[row["patient_id"]] += (_sitting(row),)
    return found


def sent_sittings(db: Database) -> Iterator[Sitting]:
    """Every sitting that was sent, one by one, void ones as well: what is quarantined is proved like the rest."""
    for row in db.stream(SITTING + "where sent_at is not null order by sitting_id"):
        yield _sitting(row)


def sittings_under(db: Database, definition_hash: str) -> Iterator[Sitting]:
    """Every sitting begun under that definition, one by one, void ones as well."""
    for row in db.stream(SITTING + "where definition_hash = ? order by sitting_id", definition_hash):
        yield _sitting(row)


def definitions_in_use(db: Reading) -> tuple[str, ...]:
    """The hash of every definition that a sitting was begun under."""
    return tuple(row["definition_hash"] for row in db.rows("select distinct definition_hash from sitting"))


def find_misplaced(db: Reading) -> int | None:
    """A sitting beside which an earlier one of the same patient, visit and instrument still counts, or None."""
    row = db.row(
        """select later.sitting_id from sitting as later join sitting as earlier
               using (patient_id, visit, instrument)
           where earlier.sitting_id < later.sitting_id
             and not exists (select 1 from sitting_voiding as v where v.sitting_id = earlier.sitting_id)"""
    )
    return None if row is None else row["sitting_id"]


def events_of(db: Reading, sitting_id: int) -> tuple[SittingEvent, ...]:
    """Breaks, returns and the sending, in the order they happened."""
    rows = db.rows("select * from sitting_event where sitting_id = ? order by sitting_event_id", sitting_id)
    return tuple(
        SittingEvent(kind=row["kind"], at=clock.from_text(row["at"]), actor=row["actor"]) for row in rows
    )


def _sitting(row: Row) -> Sitting:
    return Sitting(
        id=row["sitting_id"],
        patient_id=row["patient_id"],
        visit=row["visit"],
        instrument=row["instrument"],
        definition_hash=row["definition_hash"],
        wording_hash=row["wording_hash"],
        locale=row["locale"],
        begun_at=clock.from_text(row["begun_at"]),
        sent_at=clock.from_optional_text(row["sent_at"]),
        voiding=voiding_of(row),
    )


def voiding_of(row: Row) -> Voiding | None:
    """The voiding in a row that joins one, None where the sitting counts."""
    if row["voided_at"] is None:
        return None
    return Voiding(
        at=clock.from_text(row["voided_at"]), staff_name=row["voided_by"], reason=row["voided_because"]
    )
