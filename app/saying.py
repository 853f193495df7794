"""Sentences of ours, written once where something is decided and translated where they are shown."""

from collections.abc import Callable
from dataclasses import dataclass


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
