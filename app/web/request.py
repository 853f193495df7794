"""What a view may ask of its request: the database, the instant, the session and who acts."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from flask import current_app, g, request, session

from app import clock
from app.actions.tokens import hash_token
from app.reports.press import Press
from app.settings import Settings
from app.storage.database import Database
from app.storage.patients import get_patient
from app.storage.sessions import Session, find_session
from app.storage.staff import actor_of
from app.storage.tablets import find_tablet
from app.study.access import NOBODY, Actor, check_may
from app.study.people import Patient
from app.study.tablets import Tablet

SEEN_EVERY = 60  # seconds; a cookie is renewed at most this often


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """What one running instance is made of; `create_app` puts it together."""

    settings: Settings
    db: Database
    press: Press


def instance() -> Instance:
    """The running instance."""
    return cast(Instance, current_app.extensions["myelog"])


def db() -> Database:
    """The instance's database."""
    return instance().db


def now() -> datetime:
    """The instant of this request; the same for everything done in it."""
    if "now" not in g:
        g.now = clock.now()
    return cast(datetime, g.now)


def actor() -> Actor:
    """Who acts in this request; `guard` has found out."""
    return cast(Actor, g.actor)


def open_session() -> Session:
    """The session of this request; only for views whose act somebody must be signed in for."""
    return cast(Session, g.session)


def is_signed_in() -> bool:
    """Whether this request has a session: of staff, or of a tablet in a patient's hands."""
    return g.session is not None


def device() -> Tablet | None:
    """The tablet as which this device was enrolled, in use or revoked; None for any other device."""
    if "device" not in g:
        token = request.cookies.get(device_cookie())
        g.device = None if token is None else find_tablet(db(), hash_token(token))
    return cast(Tablet | None, g.device)


def device_in_use() -> Tablet | None:
    """The enrolled tablet this device is, unless it was revoked."""
    found = device()
    return found if found is not None and found.is_in_use else None


def device_cookie() -> str:
    """The name of the cookie with the device's credential."""
    return f"{current_app.config['SESSION_COOKIE_NAME']}-tablet"


def patient_for(act: str, patient_id: int) -> Patient:
    """The patient, if the actor may do `act` at the patient's site; otherwise NotFoundError."""
    patient = get_patient(db(), patient_id)
    check_may(actor(), act, patient.site.id)
    return patient


def new_token() -> str:
    """A fresh secret for a session or a one-time link: 256 bits."""
    return secrets.token_urlsafe(32)


def keep_session(token: str) -> None:
    """Begin anew in this browser with `token`; nothing of an earlier session stays in the cookie."""
    session.clear()
    session.permanent = True
    session["token"] = token
    session["seen"] = int(now().timestamp())


def find_actor() -> None:
    """Find out who acts, from the cookie's token and the stored session, and note that they are there."""
    g.session = found = _find_session()
    g.actor = _actor_without_session() if found is None else _actor_of(found)


def _find_session() -> Session | None:
    token = session.get("token")
    if token is None:
        return None
    found = find_session(db(), hash_token(token), now())
    if found is None or _is_idle(found) or _is_elsewhere(found):
        return None
    if _is_person() and now().timestamp() - session["seen"] >= SEEN_EVERY:
        session["seen"] = int(now().timestamp())
    return found


def _is_person() -> bool:
    """Whether someone asked for this page; what a page fetches by itself keeps nobody signed in."""
    return request.headers.get("Sec-Fetch-Dest") != "empty"


def _is_idle(found: Session) -> bool:
    settings = instance().settings
    limit = settings.tablet_idle if found.kind == "tablet" else settings.staff_idle
    return bool(now().timestamp() - session["seen"] > limit.total_seconds())


def _is_elsewhere(found: Session) -> bool:
    """Whether the session is bound to an enrolled tablet, and this is another device."""
    if found.tablet_id is None:
        return False
    here = device()
    return here is None or here.id != found.tablet_id


def _actor_without_session() -> Actor:
    """An enrolled tablet is known, even while nobody has opened it."""
    here = device_in_use()
    return NOBODY if here is None else Actor(kind="device", name=f"tablet:{here.id}", id=here.id)


def _actor_of(found: Session) -> Actor:
    if found.kind == "staff":
        return actor_of(db(), found.staff_id)
    if found.kind == "pin":
        return _at_the_tablets_site(actor_of(db(), found.staff_id))
    return Actor(kind="tablet", name=f"patient:{found.patient_id}", id=found.patient_id)


def _at_the_tablets_site(who: Actor) -> Actor:
    """Whoever opened the tablet by PIN: their roles at its site, and nowhere else."""
    here = device_in_use()
    grants = () if here is None else tuple(one for one in who.grants if one.site_id == here.site.id)
    return replace(who, kind="pin", grants=grants)
