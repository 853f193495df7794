"""One line per patient: what is open now, or what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.study.people import Patient
from app.study.visits import Obligation

OPEN = ("in progress", "due", "overdue")


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientRow:
    """A patient of the list. `visit` is the open or next obligation, None once nothing is owed any more.

    `also_open` counts the other visits that are open, so that none hides behind the one shown.
    """

    patient: Patient
    visit: Obligation | None
    also_open: int
    alerts: int


def build_row(patient: Patient, obligations: Iterable[Obligation], alerts: int) -> PatientRow:
    """The patient's line, with the number of alerts nobody has signed for."""
    owed = tuple(obligations)
    shown = open_or_next(owed)
    return PatientRow(
        patient=patient,
        visit=shown,
        also_open=sum(obligation.state in OPEN for obligation in owed if obligation is not shown),
        alerts=alerts,
    )


def open_or_next(obligations: Iterable[Obligation]) -> Obligation | None:
    """The latest visit that is open, in the protocol's order; otherwise the first that is planned.

    The latest, because a visit left unfinished long ago must not hide the one that is due today.
    """
    owed = tuple(obligations)
    is_open = (obligation for obligation in reversed(owed) if obligation.state in OPEN)
    is_planned = (obligation for obligation in owed if obligation.state == "planned")
    return next(is_open, None) or next(is_planned, None)
