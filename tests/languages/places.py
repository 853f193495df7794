"""Every page that staff see, with something on it, and who opens it."""

from flask import Flask

from app.study.access import Role
from tests.desk import Desk, answer, desk_of, send_all
from tests.practice import PracticeInstance

PAGES: dict[Role, tuple[str, ...]] = {
    "coordinator": (
        "/patients",
        "/patients/enrol",
        "/patients/1/visits",
        "/patients/1/injection",
        "/patients/1/language",
        "/patients/1/visits/month-1/start",
        "/tablets",
        "/tablets/enrol",
        "/password",
    ),
    "investigator": ("/alerts", "/alerts/1/sign", "/patients/1/record", "/patients/99/record"),
    "monitor": ("/audit", "/instruments", "/instruments/phq9", "/instruments/msqol54", "/staff"),
    "administrator": ("/staff", "/staff/invite", "/staff/1"),
}
FORMS: dict[Role, tuple[str, ...]] = {
    "coordinator": ("/patients/enrol", "/patients/1/language", "/tablets/enrol", "/password"),
    "investigator": ("/alerts/1/sign",),
    "monitor": ("/audit",),
    "administrator": ("/staff/invite",),
}


def put_something_everywhere(instance: PracticeInstance) -> None:
    """A patient in danger with visits sent and begun, and one who has only been enrolled."""
    in_danger = instance.enrol("0101")
    send_all(instance, in_danger, "screening")
    answer(instance, in_danger, "phq9", {"1": None, "2": 3, "9": 2}, "month-1")
    instance.enrol("0102")


def read_everything(app: Flask, instance: PracticeInstance, language: str) -> dict[str, str]:
    """Address -> page, for everyone's pages and for their forms sent empty, in the language the browser asks for."""
    found = {}
    for role, paths in PAGES.items():
        desk = _desk(app, instance, role, language)
        found.update({f"{role} {path}": desk.open(path).text for path in paths})
        found.update({f"{role} {path} sent": desk.send(path, code="9999").text for path in FORMS[role]})
    nobody = Desk(app)
    nobody.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    found["nobody /sign-in"] = nobody.open("/sign-in").text
    found["nobody /sign-in sent"] = nobody.send("/sign-in", username="", password="").text
    return found


def _desk(app: Flask, instance: PracticeInstance, role: Role, language: str) -> Desk:
    desk = desk_of(app, instance, role)
    desk.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
    return desk
