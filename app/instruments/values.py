"""The truth about what an item allows, one function per kind of item."""

from collections.abc import Callable, Mapping

from app.errors import BadValueError
from app.instruments.model import Item


def check_value(item: Item, value: object) -> int:
    """`value` if the item allows it; else BadValueError, which says what is allowed."""
    return KINDS[item.kind](item, value)


def _single_choice(item: Item, value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value in item.codes:
        return value
    raise BadValueError(f"{_shown(value)} is not one of {', '.join(map(str, item.codes))}")


def _shown(value: object) -> str:
    text = f"“{value}”" if isinstance(value, str) else str(value).lower()
    return text if len(text) <= 60 else f"{text[:60]}…"


KINDS: Mapping[str, Callable[[Item, object], int]] = {"single_choice": _single_choice}
