"""Deny unless allowed: a view that names no act is never reached, and `access.may` decides about the rest."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, current_app, request
from werkzeug.exceptions import MethodNotAllowed, SecurityError

from app.errors import NotAllowedError, NotFoundError, SignedOutError
from app.study.access import may
from app.web.languages import find_language
from app.web.request import actor, find_actor, is_signed_in

PUBLIC = "public"
View = TypeVar("View", bound=Callable[..., object])


def requires(act: str) -> Callable[[View], View]:
    """The act a view is for: one of `access.STAFF_ACTS`, `access.KIND_ACTS`, or PUBLIC."""

    def declare(view: View) -> View:
        view.act = act  # type: ignore[attr-defined]  # functions take attributes; the type does not know
        return view

    return declare


def act_of(app: Flask, endpoint: str) -> str | None:
    """The act that the endpoint's view declares; static files are public."""
    if endpoint == "static":
        return PUBLIC
    return getattr(app.view_functions[endpoint], "act", None)


def install(app: Flask) -> None:
    """Stand before every request of the app."""
    app.before_request(_admit)


def _admit() -> None:
    if request.endpoint == "static":
        return
    if isinstance(request.routing_exception, SecurityError):
        raise request.routing_exception
    find_actor()
    find_language()
    if request.endpoint is None:
        if isinstance(request.routing_exception, MethodNotAllowed):
            raise request.routing_exception
        raise NotFoundError
    act = act_of(current_app, request.endpoint)
    if act == PUBLIC:
        return
    if act is None:
        raise NotFoundError
    if not may(actor(), act):
        raise NotAllowedError if is_signed_in() else SignedOutError
