"""A practice instance: the example study, its one site, and one person for every role."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app import clock
from app.actions.enrolling import enrol_patient
from app.actions.handing_over import hand_over
from app.actions.setting_up import put_study_in_force
from app.actions.signing_in import choose_password
from app.actions.staffing import invite_staff
from app.settings import Settings, create_instance, load_settings
from app.storage.database import Database, Keys
from app.storage.staff import actor_of, find_staff
from app.storage.studies import sites_of
from app.study.access import ROLES, Actor, Grant, Role, system
from app.study.people import Site
from app.study.reader import parse_study

EXAMPLE = Path("app/study/library/example.toml")
PASSWORD = "correct horse battery staple"
CONSENT = date(2026, 1, 5)
INJECTION = date(2026, 2, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeInstance:
    """Staff are called as their role and sign in with `PASSWORD`."""

    settings: Settings
    db: Database

    @property
    def site(self) -> Site:
        return sites_of(self.db)[0]

    def staff(self, role: Role) -> Actor:
        """The member of staff of that role, able to act."""
        staff = find_staff(self.db, role)
        assert staff is not None
        return actor_of(self.db, staff.id)

    def enrol(self, code: str) -> int:
        """Enrol a patient with consent and injection dated; the patient's id."""
        return enrol_patient(
            self.db,
            actor=self.staff("coordinator"),
            site_id=self.site.id,
            code=code,
            disease="SPMS",
            consent_on=CONSENT,
            injection_on=INJECTION,
            arm=None,
            locale="en",
            at=clock.now(),
        )

    def hand_over(self, patient_id: int, visit: str = "baseline") -> str:
        """Give a tablet to the patient; the token that opens it."""
        token = f"tablet of {patient_id} at {clock.to_text(clock.now())}"
        hand_over(
            self.db,
            actor=self.staff("coordinator"),
            patient_id=patient_id,
            visit=visit,
            token=token,
            at=clock.now(),
        )
        return token


def make_instance(path: Path) -> None:
    """Make a practice instance in that folder."""
    settings = create_instance(path, https=False)
    db = _database_of(settings)
    db.migrate()
    study = parse_study(EXAMPLE.read_text("utf-8"), EXAMPLE.name)
    put_study_in_force(db, actor=system("tests"), study=study, at=clock.now())
    site = sites_of(db)[0]
    for role in ROLES:
        invite_staff(
            db,
            actor=system("tests"),
            username=role,
            name=f"The {role.title()}",
            grants=[Grant(role, site.id)],
            token=role,
            at=clock.now(),
        )
        choose_password(db, token=role, password=PASSWORD, at=clock.now())
    db.close()


def copy_instance(made: Path, path: Path) -> PracticeInstance:
    """A copy of an instance made before: hashing passwords takes long, copying does not."""
    shutil.copytree(made, path)
    return reopen_instance(path)


def reopen_instance(path: Path) -> PracticeInstance:
    """The practice instance in that folder, as another process sees it."""
    settings = load_settings(path)
    return PracticeInstance(settings=settings, db=_database_of(settings))


def _database_of(settings: Settings) -> Database:
    keys = Keys(database=settings.key("database"), audit=settings.key("audit"))
    return Database(settings.database_path, keys)
