"""Inviting staff and giving them roles."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from app.actions.tokens import hash_token
from app.errors import NotAllowedError, RefusedError
from app.saying import say
from app.storage.change import Change, changing
from app.storage.database import Database
from app.storage.staff import add_grant, add_invitation, add_staff, all_grants, get_staff, grants_of
from app.study.access import CLINICAL, Actor, Grant, may

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
LONGEST_NAME = 100
INVITATION_LASTS = timedelta(days=3)


def invite_staff(
    db: Database,
    *,
    actor: Actor,
    username: str,
    name: str,
    grants: Iterable[Grant],
    token: str,
    at: datetime,
) -> int:
    """A new member of staff with roles and a one-time link (`token`) to choose a password; the person's id."""
    _check_manages(actor)
    username, name = username.strip().lower(), name.strip()
    if not USERNAME.fullmatch(username):
        raise RefusedError(
            say(
                "A username has 2 to 40 small letters, digits, dots, hyphens or underscores, for example a.rossi."
            )
        )
    if not is_name(name):
        raise RefusedError(
            say("Enter the person's name, at most 100 letters, as it should stand beside a signature.")
        )
    grants = set(grants)
    _check_sites(actor, grants)
    with changing(db, actor=actor, act="staff.invite", at=at) as change:
        staff_id = add_staff(change, username=username, name=name)
        for grant in sorted(grants, key=lambda grant: (grant.site_id, grant.role)):
            add_grant(change, staff_id, grant.role, grant.site_id, is_granted=True)
        add_invitation(change, staff_id, hash_token(token), at + INVITATION_LASTS)
    return staff_id


def is_name(name: str) -> bool:
    """Whether it can stand beside a signature: letters that are seen, no signs that hide, turn or break the line."""
    return len(name) <= LONGEST_NAME and name.isprintable() and any(sign.isalpha() for sign in name)


def renew_invitation(db: Database, *, actor: Actor, staff_id: int, token: str, at: datetime) -> None:
    """A new one-time link, for a lost password or a link that ran out; older links stop working."""
    _check_manages(actor)
    with changing(db, actor=actor, act="staff.renew_invitation", at=at) as change:
        _check_sites(actor, grants_of(change, get_staff(change, staff_id).id))
        add_invitation(change, staff_id, hash_token(token), at + INVITATION_LASTS)


def change_grants(
    db: Database, *, actor: Actor, staff_id: int, grants: Iterable[Grant], at: datetime
) -> None:
    """From now on the person holds exactly these roles at the actor's sites; those elsewhere stay as they are.

    RefusedError if administrators would take their own role away, or a site be left with nobody to sign an alert.
    """
    _check_manages(actor)
    wanted = set(grants)
    _check_sites(actor, wanted)
    if staff_id == actor.id and not any(grant.role == "administrator" for grant in wanted):
        raise RefusedError(
            say("You cannot take your own administrator role away. Ask another administrator.")
        )
    with changing(db, actor=actor, act="staff.change_grants", at=at) as change:
        everyones = grants_of(change, get_staff(change, staff_id).id)
        held = {grant for grant in everyones if may(actor, "staff.manage", grant.site_id)}
        for grant in sorted(wanted ^ held, key=lambda grant: (grant.site_id, grant.role)):
            add_grant(change, staff_id, grant.role, grant.site_id, is_granted=grant in wanted)
        _check_alerts_are_heard(change, {grant.site_id for grant in held - wanted if grant.role in CLINICAL})


def _check_manages(actor: Actor) -> None:
    if not may(actor, "staff.manage"):
        raise NotAllowedError


def _check_sites(actor: Actor, grants: Iterable[Grant]) -> None:
    """Administrators manage roles at their own sites; NotAllowedError for any other."""
    if not all(may(actor, "staff.manage", grant.site_id) for grant in grants):
        raise NotAllowedError


def _check_alerts_are_heard(change: Change, site_ids: set[int]) -> None:
    held = [grant for grants in all_grants(change).values() for grant in grants if grant.role in CLINICAL]
    if not site_ids <= {grant.site_id for grant in held}:
        raise RefusedError(
            say(
                "Nobody would be left at this site who can sign for an alert. Give someone else the role first."
            )
        )
