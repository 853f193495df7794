"""Sessions live here, not in the cookie: the cookie carries a token, this table says what it opens and until when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from app import clock
from app.storage.change import Change
from app.storage.database import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A signed-in member of staff, one who opened an enrolled tablet by PIN, or a tablet with a patient for a visit.

    On an enrolled tablet the session is bound to it: brought by any other device, its token opens nothing.
    """

    id: int
    kind: Literal["staff", "pin", "tablet"]
    staff_id: int
    tablet_id: int | None
    patient_id: int | None
    visit: str | None
    is_confirmed: bool
    expires_at: datetime


def add_session(
    change: Change,
    *,
    kind: Literal["staff", "pin", "tablet"],
    token_hash: str,
    staff_id: int,
    expires_at: datetime,
    tablet_id: int | None = None,
    patient_id: int | None = None,
    visit: str | None = None,
) -> int:
    """Open a session for whoever brings the token, on the enrolled tablet if it is one."""
    return change.add(
        "session",
        kind="staff" if kind == "pin" else kind,
        is_by_pin=1 if kind == "pin" else None,
        tablet_id=tablet_id,
        token_hash=token_hash,
        staff_id=staff_id,
        patient_id=patient_id,
        visit=visit,
        opened_at=clock.to_text(change.at),
        expires_at=clock.to_text(expires_at),
    )


def add_session_confirmation(change: Change, session_id: int) -> None:
    """The patient has confirmed code and visit on the tablet."""
    change.add("session_confirmation", session_id=session_id, at=clock.to_text(change.at))


def add_session_end(change: Change, session_id: int, why: str) -> None:
    """From now on the token opens nothing; ending twice is the same as once."""
    if change.row("select 1 from session_end where session_id = ?", session_id) is None:
        change.add("session_end", session_id=session_id, at=clock.to_text(change.at), why=why)


def find_session(db: Reading, token_hash: str, at: datetime) -> Session | None:
    """The session that the token opens at that instant, or None if there is none, or it ended or expired."""
    row = db.row(
        """select session.*, session_confirmation.at as confirmed_at from session
               left join session_confirmation using (session_id)
           where token_hash = ? and expires_at > ?
             and not exists (select 1 from session_end as e where e.session_id = session.session_id)""",
        token_hash,
        clock.to_text(at),
    )
    if row is None:
        return None
    return Session(
        id=row["session_id"],
        kind="pin" if row["is_by_pin"] else row["kind"],
        staff_id=row["staff_id"],
        tablet_id=row["tablet_id"],
        patient_id=row["patient_id"],
        visit=row["visit"],
        is_confirmed=row["confirmed_at"] is not None,
        expires_at=clock.from_text(row["expires_at"]),
    )


def open_sessions_on(db: Reading, tablet_id: int, at: datetime) -> tuple[int, ...]:
    """The ids of the sessions, of staff and of patients, that are open on that enrolled tablet now."""
    rows = db.rows(
        """select session_id from session where tablet_id = ? and expires_at > ?
             and not exists (select 1 from session_end as e where e.session_id = session.session_id)""",
        tablet_id,
        clock.to_text(at),
    )
    return tuple(row["session_id"] for row in rows)


def open_tablets_of(db: Reading, patient_id: int, at: datetime) -> tuple[int, ...]:
    """The ids of the sessions on tablets that are with this patient now."""
    rows = db.rows(
        """select session_id from session where patient_id = ? and expires_at > ?
             and not exists (select 1 from session_end as e where e.session_id = session.session_id)""",
        patient_id,
        clock.to_text(at),
    )
    return tuple(row["session_id"] for row in rows)


def open_staff_sessions_of(db: Reading, staff_id: int, at: datetime) -> tuple[int, ...]:
    """The ids of the sessions this member of staff is signed in with now."""
    rows = db.rows(
        """select session_id from session where staff_id = ? and kind = 'staff' and expires_at > ?
             and not exists (select 1 from session_end as e where e.session_id = session.session_id)""",
        staff_id,
        clock.to_text(at),
    )
    return tuple(row["session_id"] for row in rows)


def add_sign_in_refusal(change: Change, username: str) -> None:
    """Someone tried to sign in and was refused."""
    change.add("sign_in_refusal", username=username, at=clock.to_text(change.at))


def count_refusals(db: Reading, username: str, since: datetime, by: str | None = None) -> int:
    """How often that username was refused since then: to anybody, or to the actor of the name `by`."""
    row = db.row(
        """select count(*) as times from sign_in_refusal as r join audit_entry using (entry_id)
           where r.username = ? and r.at >= ? and actor = coalesce(?, actor)""",
        username,
        clock.to_text(since),
        by,
    )
    return 0 if row is None else int(row["times"])
