"""When people come: appointments kept on time, early, late or not at all."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from app.demo.people import Person, weekday_from
from app.study.people import Site
from app.study.protocol import Study, Visit
from app.study.visits import Window, window_of

MISSED, LATE, EARLY, GIVEN_UP = 0.07, 0.10, 0.04, 0.015  # chances per visit
RESTS_AT = 0.45  # how far the person who rests right now has come


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """One visit a person comes to. `gives_up_at` is how far through its questionnaires the person gets, 0 to 1."""

    visit: Visit
    at: datetime
    days_since_injection: int
    gives_up_at: float | None
    is_in_danger: bool = False
    is_now: bool = False

    def stops_before(self, place: int, items: int) -> int | None:
        """Before which item of the questionnaire at `place` the person stops for good, if in that one."""
        if self.gives_up_at is None:
            return None
        whole, part = divmod(self.gives_up_at * len(self.visit.instruments), 1)
        return 1 + int(part * (items - 1)) if place == int(whole) else None


def appointments_of(person: Person, study: Study, now: datetime) -> tuple[Appointment, ...]:
    """The visits the person has come to until now, in the order of the protocol."""
    rng = Random(f"{person.seed}/calendar")
    drawn = [_appointment(person, study, visit, now, rng) for visit in study.visits]
    kept = [appointment for appointment in drawn if appointment is not None and appointment.at <= now]
    if person.part == "was in danger" and kept:
        kept[len(kept) // 2] = replace(kept[len(kept) // 2], is_in_danger=True, gives_up_at=None)
    return () if person.part == "is new" else tuple(kept)


def local_instant(site: Site, day: date, hour: float) -> datetime:
    """That hour of that day at the site, as UTC."""
    midnight = datetime.combine(day, time(), ZoneInfo(site.time_zone))
    return (midnight + timedelta(hours=hour)).astimezone(UTC)


def _appointment(
    person: Person, study: Study, visit: Visit, now: datetime, rng: Random
) -> Appointment | None:
    window = window_of(visit, person.anchors)
    if window is None:
        return None
    day, hour = _day(study, visit, window, rng), rng.uniform(9, 15.5)
    gives_up_at = rng.random() if rng.random() < GIVEN_UP else None
    if window.opens_on <= person.site.day_of(now) <= window.closes_on and person.is_here:
        return _present(person, visit, now)
    if day is None:
        return None
    return Appointment(
        visit=visit,
        at=local_instant(person.site, day, hour),
        days_since_injection=_days_since_injection(person, day),
        gives_up_at=gives_up_at,
    )


def _present(person: Person, visit: Visit, now: datetime) -> Appointment:
    """The visit of those whom the demo shows today."""
    is_resting = person.part == "is resting"
    return Appointment(
        visit=visit,
        at=now - (timedelta(minutes=25) if is_resting else timedelta(hours=3)),
        days_since_injection=_days_since_injection(person, person.site.day_of(now)),
        gives_up_at=RESTS_AT if is_resting else None,
        is_in_danger=not is_resting,
        is_now=is_resting,
    )


def _day(study: Study, visit: Visit, window: Window, rng: Random) -> date | None:
    """The day on which the visit is kept, None if it is missed; those up to the injection are kept in time."""
    chance, spread = rng.random(), rng.triangular(0, 1, 0.5)
    if visit.anchor == "consent":
        return weekday_from(window.opens_on + timedelta(days=int(spread * 6)))
    if visit.id == study.baseline:
        days = (window.due_on - window.opens_on).days - 2  # a weekend must not carry it past the injection
        return weekday_from(window.opens_on + timedelta(days=int(spread * days)))
    if chance < MISSED:
        return None
    if chance < MISSED + LATE:
        return weekday_from(window.closes_on + timedelta(days=rng.randint(2, 12)))
    if chance < MISSED + LATE + EARLY:
        return weekday_from(window.opens_on - timedelta(days=rng.randint(4, 7)))
    return weekday_from(
        window.opens_on + timedelta(days=int(spread * (window.closes_on - window.opens_on).days))
    )


def _days_since_injection(person: Person, day: date) -> int:
    return 0 if person.injection_on is None else (day - person.injection_on).days
