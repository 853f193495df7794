"""How days, instants, numbers and lists are written in a summary."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal

from app.instruments.packs import Pack

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"


def day(on: date) -> str:
    """`3 Mar 2026`: the month in letters, because 03/04 is two days in two countries."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def short_day(on: date) -> str:
    """`3 Mar 26`, for axes and column heads."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year % 100:02}"


def moment(at: datetime, zone: tzinfo) -> str:
    """`3 Mar 2026 10:14`, on the clock of `zone`."""
    local = at.astimezone(zone)
    return f"{day(local.date())} {local:%H:%M}"


def until(begun: datetime, ended: datetime, zone: tzinfo) -> str:
    """`10:14 to 10:31`, or with its day where it ended on another."""
    start, end = begun.astimezone(zone), ended.astimezone(zone)
    last = f"{end:%H:%M}" if start.date() == end.date() else moment(ended, zone)
    return f"{start:%H:%M} to {last}"


def utc(at: datetime) -> str:
    """`2026-03-03 10:14:05 UTC`."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def number(value: float) -> str:
    """A score as it is printed: at most two decimals, halves up, no idle zeros: `46`, `58.33`, `56.25`."""
    rounded = Decimal(str(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    text = f"{rounded:f}".rstrip("0").rstrip(".")
    return text.replace("-", MINUS) if text != "-0" else "0"


def signed(value: float) -> str:
    """A difference: `+7`, `−7`, `0`."""
    text = number(value)
    return f"+{text}" if value > 0 and text != "0" else text


def span(low: float, high: float) -> str:
    """`5 to 9`, or `2` where both ends are the same."""
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def count(how_many: int, one: str, many: str | None = None) -> str:
    """`1 visit`, `2 visits`."""
    return f"{how_many} {one if how_many == 1 else many or one + 's'}"


def listed(parts: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *first, last = list(parts) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def day_of(value: str) -> str:
    """`3 Mar 2026` for a date (ISO 8601) that was answered."""
    return day(date.fromisoformat(value))


def plain(text: str) -> str:
    """An owner's words without the marks of emphasis."""
    return text.replace("**", "")


def capital(text: str) -> str:
    """The text with its first letter large, the others as they are."""
    return text[:1].upper() + text[1:]


def inner(title: str) -> str:
    """A title in the middle of a sentence: `Total score` begins small, `T-score` and `EQ VAS` stay."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def pack_name(pack: Pack) -> str:
    """`EQ-5D-5L England (England), 2018`: a data pack, the country a value set is of, and its version."""
    country = f" ({pack.country})" if pack.country else ""
    return f"{pack.name}{country}, {pack.version}"
