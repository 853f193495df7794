"""What is written when someone takes charge of an alert."""

from wtforms import PasswordField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.web.forms import Form
from app.web.language import lazy as _


class SignForm(Form):
    """What was done, and the password that makes it a signature."""

    note = TextAreaField(
        _("What was done"),
        validators=[
            InputRequired(_("Write what was done, for example whom you spoke to and what was agreed.")),
            Length(max=4000),
        ],
    )
    password = PasswordField(
        _("Your password"),
        validators=[InputRequired(_("Enter your password. It stands for your signature.")), Length(max=256)],
    )
