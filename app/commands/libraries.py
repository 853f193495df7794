"""The library a command looks into: a folder of definitions, or that of an instance with all the site has loaded."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import click
from click.core import ParameterSource

from app.commands.instance import database, instance_path
from app.instruments.model import Instrument, Wording
from app.instruments.reader import (
    LIBRARY,
    find_wordings,
    load_instrument,
    load_library,
    load_wording,
)
from app.storage.database import Database
from app.storage.in_force import (
    find_wording_in_force,
    get_instrument_in_force,
    instruments_in_force,
    locales_in_force,
)


class Library(Protocol):
    """What commands ask of a library."""

    def instruments(self) -> tuple[Instrument, ...]: ...

    def locales(self, instrument_id: str) -> tuple[str, ...]: ...

    def instrument(self, instrument_id: str, locale: str | None) -> Instrument: ...

    def wording(self, instrument: Instrument, locale: str) -> Wording | None: ...


@dataclass(frozen=True, slots=True)
class Folder:
    """Definition and wording files as they stand there."""

    path: Path

    def instruments(self) -> tuple[Instrument, ...]:
        return load_library(self.path)

    def locales(self, instrument_id: str) -> tuple[str, ...]:
        return find_wordings(instrument_id, self.path)

    def instrument(self, instrument_id: str, locale: str | None) -> Instrument:  # one version only
        return load_instrument(instrument_id, self.path)

    def wording(self, instrument: Instrument, locale: str) -> Wording | None:
        return load_wording(instrument.id, locale, self.path)


@dataclass(frozen=True, slots=True)
class InForce:
    """What is in force in an instance for sittings that begin."""

    db: Database

    def instruments(self) -> tuple[Instrument, ...]:
        return instruments_in_force(self.db)

    def locales(self, instrument_id: str) -> tuple[str, ...]:
        return locales_in_force(self.db, instrument_id)

    def instrument(self, instrument_id: str, locale: str | None) -> Instrument:
        return get_instrument_in_force(self.db, instrument_id, locale)

    def wording(self, instrument: Instrument, locale: str) -> Wording | None:
        return find_wording_in_force(self.db, instrument, locale)


def library_of(folder: Path) -> Library:
    """The instance's library if an instance was named that is there, and no other folder was; else the folder's."""
    source = click.get_current_context().get_parameter_source("instance")
    is_named = source in (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT)
    if is_named and folder == LIBRARY and (instance_path() / "settings.toml").exists():
        return InForce(database())
    return Folder(folder)
