"""Forms check what was sent and carry forgery protection; item templates draw themselves."""

from functools import lru_cache

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField
from wtforms.validators import InputRequired, Length, ValidationError

from app.errors import BadValueError
from app.instruments.model import Item
from app.instruments.values import check_value


class Form(FlaskForm):  # type: ignore[misc]  # flask-wtf ships no types
    """The base of every form: one that only needs a button needs nothing more."""


class AnswerField(Field):  # type: ignore[misc]  # wtforms ships no types
    """A code as the item allows it; the refusal says what is allowed."""

    def __init__(self, item: Item, **options: object) -> None:
        super().__init__(**options)
        self.item = item

    def process_formdata(self, texts: list[str]) -> None:
        self.data = texts[0] if texts else None

    def pre_validate(self, form: FlaskForm) -> None:
        try:
            self.data = check_value(self.item, _number(self.data))
        except BadValueError as error:
            raise ValidationError(error.message) from error


@lru_cache(maxsize=1024)
def item_form(item: Item) -> type[Form]:
    """The form of one item: the answer and the page's idempotency key."""

    class ItemForm(Form):
        key = HiddenField(validators=[InputRequired(), Length(max=64)])
        answer = AnswerField(
            item, validators=[InputRequired("Please choose an answer, or “I prefer not to answer”.")]
        )

    return ItemForm


def _number(text: object) -> object:
    return (
        int(text)
        if isinstance(text, str) and text.removeprefix("-").isascii() and text.removeprefix("-").isdigit()
        else text
    )
