"""The truth about what an item allows, one function per kind of item."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeGuard

from app.errors import BadValueError
from app.instruments.model import Item

Value = int | str
"""What one answer holds: a code, or the words or date (ISO 8601) of an item without codes."""

LONGEST_TEXT = 2000


def check_value(item: Item, value: object) -> Value:
    """`value` if the item allows it; else BadValueError, which says what is allowed."""
    return KINDS[item.kind](item, value)


def check_code(item: Item, value: object) -> int:
    """`value` if it is one of the item's codes; else BadValueError, also for an item that has none."""
    checked = check_value(item, value)
    if isinstance(checked, str):
        raise BadValueError(f"item {item.id} is answered in words, not by a code")
    return checked


def _code(item: Item, value: object) -> int:
    if is_code(value) and value in item.codes:
        return value
    raise BadValueError(f"{_shown(value)} is not one of {', '.join(map(str, item.codes))}")


def _number(item: Item, value: object) -> int:
    if is_code(value) and item.codes[0] <= value <= item.codes[-1]:
        return value
    raise BadValueError(f"{_shown(value)} is not a whole number from {item.codes[0]} to {item.codes[-1]}")


def _text(_: Item, value: object) -> str:
    if isinstance(value, str) and value.strip() and len(value) <= LONGEST_TEXT:
        return value
    raise BadValueError(f"{_shown(value)} is not a text of 1 to {LONGEST_TEXT} characters")


def _date(_: Item, value: object) -> str:
    try:
        return date.fromisoformat(value).isoformat() if isinstance(value, str) else _not_a_date(value)
    except ValueError:
        return _not_a_date(value)


def _nothing(_: Item, value: object) -> Value:
    raise BadValueError(f"{_shown(value)}: this is a page to read, it has no answer")


def is_code(value: object) -> TypeGuard[int]:
    """Whether a raw value can be a code: a whole number; true and false are not."""
    return isinstance(value, int) and not isinstance(value, bool)


def _not_a_date(value: object) -> str:
    raise BadValueError(f"{_shown(value)} is not a date such as 2027-03-31")


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
    "instructions": _nothing,
}
LISTED = ("single_choice",)
"""Kinds whose codes are listed one by one, each with words of its own."""

SPANNED = ("numeric_rating", "visual_analogue", "number")
"""Kinds whose codes are all whole numbers from low to high."""
