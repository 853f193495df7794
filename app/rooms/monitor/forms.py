"""What a monitor looks for."""

from wtforms import StringField
from wtforms.validators import Length

from app.web.forms import Form
from app.web.language import lazy as _


class FilterForm(Form):
    """The study code of the patient the entries are about; empty for all."""

    code = StringField(_("Patient's code"), validators=[Length(max=20)])
