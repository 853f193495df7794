"""The truth about what an item allows, one function per kind of item."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeGuard

from app.errors import BadValueError
from app.instruments.model import Item
from app.instruments.texts import has_words, hidden_sign
from app.saying import say

Value = int | str
"""What one answer holds: a code, or the words or date (ISO 8601) of an item without codes."""

READ = "read"
"""What is kept of a page of instructions: it has been read."""

LONGEST_TEXT = 2000


def check_value(item: Item, value: object) -> Value:
    """`value` if the item allows it; else BadValueError, which says what is allowed."""
    return KINDS[item.kind](item, value)


def _code(item: Item, value: object) -> int:
    if is_code(value) and value in item.codes:
        return value
    raise BadValueError(
        say("%(value)s is not one of %(codes)s", value=_shown(value), codes=", ".join(map(str, item.codes)))
    )


def _number(item: Item, value: object) -> int:
    if is_code(value) and item.codes[0] <= value <= item.codes[-1]:
        return value
    raise BadValueError(
        say(
            "%(value)s is not a whole number from %(low)d to %(high)d",
            value=_shown(value),
            low=item.codes[0],
            high=item.codes[-1],
        )
    )


def _text(_: Item, value: object) -> str:
    if not isinstance(value, str) or not has_words(value) or len(value) > LONGEST_TEXT:
        raise BadValueError(
            say("%(value)s is not a text of 1 to %(most)d characters", value=_shown(value), most=LONGEST_TEXT)
        )
    if hidden_sign(value):
        raise BadValueError(say("this text has a sign that nobody can see"))
    return value


def _date(_: Item, value: object) -> str:
    try:
        return date.fromisoformat(value).isoformat() if isinstance(value, str) else _not_a_date(value)
    except ValueError:
        return _not_a_date(value)


def _reading(_: Item, value: object) -> str:
    if value == READ:
        return READ
    raise BadValueError(say("%(value)s: this is a page to read, it has no answer", value=_shown(value)))


def is_code(value: object) -> TypeGuard[int]:
    """Whether a raw value can be a code: a whole number; true and false are not."""
    return isinstance(value, int) and not isinstance(value, bool)


def _not_a_date(value: object) -> str:
    raise BadValueError(say("%(value)s is not a date such as 2027-03-31", value=_shown(value)))


def _shown(value: object) -> str:
    text = f"“{value}”" if isinstance(value, str) else str(value).lower()
    return text if len(text) <= 60 else f"{text[:60]}…"


KINDS: Mapping[str, Callable[[Item, object], Value]] = {
    "single_choice": _code,
    "numeric_rating": _number,
    "visual_analogue": _number,
    "number": _number,
    "text": _text,
    "date": _date,
    "instructions": _reading,
}
LISTED = ("single_choice",)
"""Kinds whose codes are listed one by one, each with words of its own."""

SPANNED = ("numeric_rating", "visual_analogue", "number")
"""Kinds whose codes are all whole numbers from low to high."""

LAID_OUT = ("single_choice", "numeric_rating", "visual_analogue")
"""Kinds whose codes the owner may want beside or below one another."""
