"""How a scale is scored, in words that a monitor can hold against the manual."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from app.instruments.model import Band, Choice, Instrument, Item, Scale, Wording
from app.scoring.numbers import to_number
from app.web.language import _


def number(value: Fraction) -> str:
    """An exact number as it is read: `12`, `20.2`."""
    return str(to_number(value))


def reach(band: Band) -> str:
    """`5–9`, or `2` where both ends are the same."""
    return number(band.low) if band.low == band.high else f"{number(band.low)}–{number(band.high)}"


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
        "At least %(minimum)d of %(of)d items must be answered.",
        minimum=scale.missing.minimum,
        of=len(scale.items),
    )
    whose = (
        _("The owner's rule.")
        if scale.missing.owner == "owner"
        else _("This project's rule, not the owner's.")
    )
    return f"{needed} {whose} {scale.missing.source}"


def recodings(scale: Scale) -> list[tuple[str, str]]:
    """Items whose points are not their codes, and the points: `("4, 8", "0→3, 1→2, 2→1, 3→0")`."""
    by_points: dict[str, list[str]] = {}
    for item_id, points in scale.points.items():
        if any(Fraction(code) != value for code, value in points.items()):
            shown = ", ".join(f"{code}→{number(value)}" for code, value in points.items())
            by_points.setdefault(shown, []).append(item_id)
    return [(", ".join(item_ids), shown) for shown, item_ids in by_points.items()]


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """Neighbouring items with the same words above them and the same choices."""

    stem: str | None
    choices: tuple[Choice, ...]
    items: tuple[Item, ...]


def item_groups(instrument: Instrument, wording: Wording) -> list[ItemGroup]:
    """The items in the owner's order; what neighbours share stands once."""
    shared = groupby(instrument.items, key=lambda item: (wording.stem_of(item), wording.choices_of(item)))
    return [ItemGroup(stem, choices, tuple(items)) for (stem, choices), items in shared]


def threshold(kind: str) -> str:
    """What a published size of change is about."""
    return (
        _("Group minimal important difference (MID)")
        if kind == "group_mid"
        else _("Measurement error (MDC95)")
    )


def evidence(word: str) -> str:
    """Whether the source was read."""
    return _("read in the source") if word == "verified" else _("not yet re-read in the source")
