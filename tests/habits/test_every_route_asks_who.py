"""The route walk: every address, every method, every kind of visitor, against the access table."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask, url_for
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.study.access import KIND_ACTS, PIN_ACTS, ROLES, STAFF_ACTS, Role
from app.web.guard import PUBLIC, act_of, requires
from tests.desk import Desk, answer, session_of
from tests.hand_overs import enrolled, opened_by_pin
from tests.practice import PracticeInstance
from tests.storage.full import CERTIFICATE, stock_library

VISITORS = (*ROLES, "pin", "tablet", "device", "nobody")
METHODS = ("GET", "POST")
SIGN_IN = ("/sign-in", "/tablet/locked", "/hand-over/")

REACH: dict[str, str] = {
    "account.staff": "administrator",
    "account.invite": "administrator",
    "account.person": "administrator",
    "account.renew_link": "administrator",
    "coordinator.patients": "coordinator investigator monitor",
    "coordinator.search": "coordinator investigator monitor",
    "coordinator.enrol": "coordinator",
    "coordinator.injection": "coordinator",
    "coordinator.language": "coordinator",
    "coordinator.visits": "coordinator investigator monitor",
    "coordinator.start": "coordinator investigator pin",
    "coordinator.void": "coordinator investigator",
    "coordinator.tablets": "coordinator administrator",
    "coordinator.enrol_this_tablet": "coordinator administrator",
    "coordinator.revoke": "coordinator administrator",
    "account.own_pin": "coordinator investigator",
    "handover.open_tablet": "device",
    "handover.visits": "coordinator investigator pin",
    "handover.start": "coordinator investigator pin",
    "handover.leave": "coordinator investigator pin",
    "investigator.alerts": "coordinator investigator monitor",
    "investigator.open_alerts": "coordinator investigator monitor",
    "investigator.sign": "coordinator investigator",
    "investigator.record": "coordinator investigator monitor",
    "investigator.summary": "coordinator investigator monitor",
    "monitor.audit_trail": "monitor administrator",
    "monitor.find_entries": "monitor administrator",
    "monitor.instruments": "coordinator investigator monitor administrator",
    "monitor.instrument": "coordinator investigator monitor administrator",
    "monitor.certificate": "coordinator investigator monitor administrator",
    "patient.item": "tablet",
    "patient.answer": "tablet",
    "patient.send": "tablet",
}
"""Who reaches what, written down a second time and by hand: a slip in a view or in the table shows here."""


class NoPress:
    """The walk asks who is let in, not what is printed."""

    def print(self, html: str) -> bytes:
        return b"%PDF-"


class World:
    """An instance with something behind every address."""

    def __init__(self, app: Flask, instance: PracticeInstance) -> None:
        self.app, self.instance = app, instance
        app.extensions["myelog"] = replace(app.extensions["myelog"], press=NoPress())
        self.patient_id = instance.enrol("0101")
        stock_library(instance)
        self.sitting_id = answer(instance, self.patient_id, "phq9", {"9": 1}, "baseline")
        self.tablet = enrolled(app, instance)

    def desk(self, visitor: str) -> Desk:
        """A fresh browser of that visitor: what it did before in the walk must not count."""
        if visitor == "nobody":
            return Desk(self.app)
        if visitor == "device":
            return self.tablet.desk()
        if visitor == "pin":
            return opened_by_pin(self.tablet, self.instance.staff("coordinator"))
        if visitor == "tablet":
            return Desk(self.app, self.instance.hand_over(self.patient_id))
        return Desk(self.app, session_of(self.instance, self.instance.staff(_role(visitor))))

    def visit(self, visitor: str, method: str, rule: Rule) -> TestResponse:
        """What that visitor gets, with the forgery protection every page carries."""
        desk, path = self.desk(visitor), self.path_of(rule)
        return desk.open(path) if method == "GET" else desk.send(path)

    def path_of(self, rule: Rule) -> str:
        """The rule's address with something that exists in every place."""
        values: dict[str, Any] = {
            "patient_id": self.patient_id,
            "sitting_id": self.sitting_id,
            "visit_id": "baseline",
            "tablet_id": self.tablet.id,
            "alert_id": 1,
            "staff_id": 1,
            "instrument_id": "phq9",
            "sha256": CERTIFICATE.sha256,
            "item_id": "1",
            "token": "unknown",
        }
        with self.app.test_request_context():
            return url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})


