"""A language made mechanically: accents on every letter, brackets the wrong way round, a third longer, right to left.

It is told from English at a glance, so what stays plain was never marked for translation; and what is too long or on
the wrong side shows before anybody who reads Arabic or Hebrew has to find it.
"""

import re

import pytest
from babel.support import NullTranslations

from app.web import languages

LOCALE = "ar"
"""A real locale that is written from right to left: dates and plurals then come from somewhere too."""

WORD = re.compile(r"[A-Za-z]+")
PLACEHOLDER = re.compile(r"(%\(\w+\)[ds]|%%)")
ACCENTS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀçđéƒğĥíĵķĺɱńóƥɋŕşťúṽŵẋýžÁƁÇĐÉƑĞĤÍĴĶĹṀŃÓƤɊŔŞŤÚṼŴẊÝŽ",
)


class Pseudo(NullTranslations):
    """Translates everything, and nothing twice."""

    def ugettext(self, message: str) -> str:
        return pseudo(message)

    def ungettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)

    def upgettext(self, context: str, message: str) -> str:
        return pseudo(message)


def pseudo(words: str) -> str:
    """`Sign in` as `]Şíğń~ íń[`: each word a third longer."""
    parts = PLACEHOLDER.split(words)
    return f"]{''.join(part if PLACEHOLDER.fullmatch(part) else _accented(part) for part in parts)}["


def _accented(text: str) -> str:
    return WORD.sub(lambda word: word[0] + "~" * (len(word[0]) // 3), text).translate(ACCENTS)


def speak_pseudo(patching: pytest.MonkeyPatch) -> None:
    """From now on every page is answered in the pseudo-language, whoever asks; what is asked for in English is not."""
    patching.setattr(languages, "LANGUAGES", (LOCALE,))
    patching.setattr(languages, "SOURCE", LOCALE)
    patching.setattr(
        languages,
        "load_translations",
        lambda language: Pseudo() if language == LOCALE else NullTranslations(),
    )
