"""The questionnaires: what they ask, how they are scored, and on whose authority."""

from io import BytesIO

from flask import render_template, send_file
from flask.typing import ResponseReturnValue

from app.instruments.model import Instrument, Wording
from app.instruments.needs import asking_faults, unmet_needs
from app.rooms.monitor import words
from app.rooms.monitor.room import room
from app.rooms.monitor.sources import packs_of, words_of
from app.scoring.manual.entries import EVIDENCE
from app.scoring.manual.items import asking_entries, item_groups, safety_saying
from app.scoring.manual.scales import references_of, scales_manual
from app.storage.in_force import (
    find_wording_in_force,
    get_instrument_in_force,
    instruments_in_force,
    is_file_superseded,
    locales_in_force,
    locales_of,
    versions_of,
)
from app.storage.staff import names_of_staff
from app.storage.wordings import get_certificate
from app.web.guard import requires
from app.web.language import said
from app.web.request import db


@room.get("/instruments")
@requires("instrument.read")
def instruments() -> ResponseReturnValue:
    """Every instrument of the instance's library."""
    rows = [(instrument, locales_in_force(db(), instrument.id)) for instrument in instruments_in_force(db())]
    return render_template("monitor/instruments.html", rows=rows)


@room.get("/instruments/<instrument_id>")
@requires("instrument.read")
def instrument(instrument_id: str) -> ResponseReturnValue:
    """One instrument: structure, words, scoring, missing rule, bands, thresholds, references, licence."""
    found = get_instrument_in_force(db(), instrument_id)
    wording = _wording(found)
    return render_template(
        "monitor/instrument.html",
        instrument=found,
        wording=wording,
        said=said,
        evidence=EVIDENCE,
        groups=item_groups(found, wording),
        asking=tuple(asking_entries(found)),
        dangers=tuple((safety_saying(rule), rule.reference) for rule in found.safety),
        manual=scales_manual(found),
        references=references_of(found),
        told=words,
        sources=words_of(db(), found),
        packs=packs_of(db(), found),
        unmet=unmet_needs(found),
        faults=asking_faults(found),
        versions=versions_of(db(), instrument_id),
        is_file_superseded=is_file_superseded(db(), found),
        staff_names=names_of_staff(db()),
    )


@room.get("/instruments/certificates/<sha256>")
@requires("instrument.read")
def certificate(sha256: str) -> ResponseReturnValue:
    """The very file that certifies a wording, as it was handed in; saved, never opened on this address."""
    kept = get_certificate(db(), sha256)
    return send_file(
        BytesIO(kept.body), mimetype="application/octet-stream", as_attachment=True, download_name=kept.name
    )


def _wording(instrument: Instrument) -> Wording | None:
    """The words shown on the page: English where there are any."""
    locales = locales_of(db(), instrument)
    return find_wording_in_force(db(), instrument, locales[0]) if locales else None
