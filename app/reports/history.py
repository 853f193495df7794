"""The record put in order of time: what every part of a summary starts from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from app.instruments.model import Instrument, Item, Scale, Wording
from app.instruments.packs import Pack
from app.instruments.paths import items_on_path
from app.record import Record, SittingRecord
from app.scoring.model import Score
from app.scoring.patterns import PATTERN_RULES
from app.study.alerts import Alert
from app.study.sittings import Sitting, Value, values_of
from app.study.visits import Obligation, Window, patient_obligations


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One sitting with its instrument, its words, its visit's title, and its day at the site."""

    sitting: Sitting
    record: SittingRecord
    instrument: Instrument
    wording: Wording
    visit: str
    on: date

    @property
    def values(self) -> dict[str, Value | None]:
        """Item -> value; None where declined, no key where not reached."""
        return values_of(self.record.answers)

    @property
    def asked(self) -> tuple[Item, ...]:
        """The questions the patient was to meet, given the answers: not those whose condition does not hold."""
        return tuple(item for item in items_on_path(self.instrument, self.values) if item.is_question)

    def score_of(self, scale: Scale) -> Score | None:
        """The current score of a scale, or None while the sitting is not sent."""
        return next((score for score in self.record.scores if score.scale == scale.id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A visit gone by at which a questionnaire was owed and is not there."""

    on: date
    visit: str
    why: str


class History:
    """The patient's sittings in the order they were begun, and the visits owed, on the site's clock."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.zone = ZoneInfo(record.patient.site.time_zone)

    @cached_property
    def sittings(self) -> tuple[Placed, ...]:
        """By visit, in the order in which visits were begun; within a visit as begun."""
        begun: dict[str, datetime] = {}
        ordered = sorted(self.record.sittings, key=lambda one: (one.sitting.begun_at, one.sitting.id))
        for one in ordered:
            begun.setdefault(one.sitting.visit, one.sitting.begun_at)
        ordered.sort(key=lambda one: begun[one.sitting.visit])
        return tuple(self._placed(one) for one in ordered)

    @cached_property
    def void(self) -> tuple[Placed, ...]:
        """The sittings that count nowhere, as begun."""
        return tuple(self._placed(one) for one in self.record.void)

    @cached_property
    def obligations(self) -> tuple[Obligation, ...]:
        """One per visit of the protocol, as seen on the record's day."""
        sittings = [placed.sitting for placed in self.sittings]
        return patient_obligations(self.record.study, self.record.patient, sittings, self.record.today)

    def sent(self, instrument: Instrument) -> tuple[Placed, ...]:
        """The sent sittings of one version of an instrument; its definition file may have been mended since."""
        return tuple(
            placed
            for placed in self.sittings
            if placed.sitting.is_sent and is_same(placed.instrument, instrument)
        )

    def absences(self, instrument: Instrument) -> tuple[Absence, ...]:
        """The visits gone by without this questionnaire, on the day they were due; those to come are no gap."""
        return tuple(
            Absence(on=obligation.window.due_on, visit=obligation.visit.title, why=why)
            for obligation in self.obligations
            if obligation.window
            and instrument.id in obligation.open
            and (why := _absence(obligation, obligation.window, self.record.today))
        )

    def instruments(self) -> Iterator[Instrument]:
        """Each version of an instrument that was answered, as last used, in the protocol's order."""
        latest: dict[tuple[str, int], Instrument] = {}
        for placed in self.sittings:
            latest[placed.instrument.id, placed.instrument.version] = placed.instrument
        order = list(dict.fromkeys(name for visit in self.record.study.visits for name in visit.instruments))
        known = {name: place for place, name in enumerate(order)}
        yield from sorted(
            latest.values(), key=lambda one: (known.get(one.id, len(known)), one.id, one.version)
        )

    def day_of(self, at: datetime) -> date:
        """The day at the site."""
        return self.record.patient.site.day_of(at)

    def visit_title(self, visit_id: str) -> str:
        """The visit's title, or its id where today's protocol no longer has it."""
        return next((visit.title for visit in self.record.study.visits if visit.id == visit_id), visit_id)

    def sitting_of(self, alert: Alert) -> Placed:
        """The sitting in which the alert was raised, void or not."""
        return next(placed for placed in self.sittings + self.void if placed.sitting.id == alert.sitting_id)

    def name_of(self, actor: str) -> str:
        """Who acted, as people say it."""
        if actor.startswith("patient:"):
            return "patient"
        return self.record.staff_names.get(actor, actor)

    def _placed(self, one: SittingRecord) -> Placed:
        sitting = one.sitting
        return Placed(
            sitting=sitting,
            record=one,
            instrument=self.record.instrument_of(sitting),
            wording=self.record.wording_of(sitting),
            visit=self.visit_title(sitting.visit),
            on=self.day_of(sitting.sent_at or sitting.begun_at),
        )


def pack_of(instrument: Instrument, scale: Scale) -> Pack | None:
    """The data pack that the scale's scores come from; None where the definition holds all there is."""
    rule = PATTERN_RULES.get((scale.rule, scale.rule_version))
    return None if rule is None else instrument.data.get(rule.needs)


def is_same(one: Instrument, other: Instrument) -> bool:
    """Whether two definitions are the same version of the same questionnaire, so that scores compare."""
    return (one.id, one.version) == (other.id, other.version)


def _absence(obligation: Obligation, window: Window, today: date) -> str | None:
    if obligation.state in ("missed", "overdue"):
        return obligation.state
    return "not sent" if obligation.state == "in progress" and window.due_on <= today else None
