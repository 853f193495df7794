"""Enrolled tablets: a credential of the device's own, kept apart from whoever is signed in on it."""

from datetime import timedelta

from flask import make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from app.actions.handing_over import hand_over
from app.web.request import (
    actor,
    db,
    device,
    device_cookie,
    instance,
    keep_session,
    new_token,
    now,
    open_session,
)
from app.web.security import forget_everything

LONGEST_KEPT = timedelta(days=400)
"""As long as a browser keeps a cookie at most; each hand-over begins it anew."""


def keep_device(response: Response, token: str | None = None) -> Response:
    """Let the device keep its credential for another 400 days; `token` is a new one.

    A cookie of its own, which scripts cannot read and which neither signing out nor Clear-Site-Data takes away.
    """
    token = token or request.cookies.get(device_cookie())
    if token is not None:
        response.set_cookie(
            device_cookie(),
            token,
            max_age=LONGEST_KEPT,
            secure=instance().settings.https,
            httponly=True,
            samesite="Lax",
        )
    return response


def start_here(patient_id: int, visit_id: str) -> Response:
    """Make this device the patient's tablet for the visit; the session of whoever hands it over ends here."""
    token, tablet = new_token(), device()
    hand_over(
        db(),
        actor=actor(),
        patient_id=patient_id,
        visit=visit_id,
        token=token,
        staff_session_id=open_session().id,
        tablet_id=None if tablet is None else tablet.id,
        only_enrolled=instance().settings.enrolled_tablets_only,
        at=now(),
    )
    keep_session(token)
    response = forget_everything(make_response(redirect(url_for("patient.start"), 303)))
    return response if tablet is None else keep_device(response)
