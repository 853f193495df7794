"""How a scale is scored, in words that a monitor can hold against the manual."""

from fractions import Fraction

from flask_babel import gettext as _

from app.instruments.model import Item, Scale
from app.scoring.numbers import to_number


def number(value: Fraction) -> str:
    """An exact number as it is read: `12`, `20.2`."""
    return str(to_number(value))


def rule(scale: Scale) -> str:
    """What is done with the items' points."""
    if scale.rule == "sum":
        return _("The sum of the items' points.")
    if scale.rule == "mean":
        return _("The mean of the items' points.")
    if scale.rule == "symptom_count":
        return _("The number of symptoms, in steps; without a core symptom the lowest step.")
    return scale.rule


def missing(scale: Scale) -> str:
    """What happens to unanswered items, and whose rule that is."""
    needed = _(
        "At least %(minimum)d of %(of)d items must be answered.", minimum=scale.missing.minimum, of=len(scale.items)
    )
    whose = (
        _("The owner's rule.") if scale.missing.owner == "owner" else _("This project's rule, not the owner's.")
    )
    return f"{needed} {whose} {scale.missing.source}"


def recoded_items(scale: Scale, items: tuple[Item, ...]) -> list[str]:
    """`4: 0→3, 1→2, 2→1, 3→0` for every item whose points are not its codes."""
    codes = {item.id: item.codes for item in items}
    return [
        f"{item_id}: " + ", ".join(f"{code}→{number(points[code])}" for code in codes[item_id] if code in points)
        for item_id, points in scale.points.items()
        if any(Fraction(code) != value for code, value in points.items())
    ]


def threshold(kind: str) -> str:
    """What a published size of change is about."""
    return (
        _("Group minimal important difference (MID)") if kind == "group_mid" else _("Measurement error (MDC95)")
    )


def evidence(word: str) -> str:
    """Whether the source was read."""
    return _("read in the source") if word == "verified" else _("not yet re-read in the source")
