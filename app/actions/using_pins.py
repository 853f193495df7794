"""A PIN: chosen over the password, and good for one thing, opening an enrolled tablet for the next hand-over."""

from datetime import datetime, timedelta

from app.actions.signing_in import confirm_password, hasher, is_hash_of
from app.actions.tokens import hash_token
from app.errors import NotFoundError, PinLockedError, RefusedError, WrongPinError
from app.saying import say
from app.storage.change import changing
from app.storage.database import Database, Reading
from app.storage.pins import add_pin, add_pin_refusal, count_pin_refusals, find_pin, staff_with_pin
from app.storage.sessions import add_session
from app.storage.staff import actor_of, all_staff
from app.study.access import Actor, may
from app.study.people import Staff
from app.study.tablets import LONGEST_PIN, SHORTEST_PIN, Tablet, is_easy, is_pin

ATTEMPTS = 5
PIN_LASTS = timedelta(minutes=5)


def choose_pin(db: Database, *, actor: Actor, pin: str, password: str, at: datetime) -> None:
    """From now on `pin` is the actor's own; RefusedError if it is too easy.

    WrongPasswordError unless the password is theirs.
    """
    check_pin_strength(pin)
    confirm_password(db, actor=actor, password=password, at=at)
    hash = hasher.hash(pin)
    with changing(db, actor=actor, act="staff.choose_pin", at=at) as change:
        add_pin(change, actor.id or 0, hash)


def open_by_pin(
    db: Database, *, actor: Actor, tablet: Tablet, staff_id: int, pin: str, token: str, at: datetime
) -> None:
    """Open the tablet for a few minutes of handing over; `actor` is the enrolled device itself.

    WrongPinError for a wrong PIN; PinLockedError after five, until the person signs in on this tablet with the
    password. NotFoundError for anybody who has no PIN or may not hand over at the tablet's site.
    """
    hash = find_pin(db, staff_id)
    if hash is None or not tablet.is_in_use or not may_hand_over(db, staff_id, tablet):
        raise NotFoundError
    is_right = is_hash_of(hash, pin)
    act = "session.open_by_pin" if is_right else "pin.refuse"
    with changing(db, actor=actor, act=act, at=at) as change:
        # Counted where it is kept: of many guesses at once, none past the fifth learns whether it was right.
        refused = count_pin_refusals(change, staff_id=staff_id, tablet_id=tablet.id)
        if refused >= ATTEMPTS:
            raise PinLockedError
        if is_right:
            change.actor = Actor(kind="pin", name=f"staff:{staff_id}", id=staff_id)
            add_session(
                change,
                kind="pin",
                token_hash=hash_token(token),
                staff_id=staff_id,
                tablet_id=tablet.id,
                expires_at=at + PIN_LASTS,
            )
        else:
            add_pin_refusal(change, staff_id=staff_id, tablet_id=tablet.id)
    if not is_right:
        raise WrongPinError if refused + 1 < ATTEMPTS else PinLockedError


def openers_of(db: Reading, tablet: Tablet) -> tuple[Staff, ...]:
    """Everyone who can open the tablet by PIN, by name."""
    with_pin = staff_with_pin(db)
    return tuple(one for one in all_staff(db) if one.id in with_pin and may_hand_over(db, one.id, tablet))


def may_hand_over(db: Reading, staff_id: int, tablet: Tablet) -> bool:
    """Whether the person's roles allow handing over at the tablet's site."""
    return may(actor_of(db, staff_id), "visit.hand_over", tablet.site.id)


def check_pin_strength(pin: str) -> None:
    """RefusedError for a PIN that is too short, or one of those that are tried first."""
    if not is_pin(pin):
        raise RefusedError(
            say("A PIN has %(shortest)d to %(longest)d digits.", shortest=SHORTEST_PIN, longest=LONGEST_PIN)
        )
    if is_easy(pin):
        raise RefusedError(say("This PIN is too easy to guess. Choose digits without a pattern."))
