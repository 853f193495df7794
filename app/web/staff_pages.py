"""What every staff page shows: who is signed in, where one may go, and every open alert."""

from dataclasses import dataclass
from typing import cast

from flask import Flask, flash, g, url_for

from app.storage.alerts import open_alerts_of
from app.storage.staff import get_staff
from app.study.access import may, sites_for
from app.study.alerts import Alert
from app.web import dates
from app.web.language import lazy
from app.web.request import actor, db

MENU = (  # act needed, endpoint, words
    ("patient.list", "coordinator.patients", lazy("Patients")),
    ("patient.enrol", "coordinator.enrol", lazy("Enrol a patient")),
    ("alert.list", "investigator.alerts", lazy("Alerts")),
    ("staff.manage", "account.staff", lazy("Staff")),
    ("tablet.manage", "coordinator.tablets", lazy("Tablets")),
    ("audit.read", "monitor.audit_trail", lazy("Audit trail")),
    ("instrument.read", "monitor.instruments", lazy("Instruments")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """A page one may go to, by its visible name."""

    endpoint: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffPage:
    """The frame of a staff page. `name` is None while nobody is signed in; alerts are those open, oldest first."""

    name: str | None
    menu: tuple[MenuEntry, ...]
    alerts: tuple[Alert, ...]


def install(app: Flask) -> None:
    """Give staff templates their frame, who may do what, and dates as staff read them."""
    app.jinja_env.globals["staff_page"] = staff_page
    app.jinja_env.globals["may"] = lambda act, site_id=None: may(actor(), act, site_id)
    app.jinja_env.filters["day"] = dates.day
    app.jinja_env.filters["moment"] = dates.moment


def staff_page() -> StaffPage:
    """What the staff base template needs; read once per request."""
    if "staff_page" not in g:
        g.staff_page = _staff_page()
    return cast(StaffPage, g.staff_page)


def home() -> str:
    """The address of the page where whoever is signed in works."""
    menu = staff_page().menu
    return url_for(menu[0].endpoint if menu else "account.own_password")


def say(words: str) -> None:
    """Say on the next page what was done."""
    flash(words)


def _staff_page() -> StaffPage:
    who = actor()
    if who.kind != "staff" or who.id is None:
        return StaffPage(name=None, menu=(), alerts=())
    return StaffPage(
        name=get_staff(db(), who.id).name,
        menu=tuple(
            MenuEntry(endpoint=endpoint, words=str(words)) for act, endpoint, words in MENU if may(who, act)
        ),
        alerts=open_alerts_of(db(), sites_for(who, "alert.list")),
    )
