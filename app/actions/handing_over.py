"""Giving the tablet to a patient for one visit, and taking it back."""

from datetime import datetime, timedelta

from app.actions.scheduling import get_words
from app.actions.tokens import hash_token
from app.errors import NotFoundError, RefusedError
from app.saying import Saying, say
from app.storage.change import Change, changing
from app.storage.database import Database
from app.storage.patients import get_patient
from app.storage.sessions import (
    Session,
    add_session,
    add_session_confirmation,
    add_session_end,
    open_tablets_of,
)
from app.storage.sittings import sittings_of_visit
from app.storage.studies import get_study
from app.storage.tablets import get_tablet
from app.study.access import Actor, check_may
from app.study.people import Patient
from app.study.protocol import Visit

TABLET_LASTS = timedelta(hours=12)


def hand_over(
    db: Database,
    *,
    actor: Actor,
    patient_id: int,
    visit: str,
    token: str,
    at: datetime,
    staff_session_id: int | None = None,
    tablet_id: int | None = None,
    only_enrolled: bool = False,
) -> None:
    """Open this tablet for the patient's visit: `token` opens it, and the staff member's session here ends.

    Any other tablet still open for the patient is closed: a patient answers on one tablet at a time.
    `tablet_id` is the enrolled tablet it is; RefusedError if it may not be used at the patient's site, or if
    `only_enrolled` and it is none.
    """
    with changing(db, actor=actor, act="visit.hand_over", at=at) as change:
        patient = get_patient(change, patient_id)
        check_may(actor, "visit.hand_over", patient.site.id)
        _check_tablet(change, patient, tablet_id, only_enrolled)
        planned = _visit(get_study(change).visits, visit)
        sittings = sittings_of_visit(change, patient_id, visit)
        _check_startable(patient, planned, [s.instrument for s in sittings if s.is_sent])
        for instrument in planned.instruments:
            if instrument not in (sitting.instrument for sitting in sittings):
                get_words(change, instrument, patient.locale)
        change.patient_id = patient_id
        for session_id in open_tablets_of(change, patient_id, at):
            add_session_end(change, session_id, "the tablet was handed over again")
        if staff_session_id is not None:
            add_session_end(change, staff_session_id, "the tablet was handed over")
        add_session(
            change,
            kind="tablet",
            token_hash=hash_token(token),
            staff_id=actor.id or 0,
            tablet_id=tablet_id,
            patient_id=patient_id,
            visit=visit,
            expires_at=at + TABLET_LASTS,
        )


def confirm_tablet(db: Database, *, actor: Actor, session: Session, at: datetime) -> None:
    """The patient has confirmed that code and visit are theirs."""
    if not session.is_confirmed:
        with changing(db, actor=actor, act="tablet.confirm", at=at) as change:
            change.patient_id = session.patient_id
            add_session_confirmation(change, session.id)


def refuse_tablet(db: Database, *, actor: Actor, session: Session, at: datetime) -> None:
    """The patient says that code or visit are not theirs: nothing was opened, and the tablet goes back to staff."""
    with changing(db, actor=actor, act="tablet.refuse", at=at) as change:
        change.patient_id = session.patient_id
        add_session_end(change, session.id, "the patient said: this is not me")


def end_tablet(db: Database, *, actor: Actor, session: Session, why: str, at: datetime) -> None:
    """The patient gives the tablet back; what was answered is kept."""
    with changing(db, actor=actor, act="tablet.end", at=at) as change:
        change.patient_id = session.patient_id
        add_session_end(change, session.id, why)


def _visit(visits: tuple[Visit, ...], visit_id: str) -> Visit:
    for visit in visits:
        if visit.id == visit_id:
            return visit
    raise NotFoundError


def _check_tablet(change: Change, patient: Patient, tablet_id: int | None, only_enrolled: bool) -> None:
    if tablet_id is None:
        if only_enrolled:
            raise RefusedError(
                say("Patients answer on enrolled tablets only. Enrol this tablet, or take one that is.")
            )
        return
    tablet = get_tablet(change, tablet_id)
    if not tablet.is_in_use or tablet.site.id != patient.site.id:
        raise RefusedError(
            say("%(tablet)s may not be used at the patient’s site. Take another tablet.", tablet=tablet.name)
        )


def _check_startable(patient: Patient, visit: Visit, sent: list[str]) -> None:
    if visit.anchor not in patient.anchors:
        raise RefusedError(_not_dated(visit))
    if all(instrument in sent for instrument in visit.instruments):
        raise RefusedError(say("All questionnaires of %(visit)s were sent already.", visit=visit.title))


def _not_dated(visit: Visit) -> Saying:
    if visit.anchor == "consent":
        return say("%(visit)s hangs on the date of the consent, which is not entered yet.", visit=visit.title)
    return say("%(visit)s hangs on the date of the injection, which is not entered yet.", visit=visit.title)
