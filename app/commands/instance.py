"""The instance a command works on."""

from pathlib import Path
from typing import cast

import click

from app.settings import Settings, load_settings
from app.storage.database import Database
from app.storage.opening import open_database


def instance_path() -> Path:
    """What `--instance` said, or its default."""
    return cast(Path, click.get_current_context().meta["instance"])


def settings() -> Settings:
    """The instance's settings; SettingsError if there is no instance."""
    return load_settings(instance_path())


def database() -> Database:
    """The instance's database, up to date and checked."""
    return open_database(settings())
