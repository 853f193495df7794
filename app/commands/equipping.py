"""Which definitions and data packs a command takes from files, without an instance."""

from pathlib import Path

import click

from app.commands.files import FILE, read_text
from app.errors import RefusedError
from app.instruments.model import Instrument
from app.instruments.needs import lacking_in, needs_of
from app.instruments.reader import LIBRARY, equipped, parse_pack

library_option = click.option(
    "--library",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=LIBRARY,
    help="A folder of definitions other than the one shipped.",
)
data_option = click.option(
    "--data", "packs", type=FILE, multiple=True, help="A data pack: item parameters or a value set."
)


def equipped_from(instrument: Instrument, files: tuple[Path, ...]) -> Instrument:
    """The instrument with the packs of these files; RefusedError for one that does not serve it."""
    packs = []
    for file in files:
        pack = parse_pack(read_text(file), file.name)
        need = next((need for need in needs_of(instrument) if need.kind == pack.kind), None)
        if need is None:
            kind = pack.kind.replace("_", " ")
            raise RefusedError(f"{file.name}: {instrument.id} needs no {kind}.")
        if lacking := lacking_in(pack, need, instrument):
            raise RefusedError(f"{file.name} does not serve {instrument.id}: {'; '.join(lacking)}.")
        packs.append(pack)
    return equipped(instrument, packs)
