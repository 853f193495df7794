"""A person's two years: enrolled, injected, visiting, and heard when in danger."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from heapq import merge
from itertools import takewhile
from random import Random

from app.demo.people import Person, weekday_from
from app.demo.steps import AlertSigning, Enrolment, InjectionDate, Library, Step, visit_steps
from app.demo.visiting import appointments_of, local_instant
from app.study.protocol import Study

HEARD_AFTER = timedelta(hours=2)
POSTPONED = 0.1  # chance


def study_steps(people: Sequence[Person], study: Study, library: Library, now: datetime) -> Iterator[Step]:
    """Everything that happened until now, in the order in which it happened."""
    lives = (_life(person, study, library, now) for person in people)
    return takewhile(lambda step: step.at <= now, merge(*lives, key=lambda step: step.at))


def _life(person: Person, study: Study, library: Library, now: datetime) -> Iterator[Step]:
    return merge(_staff_steps(person, now), _visits(person, study, library, now), key=lambda step: step.at)


def _visits(person: Person, study: Study, library: Library, now: datetime) -> Iterator[Step]:
    for appointment in appointments_of(person, study, now):
        yield from visit_steps(person, appointment, library)
        if appointment.is_in_danger and not person.is_here:
            yield AlertSigning(at=appointment.at + HEARD_AFTER, person=person)


def _staff_steps(person: Person, now: datetime) -> Iterator[Step]:
    rng = Random(f"{person.seed}/staff")
    midnight = local_instant(person.site, person.consent_on, 0)
    enrolled_at = midnight + timedelta(hours=rng.uniform(8, 9))
    yield Enrolment(at=min(enrolled_at, max(midnight, now - timedelta(hours=2))), person=person)
    if person.injection_on is None:
        return
    if rng.random() < POSTPONED:
        first = person.injection_on - timedelta(days=rng.randint(2, 6))
        yield InjectionDate(at=_office_hour(person, 7, rng), person=person, on=first)
        at = _office_hour(person, 8, rng)
        yield InjectionDate(
            at=at, person=person, on=person.injection_on, reason="Postponed: the patient had a cold"
        )
    else:
        yield InjectionDate(at=_office_hour(person, 7, rng), person=person, on=person.injection_on)


def _office_hour(person: Person, days_after_consent: int, rng: Random) -> datetime:
    day = weekday_from(person.consent_on + timedelta(days=days_after_consent))
    return local_instant(person.site, day, rng.uniform(10, 16))
