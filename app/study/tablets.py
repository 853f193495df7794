"""Devices that a site enrolled, and what makes a PIN too easy."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from app.study.people import Site

SHORTEST_PIN, LONGEST_PIN = 6, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Tablet:
    """An enrolled device, until `revoked_at`; `reason` says why it was revoked."""

    id: int
    site: Site
    name: str
    enrolled_at: datetime
    revoked_at: datetime | None
    reason: str | None

    @property
    def is_in_use(self) -> bool:
        return self.revoked_at is None


def is_pin(text: str) -> bool:
    """Whether it is made of 6 to 12 digits, 0 to 9, and nothing else."""
    return SHORTEST_PIN <= len(text) <= LONGEST_PIN and text.isascii() and text.isdigit()


def is_easy(pin: str) -> bool:
    """Whether a PIN is one of those tried first: few different digits, equal steps, or something said twice."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return len(set(pin)) < 3 or len(steps) == 1 or _is_repeated(pin) or _is_doubled(pin)


def _is_repeated(pin: str) -> bool:
    """`123123`, `121212`: some beginning of it again and again."""
    return pin in (pin + pin)[1:-1]


def _is_doubled(pin: str) -> bool:
    """`112233`: every digit twice, one after the other."""
    return len(pin) % 2 == 0 and pin[::2] == pin[1::2]
