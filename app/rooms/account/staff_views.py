"""Who may work here: everyone's roles, and one-time links to choose a password."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.actions import staffing
from app.errors import RefusedError, TakenError
from app.rooms.account.forms import ROLE_WORDS, GrantsForm, InviteForm
from app.rooms.account.room import room
from app.storage.staff import all_grants, all_staff, get_staff, grants_of, staff_with_password
from app.storage.studies import sites_of
from app.study.access import may
from app.study.people import Site
from app.web.forms import form_page, refuse
from app.web.guard import requires
from app.web.language import _
from app.web.request import actor, db, instance, new_token, now
from app.web.staff_pages import say


@room.get("/staff")
@requires("staff.manage")
def staff() -> ResponseReturnValue:
    """Everyone, with roles and whether they have chosen a password."""
    return render_template(
        "account/staff.html",
        people=all_staff(db()),
        grants=all_grants(db()),
        with_password=staff_with_password(db()),
        sites={site.id: site for site in sites_of(db())},
        role_words=ROLE_WORDS,
    )


@room.route("/staff/invite", methods=["GET", "POST"])
@requires("staff.manage")
def invite() -> ResponseReturnValue:
    """A new member of staff; the reply shows the link, once."""
    form = InviteForm()
    form.offer(_own_sites())
    if form.validate_on_submit():
        token = new_token()
        try:
            staff_id = staffing.invite_staff(
                db(),
                actor=actor(),
                username=form.username.data or "",
                name=form.name.data or "",
                grants=form.chosen,
                token=token,
                at=now(),
            )
        except (TakenError, RefusedError) as error:
            refuse(form.username, error)
        else:
            return _link_page(staff_id, token)
    return form_page("account/invite.html", form)


@room.route("/staff/<int:staff_id>", methods=["GET", "POST"])
@requires("staff.manage")
def person(staff_id: int) -> ResponseReturnValue:
    """One person's roles."""
    found = get_staff(db(), staff_id)
    form = GrantsForm(grants=[f"{grant.role}:{grant.site_id}" for grant in grants_of(db(), staff_id)])
    form.offer(_own_sites())
    if form.validate_on_submit():
        try:
            staffing.change_grants(db(), actor=actor(), staff_id=staff_id, grants=form.chosen, at=now())
        except RefusedError as error:
            refuse(form.grants, error)
        else:
            say(_("The roles of %(name)s are changed.", name=found.name))
            return redirect(url_for("account.staff"), 303)
    return form_page("account/person.html", form, person=found)


@room.post("/staff/<int:staff_id>/link")
@requires("staff.manage")
def renew_link(staff_id: int) -> ResponseReturnValue:
    """A new one-time link, for a lost password; older links stop working."""
    token = new_token()
    staffing.renew_invitation(db(), actor=actor(), staff_id=staff_id, token=token, at=now())
    return _link_page(staff_id, token)


def _own_sites() -> tuple[Site, ...]:
    """The sites whose staff the administrator manages."""
    return tuple(site for site in sites_of(db()) if may(actor(), "staff.manage", site.id))


def _link_page(staff_id: int, token: str) -> ResponseReturnValue:
    """Drawn in reply to the POST, not after a redirect: the link must be kept nowhere in between."""
    scheme = "https" if instance().settings.https else "http"
    return render_template(
        "account/link.html",
        person=get_staff(db(), staff_id),
        link=url_for("account.welcome", token=token, _external=True, _scheme=scheme),
        until=now() + staffing.INVITATION_LASTS,
    )
