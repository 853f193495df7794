"""Every refusal as a page: what was wrong, what is allowed, what happens to what was typed."""

import logging
import uuid

from flask import Flask, g, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response

from app import errors
from app.saying import Text, say
from app.web.language import said
from app.web.languages import find_language
from app.web.request import actor, device_in_use, find_actor

log = logging.getLogger("myelog")

PAGES: dict[type[errors.MyelogError], tuple[int, Text]] = {
    errors.NotFoundError: (404, say("There is no such page")),
    errors.NotAllowedError: (403, say("Your role does not allow this")),
    errors.TooManyAttemptsError: (429, say("Too many attempts")),
    errors.SittingEndedError: (409, say("Already sent")),
    errors.NotAskedError: (409, say("No longer asked")),
    errors.SupersededError: (409, say("Changed since")),
    errors.IncompleteError: (409, say("Not complete yet")),
    errors.RefusedError: (422, say("This cannot be kept")),
    errors.BusyError: (503, say("The system is busy")),
    errors.PdfError: (503, say("The PDF could not be made")),
}
STALE = say(
    "This page was opened before the last sign-in, or it is very old. What is stored is safe. Open the page again."
)


def install(app: Flask) -> None:
    """Show every refusal, every HTTP error and every bug as a plain page."""
    app.register_error_handler(errors.SignedOutError, _signed_out)
    app.register_error_handler(errors.MyelogError, _refusal)
    app.register_error_handler(CSRFError, _stale)
    app.register_error_handler(SecurityError, _unknown_host)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _bug)


def error_page(status: int, heading: Text, message: Text, reference: str | None = None) -> tuple[str, int]:
    """One page for every error, readable without knowing what a status code is.

    Lines of the message that only say the heading again are left out.
    """
    template = "staff_error.html" if status < 500 and _is_staff() else "error.html"
    told = said(heading)  # not before it is known who reads it
    lines = [line for line in said(message).splitlines() if line.rstrip(".") != told]
    page = render_template(template, status=status, heading=told, lines=lines, reference=reference)
    return page, status


def _is_staff() -> bool:
    """Whether staff are signed in: they see their alerts on every page, unless reading them may be what failed."""
    if "actor" not in g:  # refused before the guard, for example without a forgery token
        find_actor()
        find_language()
    return actor().kind == "staff"


def _signed_out(_error: errors.SignedOutError) -> Response:
    if request.blueprint == "patient":
        return redirect(url_for("patient.locked"), 303)
    if request.blueprint == "handover" and device_in_use():
        return redirect(url_for("handover.open_tablet"), 303)
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("account.sign_in", next=wanted), 303)


def _refusal(error: errors.MyelogError) -> tuple[str, int]:
    for kind in type(error).__mro__:
        if kind in PAGES:
            status, heading = PAGES[kind]
            return error_page(status, heading, error.text)
    return _bug(error)


def _stale(_error: CSRFError) -> tuple[str, int]:
    return error_page(400, say("This page is out of date"), STALE)


def _unknown_host(_error: SecurityError) -> Response:
    """Plain words: under a name that is not ours no page's addresses can be built."""
    return Response("This server is not addressed by that name.", 400, mimetype="text/plain")


def _http_error(error: HTTPException) -> tuple[str, int] | Response:
    if error.code is None or error.code < 400:
        return error.get_response()
    if error.code == 404:
        return _refusal(errors.NotFoundError())
    return error_page(
        error.code,
        say("This request could not be taken"),
        say("The server could not take this request. Go back and try again."),
    )


def _bug(error: Exception) -> tuple[str, int]:
    """Log where it went wrong, never with what values; show a reference that finds the line in the log."""
    reference = uuid.uuid4().hex[:8]
    log.error("bug %s at %s: %s", reference, request.endpoint, _trace_of(error))
    return error_page(
        500,
        say("Something went wrong"),
        say("This is our fault, not yours. Everything that was saved is safe. Please try again."),
        reference,
    )


def _trace_of(error: Exception) -> str:
    places, step = [type(error).__name__], error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        places.append(f"{code.co_filename}:{step.tb_lineno} {code.co_name}")
        step = step.tb_next
    return " < ".join(places)
