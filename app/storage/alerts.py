"""Alerts: stored with the dangerous answer, open until someone signs."""

import json
from collections.abc import Iterable

from app import clock
from app.errors import NotFoundError
from app.storage.change import Change
from app.storage.database import Reading, Row
from app.storage.library import get_instrument
from app.storage.sittings import voiding_of
from app.study.alerts import Alert, AlertSignature

ALERT = """
    select alert.*, answer.item, answer.value, sitting.visit, sitting.instrument, sitting.definition_hash,
        patient.code as patient_code, patient.site_id, alert_reading.at as read_at,
        alert_signature.staff_id, alert_signature.at as signed_at, alert_signature.note, staff.name as staff_name,
        v.at as voided_at, v.reason as voided_because, voider.name as voided_by
    from alert
        join answer using (answer_id)
        join sitting on sitting.sitting_id = alert.sitting_id
        join patient on patient.patient_id = alert.patient_id
        left join alert_reading using (alert_id)
        left join alert_signature using (alert_id)
        left join staff on staff.staff_id = alert_signature.staff_id
        left join sitting_voiding as v on v.sitting_id = alert.sitting_id
        left join staff as voider on voider.staff_id = v.staff_id
"""

IS_SIGNED = "exists (select 1 from alert_signature as s where s.alert_id = alert.alert_id) "
# The plus keeps SQLite from going through all patients of the sites: alerts are few, patients are many.
AT_SITES = "and +patient.site_id in (select value from json_each(?)) "


def add_alert(change: Change, *, patient_id: int, sitting_id: int, answer_id: int, rule: str) -> int:
    """Raise an alert for an answer stored in the same change."""
    return change.add(
        "alert",
        patient_id=patient_id,
        sitting_id=sitting_id,
        answer_id=answer_id,
        rule=rule,
        raised_at=clock.to_text(change.at),
    )


def add_alert_reading(change: Change, alert_id: int) -> None:
    """The patient has read whom to call."""
    change.add("alert_reading", alert_id=alert_id, at=clock.to_text(change.at))


def add_alert_signature(change: Change, alert_id: int, staff_id: int, note: str) -> None:
    """A member of staff has taken charge; `note` says what was done."""
    change.add(
        "alert_signature", alert_id=alert_id, staff_id=staff_id, at=clock.to_text(change.at), note=note
    )


def get_alert(db: Reading, alert_id: int) -> Alert:
    """The alert of that id."""
    row = db.row(ALERT + "where alert.alert_id = ?", alert_id)
    if row is None:
        raise NotFoundError
    return _alert(db, row)


def alerts_of_patient(db: Reading, patient_id: int) -> tuple[Alert, ...]:
    """The patient's alerts, open and signed, in the order raised."""
    rows = db.rows(ALERT + "where alert.patient_id = ? order by alert.alert_id", patient_id)
    return tuple(_alert(db, row) for row in rows)


def alerts_of_sitting(db: Reading, sitting_id: int) -> tuple[Alert, ...]:
    """The sitting's alerts, in the order raised."""
    rows = db.rows(ALERT + "where alert.sitting_id = ? order by alert.alert_id", sitting_id)
    return tuple(_alert(db, row) for row in rows)


def find_unread_sitting(db: Reading, patient_id: int, visit: str) -> int | None:
    """The sitting of that visit with an alert whose text the patient has not read yet, or None.

    Not a void one: its text was meant for somebody else.
    """
    row = db.row(
        """select alert.sitting_id from alert join sitting using (sitting_id)
           where alert.patient_id = ? and sitting.visit = ?
             and not exists (select 1 from alert_reading as r where r.alert_id = alert.alert_id)
             and not exists (select 1 from sitting_voiding as v where v.sitting_id = alert.sitting_id)""",
        patient_id,
        visit,
    )
    return None if row is None else row["sitting_id"]


def open_alerts_of(db: Reading, site_ids: Iterable[int]) -> tuple[Alert, ...]:
    """All alerts nobody has signed for at those sites, the oldest first: one left out would not be heard."""
    rows = db.rows(
        ALERT + "where not " + IS_SIGNED + AT_SITES + "order by alert.alert_id",
        json.dumps(list(site_ids)),
    )
    return tuple(_alert(db, row) for row in rows)


def signed_alerts_of(
    db: Reading, site_ids: Iterable[int], *, before: int | None = None, limit: int = 50
) -> tuple[Alert, ...]:
    """At most `limit` alerts someone has signed for at those sites, the newest first, older than alert `before`."""
    rows = db.rows(
        ALERT
        + "where alert.alert_id < ? and "
        + IS_SIGNED
        + AT_SITES
        + "order by alert.alert_id desc limit ?",
        2**62 if before is None else before,
        json.dumps(list(site_ids)),
        limit,
    )
    return tuple(_alert(db, row) for row in rows)


def _alert(db: Reading, row: Row) -> Alert:
    rules = {rule.id: rule for rule in get_instrument(db, row["definition_hash"]).safety}
    return Alert(
        id=row["alert_id"],
        patient_id=row["patient_id"],
        patient_code=row["patient_code"],
        site_id=row["site_id"],
        sitting_id=row["sitting_id"],
        visit=row["visit"],
        instrument=row["instrument"],
        item=row["item"],
        value=row["value"],
        rule=row["rule"],
        meaning=rules[row["rule"]].meaning,
        raised_at=clock.from_text(row["raised_at"]),
        read_at=clock.from_optional_text(row["read_at"]),
        signature=_signature(row),
        voiding=voiding_of(row),
    )


def _signature(row: Row) -> AlertSignature | None:
    if row["staff_id"] is None:
        return None
    return AlertSignature(
        staff_id=row["staff_id"],
        staff_name=row["staff_name"],
        at=clock.from_text(row["signed_at"]),
        note=row["note"],
    )
