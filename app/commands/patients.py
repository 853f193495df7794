"""`myelog enrol`: a patient from the command line."""

from datetime import datetime
from typing import cast

import click

from app import clock
from app.actions.enrolling import enrol_patient
from app.commands.instance import database
from app.errors import RefusedError
from app.storage.database import Database
from app.storage.studies import sites_of
from app.study.access import system
from app.study.people import DISEASES, Disease

DATE = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.argument("site")
@click.argument("code")
@click.option("--disease", type=click.Choice(list(DISEASES)), required=True)
@click.option("--consented-on", type=DATE, required=True)
@click.option("--injected-on", type=DATE)
@click.option("--arm")
@click.option("--locale", default="en", show_default=True)
def enrol(
    site: str,
    code: str,
    disease: str,
    consented_on: datetime,
    injected_on: datetime | None,
    arm: str | None,
    locale: str,
) -> None:
    """Enrol the patient CODE at SITE (the site's code)."""
    db = database()
    enrol_patient(
        db,
        actor=system("command line"),
        site_id=_site_id(db, site),
        code=code,
        disease=cast(Disease, disease),
        consent_on=consented_on.date(),
        injection_on=None if injected_on is None else injected_on.date(),
        arm=arm,
        locale=locale,
        at=clock.now(),
    )
    click.echo(f"{code.upper()} is enrolled at site {site}.")


def _site_id(db: Database, code: str) -> int:
    sites = {site.code: site.id for site in sites_of(db)}
    if code not in sites:
        raise RefusedError(f"There is no site {code}. Sites: {', '.join(sites)}.")
    return sites[code]
