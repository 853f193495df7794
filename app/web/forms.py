"""Forms check what was sent and carry forgery protection; item templates draw themselves."""

from flask import render_template
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms.validators import InputRequired, Length

from app.errors import RefusedError
from app.instruments.values import Value
from app.web.language import said

KEY_MISSING = _("This page is out of date. Open the question again; what is stored is safe.")


class Form(FlaskForm):  # type: ignore[misc]  # flask-wtf ships no types
    """The base of every form: one that only needs a button needs nothing more."""


class DeclineForm(Form):
    """An item that the patient prefers not to answer. `key` is the page's: it stores at most one answer.

    Its fields have labels that nobody reads: without them WTForms would look for a translation of their names.
    """

    key = HiddenField("key", validators=[InputRequired(KEY_MISSING), Length(max=64)])

    @property
    def value(self) -> Value | None:
        """What is to be stored; None is declined."""
        return None


def form_page(template: str, form: Form, **context: object) -> tuple[str, int]:
    """The page of a form: as it is, or, after a fault, with everything typed and status 422."""
    return render_template(template, form=form, **context), 422 if form.errors else 200


def refuse(field: Field, error: RefusedError) -> None:
    """Show a refusal at the field that can mend it."""
    field.errors = [*field.errors, said(error.text)]
