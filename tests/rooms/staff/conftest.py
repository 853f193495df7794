"""Desks of the practice instance's people, signed in."""

from collections.abc import Callable

import pytest
from flask import Flask

from app.study.access import Role
from tests.desk import Desk, desk_of
from tests.practice import PracticeInstance


@pytest.fixture
def desk(app: Flask, instance: PracticeInstance) -> Callable[[Role], Desk]:
    """`desk("coordinator")`: the coordinator's browser, signed in."""
    return lambda role: desk_of(app, instance, role)


@pytest.fixture
def coordinator(app: Flask, instance: PracticeInstance) -> Desk:
    return desk_of(app, instance, "coordinator")


@pytest.fixture
def investigator(app: Flask, instance: PracticeInstance) -> Desk:
    return desk_of(app, instance, "investigator")


@pytest.fixture
def monitor(app: Flask, instance: PracticeInstance) -> Desk:
    return desk_of(app, instance, "monitor")


@pytest.fixture
def administrator(app: Flask, instance: PracticeInstance) -> Desk:
    return desk_of(app, instance, "administrator")
