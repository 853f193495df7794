"""Voiding sittings that were opened for the wrong patient: kept whole, counted nowhere, and answered anew if wished."""

from collections.abc import Collection
from datetime import datetime

from app.actions.signing_in import confirm_password
from app.errors import NotFoundError, RefusedError
from app.saying import say
from app.storage.change import changing
from app.storage.database import Database
from app.storage.patients import get_patient
from app.storage.sessions import add_session_end, open_tablets_of
from app.storage.sittings import add_voiding, sittings_of_visit
from app.study.access import Actor, check_may


def void_sittings(
    db: Database,
    *,
    actor: Actor,
    patient_id: int,
    visit: str,
    sitting_ids: Collection[int],
    reason: str,
    password: str,
    at: datetime,
) -> None:
    """Quarantine these sittings of the patient's visit, sent or not, and take the tablet back if it is out for it.

    RefusedError without a reason or a sitting; WrongPasswordError unless the password is the actor's;
    NotFoundError for a sitting of another visit, or one that is void already.
    """
    reason = reason.strip()
    if not reason:
        raise RefusedError(say("Write why, for example: patient 0102 had answered on this tablet."))
    if not sitting_ids:
        raise RefusedError(say("Choose at least one questionnaire."))
    check_may(actor, "sitting.void", get_patient(db, patient_id).site.id)
    confirm_password(db, actor=actor, password=password, at=at)
    with changing(db, actor=actor, act="sitting.void", at=at, reason=reason) as change:
        begun = {sitting.id for sitting in sittings_of_visit(change, patient_id, visit)}
        if not begun.issuperset(sitting_ids):
            raise NotFoundError
        change.patient_id = patient_id
        change.sitting_id = next(iter(sitting_ids)) if len(sitting_ids) == 1 else None
        for sitting_id in sorted(sitting_ids):
            add_voiding(change, sitting_id, actor.id or 0, reason)
        for session_id in open_tablets_of(change, patient_id, at):
            add_session_end(change, session_id, "a questionnaire answered on it was made void")
