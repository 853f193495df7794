"""The lines and tables of a manual, whoever shows them."""

from dataclasses import dataclass

from app.instruments.model import Evidence
from app.scoring.manual.saying import Saying, Text, say


@dataclass(frozen=True, slots=True)
class Grid:
    """A small table: weights, or a published conversion of sums."""

    title: Saying
    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What it is about, what is so in one or more sentences, and on whose authority."""

    name: Text
    texts: tuple[Text, ...]
    source: tuple[Text, ...] = ()
    grid: Grid | None = None


EVIDENCE: dict[Evidence, Saying] = {
    "verified": say("read in the source"),
    "recalled": say("not yet re-read in the source"),
}