@pytest.fixture
def world(app: Flask, instance: PracticeInstance) -> World:
    return World(app, instance)


@pytest.mark.parametrize("visitor", VISITORS)
def test_every_address_answers_as_the_access_table_says(world: World, visitor: str) -> None:
    faults = []
    for rule, method in addresses(world.app):
        act = act_of(world.app, rule.endpoint)
        if act == PUBLIC or rule.endpoint == "account.sign_out":  # which leads to the sign-in page
            continue
        response = world.visit(visitor, method, rule)
        expected = outcome_of(visitor, act)
        if outcome(response.status_code, response.location) != expected or response.status_code >= 500:
            faults.append(
                f"{method} {rule} ({act}): {response.status_code} {response.location}, not {expected}"
            )
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("visitor", VISITORS)
def test_what_is_open_to_everybody_refuses_nobody(world: World, visitor: str) -> None:
    for rule, method in addresses(world.app):
        if act_of(world.app, rule.endpoint) == PUBLIC:
            response = world.visit(visitor, method, rule)
            assert response.status_code in (200, 303, 404, 422), f"{method} {rule}"


def test_every_view_names_an_act_that_the_table_knows(app: Flask) -> None:
    known = {PUBLIC, *STAFF_ACTS, *(act for acts in KIND_ACTS.values() for act in acts)}
    acts = {rule.endpoint: act_of(app, rule.endpoint) for rule in app.url_map.iter_rules()}
    assert {endpoint: act for endpoint, act in acts.items() if act not in known} == {}


@pytest.mark.parametrize("endpoint", REACH)
def test_who_reaches_a_page_is_as_written_down_here(app: Flask, endpoint: str) -> None:
    act = act_of(app, endpoint)
    assert [visitor for visitor in VISITORS if outcome_of(visitor, act) == "let in"] == REACH[
        endpoint
    ].split()


def test_only_these_addresses_are_open_to_everybody(app: Flask) -> None:
    rules = {rule.endpoint for rule in app.url_map.iter_rules() if act_of(app, rule.endpoint) == PUBLIC}
    assert rules == {
        "static",
        "healthz",
        "account.home",
        "account.sign_in",
        "account.welcome",
        "account.language",
        "patient.thanks",
        "patient.locked",
    }


def test_a_view_without_an_act_is_reached_by_nobody(world: World) -> None:
    world.app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    assert act_of(world.app, "forgotten") is None
    for visitor in VISITORS:
        response = world.desk(visitor).open("/forgotten")
        assert response.status_code == 404
        assert "secret" not in response.text


def test_a_view_with_an_act_nobody_holds_is_reached_by_nobody(world: World) -> None:
    world.app.add_url_rule("/unheard", "unheard", requires("thing.unheard_of")(lambda: "secret"))
    for visitor in VISITORS:
        assert "secret" not in world.desk(visitor).open("/unheard").text


def addresses(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every rule with every method that it takes, static files aside."""
    for rule in app.url_map.iter_rules():
        for method in METHODS:
            if rule.endpoint != "static" and method in (rule.methods or ()):
                yield rule, method


def outcome_of(visitor: str, act: str | None) -> str:
    """What the access table wants for a visitor."""
    if act == PUBLIC:
        return "let in"
    if visitor in ("nobody", "device"):
        return "let in" if act in KIND_ACTS["device"] and visitor == "device" else "sent to sign in"
    if visitor == "tablet":
        return "let in" if act in KIND_ACTS["tablet"] else "refused"
    if visitor == "pin":
        return "let in" if act in PIN_ACTS else "refused"
    is_allowed = act in KIND_ACTS["staff"] or visitor in STAFF_ACTS.get(act or "", ())
    return "let in" if is_allowed else "refused"


def outcome(status: int, location: str | None) -> str:
    """What became of a visitor."""
    if status == 403:
        return "refused"
    if status == 303 and (location or "").split("?")[0] in SIGN_IN:
        return "sent to sign in"
    return "let in"


def _role(visitor: str) -> Role:
    return next(role for role in ROLES if role == visitor)
