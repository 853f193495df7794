"""`myelog instruments`: what is in the library, what a definition says, and what is wrong with it."""

import sys
from pathlib import Path

import click
import msgspec

from app.instruments.reader import LIBRARY, find_wordings, load_instrument, load_library, load_wording
from app.scoring.checks import file_faults
from app.scoring.manual import manual_lines, manual_of

_library = click.option(
    "--library",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=LIBRARY,
    help="A folder of definitions other than the one shipped.",
)


@click.group()
def instruments() -> None:
    """The questionnaires: list them, show one, check a definition."""


@instruments.command("list")
@_library
def list_instruments(library: Path) -> None:
    """Every instrument of the library: id, version, items, scales and languages."""
    for instrument in load_library(library):
        locales = ", ".join(find_wordings(instrument.id, library)) or "no wording"
        items, scales = len(instrument.items), len(instrument.scales)
        click.echo(
            f"{instrument.id}@{instrument.version}  {instrument.title}  "
            f"({items} {'item' if items == 1 else 'items'}, {scales} {'scale' if scales == 1 else 'scales'}; {locales})"
        )


@instruments.command()
@click.argument("instrument_id", metavar="ID")
@click.option("--locale", help="The language of the items' words; English where there is a choice.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@_library
def show(instrument_id: str, locale: str | None, as_json: bool, library: Path) -> None:
    """What an instrument asks, how it is scored, and on whose authority."""
    instrument = load_instrument(instrument_id, library)
    locales = find_wordings(instrument_id, library)
    chosen = locale or ("en" if "en" in locales else next(iter(locales), None))
    wording = load_wording(instrument_id, chosen, library) if chosen else None
    if as_json:
        encoder = msgspec.json.Encoder(decimal_format="number")
        click.echo(msgspec.json.format(encoder.encode(manual_of(instrument, wording)), indent=2))
    else:
        click.echo("\n".join(manual_lines(instrument, wording)))


@instruments.command()
@click.argument(
    "files", metavar="[FILE]…", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@_library
def check(files: tuple[Path, ...], library: Path) -> None:
    """All faults of definition and wording FILEs, each with its place; without FILE, of the whole library."""
    checked = files or tuple(sorted(library.glob("*.toml")))
    faults = [fault for file in checked for fault in file_faults(file, library)]
    for fault in faults:
        click.echo(fault)
    if faults:
        click.echo(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}", err=True)
        sys.exit(1)
    click.echo(f"{len(checked)} {'file' if len(checked) == 1 else 'files'} without a fault")
