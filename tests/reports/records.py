"""Records of made-up patients, built by hand through the real instruments and the real scoring."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from app.instruments.model import Instrument, Item, Wording
from app.instruments.paths import first_open_item
from app.instruments.reader import LIBRARY, equipped, load_instrument, load_wording, parse_pack
from app.instruments.safety import fired_rules
from app.record import Record, SittingRecord
from app.scoring.engine import score
from app.study.alerts import Alert, AlertSignature
from app.study.people import Patient, Site
from app.study.protocol import SitePlan, Study, parse_offset
from app.study.protocol import Visit as PlannedVisit
from app.study.sittings import Answer, Sitting, SittingEvent, values_of
from app.study.visits import window_of

MADE_UP = Path("tests/instruments")
INSTRUMENTS = ("phq9", "mfis", "rand36")
SCHEDULE = (
    ("screening", "Screening", "consent", "0 days", 0, 14),
    ("baseline", "Baseline", "injection", "-1 day", 13, 1),
    ("month-1", "Month 1", "injection", "1 month", 5, 7),
    ("month-3", "Month 3", "injection", "3 months", 14, 14),
    ("month-6", "Month 6", "injection", "6 months", 14, 14),
    ("month-12", "Month 12", "injection", "12 months", 21, 21),
    ("month-18", "Month 18", "injection", "18 months", 21, 21),
    ("month-24", "Month 24", "injection", "24 months", 28, 28),
)
SITE = Site(id=1, code="01", name="Example University Hospital", time_zone="Europe/London")
Given = Mapping[str, Sequence[int | None]]
Pick = Callable[[Instrument, Item], Sequence[int | None]]


@cache
def definition(instrument_id: str) -> tuple[Instrument, Wording]:
    """An instrument and its words: from the library, else a made-up one, with its data pack if it has one."""
    folder = LIBRARY if (LIBRARY / f"{instrument_id}.toml").is_file() else MADE_UP
    pack = MADE_UP / "packs" / f"{instrument_id}.toml"
    packs = [parse_pack(pack.read_text("utf-8"), pack.name)] if pack.is_file() else []
    return equipped(load_instrument(instrument_id, folder), packs), load_wording(instrument_id, "en", folder)


def study(visits: Sequence[PlannedVisit] | None = None) -> Study:
    """The example study, or one with other visits."""
    return Study(
        code="MSC-PMS-1",
        title="Intrathecal mesenchymal stem cells in progressive multiple sclerosis",
        version=1,
        baseline="baseline",
        arms=("cells", "placebo"),
        sites=(SitePlan(code="01", name=SITE.name, time_zone=SITE.time_zone, danger={"en": "Call us."}),),
        visits=tuple(visits or (planned(*row) for row in SCHEDULE)),
        document="{}",
        hash="5d" * 32,
    )


def planned(
    visit_id: str,
    title: str,
    anchor: str,
    offset: str,
    before: int,
    after: int,
    instruments: tuple[str, ...] = INSTRUMENTS,
) -> PlannedVisit:
    return PlannedVisit(
        id=visit_id,
        title=title,
        anchor="consent" if anchor == "consent" else "injection",
        offset=parse_offset(offset),
        days_before=before,
        days_after=after,
        instruments=instruments,
    )


def patient(**changes: object) -> Patient:
    """Patient 01-0102, injected on 3 March 2025."""
    typical = Patient(
        id=12,
        code="01-0102",
        site=SITE,
        disease="SPMS",
        locale="en",
        arm=None,
        enrolled_on=date(2025, 2, 3),
        consent_on=date(2025, 2, 3),
        injection_on=date(2025, 3, 3),
    )
    return replace(typical, **changes)  # type: ignore[arg-type]


def level(mood: float, fatigue: float, health: float, seed: int = 1) -> Pick:
    """Answers around three levels between 0 (best) and 1 (worst), the same for the same seed."""
    chance = random.Random(seed)

    def pick(instrument: Instrument, item: Item) -> Sequence[int | None]:
        worst = {"phq9": mood, "rand36": health}.get(instrument.id, fatigue)
        if instrument.id == "phq9" and item.id == "9":
            return [0]
        best_first = sorted(item.codes, key=lambda code: _badness(instrument, item, code))
        place = worst * (len(best_first) - 1) + chance.uniform(-0.6, 0.6)
        return [best_first[min(max(round(place), 0), len(best_first) - 1)]]

    return pick


def _badness(instrument: Instrument, item: Item, code: int) -> float:
    for scale in instrument.scales:
        if item.id in scale.points:
            points = float(scale.points[item.id][code])
            return points if scale.direction == "higher is worse" else -points
    return 0.0


@dataclass
class Case:
    """One patient's record while it is being written; `record()` is what it comes to."""

    study: Study = field(default_factory=study)
    patient: Patient = field(default_factory=patient)
    today: date = date(2026, 4, 1)
    sittings: list[SittingRecord] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)
    staff: dict[str, str] = field(default_factory=lambda: {"staff:3": "Dr Ada Byron"})

    def visit(
        self,
        visit: str,
        pick: Pick,
        *,
        days_off: int = 0,
        instruments: Sequence[str] | None = None,
        is_sent: bool = True,
        rests: Mapping[str, int] | None = None,
        only_first: int | None = None,
    ) -> "Case":
        """Answer a visit's questionnaires `days_off` days after it was due; `rests`: minutes, by instrument."""
        window = window_of(self.study.visit(visit), self.patient.anchors)
        assert window is not None
        at = datetime.combine(window.due_on + timedelta(days=days_off), datetime.min.time(), UTC)
        at += timedelta(hours=10)
        for instrument_id in instruments or self.study.visit(visit).instruments:
            at = self._sit(
                visit, instrument_id, pick, at, is_sent, (rests or {}).get(instrument_id), only_first
            )
        return self

    def sign_alerts(
        self, note: str = "Spoke with the patient at once; no plan; psychiatrist saw him today."
    ) -> "Case":
        """Sign for every alert raised so far, twenty minutes after it was raised."""
        self.alerts = [
            replace(
                alert,
                signature=AlertSignature(
                    staff_id=3,
                    staff_name="Dr Ada Byron",
                    at=alert.raised_at + timedelta(minutes=20),
                    note=note,
                ),
            )
            for alert in self.alerts
        ]
        return self

    def record(self) -> Record:
        ends = [one.sitting.sent_at or one.sitting.begun_at for one in self.sittings]
        used = dict.fromkeys(name for visit in self.study.visits for name in visit.instruments)
        definitions = [definition(instrument_id) for instrument_id in used]
        return Record(
            study=self.study,
            patient=self.patient,
            sittings=tuple(self.sittings),
            alerts=tuple(self.alerts),
            instruments={instrument.hash: instrument for instrument, _ in definitions},
            wordings={wording.hash: wording for _, wording in definitions},
            staff_names=self.staff,
            today=self.today,
            data_cut=max(ends, default=datetime(2025, 2, 3, 9, tzinfo=UTC)),
            chain_head="c4" * 32,
            hash="a7" * 32,
        )

    def _sit(
        self,
        visit: str,
        instrument_id: str,
        pick: Pick,
        at: datetime,
        is_sent: bool,
        rest: int | None,
        only_first: int | None,
    ) -> datetime:
        instrument, wording = definition(instrument_id)
        sitting_id = len(self.sittings) + 1
        begun_at, events = at, []
        answers: list[Answer] = []
        for _ in range(only_first or len(instrument.items)):
            item = first_open_item(instrument, values_of(answers))
            if item is None:
                break
            for value in pick(instrument, item):
                at += timedelta(seconds=9)
                answers.append(self._answer(sitting_id, item, value, at))
                self._raise_alerts(visit, sitting_id, instrument, item, value, at)
        if rest is not None:
            events.append(SittingEvent(kind="break", at=at, actor="patient:12"))
            at += timedelta(minutes=rest)
            events.append(SittingEvent(kind="resumed", at=at, actor="patient:12"))
        at += timedelta(seconds=20)
        if is_sent:
            events.append(SittingEvent(kind="sent", at=at, actor="patient:12"))
        sitting = Sitting(
            id=sitting_id,
            patient_id=self.patient.id,
            visit=visit,
            instrument=instrument_id,
            definition_hash=instrument.hash,
            wording_hash=wording.hash,
            locale="en",
            begun_at=begun_at,
            sent_at=at if is_sent else None,
        )
        scores = score(instrument, values_of(answers)) if is_sent else ()
        self.sittings.append(
            SittingRecord(sitting=sitting, answers=tuple(answers), events=tuple(events), scores=scores)
        )
        return at

    def _answer(self, sitting_id: int, item: Item, value: int | None, at: datetime) -> Answer:
        count = sum(len(one.answers) for one in self.sittings)
        return Answer(
            id=1000 * sitting_id + count, item=item.id, value=value, at=at, actor=f"patient:{self.patient.id}"
        )

    def _raise_alerts(
        self, visit: str, sitting_id: int, instrument: Instrument, item: Item, value: int | None, at: datetime
    ) -> None:
        for rule in fired_rules(instrument, item.id, value):
            self.alerts.append(
                Alert(
                    id=len(self.alerts) + 1,
                    patient_id=self.patient.id,
                    patient_code=self.patient.code,
                    site_id=SITE.id,
                    sitting_id=sitting_id,
                    visit=visit,
                    instrument=instrument.id,
                    item=item.id,
                    value=value or 0,
                    rule=rule.id,
                    meaning=rule.meaning,
                    raised_at=at,
                    read_at=at + timedelta(seconds=40),
                    signature=None,
                )
            )


def but(pick: Pick, **answers: Sequence[int | None]) -> Pick:
    """The same answers but for some: `but(level(...), phq9_9=[1], mfis_4=[None])`."""

    def changed(instrument: Instrument, item: Item) -> Sequence[int | None]:
        return answers.get(f"{instrument.id}_{item.id}", pick(instrument, item))

    return changed
