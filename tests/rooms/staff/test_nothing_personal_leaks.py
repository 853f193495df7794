"""Addresses and logs are kept by browsers, proxies and servers: nothing about a patient may stand in them."""

import re

import pytest
from flask import Flask

from app.study.access import ROLES
from tests.desk import Desk, answer, desk_of
from tests.practice import PASSWORD, PracticeInstance

PATHS = (
    "/patients",
    "/patients/1/visits",
    "/patients/1/record",
    "/patients/1/injection",
    "/patients/1/visits/baseline/start",
    "/alerts",
    "/alerts/1/sign",
    "/audit",
    "/audit?patient=1",
    "/staff",
)
CODE = "X-7391"


def test_no_address_on_any_page_holds_a_patients_code(app: Flask, instance: PracticeInstance) -> None:
    answer(instance, instance.enrol(CODE), "phq9", {"9": 1}, "baseline")
    seen = 0
    for role in ROLES:
        desk = desk_of(app, instance, role)
        for path in PATHS:
            page = desk.open(path).text
            seen += CODE in page
            addresses = re.findall(r'(?:href|action|src)="([^"]*)"', page)
            assert [address for address in addresses if CODE in address] == []
    assert seen > 10


def test_a_bug_is_logged_by_where_it_happened_not_by_what_was_typed(
    app: Flask, coordinator: Desk, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(f"could not read {CODE}")

    monkeypatch.setattr("app.rooms.coordinator.views.patients_of", fail)
    page = coordinator.send("/patients/search", code=CODE)
    assert page.status_code == 500
    assert "coordinator.search" in caplog.text
    assert CODE not in caplog.text
    reference = re.search(r"bug (\w{8})", caplog.text)
    assert reference is not None
    assert reference[1] in page.text


def test_a_refused_sign_in_logs_neither_name_nor_password(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    Desk(app).send("/sign-in", username=CODE, password=PASSWORD)
    assert CODE not in caplog.text
    assert PASSWORD not in caplog.text
