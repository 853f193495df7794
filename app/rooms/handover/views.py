"""Opening an enrolled tablet by PIN, and handing it to the next patient."""

from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from app.actions.signing_in import sign_out
from app.actions.using_pins import open_by_pin, openers_of
from app.errors import NotFoundError, PinLockedError, WrongPinError
from app.rooms.handover.due import DueVisit, due_visits
from app.rooms.handover.forms import PinForm
from app.rooms.handover.room import room
from app.storage.in_force import get_instrument_in_force
from app.study.tablets import Tablet
from app.web.forms import Form, form_page, refuse
from app.web.guard import requires
from app.web.request import actor, db, device_in_use, keep_session, new_token, now, open_session
from app.web.tablets import start_here


@room.route("/", methods=["GET", "POST"])
@requires("tablet.open")
def open_tablet() -> ResponseReturnValue:
    """Whoever may hand over at the tablet's site chooses their name and types their PIN."""
    form, tablet = PinForm(), _tablet_here()
    people = openers_of(db(), tablet)
    form.offer(people)
    if form.validate_on_submit():
        token = new_token()
        try:
            open_by_pin(
                db(),
                actor=actor(),
                tablet=tablet,
                staff_id=form.person.data,
                pin=form.pin.data or "",
                token=token,
                at=now(),
            )
        except (WrongPinError, PinLockedError) as error:
            refuse(form.pin, error)
        else:
            keep_session(token)
            return redirect(url_for("handover.visits"), 303)
    return form_page("handover/open.html", form, tablet=tablet, people=people)


@room.get("/visits")
@requires("visit.hand_over")
def visits() -> ResponseReturnValue:
    """The visits of the tablet's site that can be answered today."""
    tablet = _tablet_here()
    return render_template(
        "handover/visits.html",
        tablet=tablet,
        due=due_visits(db(), tablet.site, now()),
        today=tablet.site.day_of(now()),
    )


@room.route("/patients/<int:patient_id>/visits/<visit_id>", methods=["GET", "POST"])
@requires("visit.hand_over")
def start(patient_id: int, visit_id: str) -> ResponseReturnValue:
    """Hand this tablet to the patient for the visit, after a look at code and visit."""
    tablet = _tablet_here()
    due = _due_here(tablet, patient_id, visit_id)
    if Form().validate_on_submit():
        return start_here(patient_id, visit_id)
    titles = [get_instrument_in_force(db(), one, due.patient.locale).title for one in due.obligation.open]
    return render_template("handover/start.html", tablet=tablet, due=due, titles=titles)


@room.post("/leave")
@requires("visit.hand_over")
def leave() -> ResponseReturnValue:
    """Close the tablet without handing it over."""
    sign_out(db(), actor=actor(), session_id=open_session().id, why="closed without a hand-over", at=now())
    session.clear()
    return redirect(url_for("account.home"), 303)


def _tablet_here() -> Tablet:
    """The enrolled tablet this is; NotFoundError on any other device."""
    tablet = device_in_use()
    if tablet is None:
        raise NotFoundError
    return tablet


def _due_here(tablet: Tablet, patient_id: int, visit_id: str) -> DueVisit:
    for due in due_visits(db(), tablet.site, now()):
        if due.patient.id == patient_id and due.obligation.visit.id == visit_id:
            return due
    raise NotFoundError
