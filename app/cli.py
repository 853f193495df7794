"""`myelog`: finds the command, knows the instance, and says refusals plainly."""

import importlib
import sys
from pathlib import Path

import click

from app.errors import MyelogError

COMMANDS = {
    "init": "app.commands.setting_up:init",
    "demo": "app.commands.setting_up:demo",
    "migrate": "app.commands.setting_up:migrate",
    "serve": "app.commands.serving:serve",
    "instruments": "app.commands.instruments:instruments",
    "score": "app.commands.scoring:score",
    "enrol": "app.commands.patients:enrol",
    "report": "app.commands.printing:report",
    "reports": "app.commands.printing:reports",
    "verify": "app.commands.verifying:verify",
}


class Commands(click.Group):
    """Loads a command when it is called, so that scoring a million lines does not wait for a web framework."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, attribute = COMMANDS[name].split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        _take_instance(command)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Myelog: patients' answers, scored as each manual says, kept, and heard."""


def main() -> None:
    """Run a command; a refusal is one plain message on stderr and exit code 1."""
    try:
        cli()
    except MyelogError as error:
        click.echo(error.message, err=True)
        sys.exit(1)
    except OSError as error:  # a full disk, a folder that is not there: nothing a trace would explain
        click.echo(f"{error.filename}: {error.strerror}" if error.filename else str(error), err=True)
        sys.exit(1)


def _take_instance(command: click.Command) -> None:
    """Let the command, or each command of a group, take `--instance`."""
    if isinstance(command, click.Group):
        for child in command.commands.values():
            _take_instance(child)
    elif not any(parameter.name == "instance" for parameter in command.params):
        command.params.append(
            click.Option(
                ["--instance"],
                type=click.Path(file_okay=False, path_type=Path),
                default=Path("instance"),
                envvar="MYELOG_INSTANCE",
                show_default=True,
                show_envvar=True,
                expose_value=False,
                is_eager=True,
                callback=_remember_instance,
                help="The deployment's directory.",
            )
        )


def _remember_instance(ctx: click.Context, _parameter: click.Parameter, value: Path) -> None:
    ctx.meta["instance"] = value
