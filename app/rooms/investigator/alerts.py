"""Every dangerous answer, open ones first, and signing for one."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.actions.signing import sign_alert
from app.errors import WrongPasswordError
from app.rooms.investigator.forms import SignForm
from app.rooms.investigator.room import room
from app.rooms.investigator.told import tell
from app.storage.alerts import get_alert, signed_alerts_of
from app.study.access import check_may, sites_for
from app.web.forms import form_page, refuse
from app.web.guard import requires
from app.web.language import _
from app.web.request import actor, db, now
from app.web.staff_pages import say, staff_page

PAGE = 25


@room.get("/alerts")
@requires("alert.list")
def alerts() -> ResponseReturnValue:
    """Open alerts, the oldest first, then those someone has signed for, the newest first."""
    before = request.args.get("before", type=int)
    signed = signed_alerts_of(db(), sites_for(actor(), "alert.list"), before=before, limit=PAGE + 1)
    return render_template(
        "investigator/alerts.html",
        open=[tell(db(), alert) for alert in staff_page().alerts] if before is None else [],
        signed=[tell(db(), alert) for alert in signed[:PAGE]],
        is_first=before is None,
        next_before=signed[PAGE - 1].id if len(signed) > PAGE else None,
    )


@room.get("/alerts/open")
@requires("alert.list")
def open_alerts() -> ResponseReturnValue:
    """The banner of open alerts alone: a page left open asks for it every minute."""
    return render_template("open_alerts.html")


@room.route("/alerts/<int:alert_id>/sign", methods=["GET", "POST"])
@requires("alert.sign")
def sign(alert_id: int) -> ResponseReturnValue:
    """Take charge of an alert: what was done, over one's own password."""
    alert = get_alert(db(), alert_id)
    check_may(actor(), "alert.sign", alert.site_id)
    form = SignForm()
    if form.validate_on_submit():
        try:
            sign_alert(
                db(),
                actor=actor(),
                alert_id=alert_id,
                note=form.note.data or "",
                password=form.password.data or "",
                at=now(),
            )
        except WrongPasswordError as error:
            refuse(form.password, error)
        else:
            say(_("You have signed for the alert of %(code)s.", code=alert.patient_code))
            return redirect(url_for("investigator.alerts"), 303)
    return form_page("investigator/sign.html", form, told=tell(db(), alert))
