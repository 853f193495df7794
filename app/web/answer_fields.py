"""What the patient entered, one field per kind of item: the value that the item allows, or what is allowed in words."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import StopValidation

from app.errors import BadValueError
from app.instruments.model import Item
from app.instruments.values import LONGEST_TEXT, READ, check_value
from app.web.date_field import DateField
from app.web.language import _, said

WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}")
MINUS = "\N{MINUS SIGN}"


class AnswerField(Field):
    """A code chosen from a list. `data` is the answer once it is checked; `text` is what was entered."""

    def __init__(self, item: Item, **options: Any) -> None:
        super().__init__(**options)
        self.item = item
        self.text = ""

    def process_formdata(self, texts: list[str]) -> None:
        self.text = texts[0] if texts else ""

    def pre_validate(self, form: FlaskForm) -> None:
        value = self.entered()
        if value is None:
            raise StopValidation(self.missing())
        try:
            self.data = check_value(self.item, value)
        except BadValueError as error:
            raise StopValidation(self.refusal(error)) from error

    def entered(self) -> object:
        """What was entered, as a value; None for nothing."""
        return _number(self.text) if self.text else None

    def missing(self) -> str:
        """What is said where nothing was entered."""
        return _("Please choose one of the answers, or “I prefer not to answer”.")

    def refusal(self, error: BadValueError) -> str:
        """What is said of a value that the item does not allow."""
        return said(error.text)


class NumberAnswer(AnswerField):
    """A whole number, typed; spaces around it and a typographic minus do no harm."""

    def entered(self) -> object:
        text = self.text.strip().replace(MINUS, "-")
        return _number(text) if text else None

    def missing(self) -> str:
        low, high = self.item.codes[0], self.item.codes[-1]
        return _(
            "Please enter a whole number from %(low)s to %(high)s, or choose “I prefer not to answer”.",
            low=low,
            high=high,
        )

    def refusal(self, error: BadValueError) -> str:
        return self.missing()


class LineAnswer(NumberAnswer):
    """A mark on a line, or its number, typed."""

    def missing(self) -> str:
        low, high = self.item.codes[0], self.item.codes[-1]
        return _(
            "Please mark a place on the line from %(low)s to %(high)s, or choose “I prefer not to answer”.",
            low=low,
            high=high,
        )


class TextAnswer(AnswerField):
    """Words of one's own; line ends as the page shows them."""

    def process_formdata(self, texts: list[str]) -> None:
        self.text = texts[0].replace("\r\n", "\n") if texts else ""

    def entered(self) -> object:
        return self.text.strip() or None

    def missing(self) -> str:
        return _("Please write something, or choose “I prefer not to answer”.")

    def refusal(self, error: BadValueError) -> str:
        length = len(self.text.strip())
        if length <= LONGEST_TEXT:
            return _("This text has a sign that nobody can see. Please write it again.")
        return _(
            "Your text has %(length)s characters; there is room for %(most)s. Please shorten it. Nothing is lost.",
            length=length,
            most=LONGEST_TEXT,
        )


class DateAnswer(DateField):
    """A day, typed as day, month and year; `data` is ISO 8601 once it is checked."""

    def __init__(self, item: Item, **options: Any) -> None:
        super().__init__(**options)
        self.item = item

    def pre_validate(self, form: object) -> None:
        if self.data is None:
            raise StopValidation(self._missing())
        self.data = check_value(self.item, self.data.isoformat())

    def _missing(self) -> str:
        if not any(self.texts.values()):
            return _("Please enter a date, or choose “I prefer not to answer”.")
        return _("This is not a date. Please enter day, month and year as numbers, for example 27 3 1985.")


class ReadField(Field):
    """A page that is only read: it holds nothing but that it was."""

    def __init__(self, item: Item, **options: Any) -> None:
        super().__init__(**options)

    def process(self, formdata: Any, *rest: Any, **more: Any) -> None:
        super().process(None, READ)


FIELDS: Mapping[str, Callable[..., Field]] = {
    "single_choice": AnswerField,
    "numeric_rating": AnswerField,
    "visual_analogue": LineAnswer,
    "number": NumberAnswer,
    "text": TextAnswer,
    "date": DateAnswer,
    "instructions": ReadField,
}


def _number(text: str) -> object:
    return int(text) if WHOLE_NUMBER.fullmatch(text) else text
