"""Enrolling the device one holds as a tablet of a site, and revoking it."""

from datetime import datetime

from app.actions.tokens import hash_token
from app.errors import RefusedError, TakenError
from app.saying import say
from app.storage.change import Change, changing
from app.storage.database import Database
from app.storage.sessions import add_session_end, open_sessions_on
from app.storage.tablets import add_revocation, add_tablet, get_tablet, tablets_of
from app.study.access import Actor, check_may

LONGEST_NAME = 40


def enrol_tablet(db: Database, *, actor: Actor, site_id: int, name: str, token: str, at: datetime) -> int:
    """From now on the device that brings `token` is a tablet of the site; its id.

    RefusedError for a name nobody could read on a sticker, TakenError if a tablet in use there has it.
    """
    check_may(actor, "tablet.manage", site_id)
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise RefusedError(
            say("Enter a name of at most %(longest)d letters, for example Tablet 3.", longest=LONGEST_NAME)
        )
    with changing(db, actor=actor, act="tablet.enrol", at=at) as change:
        _check_free(change, site_id, name)
        return add_tablet(change, site_id=site_id, name=name, token_hash=hash_token(token))


def revoke_tablet(db: Database, *, actor: Actor, tablet_id: int, reason: str, at: datetime) -> None:
    """From its next request on the tablet opens nothing, in the middle of a sitting as well; what is stored is kept.

    RefusedError without a reason, or if it was revoked already.
    """
    reason = reason.strip()
    if not reason:
        raise RefusedError(say("Write why the tablet is revoked, for example: lost on the ward."))
    with changing(db, actor=actor, act="tablet.revoke", at=at, reason=reason) as change:
        tablet = get_tablet(change, tablet_id)
        check_may(actor, "tablet.manage", tablet.site.id)
        if not tablet.is_in_use:
            raise RefusedError(say("This tablet was revoked already."))
        add_revocation(change, tablet_id, reason)
        for session_id in open_sessions_on(change, tablet_id, at):
            add_session_end(change, session_id, "the tablet was revoked")


def _check_free(change: Change, site_id: int, name: str) -> None:
    taken = [one.name.casefold() for one in tablets_of(change, [site_id]) if one.is_in_use]
    if name.casefold() in taken:
        raise TakenError(
            say("A tablet of this site is called %(name)s already. Choose another name.", name=name)
        )
