"""`myelog instruments import`: a FHIR Questionnaire or a REDCap data dictionary becomes a draft of a definition."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from app.errors import RefusedError
from app.instruments.importing.documents import read_drafts
from app.instruments.importing.draft import Draft, DraftItem
from app.instruments.importing.filing import Filing, file_draft
from app.instruments.importing.identity import is_slug, slug
from app.instruments.importing.languages import locale_of
from app.instruments.reader import LIBRARY
from app.scoring.checks import file_faults

_SHOWN_PLACES = 3


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    default=Path(),
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to write it.",
)
@click.option("--id", "instrument_id", help="The instrument's id; else it is made of the file's own names.")
@click.option(
    "--version", type=click.IntRange(min=1), default=1, show_default=True, help="Of the definition."
)
@click.option(
    "--locale", help="The language of the file's words, where it does not say it or says it wrongly."
)
@click.option("--form", help="Only this form of a REDCap dictionary.")
def import_file(
    file: Path, output: Path, instrument_id: str | None, version: int, locale: str | None, form: str | None
) -> None:
    """Draft a definition and its words from FILE: a FHIR Questionnaire (JSON, R4 or R5) or a REDCap dictionary (CSV).

    Writes ID.toml and ID.LOCALE.toml for every language, one ID per form of a dictionary. Beside a definition
    that is there already only words are added, and only where the structure is the same; nothing is overwritten.
    What could not be carried over is said, with its place. Licence, references and scoring are for a person.
    """
    if locale is not None and not locale_of(locale):
        raise click.BadParameter(f"“{locale}” is no language such as en or de-CH", param_hint="--locale")
    drafts = read_drafts(file.read_bytes(), file.name, locale_of(locale) if locale else None)
    drafts = _named(_chosen(drafts, form), instrument_id)
    output.mkdir(parents=True, exist_ok=True)
    filings = [_file(draft, output, version) for draft in drafts]
    for draft, filing in zip(drafts, filings, strict=True):
        _tell_of(draft, filing, output)
    if any(filing.refusals for filing in filings):
        sys.exit(1)


def _chosen(drafts: tuple[Draft, ...], form: str | None) -> tuple[Draft, ...]:
    chosen = tuple(draft for draft in drafts if form is None or draft.id == form)
    if not chosen:
        names = ", ".join(draft.id for draft in drafts)
        raise RefusedError(f"There is no form “{form}” in it. There are: {names}.")
    return chosen


def _named(drafts: tuple[Draft, ...], instrument_id: str | None) -> tuple[Draft, ...]:
    """The drafts with ids that files can be named after, each its own."""
    if instrument_id is None:
        drafts = tuple(replace(draft, id=slug(draft.id)) for draft in drafts)
    elif not is_slug(instrument_id):
        raise click.BadParameter(
            f"“{instrument_id}” is not made of small letters, digits and _", param_hint="--id"
        )
    else:
        drafts = tuple(replace(draft, id=instrument_id) for draft in drafts)
    if len({draft.id for draft in drafts}) < len(drafts):
        names = ", ".join(draft.title for draft in drafts)
        raise RefusedError(f"One id cannot serve several questionnaires: {names}. Choose one with --form.")
    return drafts


def _file(draft: Draft, output: Path, version: int) -> Filing:
    """Writes the draft's files, or none; a file that is there is never opened for writing."""
    present = {path.name: path.read_text("utf-8", "replace") for path in output.glob(f"{draft.id}.*toml")}
    filing = file_draft(draft, present, version)
    for name, text in filing.files.items():
        with (output / name).open("x", encoding="utf-8") as file:
            file.write(text)
    return filing


def _tell_of(draft: Draft, filing: Filing, output: Path) -> None:
    """What was read and lost and decided, what a person must add, and what was written, or why nothing was."""
    items = "1 item" if len(draft.items) == 1 else f"{len(draft.items)} items"
    click.echo(f"{draft.title}: {draft.format}, {items}, in {', '.join(draft.locales)}")
    if not filing.refusals:
        _tell("Read", map(_item_line, draft.items))
    _tell("Could not be carried over", (finding.line() for finding in draft.lost))
    _tell("Decided on the way", (finding.line(_SHOWN_PLACES) for finding in draft.remarks))
    if filing.refusals:
        click.echo("\n".join(["", f"{draft.id}: nothing was written.", *filing.refusals, ""]), err=True)
        return
    paths = [output / name for name in filing.files]
    faults = [fault for path in paths for fault in file_faults(path, LIBRARY)]
    _tell("For a person to complete; `myelog instruments check` says whether it is", faults)
    _tell("Written", map(str, paths))
    click.echo()


def _tell(heading: str, lines: Iterable[str]) -> None:
    """The lines under their heading; nothing where there are none."""
    told = [f"  {line}" for line in lines]
    if told:
        click.echo("\n".join(["", heading, *told]))


def _item_line(item: DraftItem) -> str:
    if item.low is not None:
        codes = f"{item.low} to {item.high}"
    else:
        codes = " ".join(str(option.code) for option in item.options)
    words = next(iter(item.words.values()), "(no words)")
    shown = words if len(words) <= 70 else f"{words[:69]}…"
    return f"{item.id:>3}  {item.kind}{f' [{codes}]' if codes else ''}  {shown}"
