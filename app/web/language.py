"""The interface's words in the reader's language, as text that type checkers know to be text."""

import flask_babel

from app.scoring.manual.saying import Text


def _(words: str, **values: object) -> str:
    """The words in the language of this request, with its `%(name)s` filled in."""
    return str(flask_babel.gettext(words, **values))


def lazy(words: str) -> str:
    """Words written down before there is a request; they become the reader's when they are shown."""
    text: str = flask_babel.lazy_gettext(words)
    return text


def said(text: Text) -> str:
    """A sentence of an instrument's manual in the language of this request; a definition's own words as they are."""
    return text if isinstance(text, str) else text.told(flask_babel.gettext)
