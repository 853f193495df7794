"""A second site, with staff of its own, behind whose wall nobody of the first can look."""

import tomllib
from dataclasses import dataclass

from app.actions.setting_up import put_study_in_force
from app.actions.signing_in import choose_password
from app.actions.staffing import invite_staff
from app.storage.staff import actor_of
from app.storage.studies import sites_of
from app.study.access import Actor, Grant, Role, system
from app.study.people import Site
from app.study.reader import parse_study
from tests.actions.conftest import NOON
from tests.practice import EXAMPLE, PASSWORD, PracticeInstance

SECOND = """
[[site]]
code = "02"
name = "Second Hospital"
time_zone = "Pacific/Auckland"
danger = { en = "Call the study doctor: 01632 960 002." }
"""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The second site and two people who work only there."""

    site: Site
    coordinator: Actor
    investigator: Actor


def second_site(instance: PracticeInstance) -> Elsewhere:
    """Open a second site by the next version of the study."""
    text = EXAMPLE.read_text("utf-8").replace("version = 1", 'version = 2\narms = ["A", "B"]', 1) + SECOND
    assert len(tomllib.loads(text)["site"]) == 2
    put_study_in_force(instance.db, actor=system("tests"), study=parse_study(text, "second.toml"), at=NOON)
    site = next(site for site in sites_of(instance.db) if site.code == "02")
    return Elsewhere(site, _employ(instance, "coordinator", site), _employ(instance, "investigator", site))


def _employ(instance: PracticeInstance, role: Role, site: Site) -> Actor:
    token = f"{role} of {site.code}"
    staff_id = invite_staff(
        instance.db,
        actor=system("tests"),
        username=f"{role}-{site.code}",
        name=token,
        grants=[Grant(role, site.id)],
        token=token,
        at=NOON,
    )
    choose_password(instance.db, token=token, password=PASSWORD, at=NOON)
    return actor_of(instance.db, staff_id)
