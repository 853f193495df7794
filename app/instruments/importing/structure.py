"""The names that a draft's shared words get: its sets of choices and its stems."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.instruments.importing.draft import Draft, DraftItem, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Item id -> name of its choices, and of its stem; items without are absent."""

    choices: Mapping[str, str]
    stems: Mapping[str, str]


def new_names(draft: Draft) -> Names:
    """Names for a new definition: items with the same answers, or under the same words, share them."""
    choices = ((item.id, _choices_key(item)) for item in draft.items if item.options)
    stems = ((item.id, _words_key(item.stem)) for item in draft.items if item.stem)
    return Names(choices=_numbered("choices", choices), stems=_numbered("stem", stems))


def choices_words(item: DraftItem, locale: str) -> dict[int, str]:
    """Code -> words of the item's answers in one language; answers without words in it are absent."""
    return {option.code: option.words[locale] for option in item.options if locale in option.words}


def _numbered(kind: str, keys: Iterable[tuple[str, object]]) -> dict[str, str]:
    numbers: dict[object, int] = {}
    return {item_id: f"{kind}_{numbers.setdefault(key, len(numbers) + 1)}" for item_id, key in keys}


def _choices_key(item: DraftItem) -> tuple[object, ...]:
    return tuple((option.code, _words_key(option.words)) for option in item.options)


def _words_key(words: Words) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(words.items()))
