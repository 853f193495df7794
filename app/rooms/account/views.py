"""One's own account: signing in, signing out, choosing a password."""

from urllib.parse import urlsplit

from flask import g, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from app.actions import handing_over, signing_in, speaking
from app.actions.tokens import hash_token
from app.errors import NotFoundError, WrongPasswordError
from app.rooms.account.forms import NewPasswordForm, OwnPasswordForm, SignInForm
from app.rooms.account.room import room
from app.storage.staff import find_open_invitation
from app.translations import LANGUAGES
from app.web.forms import Form, form_page, refuse
from app.web.guard import PUBLIC, requires
from app.web.language import _
from app.web.request import actor, db, device_in_use, instance, keep_session, new_token, now, open_session
from app.web.security import forget_everything
from app.web.staff_pages import home as home_address
from app.web.staff_pages import say


@room.get("/")
@requires(PUBLIC)
def home() -> ResponseReturnValue:
    """To where one's role works."""
    match actor().kind:
        case "staff":
            return redirect(home_address(), 303)
        case "tablet":
            return redirect(url_for("patient.start"), 303)
        case "pin":
            return redirect(url_for("handover.visits"), 303)
        case "device":
            return redirect(url_for("handover.open_tablet"), 303)
    return redirect(url_for("account.sign_in"), 303)


@room.route("/sign-in", methods=["GET", "POST"])
@requires(PUBLIC)
def sign_in() -> ResponseReturnValue:
    """Whoever was signed in on this device before is signed out by it, a patient's tablet included."""
    form, tablet = SignInForm(next=request.args.get("next")), device_in_use()
    if form.validate_on_submit():
        token = new_token()
        try:
            signing_in.sign_in(
                db(),
                username=form.username.data or "",
                password=form.password.data or "",
                token=token,
                lasts=instance().settings.staff_session_lasts,
                tablet_id=None if tablet is None else tablet.id,
                at=now(),
            )
        except WrongPasswordError as error:
            refuse(form.password, error)
        else:
            _end_session("someone signed in on this device")
            keep_session(token)
            return redirect(own_path(form.next.data) or url_for("account.home"), 303)
    return form_page("account/sign_in.html", form)


@room.post("/sign-out")
@requires("account.use")
def sign_out() -> ResponseReturnValue:
    """The session ends on the server: a copy of the cookie opens nothing any more."""
    _end_session("signed out")
    session.clear()
    say(_("You are signed out."))
    return forget_everything(make_response(redirect(url_for("account.sign_in"), 303)))


@room.route("/welcome/<token>", methods=["GET", "POST"])
@requires(PUBLIC)
def welcome(token: str) -> ResponseReturnValue:
    """Choose a password by a one-time link; the address holds its secret, so no other page may learn it."""
    invitation = find_open_invitation(db(), hash_token(token), now())
    if invitation is None:
        raise NotFoundError(
            _("This link was used already, or it ran out. Ask an administrator for a new one.")
        )
    form = NewPasswordForm()
    if form.validate_on_submit():
        signing_in.choose_password(db(), token=token, password=form.password.data or "", at=now())
        say(_("Your password is set. Sign in with it."))
        return redirect(url_for("account.sign_in"), 303)
    response = make_response(form_page("account/welcome.html", form, person=invitation[1]))
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@room.post("/language")
@requires(PUBLIC)
def language() -> ResponseReturnValue:
    """Read the pages in another language: kept for whoever is signed in, otherwise for this browser."""
    chosen = request.form.get("language")
    if Form().validate_on_submit() and chosen in LANGUAGES:
        if actor().kind == "staff":
            speaking.choose_language(db(), actor=actor(), language=chosen, at=now())
        else:
            session["own_language"] = chosen
    return redirect(own_path(request.form.get("next")) or url_for("account.home"), 303)


@room.route("/password", methods=["GET", "POST"])
@requires("account.use")
def own_password() -> ResponseReturnValue:
    """Change one's own password."""
    form = OwnPasswordForm()
    if form.validate_on_submit():
        try:
            signing_in.change_password(
                db(),
                actor=actor(),
                old=form.old.data or "",
                new=form.password.data or "",
                session_id=open_session().id,
                at=now(),
            )
        except WrongPasswordError as error:
            refuse(form.old, error)
        else:
            say(_("Your password is changed. Wherever else you were signed in, you are signed out."))
            return redirect(url_for("account.home"), 303)
    return form_page("account/own_password.html", form, has_role=bool(actor().roles))


def own_path(address: str | None) -> str | None:
    """The address if it is a path on this server, None for everything that could lead elsewhere."""
    if not address or not address.startswith("/") or address.startswith("//") or "\\" in address:
        return None
    if not address.isprintable() or urlsplit(address).netloc:
        return None
    return address


def _end_session(why: str) -> None:
    found = g.session
    if found is None:
        return
    if found.kind == "tablet":
        handing_over.end_tablet(db(), actor=actor(), session=found, why=why, at=now())
    else:
        signing_in.sign_out(db(), actor=actor(), session_id=found.id, why=why, at=now())
