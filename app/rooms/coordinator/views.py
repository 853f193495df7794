"""The list of patients."""

from collections import Counter

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.rooms.coordinator import words
from app.rooms.coordinator.forms import SearchForm
from app.rooms.coordinator.room import room
from app.rooms.coordinator.rows import PatientRow, build_row
from app.storage.patients import find_patient_by_code, get_patient, patients_of
from app.storage.sittings import sittings_of_patients
from app.storage.studies import get_study
from app.study.access import may, sites_for
from app.study.people import Patient
from app.study.visits import patient_obligations
from app.web.guard import requires
from app.web.request import actor, db, now, patient_for
from app.web.staff_pages import staff_page

PAGE = 50


@room.get("/patients")
@requires("patient.list")
def patients() -> ResponseReturnValue:
    """Patients by code; on the first page those with an open alert stand first."""
    after_id = request.args.get("after", type=int)
    after = "" if after_id is None else patient_for("patient.list", after_id).code
    found = patients_of(db(), sites_for(actor(), "patient.list"), after=after, limit=PAGE + 1)
    shown, has_more = found[:PAGE], len(found) > PAGE
    in_danger = _in_danger()
    first = () if after else tuple(get_patient(db(), patient_id) for patient_id in in_danger)
    rest = tuple(patient for patient in shown if patient.id not in in_danger)
    return _list_page(
        _rows(first + rest), SearchForm(), next_after=shown[-1].id if has_more else None, is_first=not after
    )


@room.post("/patients/search")
@requires("patient.list")
def search() -> ResponseReturnValue:
    """Patients by the beginning of their code, which is sent in the form and so never stands in an address."""
    form = SearchForm()
    code = (form.code.data or "").strip().upper() if form.validate_on_submit() else ""
    exact = find_patient_by_code(db(), code)
    if exact is not None and may(actor(), "patient.list", exact.site.id):
        return redirect(url_for("coordinator.visits", patient_id=exact.id), 303)
    found = patients_of(db(), sites_for(actor(), "patient.list"), search=code, limit=PAGE)
    return _list_page(_rows(found), form, search=code, is_cut=len(found) == PAGE)


def _list_page(rows: tuple[PatientRow, ...], form: SearchForm, **context: object) -> str:
    defaults: dict[str, object] = {"next_after": None, "is_first": True, "search": None, "is_cut": False}
    context = {**defaults, **context}
    return render_template("coordinator/patients.html", rows=rows, form=form, words=words, **context)


def _in_danger() -> Counter[int]:
    """Patient id -> number of alerts nobody has signed for; the oldest alert first."""
    return Counter(alert.patient_id for alert in staff_page().alerts)


def _rows(patients: tuple[Patient, ...]) -> tuple[PatientRow, ...]:
    study, in_danger = get_study(db()), _in_danger()
    sittings = sittings_of_patients(db(), [patient.id for patient in patients])
    return tuple(
        build_row(
            patient,
            patient_obligations(study, patient, sittings[patient.id], patient.site.day_of(now())),
            in_danger[patient.id],
        )
        for patient in patients
    )
