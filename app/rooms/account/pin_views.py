"""One's own PIN."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired, Length, ValidationError

from app.actions.using_pins import check_pin_strength, choose_pin
from app.errors import RefusedError, WrongPasswordError
from app.rooms.account.room import room
from app.storage.pins import find_pin
from app.web.forms import Form, form_page, refuse
from app.web.guard import requires
from app.web.language import _, lazy, said
from app.web.request import actor, db, now
from app.web.staff_pages import say


class PinForm(Form):
    """A PIN chosen, twice, over the password."""

    pin = PasswordField(lazy("New PIN"), validators=[InputRequired(lazy("Enter a PIN."))])
    again = PasswordField(
        lazy("New PIN, again"),
        validators=[EqualTo("pin", lazy("The two PINs are not the same. Type both again."))],
    )
    password = PasswordField(
        lazy("Your password"), validators=[InputRequired(lazy("Enter your password.")), Length(max=256)]
    )

    def validate_pin(self, field: PasswordField) -> None:
        try:
            check_pin_strength(field.data or "")
        except RefusedError as error:
            raise ValidationError(said(error.text)) from error


@room.route("/pin", methods=["GET", "POST"])
@requires("pin.choose")
def own_pin() -> ResponseReturnValue:
    """Choose the PIN that opens enrolled tablets."""
    form = PinForm()
    if form.validate_on_submit():
        try:
            choose_pin(
                db(), actor=actor(), pin=form.pin.data or "", password=form.password.data or "", at=now()
            )
        except WrongPasswordError as error:
            refuse(form.password, error)
        else:
            say(_("Your PIN is set."))
            return redirect(url_for("account.home"), 303)
    return form_page("account/own_pin.html", form, has_pin=find_pin(db(), actor().id or 0) is not None)
