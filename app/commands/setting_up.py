"""`myelog init`, `demo` and `migrate`."""

import secrets
import sys
from importlib.resources import files
from pathlib import Path

import click

from app import clock
from app.actions.scheduling import scores_lacking
from app.actions.setting_up import put_study_in_force
from app.actions.staffing import invite_staff
from app.commands.files import FILE, read_text
from app.commands.instance import instance_path, settings
from app.commands.loading import stock_library
from app.errors import SettingsError
from app.settings import Settings, create_instance, discard_instance
from app.storage.database import Database
from app.storage.opening import database_of
from app.storage.studies import sites_of
from app.study.access import Grant, system
from app.study.protocol import Study
from app.study.reader import parse_study

COMMAND_LINE = system("command line")
EXAMPLE = files("app.study").joinpath("library/example.toml")


@click.command()
@click.option("--study", type=FILE, help="The study as TOML.")
@click.option("--definition", "definitions", type=FILE, multiple=True, help="A questionnaire of one's own.")
@click.option("--data", "packs", type=FILE, multiple=True, help="A data pack: item parameters, a value set.")
@click.option(
    "--wording", "wordings", type=FILE, multiple=True, help="The licensed words of a questionnaire."
)
@click.option("--http", is_flag=True, help="Serve without https: only to try things on one's own machine.")
@click.option("--username", default="administrator", show_default=True, help="Of the first administrator.")
def init(
    study: Path | None,
    definitions: tuple[Path, ...],
    packs: tuple[Path, ...],
    wordings: tuple[Path, ...],
    http: bool,
    username: str,
) -> None:
    """Make a new instance. It gets settings, keys, a database and a one-time link for the first administrator.

    What the study's questionnaires need besides what is shipped comes in the same step, file by file.
    """
    parsed = _read_study(study)
    made = create_instance(instance_path(), https=not http)
    token = secrets.token_urlsafe(32)
    try:
        db = make_database(made)
        stock_library(db, definitions=definitions, packs=packs, wordings=wordings, at=clock.now())
        put_study_in_force(db, actor=COMMAND_LINE, study=parsed, at=clock.now())
        invite_staff(
            db,
            actor=COMMAND_LINE,
            username=username,
            name="Administrator",
            grants=[Grant("administrator", site.id) for site in sites_of(db)],
            token=token,
            at=clock.now(),
        )
    except BaseException:
        discard_instance(made)  # without its administrator nobody could ever enter it
        raise
    scheme = "http" if http else "https"
    for line in scores_lacking(db, parsed):
        click.echo(f"{line}: myelog instruments data FILE")
    click.echo(f"Myelog is set up in {made.instance}. Start it with: myelog serve --instance {made.instance}")
    click.echo(f"The administrator ({username}) chooses a password here, once, within three days:")
    click.echo(f"  {scheme}://{made.trusted_hosts[0]}:8000/welcome/{token}")


@click.command()
@click.option("--patients", default=24, show_default=True, type=click.IntRange(1, 100_000))
@click.option("--seed", default=1, show_default=True, type=int)
def demo(patients: int, seed: int) -> None:
    """Make a new instance with a synthetic study. The same seed gives the same data."""
    from app.demo import SIGN_INS, build_demo, opening_of  # only this command needs it

    today = clock.now()
    made = create_instance(instance_path(), https=False)
    study = parse_study(EXAMPLE.read_text("utf-8"), "example.toml")
    try:
        db = make_database(made)
        put_study_in_force(db, actor=COMMAND_LINE, study=study, at=opening_of(today))
        with click.progressbar(
            length=patients, label="Patients", file=sys.stderr, hidden=not sys.stderr.isatty()
        ) as bar:
            sign_ins = build_demo(db, patients=patients, seed=seed, today=today, progress=bar.update)
    except BaseException:
        discard_instance(made)  # half a demo is none: the next `make demo` begins anew
        raise
    path = made.instance / SIGN_INS
    path.touch(mode=0o600)
    path.write_text(sign_ins, "utf-8")
    click.echo(f"A study of {patients} made-up patients is in {made.instance}.")


@click.command()
def migrate() -> None:
    """Bring the database up to date."""
    ran = database_of(settings()).migrate()
    click.echo("\n".join(ran) if ran else "The database is up to date.")


def _read_study(path: Path | None) -> Study:
    if path is None:
        return parse_study(EXAMPLE.read_text("utf-8"), "example.toml")
    return parse_study(read_text(path), path.name)


def make_database(made: Settings) -> Database:
    """A new database; SettingsError if there is one already."""
    if made.database_path.exists():
        raise SettingsError(f"There is a database at {made.database_path} already. Nothing was changed.")
    db = database_of(made)
    db.migrate()
    return db
