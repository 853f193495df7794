"""Staff: who may sign in, with which password, in which role at which site."""

from datetime import datetime

from app import clock
from app.errors import NotFoundError, TakenError
from app.saying import say
from app.storage.change import Change
from app.storage.database import Reading, Row
from app.study.access import Actor, Grant, Role
from app.study.people import Staff


def add_staff(change: Change, *, username: str, name: str) -> int:
    """A new member of staff, without a password yet; TakenError if the username is taken."""
    if find_staff(change, username) is not None:
        raise TakenError(
            say("The username %(username)s is already in use. Choose another.", username=username)
        )
    return change.add("staff", username=username, name=name)


def add_password(change: Change, staff_id: int, hash: str) -> None:
    """From now on this argon2id hash is the person's password."""
    change.add("staff_password", staff_id=staff_id, hash=hash)


def add_grant(change: Change, staff_id: int, role: Role, site_id: int, *, is_granted: bool) -> None:
    """Give a role at a site, or take it away."""
    change.add("staff_grant", staff_id=staff_id, role=role, site_id=site_id, is_granted=int(is_granted))


def add_invitation(change: Change, staff_id: int, token_hash: str, expires_at: datetime) -> None:
    """A one-time link to choose a password."""
    change.add("invitation", staff_id=staff_id, token_hash=token_hash, expires_at=clock.to_text(expires_at))


def add_invitation_use(change: Change, invitation_id: int) -> None:
    """The link was used and works no more."""
    change.add("invitation_use", invitation_id=invitation_id)


def find_open_invitation(db: Reading, token_hash: str, at: datetime) -> tuple[int, Staff] | None:
    """The invitation's id and whom it invites, if it is neither used, expired nor followed by a newer one."""
    row = db.row(
        """select invitation_id, staff.* from invitation join staff using (staff_id)
           where token_hash = ? and expires_at > ?
             and not exists (select 1 from invitation_use as u where u.invitation_id = invitation.invitation_id)
             and invitation_id = (select max(invitation_id) from invitation as i where i.staff_id = staff.staff_id)""",
        token_hash,
        clock.to_text(at),
    )
    return None if row is None else (row["invitation_id"], _staff(row))


def find_staff(db: Reading, username: str) -> Staff | None:
    """The member of staff with that username (capitals do not matter), or None."""
    row = db.row("select * from staff where username = ?", username)
    return None if row is None else _staff(row)


def get_staff(db: Reading, staff_id: int) -> Staff:
    """The member of staff of that id."""
    row = db.row("select * from staff where staff_id = ?", staff_id)
    if row is None:
        raise NotFoundError
    return _staff(row)


def all_staff(db: Reading) -> tuple[Staff, ...]:
    """Everyone, by name."""
    return tuple(_staff(row) for row in db.rows("select * from staff order by name, staff_id"))


def find_password(db: Reading, staff_id: int) -> str | None:
    """The argon2id hash in force, or None before the person chose a password."""
    row = db.row(
        "select hash from staff_password where staff_id = ? order by staff_password_id desc limit 1", staff_id
    )
    return None if row is None else row["hash"]


def grants_of(db: Reading, staff_id: int) -> tuple[Grant, ...]:
    """The roles the person holds now, by site and role."""
    rows = db.rows(
        """select role, site_id from staff_grant where staff_grant_id in
               (select max(staff_grant_id) from staff_grant where staff_id = ? group by role, site_id)
           and is_granted order by site_id, role""",
        staff_id,
    )
    return tuple(Grant(role=row["role"], site_id=row["site_id"]) for row in rows)


def all_grants(db: Reading) -> dict[int, tuple[Grant, ...]]:
    """Staff id -> the roles the person holds now, by site and role; nobody who holds none."""
    held: dict[int, tuple[Grant, ...]] = {}
    rows = db.rows(
        """select staff_id, role, site_id from staff_grant where staff_grant_id in
               (select max(staff_grant_id) from staff_grant group by staff_id, role, site_id)
           and is_granted order by site_id, role"""
    )
    for row in rows:
        held[row["staff_id"]] = (*held.get(row["staff_id"], ()), Grant(row["role"], row["site_id"]))
    return held


def staff_with_password(db: Reading) -> frozenset[int]:
    """The ids of everyone who has chosen a password."""
    return frozenset(row["staff_id"] for row in db.rows("select distinct staff_id from staff_password"))


def actor_of(db: Reading, staff_id: int) -> Actor:
    """The person as an actor, with the roles held now."""
    return Actor(kind="staff", name=f"staff:{staff_id}", id=staff_id, grants=grants_of(db, staff_id))


def names_of_staff(db: Reading) -> dict[str, str]:
    """Actor name in the audit trail -> the person's name, for everyone."""
    return {f"staff:{staff.id}": staff.name for staff in all_staff(db)}


def _staff(row: Row) -> Staff:
    return Staff(id=row["staff_id"], username=row["username"], name=row["name"])
