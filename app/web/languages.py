"""In which language a request is answered: the patient's on a tablet, the reader's own everywhere else."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import cast

import flask_babel
from babel import Locale, UnknownLocaleError
from babel.support import NullTranslations
from flask import Flask, g, request, session

from app.storage.languages import find_staff_language, get_locale_of_visit
from app.storage.sessions import Session
from app.translations import LANGUAGES, load_translations
from app.translations.catalogues import SOURCE
from app.web.request import actor, db

AFTER_A_VISIT = {"patient.thanks", "patient.locked"}
"""Pages that a patient reads when the tablet's session has ended."""


class Words(flask_babel.Domain):  # type: ignore[misc]  # flask-babel ships no types
    """Looks every word up in the catalogues of `app.translations`."""

    def get_translations(self) -> NullTranslations:
        return load_translations(language())


def install(app: Flask) -> None:
    """Answer each request in its language; templates ask for `language()` and for any locale's direction."""
    babel = flask_babel.Babel(app, locale_selector=language)
    babel.domain_instance = Words()
    app.jinja_env.globals["language"] = language
    app.jinja_env.globals["languages"] = LANGUAGES
    app.jinja_env.filters["direction"] = direction
    app.jinja_env.filters["language_name"] = name_of


def language() -> str:
    """The language of this request; before it is known who asks, the one that the browser asks for."""
    return cast(str, g.get("language")) or _accepted()


def find_language() -> None:
    """Settle the language of this request, once it is known who asks."""
    g.language = _language_of_reader()


@contextmanager
def speaking(other: str) -> Iterator[None]:
    """Inside, everything is said in the other language: for parts of a page that have words in it alone."""
    own = language()
    g.language = other
    flask_babel.refresh()
    try:
        yield
    finally:
        g.language = own
        flask_babel.refresh()


def spoken(locale: str) -> str:
    """The interface's language for somebody who reads in that locale; English where it does not speak theirs."""
    return locale.split("-")[0] if locale.split("-")[0] in LANGUAGES else SOURCE


@cache
def direction(locale: str) -> str:
    """`ltr` or `rtl`, as the locale is written."""
    try:
        return Locale.parse(locale, sep="-").text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"


def name_of(locale: str) -> str:
    """`português (Brasil)` for pt-BR, as its speakers call it; a language nobody has a name for by its code."""
    try:
        return Locale.parse(locale, sep="-").get_display_name() or locale
    except (UnknownLocaleError, ValueError):
        return locale


def _language_of_reader() -> str:
    who = actor()
    if who.kind == "tablet":
        return _language_of_tablet(cast(Session, g.session))
    if who.kind in ("staff", "pin"):
        return _known(find_staff_language(db(), who.id or 0))
    if request.endpoint in AFTER_A_VISIT:
        return _known(request.args.get("language") or session.get("language"))
    return _known(session.get("own_language"))


def _language_of_tablet(own: Session) -> str:
    found = spoken(get_locale_of_visit(db(), own.patient_id or 0, own.visit or ""))
    if session.get("language") != found:
        session["language"] = found  # for the page that says that the session has ended
    return found


def _known(chosen: str | None) -> str:
    return chosen if chosen in LANGUAGES else _accepted()


def _accepted() -> str:
    return request.accept_languages.best_match(LANGUAGES, SOURCE)
