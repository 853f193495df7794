"""The owner's words, ready for a page."""

import re
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from app.instruments.model import Instrument, Item, Wording

EMPHASIS = re.compile(r"\*\*(.+?)\*\*")
NO_BREAK = "\N{NO-BREAK SPACE}"
TELEPHONE = re.compile(r"\+?\d(?: ?\d){2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemWords:
    """The words of one item; `choices` are pairs of code and words, in the owner's order."""

    stem: Markup | None
    question: Markup
    choices: tuple[tuple[int, Markup], ...]

    def choice(self, code: int) -> Markup:
        """The words of the choice with that code."""
        return dict(self.choices)[code]


@lru_cache(maxsize=4096)
def words_of_item(instrument: Instrument, wording: Wording, item: Item) -> ItemWords:
    """The item's words; kept, because they are the same for every patient."""
    stem = wording.stem_of(item)
    return ItemWords(
        stem=None if stem is None else emphasised(stem),
        question=emphasised(wording.text_of(item)),
        choices=tuple((choice.code, emphasised(choice.text)) for choice in wording.choices_of(item)),
    )


def emphasised(text: str) -> Markup:
    """The text with what stands between `**` as strong; everything else is literal."""
    return Markup(EMPHASIS.sub(r"<strong>\1</strong>", str(escape(text))))  # noqa: S704  (escaped in the same line)


def with_numbers(text: str) -> Markup:
    """The text with its telephone numbers strong and each on one line: they are what is looked for in danger."""
    strong = TELEPHONE.sub(
        lambda number: f"<strong>{number[0].replace(' ', NO_BREAK)}</strong>", str(escape(text))
    )
    return Markup(strong)  # noqa: S704  (escaped in the line above)
