"""The audit trail, the newest first."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.errors import RefusedError
from app.rooms.monitor import words
from app.rooms.monitor.forms import FilterForm
from app.rooms.monitor.room import room
from app.storage.audit import entries_before
from app.storage.patients import find_patient_by_code
from app.storage.staff import names_of_staff
from app.study.access import may, sites_for
from app.study.people import Patient
from app.web.forms import refuse
from app.web.guard import requires
from app.web.language import _
from app.web.request import actor, db, patient_for

PAGE = 50


@room.get("/audit")
@requires("audit.read")
def audit_trail() -> ResponseReturnValue:
    """Entries about one's own sites' patients and about nobody in particular, a page at a time."""
    patient_id = request.args.get("patient", type=int)
    patient = None if patient_id is None else patient_for("audit.read", patient_id)
    form = FilterForm(code=patient.code if patient else "")
    return _trail_page(form, patient, request.args.get("before", type=int))


@room.post("/audit")
@requires("audit.read")
def find_entries() -> ResponseReturnValue:
    """Entries about one patient; the code comes in the form, so that it never stands in an address."""
    form = FilterForm()
    code = (form.code.data or "").strip().upper()
    if not code:
        return redirect(url_for("monitor.audit_trail"), 303)
    patient = find_patient_by_code(db(), code) if form.validate_on_submit() else None
    if patient is not None and may(actor(), "audit.read", patient.site.id):
        return redirect(url_for("monitor.audit_trail", patient=patient.id), 303)
    refuse(form.code, RefusedError(_("There is no patient with this code.")))
    return _trail_page(form, None, None), 422


def _trail_page(form: FilterForm, patient: Patient | None, before: int | None) -> str:
    entries = entries_before(
        db(),
        before=before,
        patient_id=patient.id if patient else None,
        site_ids=sites_for(actor(), "audit.read"),
        limit=PAGE + 1,
    )
    return render_template(
        "monitor/audit_trail.html",
        form=form,
        patient=patient,
        entries=entries[:PAGE],
        next_before=entries[PAGE - 1].id if len(entries) > PAGE else None,
        is_first=before is None,
        staff_names=names_of_staff(db()),
        words=words,
    )
