"""Printing a patient's summary; who printed what is part of the record."""

import hashlib
from datetime import datetime

from app.reports.content import build_report
from app.reports.html import render_html
from app.reports.press import Press
from app.storage.change import changing
from app.storage.database import Database
from app.storage.patients import get_patient
from app.storage.prints import add_print
from app.storage.records import PRINT, get_record
from app.study.access import Actor, check_may, may


def print_patient(db: Database, *, actor: Actor, patient_id: int, press: Press, at: datetime) -> bytes:
    """The patient's summary as a PDF. The same record on the same day gives the same bytes; PdfError if it fails."""
    site_id = get_patient(db, patient_id).site.id
    check_may(actor, PRINT, site_id)
    record = get_record(db, patient_id, at)
    if not may(actor, "arm.read", site_id):
        record = record.blinded()
    pdf = press.print(render_html(build_report(record)))
    with changing(db, actor=actor, act=PRINT, at=at) as change:
        change.patient_id = patient_id
        add_print(
            change, patient_id=patient_id, record_hash=record.hash, sha256=hashlib.sha256(pdf).hexdigest()
        )
    return pdf
