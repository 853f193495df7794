"""The questionnaires: what they ask, how they are scored, and on whose authority."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.instruments.model import Instrument, Wording
from app.instruments.reader import find_wordings, load_instrument, load_library, load_wording
from app.rooms.monitor import scoring_words
from app.rooms.monitor.room import room
from app.web.guard import requires


@room.get("/instruments")
@requires("instrument.read")
def instruments() -> ResponseReturnValue:
    """Every instrument of the library."""
    rows = [(instrument, find_wordings(instrument.id)) for instrument in load_library()]
    return render_template("monitor/instruments.html", rows=rows)


@room.get("/instruments/<instrument_id>")
@requires("instrument.read")
def instrument(instrument_id: str) -> ResponseReturnValue:
    """One instrument: structure, words, scoring, missing rule, bands, thresholds, references, licence."""
    found = load_instrument(instrument_id)
    return render_template(
        "monitor/instrument.html", instrument=found, wording=_wording(found), words=scoring_words
    )


def _wording(instrument: Instrument) -> Wording | None:
    locales = find_wordings(instrument.id)
    if not locales:
        return None
    return load_wording(instrument.id, "en" if "en" in locales else locales[0])
