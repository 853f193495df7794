"""Everything known of one patient, read in one snapshot."""

import hashlib
from datetime import datetime

from app import clock
from app.record import Record, SittingRecord
from app.storage.alerts import alerts_of_patient
from app.storage.answers import answers_of
from app.storage.database import Database, Reading
from app.storage.library import get_instrument, get_wording
from app.storage.patients import get_patient
from app.storage.scores import scores_of
from app.storage.sittings import events_of, sittings_of_patients, void_sittings_of
from app.storage.staff import names_of_staff
from app.storage.studies import get_study
from app.study.sittings import Sitting

PRINT = "report.print"


def get_record(db: Database, patient_id: int, at: datetime) -> Record:
    """The patient's record as it stands, seen on the site's day at the instant `at`; NotFoundError if unknown."""
    with db.snapshot():
        patient = get_patient(db, patient_id)
        sittings = sittings_of_patients(db, [patient_id])[patient_id]
        void = void_sittings_of(db, patient_id)
        instruments = {s.definition_hash: get_instrument(db, s.definition_hash) for s in sittings + void}
        data_cut, chain_head, hash = _cut_of(db, patient_id)
        return Record(
            study=get_study(db),
            patient=patient,
            sittings=tuple(_sitting_record(db, sitting) for sitting in sittings),
            void=tuple(_sitting_record(db, sitting) for sitting in void),
            alerts=alerts_of_patient(db, patient_id),
            instruments=instruments,
            wordings={
                s.wording_hash: get_wording(db, s.wording_hash, instruments[s.definition_hash])
                for s in sittings + void
            },
            staff_names=names_of_staff(db),
            today=patient.site.day_of(at),
            data_cut=data_cut,
            chain_head=chain_head,
            hash=hash,
        )


def _sitting_record(db: Reading, sitting: Sitting) -> SittingRecord:
    return SittingRecord(
        sitting=sitting,
        answers=answers_of(db, sitting.id),
        events=events_of(db, sitting.id),
        scores=scores_of(db, sitting.id),
    )


def _cut_of(db: Reading, patient_id: int) -> tuple[datetime, str, str]:
    """The instant and the link of the last entry about the patient, prints aside, and the hash over all of them."""
    rows = db.rows(
        "select at, chain from audit_entry where patient_id = ? and act != ? order by entry_id",
        patient_id,
        PRINT,
    )
    digest = hashlib.sha256("\n".join(row["chain"] for row in rows).encode()).hexdigest()
    return clock.from_text(rows[-1]["at"]), rows[-1]["chain"], digest
