"""Who may do what: one table. What it does not name is not allowed."""

from dataclasses import dataclass
from typing import Literal

from app.errors import NotFoundError

Role = Literal["coordinator", "investigator", "monitor", "administrator"]
Kind = Literal["staff", "pin", "tablet", "device", "system", "nobody"]

ROLES: tuple[Role, ...] = ("coordinator", "investigator", "monitor", "administrator")

CLINICAL: frozenset[Role] = frozenset({"coordinator", "investigator"})
READING: frozenset[Role] = CLINICAL | {"monitor"}
EVERYONE: frozenset[Role] = frozenset(ROLES)

STAFF_ACTS: dict[str, frozenset[Role]] = {
    "patient.list": READING,
    "patient.read": READING,
    "patient.enrol": frozenset({"coordinator"}),
    "arm.read": frozenset({"coordinator"}),
    "visit.hand_over": CLINICAL,
    "sitting.void": CLINICAL,
    "pin.choose": CLINICAL,
    "tablet.manage": frozenset({"coordinator", "administrator"}),
    "alert.list": READING,
    "alert.sign": CLINICAL,
    "report.print": READING,
    "audit.read": frozenset({"monitor", "administrator"}),
    "instrument.read": EVERYONE,
    "staff.manage": frozenset({"administrator"}),
}

PIN_ACTS = frozenset({"visit.hand_over"})
"""Of all that a person's roles allow, what their PIN alone opens."""

KIND_ACTS: dict[Kind, frozenset[str]] = {
    "staff": frozenset({"account.use"}),  # whoever lost every role can still sign out
    "pin": frozenset(),
    "tablet": frozenset({"sitting.answer"}),
    "device": frozenset({"tablet.open"}),  # an enrolled tablet that nobody has opened
    "system": frozenset(
        {
            "instance.set_up",
            "patient.enrol",
            "staff.manage",
            "report.print",
            "wording.load",
            "data.load",
            "instrument.release",
        }
    ),
    "nobody": frozenset(),
}


@dataclass(frozen=True, slots=True)
class Grant:
    """One role at one site."""

    role: Role
    site_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts. `name` is what the audit trail keeps: `staff:3`, `patient:12`, `tablet:2`, `system:command line`.

    A member of staff who has only typed a PIN is of the kind `pin`: the roles count, but only for `PIN_ACTS`.
    """

    kind: Kind
    name: str
    id: int | None = None
    grants: tuple[Grant, ...] = ()

    @property
    def site_ids(self) -> tuple[int, ...]:
        """The sites this actor has any role at, in ascending order."""
        return tuple(sorted({grant.site_id for grant in self.grants}))

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles this actor has anywhere, in the table's order."""
        held = {grant.role for grant in self.grants}
        return tuple(role for role in ROLES if role in held)


NOBODY = Actor(kind="nobody", name="nobody")


def system(name: str) -> Actor:
    """The program itself, acting for `name`, for example `command line` or `demo`."""
    return Actor(kind="system", name=f"system:{name}")


def may(actor: Actor, act: str, site_id: int | None = None) -> bool:
    """Whether `actor` may do `act`: at that site, or, without a site, at any site of theirs."""
    if act in KIND_ACTS[actor.kind]:
        return True
    allowed = _roles_for(actor, act)
    return any(grant.role in allowed and site_id in (None, grant.site_id) for grant in actor.grants)


def sites_for(actor: Actor, act: str) -> tuple[int, ...]:
    """The sites at which `actor` may do `act`, in ascending order."""
    allowed = _roles_for(actor, act)
    return tuple(sorted({grant.site_id for grant in actor.grants if grant.role in allowed}))


def check_may(actor: Actor, act: str, site_id: int) -> None:
    """NotFoundError unless allowed: an unknown thing and a forbidden thing look the same."""
    if not may(actor, act, site_id):
        raise NotFoundError


def _roles_for(actor: Actor, act: str) -> frozenset[Role]:
    """The roles that open the act to this kind of actor."""
    if actor.kind == "pin" and act not in PIN_ACTS:
        return frozenset()
    return STAFF_ACTS.get(act, frozenset())
