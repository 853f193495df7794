"""The words of a FHIR element in every language the file gives, and the few words that are ours."""

import re

from app.instruments.importing.draft import Words
from app.instruments.importing.findings import Findings
from app.instruments.importing.json_node import Node, tidy

USUAL = "en"
"""The language of a file that names none."""

YES_NO: dict[str, tuple[str, str]] = {
    "da": ("Ja", "Nej"),
    "de": ("Ja", "Nein"),
    "en": ("Yes", "No"),
    "es": ("Sí", "No"),
    "fr": ("Oui", "Non"),
    "it": ("Sì", "No"),
    "nl": ("Ja", "Nee"),
    "pt": ("Sim", "Não"),
    "sv": ("Ja", "Nej"),
}
TRUE_FALSE: dict[str, tuple[str, str]] = {
    "de": ("Wahr", "Falsch"),
    "en": ("True", "False"),
    "es": ("Verdadero", "Falso"),
    "fr": ("Vrai", "Faux"),
    "it": ("Vero", "Falso"),
    "nl": ("Waar", "Onwaar"),
}


def words_of(node: Node, key: str, locale: str) -> Words:
    """The text under `key` and its translations; a language whose name cannot be read gives nothing."""
    words = {locale: node.text(key)}
    for translation in node.node(f"_{key}").extensions("translation"):
        language = locale_of(_value(translation.extension("lang")))
        words.setdefault(language, _value(translation.extension("content")))
    return {language: text for language, text in words.items() if language and text}


def in_all_languages(words: Words, locales: tuple[str, ...]) -> Words:
    """The words; digits and signs read the same in every language and stand in where a translation is missing."""
    for text in words.values():
        if not any(letter.isalpha() for letter in text):
            return {**dict.fromkeys(locales, text), **words}
    return words


def own_words(table: dict[str, tuple[str, str]], position: int, locales: tuple[str, ...]) -> Words:
    """Our word for the first or second of two answers, in those of the languages that `table` knows."""
    known = {locale: table.get(locale.split("-")[0]) for locale in locales}
    return {locale: pair[position] for locale, pair in known.items() if pair is not None}


def asks(words: Words) -> bool:
    """Whether the words open a question that what follows completes, rather than stand for themselves."""
    text = next(iter(words.values()))
    return "?" in text or text.endswith((":", "…", "..."))


def joined(*parts: Words | None) -> Words | None:
    """The parts one after the other, in every language that one of them has; None if nothing is left."""
    given = [part for part in parts if part]
    languages = dict.fromkeys(language for part in given for language in part)
    words = {
        language: " ".join(part[language] for part in given if language in part) for language in languages
    }
    return words or None


def main_locale(asked: str | None, named: str, findings: Findings) -> str:
    """The language of the file's own words: as asked for, else as the file names it, else the usual one, and said."""
    locale = asked or locale_of(named)
    if not locale:
        findings.remark(
            f"the file does not name its language: it is taken as “{USUAL}” (--locale says otherwise)"
        )
    return locale or USUAL


def locale_of(language: str) -> str:
    """A language's name as it may stand in a file's name (de, en-US); empty if it is no such name."""
    written = tidy(language).replace("_", "-")
    return written if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}", written) else ""


def _value(extension: Node) -> str:
    key = extension.find_key("value")
    return extension.text(key) if key else ""
