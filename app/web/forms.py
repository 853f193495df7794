"""Forms check what was sent and carry forgery protection; item templates draw themselves."""

import re
from functools import lru_cache
from typing import Any

from flask import render_template
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms.validators import InputRequired, Length, ValidationError

from app.errors import BadValueError, RefusedError
from app.instruments.model import Item
from app.instruments.values import check_value

WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}")
NOTHING_CHOSEN = _("Please choose one of the answers, or “I prefer not to answer”.")
KEY_MISSING = _("This page is out of date. Open the question again; what is stored is safe.")


class Form(FlaskForm):  # type: ignore[misc]  # flask-wtf ships no types
    """The base of every form: one that only needs a button needs nothing more."""


class AnswerField(Field):
    """A code as the item allows it; the refusal says what is allowed."""

    def __init__(self, item: Item, **options: Any) -> None:
        super().__init__(**options)
        self.item = item

    def process_formdata(self, texts: list[str]) -> None:
        self.data = texts[0] if texts else None

    def pre_validate(self, form: FlaskForm) -> None:
        try:
            self.data = check_value(self.item, _number(self.data))
        except BadValueError as error:
            raise ValidationError(error.message) from error


class DeclineForm(Form):
    """An item that the patient prefers not to answer. `key` is the page's: it stores at most one answer.

    Its fields have labels that nobody reads: without them WTForms would look for a translation of their names.
    """

    key = HiddenField("key", validators=[InputRequired(KEY_MISSING), Length(max=64)])

    @property
    def value(self) -> int | None:
        """The code to be stored; None is declined."""
        return None


@lru_cache(maxsize=1024)
def item_form(item: Item) -> type[DeclineForm]:
    """The form of one item: the page's key and an answer that the item allows."""

    class ItemForm(DeclineForm):
        answer = AnswerField(item, label="answer", validators=[InputRequired(NOTHING_CHOSEN)])

        @property
        def value(self) -> int | None:
            code: int = self.answer.data
            return code

    return ItemForm


def form_page(template: str, form: Form, **context: object) -> tuple[str, int]:
    """The page of a form: as it is, or, after a fault, with everything typed and status 422."""
    return render_template(template, form=form, **context), 422 if form.errors else 200


def refuse(field: Field, error: RefusedError) -> None:
    """Show a refusal at the field that can mend it."""
    field.errors = [*field.errors, error.message]


def _number(text: object) -> object:
    return int(text) if isinstance(text, str) and WHOLE_NUMBER.fullmatch(text) else text
