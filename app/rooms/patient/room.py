"""The room itself, and what comes before every page in it."""

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from app.storage.alerts import find_unread_sitting
from app.storage.comfort import find_comfort
from app.storage.sessions import Session
from app.storage.studies import get_study
from app.study.comfort import Comfort
from app.web.request import actor, db, open_session

room = Blueprint("patient", __name__, url_prefix="/tablet", template_folder="templates")

BEFORE_CONFIRMING = {"patient.confirm"}
BEFORE_READING = {"patient.danger", "patient.answer"}
"""An answer is taken even then: refusing it could lose it. The reply leads to the text all the same."""


@room.before_request
def lead() -> Response | None:
    """First the patient confirms who they are; after a dangerous answer they first read whom to call."""
    if actor().kind != "tablet":
        return None
    g.comfort = find_comfort(db(), handed_over(open_session())[0])
    if not open_session().is_confirmed:
        return None if request.endpoint in BEFORE_CONFIRMING else redirect(url_for("patient.confirm"), 303)
    danger = danger_ahead()
    return None if danger is None or request.endpoint in BEFORE_READING else redirect(danger, 303)


@room.context_processor
def voice() -> dict[str, bool]:
    """`reads_aloud`: whether a voice is offered, because the patient wishes it and the study allows it."""
    comfort: Comfort | None = g.get("comfort")
    return {"reads_aloud": comfort is not None and comfort.reads_aloud and get_study(db()).reads_aloud}


def danger_ahead() -> str | None:
    """The address of the text that must be read before anything else, or None."""
    patient_id, visit = handed_over(open_session())
    sitting_id = find_unread_sitting(db(), patient_id, visit)
    return None if sitting_id is None else url_for("patient.danger", sitting_id=sitting_id)


def handed_over(session: Session) -> tuple[int, str]:
    """For which patient and which visit the tablet was handed over."""
    if session.patient_id is None or session.visit is None:
        raise TypeError("this session is not a tablet's")
    return session.patient_id, session.visit
