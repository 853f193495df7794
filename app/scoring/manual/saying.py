"""Sentences that are said on the command line and on a page: written once, translated where they are shown."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from app.scoring.numbers import to_number


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence of ours, and what is filled into its `%(name)s`: figures, an owner's words, other sayings."""

    words: str
    values: tuple[tuple[str, object], ...] = ()

    def told(self, translate: Callable[[str], str]) -> str:
        """The sentence as the reader gets it. Only our own words are translated, never what is filled in."""
        values = {
            name: value.told(translate) if isinstance(value, Saying) else value for name, value in self.values
        }
        words = translate(self.words)
        return words % values if values else words

    def __str__(self) -> str:
        return self.told(str)


Text = Saying | str
"""Our words, or a definition's, which stand as they are."""


def say(words: str, **values: object) -> Saying:
    """A sentence to be told. Translators find the words by this function's name, as they do by `_`."""
    return Saying(words, tuple(values.items()))


def number(value: Fraction) -> str:
    """An exact number as it is read: `12`, `20.2`, `−0.5`."""
    return str(to_number(value)).replace("-", "\N{MINUS SIGN}")


def spanned(item_ids: tuple[str, ...]) -> str:
    """Item ids as a definition file may list them: `1-5, 8, vas`."""
    runs: list[list[str]] = []
    for item_id in item_ids:
        if runs and _follows(item_id, runs[-1][-1]):
            runs[-1].append(item_id)
        else:
            runs.append([item_id])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)


def _follows(item_id: str, before: str) -> bool:
    return item_id.isdecimal() and before.isdecimal() and int(item_id) == int(before) + 1
