"""Signing in and out, and choosing a password."""

from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from app.actions.tokens import hash_token
from app.errors import NotFoundError, RefusedError, TooManyAttemptsError, WrongPasswordError
from app.saying import say
from app.storage.change import Change, changing
from app.storage.database import Database
from app.storage.sessions import (
    add_session,
    add_session_end,
    add_sign_in_refusal,
    count_refusals,
    open_staff_sessions_of,
)
from app.storage.staff import (
    add_invitation_use,
    add_password,
    find_open_invitation,
    find_password,
    find_staff,
    get_staff,
)
from app.study.access import NOBODY, Actor
from app.study.people import Staff

ATTEMPTS = 5
PAUSE = timedelta(minutes=15)
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256

hasher = PasswordHasher()  # argon2id, the library's current parameters (RFC 9106, low-memory)
NOBODYS_HASH = hasher.hash("no password: it is verified when a username is unknown, to take the same time")


def sign_in(
    db: Database,
    *,
    username: str,
    password: str,
    token: str,
    lasts: timedelta,
    at: datetime,
    tablet_id: int | None = None,
) -> None:
    """Open a staff session for whoever brings `token`; RefusedError without saying which part was wrong.

    On an enrolled tablet the session is bound to it, and a PIN locked there is taken again.
    """
    if count_refusals(db, username, at - PAUSE) >= ATTEMPTS:
        raise TooManyAttemptsError
    staff = find_staff(db, username)
    if staff is None or not is_password_of(db, staff.id, password):
        if staff is None:
            is_hash_of(NOBODYS_HASH, password)
        with changing(db, actor=NOBODY, act="session.refuse", at=at) as change:
            add_sign_in_refusal(change, username)
        raise WrongPasswordError(say("The username or the password is not right."))
    actor = Actor(kind="staff", name=f"staff:{staff.id}", id=staff.id)
    with changing(db, actor=actor, act="session.open", at=at) as change:
        add_session(
            change,
            kind="staff",
            token_hash=hash_token(token),
            staff_id=staff.id,
            tablet_id=tablet_id,
            expires_at=at + lasts,
        )


def sign_out(db: Database, *, actor: Actor, session_id: int, why: str, at: datetime) -> None:
    """End a staff session; the token opens nothing any more."""
    with changing(db, actor=actor, act="session.end", at=at) as change:
        add_session_end(change, session_id, why)


def choose_password(db: Database, *, token: str, password: str, at: datetime) -> Staff:
    """Use a one-time link: the invited person's password is the one given. The link works no more."""
    check_password_strength(password)
    hash = hasher.hash(password)
    with changing(db, actor=NOBODY, act="staff.choose_password", at=at) as change:
        invitation = find_open_invitation(change, hash_token(token), at)
        if invitation is None:
            raise NotFoundError
        invitation_id, staff = invitation
        change.actor = Actor(kind="staff", name=f"staff:{staff.id}", id=staff.id)
        add_password(change, staff.id, hash)
        add_invitation_use(change, invitation_id)
        _end_sessions(change, staff.id)
    return staff


def change_password(db: Database, *, actor: Actor, old: str, new: str, session_id: int, at: datetime) -> None:
    """From now on `new` is the actor's own password; their other sessions end. WrongPasswordError unless `old` is."""
    confirm_password(db, actor=actor, password=old, at=at)
    check_password_strength(new)
    hash = hasher.hash(new)
    with changing(db, actor=actor, act="staff.change_password", at=at) as change:
        add_password(change, actor.id or 0, hash)
        _end_sessions(change, actor.id or 0, but=session_id)


def confirm_password(db: Database, *, actor: Actor, password: str, at: datetime) -> None:
    """WrongPasswordError unless this is the actor's own password.

    Refusals count as they do at signing in, but only the actor's own: else any outsider who knows a username could
    keep its owner from signing for an alert.
    """
    username = get_staff(db, actor.id or 0).username
    if count_refusals(db, username, at - PAUSE, by=actor.name) >= ATTEMPTS:
        raise TooManyAttemptsError
    if not is_password_of(db, actor.id or 0, password):
        with changing(db, actor=actor, act="password.refuse", at=at) as change:
            add_sign_in_refusal(change, username)
        raise WrongPasswordError


def is_password_of(db: Database, staff_id: int, password: str) -> bool:
    """Whether this is the person's password; False for everyone who has not chosen one."""
    hash = find_password(db, staff_id)
    return is_hash_of(hash or NOBODYS_HASH, password) and hash is not None


def check_password_strength(password: str) -> None:
    """RefusedError for a password that is too short or too long (NIST SP 800-63B: length, no composition rules)."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise RefusedError(
            say(
                "A password has %(shortest)d to %(longest)d characters. Four unrelated words are a good one.",
                shortest=SHORTEST_PASSWORD,
                longest=LONGEST_PASSWORD,
            )
        )


def _end_sessions(change: Change, staff_id: int, but: int | None = None) -> None:
    for session_id in open_staff_sessions_of(change, staff_id, change.at):
        if session_id != but:
            add_session_end(change, session_id, "the password was changed")


def is_hash_of(hash: str, secret: str) -> bool:
    """Whether the argon2id hash is that of the password or PIN."""
    try:
        return hasher.verify(hash, secret)
    except VerifyMismatchError:
        return False
