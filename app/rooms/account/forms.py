"""What staff type about themselves and about one another."""

from collections.abc import Iterable

from wtforms import HiddenField, PasswordField, SelectMultipleField, StringField, widgets
from wtforms.validators import EqualTo, InputRequired, Length, ValidationError

from app.actions.signing_in import check_password_strength
from app.actions.staffing import is_name
from app.errors import RefusedError
from app.study.access import ROLES, Grant, Role
from app.study.people import Site
from app.web.forms import Form
from app.web.language import lazy as _
from app.web.language import said

ROLE_WORDS = {
    "coordinator": _("Coordinator"),
    "investigator": _("Investigator"),
    "monitor": _("Monitor"),
    "administrator": _("Administrator"),
}


class SignInForm(Form):
    """Who, and the password that shows it; `next` is where they were going."""

    username = StringField(
        _("Username"), validators=[InputRequired(_("Enter your username.")), Length(max=40)]
    )
    password = PasswordField(
        _("Password"), validators=[InputRequired(_("Enter your password.")), Length(max=256)]
    )
    next = HiddenField()


class NewPasswordForm(Form):
    """A password chosen, twice: what is typed unseen is typed wrong now and then."""

    password = PasswordField(_("New password"), validators=[InputRequired(_("Enter a new password."))])
    again = PasswordField(
        _("New password, again"),
        validators=[EqualTo("password", _("The two passwords are not the same. Type both again."))],
    )

    def validate_password(self, field: PasswordField) -> None:
        try:
            check_password_strength(field.data or "")
        except RefusedError as error:
            raise ValidationError(said(error.text)) from error


class OwnPasswordForm(NewPasswordForm):
    """A new password over the present one."""

    old = PasswordField(_("Present password"), validators=[InputRequired(_("Enter your present password."))])


class GrantsForm(Form):
    """Which roles a person holds at which sites: `coordinator:1` is a coordinator at the site with id 1."""

    grants = SelectMultipleField(
        _("Roles"), widget=widgets.ListWidget(prefix_label=False), option_widget=widgets.CheckboxInput()
    )

    def offer(self, sites: Iterable[Site]) -> None:
        """Offer every role at every site."""
        self.grants.choices = {
            f"{role}:{site.id}": f"{ROLE_WORDS[role]} · {site.code} {site.name}"
            for site in sites
            for role in ROLES
        }

    @property
    def chosen(self) -> tuple[Grant, ...]:
        """The roles that were ticked; what is not offered never passes validation."""
        pairs = [value.split(":") for value in self.grants.data or ()]
        return tuple(Grant(_role(role), int(site_id)) for role, site_id in pairs)


class InviteForm(GrantsForm):
    """A new member of staff."""

    name = StringField(
        _("Name"),
        validators=[InputRequired(_("Enter the person's name, as it should stand beside a signature."))],
    )
    username = StringField(_("Username"), validators=[InputRequired(_("Enter a username."))])

    def validate_name(self, field: StringField) -> None:
        if not is_name((field.data or "").strip()):
            raise ValidationError(_("Enter the name in at most 100 letters that can be seen."))

    def validate_grants(self, field: SelectMultipleField) -> None:
        if not field.data:
            raise ValidationError(_("Choose at least one role."))


def _role(text: str) -> Role:
    return next(role for role in ROLES if role == text)
