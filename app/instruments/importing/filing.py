"""Which files an import writes beside those that are there, or why it writes none."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.instruments.importing.draft import Draft
from app.instruments.importing.fitting import differences, names_in
from app.instruments.importing.structure import new_names
from app.instruments.importing.writing import definition_text, wording_text
from app.instruments.reader import read_instrument


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """File name -> text to be written; `refusals` say why nothing is."""

    files: Mapping[str, str]
    refusals: tuple[str, ...] = ()


def file_draft(draft: Draft, present: Mapping[str, str], version: int = 1) -> Filing:
    """A new definition with its wordings; or, beside a definition of the same structure, its missing wordings.

    `present` holds the files that are there, by name. None of them is ever changed.
    """
    definition = f"{draft.id}.toml"
    taken = [name for locale in draft.locales if (name := f"{draft.id}.{locale}.toml") in present]
    if taken:
        return Filing(
            files={}, refusals=tuple(f"{name} is there already and stays as it is" for name in taken)
        )
    if definition in present:
        return _add_wordings(draft, definition, present[definition])
    names = new_names(draft)
    wordings = {
        f"{draft.id}.{locale}.toml": wording_text(draft, names, locale, draft.id, version)
        for locale in draft.locales
    }
    return Filing(files={definition: definition_text(draft, names, version), **wordings})


def _add_wordings(draft: Draft, definition: str, text: str) -> Filing:
    instrument, faults = read_instrument(text, definition)
    if instrument is None:
        return Filing(files={}, refusals=(f"{definition} is there already and cannot be read:", *faults))
    found = differences(draft, instrument)
    if found:
        return Filing(files={}, refusals=(f"{definition} is there already and differs:", *found))
    names = names_in(instrument)
    return Filing(
        files={
            f"{draft.id}.{locale}.toml": wording_text(draft, names, locale, instrument.id, instrument.version)
            for locale in draft.locales
        }
    )
