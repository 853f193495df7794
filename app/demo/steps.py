"""What people do, one step after another, each at its instant: pure, so that a study can be replayed from a seed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from app.demo.courses import best_to_worst, danger_of, draw_answers
from app.demo.people import Person
from app.demo.visiting import Appointment
from app.instruments.model import Instrument, Item

Library = Callable[[str], Instrument]
MONTH = 30.44  # days, for the course of a severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One act of, or for, one person."""

    at: datetime
    person: Person


class Enrolment(Step):
    """The coordinator enrols the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InjectionDate(Step):
    """The coordinator enters the date of the injection, or with a reason another one."""

    on: date
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(Step):
    """The coordinator hands the tablet over."""

    visit: str


class Confirming(Step):
    """The person confirms that code and visit are theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning(Step):
    """The person begins a questionnaire."""

    visit: str
    instrument: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering(Step):
    """The person answers an item, or declines it."""

    item: str
    value: int | None
    key: str


class Resting(Step):
    """The person takes a break."""


class Resuming(Step):
    """The person is back."""


class AlertReading(Step):
    """The person reads whom to call."""


class Sending(Step):
    """The person sends the questionnaire."""


class GivingBack(Step):
    """The person gives the tablet back."""


class AlertSigning(Step):
    """The investigator signs for the person's alert."""


def visit_steps(person: Person, appointment: Appointment, library: Library) -> Iterator[Step]:
    """From hand-over to giving back; a person who rests now, or gives up, does not come to the end."""
    rng = Random(f"{person.seed}/{appointment.visit.id}")
    at = appointment.at
    yield HandOver(at=at, person=person, visit=appointment.visit.id)
    at += timedelta(seconds=rng.uniform(4, 15))
    yield Confirming(at=at, person=person)
    for place, instrument_id in enumerate(appointment.visit.instruments):
        instrument = library(instrument_id)
        at += timedelta(seconds=rng.uniform(8, 30))
        yield Beginning(at=at, person=person, visit=appointment.visit.id, instrument=instrument_id)
        stops_before = appointment.stops_before(place, len(instrument.items))
        for step in _sitting_steps(person, instrument, appointment, at, stops_before, rng):
            at = step.at
            yield step
        if stops_before is not None:
            break
    else:
        yield GivingBack(at=at + timedelta(seconds=20), person=person)
        return
    if not appointment.is_now:
        yield GivingBack(at=at + timedelta(minutes=5), person=person)


def _sitting_steps(
    person: Person,
    instrument: Instrument,
    appointment: Appointment,
    at: datetime,
    stops_before: int | None,
    rng: Random,
) -> Iterator[Step]:
    answers = draw_answers(
        person,
        instrument,
        months=appointment.days_since_injection / MONTH,
        rng=rng,
        in_danger=appointment.is_in_danger,
    )
    rests_before = rng.randrange(1, len(instrument.items)) if rng.random() < 0.08 else None
    for place, item in enumerate(instrument.items):
        if place == stops_before:
            yield Resting(at=at + timedelta(seconds=9), person=person)
            return
        if place == rests_before:
            yield Resting(at=at + timedelta(seconds=5), person=person)
            at += timedelta(minutes=rng.uniform(4, 25))
            yield Resuming(at=at, person=person)
        for step in _item_steps(person, instrument, item, answers[item.id], at, rng):
            at = step.at
            yield step
    yield Sending(at=at + timedelta(seconds=rng.uniform(10, 40)), person=person)


def _item_steps(
    person: Person, instrument: Instrument, item: Item, value: int | None, at: datetime, rng: Random
) -> Iterator[Step]:
    danger = danger_of(instrument, item)
    at += timedelta(seconds=person.pace * rng.uniform(0.6, 1.8))
    if value is not None and danger is None and rng.random() < person.slips:
        slip = _neighbour(best_to_worst(instrument, item), value, rng)
        yield Answering(at=at, person=person, item=item.id, value=slip, key=_key(rng))
        at += timedelta(seconds=person.pace * rng.uniform(0.6, 1.8))
    yield Answering(at=at, person=person, item=item.id, value=value, key=_key(rng))
    if danger is not None and value is not None and value >= danger:
        yield AlertReading(at=at + timedelta(seconds=25), person=person)


def _neighbour(codes: tuple[int, ...], value: int, rng: Random) -> int:
    place = codes.index(value)
    return rng.choice(codes[max(0, place - 1) : place] + codes[place + 1 : place + 2])


def _key(rng: Random) -> str:
    return f"{rng.getrandbits(128):032x}"
