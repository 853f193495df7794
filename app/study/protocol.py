"""The study as data: sites, visits, windows, and which instrument when."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

AnchorName = Literal["consent", "injection"]
OFFSET = re.compile(r"(-?\d+) (day|week|month)s?")


@dataclass(frozen=True, slots=True)
class Offset:
    """A signed distance from an anchor: calendar months, then days."""

    months: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """When a patient is asked (`offset` from `anchor`, window in days around it) and with which instruments."""

    id: str
    title: str
    anchor: AnchorName
    offset: Offset
    days_before: int
    days_after: int
    instruments: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlan:
    """A site as the study file describes it; `danger` is its approved text after a dangerous answer, by locale."""

    code: str
    name: str
    time_zone: str
    danger: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """One version of a study. `document` is its canonical JSON, `hash` the SHA-256 of that.

    `reads_aloud` is whether a patient may have items read by a voice: some owners do not allow it.
    """

    code: str
    title: str
    version: int
    baseline: str
    arms: tuple[str, ...]
    sites: tuple[SitePlan, ...]
    visits: tuple[Visit, ...]
    reads_aloud: bool = True
    document: str
    hash: str

    def visit(self, visit_id: str) -> Visit:
        """The visit of that id; KeyError if the protocol has none."""
        for visit in self.visits:
            if visit.id == visit_id:
                return visit
        raise KeyError(visit_id)

    def site(self, code: str) -> SitePlan:
        """The site of that code; KeyError if the study has none."""
        for site in self.sites:
            if site.code == code:
                return site
        raise KeyError(code)


def parse_offset(text: str) -> Offset:
    """`-14 days`, `6 weeks`, `3 months` as an Offset; ValueError for anything else."""
    match = OFFSET.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not an offset such as '-14 days', '6 weeks' or '3 months'")
    count, unit = int(match[1]), match[2]
    if unit == "month":
        return Offset(months=count)
    return Offset(days=count * (7 if unit == "week" else 1))
