"""Enrolled tablets and whoever opens them by PIN, without a screen."""

import uuid
from dataclasses import dataclass

from flask import Flask

from app import clock
from app.actions.enrolling_tablets import enrol_tablet
from app.actions.signing_in import hasher
from app.actions.tokens import hash_token
from app.actions.using_pins import PIN_LASTS
from app.storage.change import changing
from app.storage.pins import add_pin
from app.storage.sessions import add_session
from app.storage.tablets import get_tablet
from app.study.access import Actor
from app.study.tablets import Tablet
from tests.desk import Desk
from tests.practice import PracticeInstance
from tests.tablet import cookie_of

PIN = "271828"


@dataclass(frozen=True, slots=True)
class Device:
    """A device that was enrolled as a tablet, with the credential it keeps."""

    app: Flask
    instance: PracticeInstance
    id: int
    token: str

    @property
    def tablet(self) -> Tablet:
        return get_tablet(self.instance.db, self.id)

    def desk(self, session: str | None = None) -> Desk:
        """A browser on this device; `session` is the token of whoever is signed in."""
        desk = Desk(self.app, session)
        desk.client.set_cookie(self.cookie, self.token)
        return desk

    @property
    def cookie(self) -> str:
        return f"{cookie_of(self.app, '')[0]}-tablet"


def enrolled(app: Flask, instance: PracticeInstance, name: str = "Tablet 3") -> Device:
    """A device that the coordinator enrolled at the practice instance's site."""
    token = uuid.uuid4().hex
    tablet_id = enrol_tablet(
        instance.db,
        actor=instance.staff("coordinator"),
        site_id=instance.site.id,
        name=name,
        token=token,
        at=clock.now(),
    )
    return Device(app, instance, tablet_id, token)


def opened_by_pin(device: Device, actor: Actor) -> Desk:
    """The device, opened by that person's PIN a moment ago; nobody waits for argon2."""
    token, at = uuid.uuid4().hex, clock.now()
    with changing(device.instance.db, actor=actor, act="session.open_by_pin", at=at) as change:
        add_session(
            change,
            kind="pin",
            token_hash=hash_token(token),
            staff_id=actor.id or 0,
            tablet_id=device.id,
            expires_at=at + PIN_LASTS,
        )
    return device.desk(token)


def give_pin(instance: PracticeInstance, actor: Actor, pin: str = PIN) -> None:
    """Let that person have this PIN."""
    with changing(instance.db, actor=actor, act="staff.choose_pin", at=clock.now()) as change:
        add_pin(change, actor.id or 0, hasher.hash(pin))
