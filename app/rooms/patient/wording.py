"""The owner's words, ready for a page."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from flask_babel import format_date
from markupsafe import Markup, escape

from app.instruments.model import Instrument, Item, Layout, Wording
from app.instruments.values import Value
from app.web.language import _

EMPHASIS = re.compile(r"\*\*(.+?)\*\*")
NO_BREAK = "\N{NO-BREAK SPACE}"
BESIDE_ONE_ANOTHER = ("numeric_rating", "visual_analogue")
"""Kinds whose codes stand in a row unless the owner wants a column."""
TELEPHONE = re.compile(r"\+?\d(?: ?\d){2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemWords:
    """The words of one item and how it is laid out.

    `choices` are pairs of code and words, in the owner's order; `paragraphs` are the lines of a page that is read.
    """

    stem: Markup | None
    question: Markup
    paragraphs: tuple[Markup, ...]
    heading: Markup | None
    choices: tuple[tuple[int, Markup], ...]
    layout: Layout

    def choice(self, code: object) -> Markup | None:
        """The words of the choice with that code; None where it has none."""
        return next((words for one, words in self.choices if one == code), None)


@lru_cache(maxsize=4096)
def words_of_item(instrument: Instrument, wording: Wording, item: Item) -> ItemWords:
    """The item's words; kept, because they are the same for every patient."""
    stem, text, heading = wording.stem_of(item), wording.text_of(item), wording.heading_of(item)
    return ItemWords(
        stem=None if stem is None else emphasised(stem),
        question=emphasised(text),
        paragraphs=tuple(emphasised(line) for line in text.splitlines() if line.strip()),
        heading=None if heading is None else emphasised(heading),
        choices=tuple((choice.code, emphasised(choice.text)) for choice in wording.choices_of(item)),
        layout=item.layout or ("row" if item.kind in BESIDE_ONE_ANOTHER else "column"),
    )


def in_words(item: Item, words: ItemWords, value: Value) -> str:
    """An answer as the patient reads it again: the choice's words, a number with its ends, a day, a text."""
    if item.kind == "date":
        return str(format_date(date.fromisoformat(str(value)), "d MMMM y"))
    chosen = words.choice(value)
    if item.kind == "single_choice" and chosen is not None:
        return chosen
    if chosen is not None:
        return Markup("{}: {}").format(value, chosen)
    return with_ends(words, value) if words.choices else str(value)


def with_ends(words: ItemWords, value: object) -> Markup:
    """`73, where 0 is “the worst” and 100 is “the best”`."""
    (low, low_words), (high, high_words) = words.choices[0], words.choices[-1]
    told = _("%(value)s, where %(low)s is “%(low_words)s” and %(high)s is “%(high_words)s”")
    return Markup(told) % {  # noqa: S704  (an interface's words, filled with escaped words)
        "value": value,
        "low": low,
        "low_words": low_words,
        "high": high,
        "high_words": high_words,
    }


def emphasised(text: str) -> Markup:
    """The text with what stands between `**` as strong; everything else is literal."""
    return Markup(EMPHASIS.sub(r"<strong>\1</strong>", str(escape(text))))  # noqa: S704  (escaped in the same line)


def with_numbers(text: str) -> Markup:
    """The text with its telephone numbers strong and each on one line: they are what is looked for in danger."""
    strong = TELEPHONE.sub(
        lambda number: f"<strong>{number[0].replace(' ', NO_BREAK)}</strong>", str(escape(text))
    )
    return Markup(strong)  # noqa: S704  (escaped in the line above)
