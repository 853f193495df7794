"""The small notations of definition files: lists of items, names of rules, exact numbers."""

import re
from decimal import Decimal
from fractions import Fraction


def item_ids(text: str) -> tuple[str, ...]:
    """The item ids that a list such as `"1, 3-5"` names: 1, 3, 4, 5."""
    ids: list[str] = []
    for part in text.split(","):
        span = re.fullmatch(r"(\d+)-(\d+)", part.strip())
        if span:
            ids += [str(number) for number in range(int(span[1]), int(span[2]) + 1)]
        elif part.strip():
            ids.append(part.strip())
    return tuple(ids)


def rule_name(text: str) -> tuple[str, int] | None:
    """`"sum@1"` as name and version; None if it is not written so."""
    written = re.fullmatch(r"([a-z][a-z0-9_]*)@(\d+)", text)
    return (written[1], int(written[2])) if written else None


def exact_number(value: object) -> Fraction | None:
    """A written number, exactly: 20.2, or a fraction such as "50/3"; None if it is neither."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | Decimal):
        return Fraction(str(value)) if Decimal(value).is_finite() else None
    is_fraction = isinstance(value, str) and re.fullmatch(r"-?\d+/[1-9]\d*", value)
    return Fraction(value) if is_fraction and isinstance(value, str) else None
