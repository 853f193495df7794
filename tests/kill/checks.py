"""What must hold after any number of deaths; each check returns what is wrong, in words."""

from collections import Counter
from collections.abc import Iterable, Iterator

from app.actions.verifying import verify_record
from app.storage.database import Database
from tests.kill.patients import Given, Patient


def faults_of(db: Database, patients: Iterable[Patient]) -> list[str]:
    """Everything that is wrong with the record."""
    patients = list(patients)
    verify_record(db)
    return [
        *lost_answers(db, (given for patient in patients for given in patient.acknowledged)),
        *answers_stored_twice(db),
        *half_sittings(db, [sitting_id for patient in patients for sitting_id in patient.sent]),
        *dangers_unheard(db),
    ]


def lost_answers(db: Database, acknowledged: Iterable[Given]) -> Iterator[str]:
    """Acknowledged answers that are not in the record, or not as they were given."""
    kept = {Given(*row) for row in db.rows("select sitting_id, item, value, key from answer")}  # type: ignore[misc]
    yield from (f"lost: {given}" for given in acknowledged if given not in kept)


def answers_stored_twice(db: Database) -> Iterator[str]:
    """Items with more than one answer: these patients answer each item once."""
    rows = db.rows("select sitting_id, item from answer")
    counts = Counter((row["sitting_id"], row["item"]) for row in rows)
    yield from (f"stored {times} times: {place}" for place, times in counts.items() if times > 1)


def half_sittings(db: Database, sent: list[int]) -> Iterator[str]:
    """Sittings sent without all their scores, scored without being sent, or acknowledged as sent but open."""
    scales = {"phq9": 2, "mfis": 5, "rand36": 9}
    for row in db.rows(
        """select sitting_id, instrument,
               (select count(*) from sitting_event as e where e.sitting_id = s.sitting_id and kind = 'sent') as sent,
               (select count(*) from score where score.sitting_id = s.sitting_id) as scores,
               (select count(distinct item) from answer where answer.sitting_id = s.sitting_id) as items
           from sitting as s"""
    ):
        whole = (1, scales[row["instrument"]], {"phq9": 9, "mfis": 21, "rand36": 36}[row["instrument"]])
        found = (row["sent"], row["scores"], row["items"])
        if found != whole and found[:2] != (0, 0):
            yield f"half: sitting {row['sitting_id']} has (sent, scores, items) {found}, not {whole}"
        if row["sent"] == 0 and row["sitting_id"] in sent:
            yield f"lost: that sitting {row['sitting_id']} was sent"


def dangers_unheard(db: Database) -> Iterator[str]:
    """Dangerous answers without an alert of their own."""
    for row in db.rows(
        """select answer_id from answer join sitting using (sitting_id)
           where instrument = 'phq9' and item = '9' and value >= 1
             and not exists (select 1 from alert where alert.answer_id = answer.answer_id)"""
    ):
        yield f"unheard: the dangerous answer {row['answer_id']}"
