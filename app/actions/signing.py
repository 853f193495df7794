"""Signing for an alert: who took charge, when, and what was done."""

from datetime import datetime

from app.actions.signing_in import confirm_password
from app.errors import RefusedError
from app.saying import say
from app.storage.alerts import add_alert_signature, get_alert
from app.storage.change import changing
from app.storage.database import Database
from app.study.access import Actor, check_may


def sign_alert(db: Database, *, actor: Actor, alert_id: int, note: str, password: str, at: datetime) -> None:
    """Close an alert over the signer's name. `note` says what was done; the password shows who signs.

    WrongPasswordError if it is not the signer's; RefusedError without a note, or if someone signed already.
    """
    check_may(actor, "alert.sign", get_alert(db, alert_id).site_id)
    if not note.strip():
        raise RefusedError(say("Write what was done, for example whom you spoke to and what was agreed."))
    confirm_password(db, actor=actor, password=password, at=at)
    with changing(db, actor=actor, act="alert.sign", at=at) as change:
        alert = get_alert(change, alert_id)
        if not alert.is_open:
            raise RefusedError(say("Someone has already signed for this alert."))
        change.patient_id, change.sitting_id = alert.patient_id, alert.sitting_id
        add_alert_signature(change, alert_id, actor.id or 0, note.strip())
