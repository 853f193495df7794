"""The only clock, and the only way instants become text: UTC, milliseconds, Z."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present instant, aware, cut to the millisecond that is stored."""
    present = datetime.now(UTC)
    return present.replace(microsecond=present.microsecond // 1000 * 1000)


def to_text(at: datetime) -> str:
    """`2026-11-22T21:57:00.123Z`; `at` must be aware."""
    if at.tzinfo is None:
        raise ValueError("an instant without a time zone cannot be stored")
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_text(text: str) -> datetime:
    """The aware instant that `to_text` wrote."""
    return datetime.fromisoformat(text)


def from_optional_text(text: str | None) -> datetime | None:
    """As `from_text`; None where nothing was written."""
    return None if text is None else from_text(text)
