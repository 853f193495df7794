"""The interface's words in the reader's language, as text that type checkers know to be text."""

import flask_babel

from app.saying import Text


def _(words: str, **values: object) -> str:
    """The words in the language of this request, with its `%(name)s` filled in."""
    return str(flask_babel.gettext(words, **values))


def counted(one: str, many: str, num: int, **values: object) -> str:
    """The words for one or for many, as the reader's language counts, with `%(num)d` and the rest filled in."""
    return str(flask_babel.ngettext(one, many, num, **values))


def lazy(words: str) -> str:
    """Words written down before there is a request; they become the reader's when they are shown."""
    text: str = flask_babel.lazy_gettext(words)
    return text


def said(text: Text) -> str:
    """A sentence of ours in the language of this request; a definition's own words as they are."""
    return text if isinstance(text, str) else text.told(flask_babel.gettext)
