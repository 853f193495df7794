"""`myelog report` and `reports`: summaries as files."""

import hashlib
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import click

from app import clock
from app.actions.reporting import print_patient
from app.commands.instance import database, settings
from app.errors import RefusedError
from app.factory import open_press
from app.storage.database import Database
from app.storage.patients import find_patient_by_code, patients_of
from app.storage.studies import sites_of
from app.study.access import system
from app.study.people import Patient

COMMAND_LINE = system("command line")


@click.command()
@click.argument("code")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
def report(code: str, output: Path) -> None:
    """Write the summary of the patient CODE as a PDF."""
    db = database()
    patient = find_patient_by_code(db, code.upper())
    if patient is None:
        raise RefusedError(f"There is no patient {code}.")
    output.write_bytes(
        print_patient(
            db, actor=COMMAND_LINE, patient_id=patient.id, press=open_press(settings()), at=clock.now()
        )
    )


@click.command()
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--jobs", default=2, show_default=True, type=click.IntRange(1, 64), help="How many at once.")
def reports(output: Path, jobs: int) -> None:
    """Write all summaries as PDF. Beside them, manifest.json gives the SHA-256 of each."""
    db, press, at = database(), open_press(settings()), clock.now()
    output.mkdir(parents=True, exist_ok=True)

    def write(patient: Patient) -> tuple[str, str]:
        pdf = print_patient(db, actor=COMMAND_LINE, patient_id=patient.id, press=press, at=at)
        name = f"{patient.code}-summary.pdf"
        (output / name).write_bytes(pdf)
        return name, hashlib.sha256(pdf).hexdigest()

    patients = all_patients(db)
    with (
        ThreadPoolExecutor(jobs) as pool,
        click.progressbar(
            pool.map(write, patients), length=len(patients), file=sys.stderr, hidden=not sys.stderr.isatty()
        ) as bar,
    ):
        manifest = dict(bar)
    (output / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")


def all_patients(db: Database) -> list[Patient]:
    """Every patient of the study, by code."""
    found: list[Patient] = []
    site_ids = [site.id for site in sites_of(db)]
    while page := patients_of(db, site_ids, after=found[-1].code if found else "", limit=500):
        found += page
    return found
