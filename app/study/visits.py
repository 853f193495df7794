"""Who owes what, when: computed from the protocol, the anchors and the sittings, never stored."""

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from app.study.people import Patient
from app.study.protocol import Offset, Study, Visit
from app.study.sittings import Sitting

State = Literal["planned", "due", "overdue", "missed", "in progress", "done"]
Timing = Literal["early", "in window", "late"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days on which a visit counts as on time, both ends included, around `due_on`."""

    opens_on: date
    due_on: date
    closes_on: date

    def __contains__(self, on: date) -> bool:
        return self.opens_on <= on <= self.closes_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What is known of one sitting when obligations are derived: site-local days."""

    visit: str
    instrument: str
    begun_on: date
    sent_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One visit's duty for one patient. `window` is None while its anchor has no date."""

    visit: Visit
    window: Window | None
    state: State
    timing: Timing | None
    begun_on: date | None
    done_on: date | None
    sent: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def is_startable(self) -> bool:
        """Whether its questionnaires can still be answered."""
        return bool(self.open)


def add_offset(start: date, offset: Offset) -> date:
    """`start` plus calendar months (the 31st becomes the month's last day), then days."""
    month0 = start.month - 1 + offset.months
    year, month = start.year + month0 // 12, month0 % 12 + 1
    last_day = calendar.monthrange(year, month)[1]
    return date(year, month, min(start.day, last_day)) + timedelta(days=offset.days)


def window_of(visit: Visit, anchors: Mapping[str, date]) -> Window | None:
    """When the visit is due, or None while the date it hangs on is unknown."""
    anchor = anchors.get(visit.anchor)
    if anchor is None:
        return None
    due_on = add_offset(anchor, visit.offset)
    return Window(
        opens_on=due_on - timedelta(days=visit.days_before),
        due_on=due_on,
        closes_on=due_on + timedelta(days=visit.days_after),
    )


def obligations_of(
    study: Study, anchors: Mapping[str, date], sittings: Iterable[Done], today: date
) -> tuple[Obligation, ...]:
    """One obligation per visit of the protocol, in its order, as seen on `today` at the site."""
    by_visit: dict[str, list[Done]] = {}
    for sitting in sittings:
        by_visit.setdefault(sitting.visit, []).append(sitting)
    windows = [window_of(visit, anchors) for visit in study.visits]
    return tuple(
        _obligation(visit, window, by_visit.get(visit.id, []), _next_opening(windows[place + 1 :]), today)
        for place, (visit, window) in enumerate(zip(study.visits, windows, strict=True))
    )


def patient_obligations(
    study: Study, patient: Patient, sittings: Iterable[Sitting], today: date
) -> tuple[Obligation, ...]:
    """The patient's obligations as seen on `today`; sittings count on the day they were at the patient's site."""
    done = [
        Done(
            visit=sitting.visit,
            instrument=sitting.instrument,
            begun_on=patient.site.day_of(sitting.begun_at),
            sent_on=None if sitting.sent_at is None else patient.site.day_of(sitting.sent_at),
        )
        for sitting in sittings
    ]
    return obligations_of(study, patient.anchors, done, today)


def _obligation(
    visit: Visit, window: Window | None, sittings: list[Done], next_opens_on: date | None, today: date
) -> Obligation:
    sent = {sitting.instrument: sitting.sent_on for sitting in sittings if sitting.sent_on is not None}
    is_done = all(instrument in sent for instrument in visit.instruments)
    done_on = max(sent.values()) if is_done and sent else None
    return Obligation(
        visit=visit,
        window=window,
        state=_state(window, bool(sittings), is_done, next_opens_on, today),
        timing=_timing(window, done_on),
        begun_on=min((sitting.begun_on for sitting in sittings), default=None),
        done_on=done_on,
        sent=tuple(instrument for instrument in visit.instruments if instrument in sent),
        open=tuple(instrument for instrument in visit.instruments if instrument not in sent),
    )


def _state(
    window: Window | None, is_begun: bool, is_done: bool, next_opens_on: date | None, today: date
) -> State:
    if is_done:
        return "done"
    if is_begun:
        return "in progress"
    if window is None or today < window.opens_on:
        return "planned"
    if today <= window.closes_on:
        return "due"
    return "overdue" if next_opens_on is None or today < next_opens_on else "missed"


def _timing(window: Window | None, done_on: date | None) -> Timing | None:
    if window is None or done_on is None:
        return None
    if done_on < window.opens_on:
        return "early"
    return "in window" if done_on <= window.closes_on else "late"


def _next_opening(windows: Iterable[Window | None]) -> date | None:
    return next((window.opens_on for window in windows if window is not None), None)
