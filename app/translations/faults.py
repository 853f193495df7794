"""What can be wrong with a translation."""

import re
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError

from app.translations.catalogues import path_of, read_catalogue, texts_of

PLACEHOLDER = re.compile(r"%(?:\((\w+)\)[ds]|%)")
STRAY_PERCENT = re.compile(r"%(?!\(\w+\)[ds]|%)")


def catalogue_faults(words: Catalog, language: str) -> Iterator[str]:
    """Every fault of the language's file, held against the words of the source, each with its place."""
    path = path_of(language)
    try:
        catalogue = read_catalogue(path, language)
    except (OSError, ValueError, PoFileError) as error:
        yield f"{path}: {error}"
        return
    for entry in words:
        if entry.id and catalogue.get(entry.id, entry.context) is None:
            yield f"{path}: missing: {_shown(entry)}"
    for entry in catalogue:
        if entry.id:
            yield from (f"{path}: {fault}: {_shown(entry)}" for fault in entry_faults(words, entry))
    yield from (f"{path}: no longer used: {_shown(entry)}" for entry in catalogue.obsolete.values())


def entry_faults(words: Catalog, entry: Message) -> Iterator[str]:
    """What is wrong with one entry of a translation."""
    if words.get(entry.id, entry.context) is None:
        yield "no longer used"
    if entry.fuzzy:
        yield "fuzzy"
    texts = texts_of(entry.string)
    if not all(text.strip() for text in texts):
        yield "empty"
        return
    sources = texts_of(entry.id)
    wanted = {placeholder for source in sources for placeholder in PLACEHOLDER.findall(source)}
    for text in texts:
        found = set(PLACEHOLDER.findall(text))
        if found - wanted or (wanted - found) - _spare(sources):
            yield f"other placeholders than its source ({text})"
        if wanted and STRAY_PERCENT.search(text):
            yield f"a percent sign that is not %% ({text})"
        if text != text.strip() and sources[0] == sources[0].strip():
            yield "begins or ends with a space, which its source does not"


def _spare(sources: tuple[str, ...]) -> set[str]:
    """A plural may leave its number out: `one day`."""
    return {"num"} if len(sources) > 1 else set()


def _shown(entry: Message) -> str:
    return f"“{texts_of(entry.id)[0]}”"
