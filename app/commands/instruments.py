"""`myelog instruments`: what is in the library, what a definition says, and what is wrong with it."""

import sys
from pathlib import Path

import click
import msgspec

from app.commands import importing, loading
from app.commands.equipping import data_option, equipped_from, library_option
from app.commands.libraries import library_of
from app.instruments.reader import RELEASED
from app.instruments.releases import release_faults
from app.scoring.checks import file_faults
from app.scoring.manual import manual_lines, manual_of


@click.group()
def instruments() -> None:
    """The questionnaires: list them, show one, check a definition, load what a site has a licence for."""


for command in (loading.wording, loading.data, loading.add, importing.import_file):
    instruments.add_command(command)


@instruments.command("list")
@library_option
def list_instruments(library: Path) -> None:
    """Every instrument of the library: id, version, items, scales and languages.

    Of the shipped library, or where an instance is named, of its own.
    """
    there = library_of(library)
    for instrument in there.instruments():
        locales = ", ".join(there.locales(instrument.id)) or "no wording"
        items, scales = len(instrument.items), len(instrument.scales)
        click.echo(
            f"{instrument.id}@{instrument.version}  {instrument.title}  "
            f"({items} {'item' if items == 1 else 'items'}, {scales} {'scale' if scales == 1 else 'scales'}; {locales})"
        )


@instruments.command()
@click.argument("instrument_id", metavar="ID")
@click.option("--locale", help="The language of the items' words; English where there is a choice.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@data_option
@library_option
def show(
    instrument_id: str, locale: str | None, as_json: bool, packs: tuple[Path, ...], library: Path
) -> None:
    """What an instrument asks, how it is scored, and on whose authority.

    From the shipped library, or where an instance is named, as it is in force there.
    """
    there = library_of(library)
    locales = there.locales(instrument_id)
    chosen = locale or ("en" if "en" in locales else next(iter(locales), None))
    instrument = equipped_from(there.instrument(instrument_id, chosen), packs)
    wording = there.wording(instrument, chosen) if chosen else None
    if as_json:
        encoder = msgspec.json.Encoder(decimal_format="number")
        click.echo(msgspec.json.format(encoder.encode(manual_of(instrument, wording)), indent=2))
    else:
        click.echo("\n".join(manual_lines(instrument, wording)))


@instruments.command()
@click.argument(
    "files", metavar="[FILE]…", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@library_option
def check(files: tuple[Path, ...], library: Path) -> None:
    """All faults of definitions, words and data packs, each with its place; without FILE, of the whole library."""
    checked = [path for path in files or sorted(library.glob("*.toml")) if path.name != RELEASED]
    faults = [fault for file in checked for fault in file_faults(file, library)]
    if not files and not faults:
        faults = release_faults(library)
    for fault in faults:
        click.echo(fault)
    if faults:
        click.echo(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}", err=True)
        sys.exit(1)
    click.echo(f"{len(checked)} {'file' if len(checked) == 1 else 'files'} without a fault")
