"""The demo's staff: one person in each role, with a password that no other demo has."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from app.actions.signing_in import choose_password
from app.actions.staffing import invite_staff
from app.storage.database import Database
from app.storage.staff import actor_of
from app.storage.studies import sites_of
from app.study.access import Actor, Grant, Role, system

NAMES: dict[Role, str] = {
    "coordinator": "Carla Conti",
    "investigator": "Dr Ines Moreau",
    "monitor": "Max Okafor",
    "administrator": "Ada Lindqvist",
}
CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"
DEMO = system("demo")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Someone who can sign in: the username is the role."""

    role: Role
    password: str
    actor: Actor


def employ_staff(db: Database, at: datetime) -> dict[Role, Member]:
    """One member of staff per role, at every site, each with a password of their own."""
    site_ids = [site.id for site in sites_of(db)]
    return {role: _employ(db, role, name, site_ids, at) for role, name in NAMES.items()}


def sign_ins_of(members: dict[Role, Member]) -> str:
    """What to read before signing in."""
    lines = [f"  {member.role:<14} {member.password}" for member in members.values()]
    return "\n".join(["To sign in, username and password:", *lines, ""])


def _employ(db: Database, role: Role, name: str, site_ids: list[int], at: datetime) -> Member:
    token, password = secrets.token_urlsafe(32), _password()
    grants = [Grant(role, site_id) for site_id in site_ids]
    staff_id = invite_staff(db, actor=DEMO, username=role, name=name, grants=grants, token=token, at=at)
    choose_password(db, token=token, password=password, at=at)
    return Member(role=role, password=password, actor=actor_of(db, staff_id))


def _password() -> str:
    """Four words of two syllables that mean nothing: 49 bits, and easy to copy by hand."""
    syllables = [secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(8)]
    return "-".join("".join(pair) for pair in zip(syllables[::2], syllables[1::2], strict=True))
