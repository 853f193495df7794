"""Days and instants as staff read them: never a number for a month, always the site's own clock."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask_babel import format_date, format_datetime


def day(on: date) -> str:
    """`22 Nov 2026`, in the reader's language."""
    return str(format_date(on, "d MMM y"))


def moment(at: datetime, time_zone: str) -> str:
    """`22 Nov 2026 14:05` on the clocks of that IANA time zone."""
    return str(format_datetime(at.astimezone(ZoneInfo(time_zone)), "d MMM y HH:mm", rebase=False))
