"""Plays the study through the real acts, each at its simulated instant: nothing here writes to the database itself."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from app.actions.answering import begin_sitting, read_alert, record_answer, rest, resume, send_answers
from app.actions.enrolling import date_injection, enrol_patient
from app.actions.handing_over import confirm_tablet, end_tablet, hand_over
from app.actions.signing import sign_alert
from app.actions.tokens import hash_token
from app.demo import steps
from app.demo.people import LONGEST_AGO, Person, draw_people
from app.demo.staff import Member, employ_staff, sign_ins_of
from app.demo.timeline import study_steps
from app.errors import NotFoundError
from app.storage.alerts import alerts_of_patient
from app.storage.database import Database
from app.storage.in_force import get_instrument_in_force
from app.storage.sessions import Session, find_session
from app.storage.studies import get_study, sites_of
from app.study.access import Actor, Role

NOTE = (
    "Called the patient the same afternoon. Passing thoughts, no plan and no intent. Sees the psychologist tomorrow; "
    "emergency numbers given."
)
RETURNED = "the patient gave the tablet back"


def opening_of(today: datetime) -> datetime:
    """When a demo that ends on `today` opens its study: before the first patient consents."""
    return today - timedelta(days=LONGEST_AGO + 90)


def build_demo(
    db: Database, *, patients: int, seed: int, today: datetime, progress: Callable[[int], None]
) -> str:
    """Fill a new study with people and their two years until `today`; what to read before signing in.

    The same seed and the same day give the same people and answers; passwords are new each time.
    `progress` is told of each patient enrolled.
    """
    sites = sites_of(db)
    members = employ_staff(db, opening_of(today))
    people = draw_people(sites, patients=patients, seed=seed, today=sites[0].day_of(today))
    player, library = Player(db, members), partial(get_instrument_in_force, db)
    for step in study_steps(people, get_study(db), library, today):
        player.play(step)
        if isinstance(step, steps.Enrolment):
            progress(1)
    return sign_ins_of(members)


@dataclass(slots=True)
class _Life:
    """What the database has given a person so far."""

    patient_id: int
    session: Session | None = None
    sitting_id: int = 0

    @property
    def actor(self) -> Actor:
        return Actor(kind="tablet", name=f"patient:{self.patient_id}", id=self.patient_id)


@dataclass(slots=True)
class Player:
    """Carries out steps, and remembers what the database called each person, tablet and sitting."""

    db: Database
    members: dict[Role, Member]
    lives: dict[str, _Life] = field(default_factory=dict)

    def play(self, step: steps.Step) -> None:
        """Carry out one step."""
        match step:
            case steps.Enrolment():
                self._enrol(step.person, step.at)
            case steps.InjectionDate() | steps.AlertSigning():
                self._play_staff(step, self.lives[step.person.code])
            case steps.HandOver() | steps.Confirming() | steps.GivingBack():
                self._play_tablet(step, self.lives[step.person.code])
            case _:
                self._play_patient(step, self.lives[step.person.code])

    def _enrol(self, person: Person, at: datetime) -> None:
        patient_id = enrol_patient(
            self.db,
            actor=self.members["coordinator"].actor,
            site_id=person.site.id,
            code=person.code,
            disease=person.disease,
            consent_on=person.consent_on,
            injection_on=None,
            arm=None,
            locale="en",
            at=at,
        )
        self.lives[person.code] = _Life(patient_id)

    def _play_staff(self, step: steps.InjectionDate | steps.AlertSigning, life: _Life) -> None:
        match step:
            case steps.InjectionDate(at=at, on=on, reason=reason):
                coordinator = self.members["coordinator"].actor
                date_injection(
                    self.db, actor=coordinator, patient_id=life.patient_id, on=on, at=at, reason=reason
                )
            case steps.AlertSigning(at=at):
                self._sign(life, at)

    def _play_tablet(self, step: steps.HandOver | steps.Confirming | steps.GivingBack, life: _Life) -> None:
        db, at = self.db, step.at
        match step:
            case steps.HandOver(visit=visit):
                token = secrets.token_urlsafe(32)
                coordinator = self.members["coordinator"].actor
                hand_over(db, actor=coordinator, patient_id=life.patient_id, visit=visit, token=token, at=at)
                life.session = find_session(db, hash_token(token), at)
            case steps.Confirming():
                confirm_tablet(db, actor=life.actor, session=_open(life), at=at)
            case steps.GivingBack():
                end_tablet(db, actor=life.actor, session=_open(life), why=RETURNED, at=at)

    def _sign(self, life: _Life, at: datetime) -> None:
        investigator = self.members["investigator"]
        for alert in alerts_of_patient(self.db, life.patient_id):
            sign_alert(
                self.db,
                actor=investigator.actor,
                alert_id=alert.id,
                note=NOTE,
                password=investigator.password,
                at=at,
            )

    def _play_patient(self, step: steps.Step, life: _Life) -> None:
        db, actor, sitting_id, at = self.db, life.actor, life.sitting_id, step.at
        match step:
            case steps.Beginning(visit=visit, instrument=instrument):
                life.sitting_id = begin_sitting(db, actor=actor, visit=visit, instrument_id=instrument, at=at)
            case steps.Answering(item=item, value=value, key=key):
                record_answer(
                    db, actor=actor, sitting_id=sitting_id, item_id=item, value=value, key=key, at=at
                )
            case steps.AlertReading():
                read_alert(db, actor=actor, sitting_id=sitting_id, at=at)
            case steps.Resting():
                rest(db, actor=actor, sitting_id=sitting_id, at=at)
            case steps.Resuming():
                resume(db, actor=actor, sitting_id=sitting_id, at=at)
            case steps.Sending():
                send_answers(db, actor=actor, sitting_id=sitting_id, at=at)


def _open(life: _Life) -> Session:
    if life.session is None:
        raise NotFoundError
    return life.session
