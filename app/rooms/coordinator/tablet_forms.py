"""What a coordinator types about a tablet."""

from collections.abc import Iterable

from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Length

from app.study.people import Site
from app.web.forms import Form
from app.web.language import lazy as _


class EnrolTabletForm(Form):
    """The name on the tablet's sticker, and its site."""

    site = RadioField(_("Site"), coerce=int, validators=[InputRequired(_("Choose the site."))])
    name = StringField(_("Name of the tablet"), validators=[InputRequired(_("Enter a name."))])

    def offer(self, sites: Iterable[Site]) -> None:
        """Offer the sites whose tablets this person manages."""
        self.site.choices = {str(site.id): f"{site.code} {site.name}" for site in sites}


class RevokeForm(Form):
    """Why a tablet is taken out of use."""

    reason = StringField(
        _("Reason"),
        validators=[
            InputRequired(_("Write why the tablet is revoked, for example: lost on the ward.")),
            Length(max=500),
        ],
    )
