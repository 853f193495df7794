"""A patient's visits, and handing the tablet over for one of them."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.actions.scheduling import locales_of_study
from app.errors import NotFoundError
from app.rooms.coordinator import words
from app.rooms.coordinator.room import room
from app.storage.in_force import get_instrument_in_force
from app.storage.sittings import sittings_of_patients
from app.storage.studies import get_study
from app.study.people import Patient
from app.study.visits import Obligation, patient_obligations
from app.web.forms import Form
from app.web.guard import requires
from app.web.request import db, device_in_use, instance, now, patient_for
from app.web.tablets import start_here


@room.get("/patients/<int:patient_id>/visits")
@requires("patient.read")
def visits(patient_id: int) -> ResponseReturnValue:
    """Every visit the protocol plans for the patient, with its window and what became of it."""
    patient = patient_for("patient.read", patient_id)
    has_words = patient.locale in locales_of_study(db(), get_study(db()))
    return render_template(
        "coordinator/visits.html",
        patient=patient,
        obligations=_obligations(patient),
        words=words,
        has_words=has_words,
    )


@room.route("/patients/<int:patient_id>/visits/<visit_id>/start", methods=["GET", "POST"])
@requires("visit.hand_over")
def start(patient_id: int, visit_id: str) -> ResponseReturnValue:
    """Make this device the patient's tablet. The coordinator's own session here ends with it."""
    patient = patient_for("visit.hand_over", patient_id)
    obligation = _obligation(patient, visit_id)
    form = Form()
    if form.validate_on_submit():
        return start_here(patient_id, visit_id)
    today = patient.site.day_of(now())
    return render_template(
        "coordinator/start.html",
        form=form,
        patient=patient,
        obligation=obligation,
        is_outside=obligation.window is not None and today not in obligation.window,
        titles=[get_instrument_in_force(db(), one, patient.locale).title for one in obligation.open],
        tablet=device_in_use(),
        only_enrolled=instance().settings.enrolled_tablets_only,
    )


def _obligations(patient: Patient) -> tuple[Obligation, ...]:
    sittings = sittings_of_patients(db(), [patient.id])[patient.id]
    return patient_obligations(get_study(db()), patient, sittings, patient.site.day_of(now()))


def _obligation(patient: Patient, visit_id: str) -> Obligation:
    for obligation in _obligations(patient):
        if obligation.visit.id == visit_id:
            return obligation
    raise NotFoundError
