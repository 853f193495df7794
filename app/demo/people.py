"""Who takes part: dates, disease, course and habits of every made-up person, drawn from a seed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Literal

from app.study.people import DISEASES, Disease, Site
from app.study.protocol import Offset
from app.study.visits import add_offset

Course = Literal["better", "worse", "unchanged", "up and down"]
Part = Literal["ordinary", "was in danger", "is in danger", "is resting", "is screened", "is new"]

COURSES: tuple[Course, ...] = ("better", "worse", "unchanged", "unchanged", "up and down", "better", "worse")
LONGEST_AGO = 860  # days since the first injection: the first few people have finished month 24
SOON = 20  # days until the last injection planned
SPECIAL = 4  # people whose visit, or whose lack of one, is set to the present day
BLOCK = 24  # among so many people one was in danger, one answers at each end of every scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One made-up patient. `burden` is how ill the person feels overall, in standard deviations.

    `slips` and `declines` are chances per item, `pace` the seconds an item takes.
    """

    code: str
    site: Site
    disease: Disease
    consent_on: date
    injection_on: date | None
    part: Part
    course: Course
    burden: float
    slips: float
    declines: float
    pace: float
    seed: str

    @property
    def anchors(self) -> dict[str, date]:
        """The dates the person's visits hang on."""
        known = {"consent": self.consent_on, "injection": self.injection_on}
        return {name: on for name, on in known.items() if on is not None}

    @property
    def is_here(self) -> bool:
        """Whether the person comes today, for whoever tries the demo to see."""
        return self.part in ("is in danger", "is resting")


@dataclass(frozen=True, slots=True)
class _Draft:
    consent_on: date
    injection_on: date | None
    part: Part


def draw_people(sites: Sequence[Site], *, patients: int, seed: int, today: date) -> tuple[Person, ...]:
    """So many people, in the order in which they consented; the same for the same seed and day."""
    drafts = sorted(_drafts(patients, Random(f"{seed}/dates"), today), key=lambda draft: draft.consent_on)
    width = max(2, len(str(-(-patients // len(sites)))))
    return tuple(
        _person(draft, number, sites[number % len(sites)], f"{number // len(sites) + 1:0{width}}", seed)
        for number, draft in enumerate(drafts)
    )


def weekday_from(day: date) -> date:
    """The day itself, or the Monday after it: the clinic is closed at weekends."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _drafts(patients: int, rng: Random, today: date) -> Iterator[_Draft]:
    ordinary = patients - SPECIAL if patients > 2 * SPECIAL else patients
    for number in range(ordinary):
        age = LONGEST_AGO - (LONGEST_AGO + SOON) * number // max(1, ordinary - 1)
        part: Part = "was in danger" if number % BLOCK == 5 else "ordinary"
        yield _injected(weekday_from(today - timedelta(days=age)), part, rng)
    if ordinary < patients:
        yield _injected(add_offset(today, Offset(months=-3)), "is in danger", rng)
        yield _injected(add_offset(today, Offset(months=-6)), "is resting", rng)
        yield _Draft(_weekday_before(today - timedelta(days=10)), None, "is screened")
        yield _Draft(today, None, "is new")


def _injected(injection_on: date, part: Part, rng: Random) -> _Draft:
    return _Draft(_weekday_before(injection_on - timedelta(days=rng.randint(26, 42))), injection_on, part)


def _weekday_before(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def _person(draft: _Draft, number: int, site: Site, place: str, seed: int) -> Person:
    rng = Random(f"{seed}/{number}")
    return Person(
        code=f"{site.code}{place}",
        site=site,
        disease=rng.choices(list(DISEASES), weights=(2, 1))[0],
        consent_on=draft.consent_on,
        injection_on=draft.injection_on,
        part=draft.part,
        course=COURSES[number % len(COURSES)],
        burden=_burden(number, rng),
        slips=rng.choice((0.0, 0.005, 0.01, 0.03)),
        declines=rng.choice((0.0, 0.0, 0.0, 0.004, 0.02)),
        pace=rng.uniform(5, 16),
        seed=f"{seed}/{number}",
    )


def _burden(number: int, rng: Random) -> float:
    ends = {9: -9.0, 15: 9.0}  # these two answer at the floor and at the ceiling of every scale
    return ends.get(number % BLOCK, rng.gauss(0, 0.6))
