"""The small notations of definition files: lists of items, names of rules, exact numbers."""

import re
from decimal import Decimal
from fractions import Fraction

LONGEST_SPAN = 1_000
"""How many items one span may name."""


def item_ids(text: str) -> tuple[str, ...]:
    """The item ids that a list such as `"1, 3-5"` names: 1, 3, 4, 5.

    A span that runs backwards or too far stays as it is written, so that it is found to be no item.
    """
    ids: list[str] = []
    for part in text.split(","):
        span = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})", part.strip())
        if span and 0 <= int(span[2]) - int(span[1]) < LONGEST_SPAN:
            ids += [str(number) for number in range(int(span[1]), int(span[2]) + 1)]
        elif part.strip():
            ids.append(part.strip())
    return tuple(ids)


def is_id(text: str) -> bool:
    """Whether a text can be the id of an instrument, which also names its files."""
    return re.fullmatch(r"[a-z][a-z0-9_]{0,63}", text) is not None


def rule_name(text: str) -> tuple[str, int] | None:
    """`"sum@1"` as name and version; None if it is not written so."""
    written = re.fullmatch(r"([a-z][a-z0-9_]*)@([0-9]{1,9})", text)
    return (written[1], int(written[2])) if written else None


def exact_number(value: object) -> Fraction | None:
    """A written number, exactly: 20.2, or a fraction such as "50/3"; None if it is neither."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | Decimal):
        return Fraction(str(value)) if Decimal(value).is_finite() else None
    is_fraction = isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,15}/[1-9][0-9]{0,14}", value)
    return Fraction(value) if is_fraction and isinstance(value, str) else None
