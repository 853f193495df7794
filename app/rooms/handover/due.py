"""What is to be answered at a site today."""

from dataclasses import dataclass
from datetime import datetime

from app.storage.database import Reading
from app.storage.patients import patients_of
from app.storage.sittings import sittings_of_patients
from app.storage.studies import get_study
from app.study.people import Patient, Site
from app.study.visits import Obligation, State, patient_obligations

STATES: tuple[State, ...] = ("in progress", "due", "overdue")
EVERYONE = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DueVisit:
    """One patient's visit that can be answered now."""

    patient: Patient
    obligation: Obligation


def due_visits(db: Reading, site: Site, at: datetime) -> tuple[DueVisit, ...]:
    """Visits begun, then those whose window is open today, then those it closed for; by code in each."""
    study, patients = get_study(db), patients_of(db, [site.id], limit=EVERYONE)
    sittings = sittings_of_patients(db, [patient.id for patient in patients])
    found = [
        DueVisit(patient=patient, obligation=obligation)
        for patient in patients
        for obligation in patient_obligations(study, patient, sittings[patient.id], site.day_of(at))
        if obligation.state in STATES and obligation.window is not None
    ]
    return tuple(
        sorted(found, key=lambda one: (STATES.index(one.obligation.state), one.patient.code, _due(one)))
    )


def _due(one: DueVisit) -> str:
    return "" if one.obligation.window is None else one.obligation.window.due_on.isoformat()
