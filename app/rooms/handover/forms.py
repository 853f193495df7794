"""Who opens the tablet, and the PIN that shows it."""

from collections.abc import Iterable

from wtforms import PasswordField, RadioField
from wtforms.validators import InputRequired, Length

from app.study.people import Staff
from app.web.forms import Form
from app.web.language import lazy as _


class PinForm(Form):
    """A name from the list, and a PIN."""

    person = RadioField(_("Your name"), coerce=int, validators=[InputRequired(_("Choose your name."))])
    pin = PasswordField(_("Your PIN"), validators=[InputRequired(_("Enter your PIN.")), Length(max=64)])

    def offer(self, people: Iterable[Staff]) -> None:
        """Offer everyone who can open this tablet."""
        self.person.choices = {str(person.id): person.name for person in people}
