"""Staff PINs: which is in force, and how often a wrong one was typed on a tablet."""

from app import clock
from app.storage.change import Change
from app.storage.database import Reading

IN_FORCE = """
    select staff_id, hash from staff_pin
    where staff_pin_id = (select max(staff_pin_id) from staff_pin as p where p.staff_id = staff_pin.staff_id)
        and staff_pin.entry_id > coalesce((select max(u.entry_id) from invitation_use as u
            join invitation using (invitation_id) where invitation.staff_id = staff_pin.staff_id), 0)
"""
"""The newest, unless the person has chosen a password by a one-time link since: that is what a lost one asks for."""


def add_pin(change: Change, staff_id: int, hash: str) -> None:
    """From now on this argon2id hash is the person's PIN."""
    change.add("staff_pin", staff_id=staff_id, hash=hash)


def find_pin(db: Reading, staff_id: int) -> str | None:
    """The argon2id hash in force, or None without a PIN."""
    row = db.row(IN_FORCE + "and staff_id = ?", staff_id)
    return None if row is None else row["hash"]


def staff_with_pin(db: Reading) -> frozenset[int]:
    """The ids of everyone whose PIN is in force."""
    return frozenset(row["staff_id"] for row in db.rows(IN_FORCE))


def add_pin_refusal(change: Change, *, staff_id: int, tablet_id: int) -> None:
    """A wrong PIN was typed for the person on that tablet."""
    change.add("pin_refusal", staff_id=staff_id, tablet_id=tablet_id, at=clock.to_text(change.at))


def count_pin_refusals(db: Reading, *, staff_id: int, tablet_id: int) -> int:
    """How often the person's PIN was typed wrongly on the tablet since they last opened it, by PIN or password."""
    row = db.row(
        """select count(*) as times from pin_refusal as r where r.staff_id = ? and r.tablet_id = ?
             and r.entry_id > coalesce((select max(entry_id) from session
                 where session.tablet_id = r.tablet_id and session.staff_id = r.staff_id and kind = 'staff'), 0)""",
        staff_id,
        tablet_id,
    )
    return 0 if row is None else int(row["times"])
