"""`python -m app.translations check` or `update`: find what is wrong with the translations; bring in new words."""

import sys

import click
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from app.translations.catalogues import TRANSLATED, path_of, read_catalogue, texts_of
from app.translations.extraction import extract_words, template_files
from app.translations.faults import catalogue_faults
from app.translations.templates import unmarked_words


@click.group()
def translations() -> None:
    """The interface's words in every language."""


@translations.command()
def check() -> None:
    """Name every word that is missing, empty, fuzzy, unused, unlike its source, or not marked for translation."""
    words = extract_words()
    faults = [fault for language in TRANSLATED for fault in catalogue_faults(words, language)]
    faults += [fault for path in template_files() for fault in unmarked_words(path)]
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        sys.exit(1)
    click.echo(f"{len(words)} entries in {len(TRANSLATED)} languages: nothing is missing")


@translations.command()
def update() -> None:
    """Bring new words into every translation, without text, and leave out those that are used no more."""
    words = extract_words()
    for language in TRANSLATED:
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = read_catalogue(path, language) if path.exists() else _new(language)
        words.creation_date = (
            kept.creation_date
        )  # a date that changed by itself would be a change in every commit
        kept.update(words, no_fuzzy_matching=True)
        with path.open("wb") as file:
            write_po(file, kept, width=120, ignore_obsolete=True, include_lineno=False, omit_header=False)
        empty = sum(not any(texts_of(entry.string)) for entry in kept if entry.id)
        click.echo(f"{language}: {len(kept)} entries, {empty} without text")


def _new(language: str) -> Catalog:
    name = Locale.parse(language).english_name
    return Catalog(
        locale=language,
        project="Myelog",
        charset="utf-8",
        fuzzy=False,
        header_comment=f"# The interface of Myelog in {name}.",
    )


if __name__ == "__main__":
    translations()
