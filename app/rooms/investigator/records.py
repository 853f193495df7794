"""A patient's record on the screen, and the same content as a PDF."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.actions.reporting import print_patient
from app.reports.charts import render_chart
from app.reports.content import build_report
from app.rooms.investigator.room import room
from app.storage.records import get_record
from app.study.access import may
from app.translations.catalogues import SOURCE
from app.web.guard import requires
from app.web.languages import speaking
from app.web.request import actor, db, instance, now, patient_for


@room.get("/patients/<int:patient_id>/record")
@requires("patient.read")
def record(patient_id: int) -> ResponseReturnValue:
    """Danger, how it is now, what changed, the trends, then everything; the arm only for who may know it."""
    patient = patient_for("patient.read", patient_id)
    found = get_record(db(), patient_id, now())
    seen = found if may(actor(), "arm.read", patient.site.id) else found.blinded()
    with speaking(SOURCE):
        content = render_template(
            "investigator/content.html", patient=patient, report=build_report(seen), render_chart=render_chart
        )
    return render_template("investigator/record.html", patient=patient, content=Markup(content))  # noqa: S704  (a template's own)


@room.post("/patients/<int:patient_id>/summary")
@requires("report.print")
def summary(patient_id: int) -> ResponseReturnValue:
    """The summary as a PDF. It is a POST because every print is an act of its own in the audit trail."""
    patient = patient_for("report.print", patient_id)
    pdf = print_patient(db(), actor=actor(), patient_id=patient_id, press=instance().press, at=now())
    name = f"{patient.code}-summary.pdf"
    return Response(
        pdf, mimetype="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
