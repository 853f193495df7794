"""Tablets: enrolling the device one holds, and revoking any of one's sites."""

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.actions.enrolling_tablets import enrol_tablet, revoke_tablet
from app.errors import RefusedError
from app.rooms.coordinator.room import room
from app.rooms.coordinator.tablet_forms import EnrolTabletForm, RevokeForm
from app.storage.studies import sites_of
from app.storage.tablets import get_tablet, last_use_of, tablets_of
from app.study.access import check_may, sites_for
from app.web.forms import form_page, refuse
from app.web.guard import requires
from app.web.language import _
from app.web.request import actor, db, device_in_use, instance, new_token, now
from app.web.staff_pages import say
from app.web.tablets import keep_device


@room.get("/tablets")
@requires("tablet.manage")
def tablets() -> ResponseReturnValue:
    """Every tablet of one's sites, with its last use; those in use first."""
    found = tablets_of(db(), sites_for(actor(), "tablet.manage"))
    return render_template(
        "coordinator/tablets.html",
        tablets=[(tablet, last_use_of(db(), tablet.id)) for tablet in found],
        here=device_in_use(),
        only_enrolled=instance().settings.enrolled_tablets_only,
    )


@room.route("/tablets/enrol", methods=["GET", "POST"])
@requires("tablet.manage")
def enrol_this_tablet() -> ResponseReturnValue:
    """Make the device in hand a tablet of a site; its credential is put into this browser and shown nowhere."""
    form, own = EnrolTabletForm(), sites_for(actor(), "tablet.manage")
    form.offer([site for site in sites_of(db()) if site.id in own])
    if form.validate_on_submit() and device_in_use() is None:
        token, name = new_token(), form.name.data or ""
        try:
            enrol_tablet(db(), actor=actor(), site_id=form.site.data, name=name, token=token, at=now())
        except RefusedError as error:
            refuse(form.name, error)
        else:
            say(_("This device is enrolled as %(name)s.", name=name))
            return keep_device(make_response(redirect(_way_back(), 303)), token)
    return form_page("coordinator/enrol_tablet.html", form, here=device_in_use())


@room.route("/tablets/<int:tablet_id>/revoke", methods=["GET", "POST"])
@requires("tablet.manage")
def revoke(tablet_id: int) -> ResponseReturnValue:
    """Take a tablet out of use, in the middle of a sitting as well."""
    tablet = get_tablet(db(), tablet_id)
    check_may(actor(), "tablet.manage", tablet.site.id)
    form = RevokeForm()
    if form.validate_on_submit():
        try:
            revoke_tablet(db(), actor=actor(), tablet_id=tablet_id, reason=form.reason.data or "", at=now())
        except RefusedError as error:
            refuse(form.reason, error)
        else:
            say(_("%(name)s is revoked. Whoever holds it is asked to give it back.", name=tablet.name))
            return redirect(url_for("coordinator.tablets"), 303)
    return form_page("coordinator/revoke.html", form, tablet=tablet)


def _way_back() -> str:
    """To the visit for which the tablet was wanted, or to the list."""
    patient_id, visit_id = request.args.get("patient", type=int), request.args.get("visit")
    if patient_id is None or visit_id is None:
        return url_for("coordinator.tablets")
    return url_for("coordinator.start", patient_id=patient_id, visit_id=visit_id)
