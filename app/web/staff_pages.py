"""What every staff page shows: who is signed in, where one may go, and every open alert."""

from flask import Flask, g

from app.storage.alerts import open_alerts_of
from app.storage.staff import get_staff
from app.study.access import may, sites_for
from app.web.request import actor, db

MENU = (  # act needed, endpoint, words
    ("patient.list", "coordinator.patients", "Patients"),
    ("patient.enrol", "coordinator.enrol", "Enrol a patient"),
    ("alert.list", "investigator.alerts", "Alerts"),
    ("audit.read", "monitor.audit_trail", "Audit trail"),
    ("instrument.read", "monitor.instruments", "Instruments"),
    ("staff.manage", "account.staff", "Staff"),
)


def install(app: Flask) -> None:
    """Give staff templates `staff_page()`: signed-in name, menu and open alerts, read once per page."""
    app.jinja_env.globals["staff_page"] = staff_page


def staff_page() -> dict[str, object]:
    """What the staff base template needs; nothing while nobody is signed in."""
    if "staff_page" not in g:
        g.staff_page = _staff_page()
    return dict(g.staff_page)


def _staff_page() -> dict[str, object]:
    who = actor()
    if who.kind != "staff" or who.id is None:
        return {"name": None, "menu": (), "alerts": ()}
    return {
        "name": get_staff(db(), who.id).name,
        "menu": tuple((endpoint, words) for act, endpoint, words in MENU if may(who, act)),
        "alerts": open_alerts_of(db(), sites_for(who, "alert.list")),
    }
