"""`myelog instruments wording`, `data` and `add`: what a site brings into the library of its instance."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

import click

from app import clock
from app.actions.loading import LoadedPack, load_pack, load_wording, release_definition
from app.commands.files import FILE, read_text
from app.commands.instance import database
from app.errors import DefinitionError, RefusedError
from app.instruments.model import Instrument, Wording
from app.storage.database import Database
from app.storage.in_force import get_instrument_in_force, locales_of
from app.storage.wordings import Certificate, Provenance
from app.study.access import system

COMMAND_LINE = system("command line")
CERTIFICATE_FILES = (
    ".pdf",
    ".doc",
    ".docx",
    ".odt",
    ".txt",
    ".png",
    ".jpg",
    ".jpeg",
    ".tif",
    ".tiff",
    ".p7m",
    ".zip",
)
LARGEST_CERTIFICATE = 20_000_000  # bytes; a long scan


@click.command()
@click.argument("instrument_id", metavar="ID")
@click.argument("locale")
@click.argument("file", type=FILE)
@click.option(
    "--certificate",
    metavar="FILE|TEXT",
    help="What certifies the words, such as the certificate of their linguistic validation: a file or a note.",
)
@click.option("--translator", help="Who translated them.")
@click.option(
    "--released-on", type=click.DateTime(formats=["%Y-%m-%d"]), help="When the owner released these words."
)
def wording(
    instrument_id: str,
    locale: str,
    file: Path,
    certificate: str | None,
    translator: str | None,
    released_on: datetime | None,
) -> None:
    """Load the licensed words of the instrument ID in LOCALE from FILE. Sittings begun keep their words."""
    db = database()
    note, kept = _certificate(certificate)
    provenance = Provenance(
        translator=translator,
        released_on=None if released_on is None else released_on.date(),
        certificate=note,
        file=kept,
    )
    loaded = load_wording(
        db,
        actor=COMMAND_LINE,
        instrument_id=instrument_id,
        locale=locale,
        text=read_text(file),
        place=file.name,
        provenance=provenance,
        at=clock.now(),
    )
    if not loaded.is_new:
        click.echo("These words are in force already. Nothing was changed.")
        return
    click.echo(f"{_named(loaded.wording)} is loaded, sha256:{loaded.wording.hash}")
    if kept is not None:
        click.echo(f"Certificate: the file {kept.name}, sha256:{kept.sha256}")
    elif note is not None:
        click.echo(f"Certificate, in words: {note}")
    click.echo(_in_force(db, loaded.wording))


@click.command()
@click.argument("file", type=FILE)
def data(file: Path) -> None:
    """Load a data pack: item parameters or a value set. It serves every instrument that needs what is in it."""
    loaded = load_pack(database(), actor=COMMAND_LINE, text=read_text(file), place=file.name, at=clock.now())
    click.echo("\n".join(pack_lines(loaded)))


@click.command()
@click.argument("file", type=FILE)
def add(file: Path) -> None:
    """Add the site's own definition. An edited one needs a new version; sittings begun keep theirs."""
    db = database()
    instrument, is_new = release_definition(
        db, actor=COMMAND_LINE, text=read_text(file), place=file.name, at=clock.now()
    )
    click.echo(definition_line(db, instrument, is_new))


def stock_library(
    db: Database,
    *,
    definitions: Iterable[Path],
    packs: Iterable[Path],
    wordings: Iterable[Path],
    at: datetime,
) -> None:
    """Bring definitions, data packs and words into a library, as the files themselves say of what they are.

    DefinitionError with the faults of all files.
    """
    faults: list[str] = []
    bring_in: tuple[tuple[Callable[..., object], Iterable[Path]], ...] = (
        (release_definition, definitions),
        (load_pack, packs),
        (load_wording, wordings),
    )
    for act, file in ((act, file) for act, files in bring_in for file in files):
        try:
            act(db, actor=COMMAND_LINE, text=read_text(file), place=file.name, at=at)
        except DefinitionError as error:
            faults += error.faults
    if faults:
        raise DefinitionError(faults)


def definition_line(db: Database, instrument: Instrument, is_new: bool) -> str:
    """What adding a definition has come to."""
    name = f"{instrument.id}@{instrument.version}"
    if not is_new:
        return f"{name} is in the library already, just so. Nothing was changed."
    if not locales_of(db, instrument):
        return f"{name} is added. It has no words yet: myelog instruments wording {instrument.id} LOCALE FILE"
    return f"{name} is added, with words in {', '.join(locales_of(db, instrument))}."


def pack_lines(loaded: LoadedPack) -> list[str]:
    """What loading a pack has come to, instrument by instrument."""
    name = f"{loaded.pack.name} {loaded.pack.version}"
    lines = [f"{name} is loaded." if loaded.is_new else f"{name} is in force already. Nothing was changed."]
    if not loaded.lacking:
        lines.append("No instrument of the library needs it yet.")
    for instrument_id, lacking in loaded.lacking.items():
        lines.append(f"{instrument_id}: {'; '.join(lacking) or 'it serves'}")
    return lines


def _certificate(given: str | None) -> tuple[str | None, Certificate | None]:
    """A note, or a file where there is one; RefusedError for the name of a file that is not there."""
    if given is None:
        return None, None
    path = Path(given)
    if len(given) < 1000 and path.is_file():
        if path.stat().st_size > LARGEST_CERTIFICATE:
            raise RefusedError(f"{given} is larger than {LARGEST_CERTIFICATE // 1_000_000} MB.")
        return None, Certificate(path.name, path.read_bytes())
    if not given.strip() or path.suffix.lower() in CERTIFICATE_FILES:
        raise RefusedError(f"--certificate: there is no file {given}.")
    return given, None


def _named(wording: Wording) -> str:
    return f"{wording.instrument}@{wording.instrument_version} in {wording.locale}, {wording.version}"


def _in_force(db: Database, wording: Wording) -> str:
    instrument = get_instrument_in_force(db, wording.instrument, wording.locale)
    if instrument.version == wording.instrument_version:
        return "Sittings begin in these words from now on."
    return f"Sittings in {wording.locale} begin in {instrument.id}@{instrument.version}, which has words too."
