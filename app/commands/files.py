"""Reading the files a command is given."""

from pathlib import Path

import click

from app.errors import DefinitionError

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def read_text(path: Path) -> str:
    """The file's text, with or without a byte order mark; DefinitionError if it is not UTF-8."""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DefinitionError([f"{path.name}: this is not UTF-8: {error}"]) from error
