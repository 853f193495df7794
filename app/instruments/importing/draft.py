"""What an import makes of a foreign questionnaire, before it becomes a definition and its wordings."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

Words = Mapping[str, str]
"""Locale -> text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One permitted answer. `points` is its weight where that cannot be its code."""

    code: int
    words: Words
    points: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftCondition:
    """The item is asked only if the item of that id was answered with one of `codes`."""

    item: str
    codes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftItem:
    """One item. `name` is what the file calls it (a linkId, a variable); `kind` is one of `values.KINDS`.

    `options` are the answers of a choice, or the ends of a rating that have words; `low` and `high` span a rating
    or a number. `codings` maps a code system to the item's code there.
    """

    id: str
    name: str
    kind: str
    words: Words
    options: tuple[Option, ...] = ()
    low: int | None = None
    high: int | None = None
    stem: Words | None = None
    when: tuple[DraftCondition, ...] = ()
    codings: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something a person must know, and the places of the file it is about (none: the file as a whole)."""

    message: str
    places: tuple[str, ...]

    def line(self, most: int | None = None) -> str:
        """The finding in one line; of many places only the first `most` are named."""
        shown = self.places[:most]
        more = len(self.places) - len(shown)
        named = ", ".join(shown) + (f" and {more} more" if more else "")
        return f"{named}: {self.message}" if named else self.message


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A questionnaire as far as a file tells it.

    `lost` is what could not be carried over, `remarks` what was decided on the way. `codings` are those of the
    questionnaire as a whole, by system.
    """

    id: str
    titles: Words
    wording_version: str
    source: str
    format: str
    locales: tuple[str, ...]
    instructions: tuple[Words, ...]
    items: tuple[DraftItem, ...]
    codings: Mapping[str, Mapping[str, str]]
    notes: tuple[str, ...]
    lost: tuple[Finding, ...]
    remarks: tuple[Finding, ...]

    @property
    def title(self) -> str:
        """The title in the file's first language that has one."""
        return next((self.titles[locale] for locale in self.locales if locale in self.titles), self.id)
