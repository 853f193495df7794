"""Patients and the dated facts their visits hang on."""

from collections.abc import Iterable
from datetime import date

from app.errors import NotFoundError, TakenError
from app.saying import say
from app.storage.change import Change
from app.storage.database import Reading, Row
from app.study.people import Disease, Patient, Site
from app.study.protocol import AnchorName

PATIENT = """
    select patient.*, site.code as site_code, site.name as site_name, site.time_zone,
        (select on_date from anchor where patient_id = patient.patient_id and name = 'consent'
            order by anchor_id desc limit 1) as consent_on,
        (select on_date from anchor where patient_id = patient.patient_id and name = 'injection'
            order by anchor_id desc limit 1) as injection_on,
        coalesce((select l.locale from patient_locale as l where l.patient_id = patient.patient_id
            order by patient_locale_id desc limit 1), patient.locale) as locale_now
    from patient join site using (site_id)
"""
PAGE = (
    PATIENT
    + "where patient.site_id = ? and patient.code >= ? and patient.code != ? and patient.code < ? "
    + "order by patient.code limit ?"
)


def add_patient(
    change: Change,
    *,
    site_id: int,
    code: str,
    disease: Disease,
    locale: str,
    arm: str | None,
    enrolled_on: date,
) -> int:
    """Enrol a patient; TakenError if the code is taken anywhere in the study."""
    if change.row("select 1 from patient where code = ?", code) is not None:
        raise TakenError(
            say("The code %(code)s is already in use. Check the code, or open that patient.", code=code)
        )
    return change.add(
        "patient",
        site_id=site_id,
        code=code,
        disease=disease,
        locale=locale,
        arm=arm,
        enrolled_on=enrolled_on.isoformat(),
    )


def add_anchor(change: Change, patient_id: int, name: AnchorName, on: date) -> None:
    """Date a fact; a later row for the same name stands in its place."""
    change.add("anchor", patient_id=patient_id, name=name, on_date=on.isoformat())


def get_patient(db: Reading, patient_id: int) -> Patient:
    """The patient of that id."""
    row = db.row(PATIENT + "where patient_id = ?", patient_id)
    if row is None:
        raise NotFoundError
    return _patient(row)


def find_patient_by_code(db: Reading, code: str) -> Patient | None:
    """The patient of that study code, or None."""
    row = db.row(PATIENT + "where patient.code = ?", code)
    return None if row is None else _patient(row)


def patients_of(
    db: Reading, site_ids: Iterable[int], *, after: str = "", search: str = "", limit: int = 50
) -> tuple[Patient, ...]:
    """At most `limit` patients of those sites by code, after the code `after`, whose code begins with `search`.

    Each site is asked for itself: its index then yields the page in order, and nothing else is read.
    """
    first = max(after, search)
    rows = [
        row
        for site_id in site_ids
        for row in db.rows(PAGE, site_id, first, after, search + "\U0010ffff", limit)
    ]
    return tuple(_patient(row) for row in sorted(rows, key=lambda row: str(row["code"]))[:limit])


def _patient(row: Row) -> Patient:
    return Patient(
        id=row["patient_id"],
        code=row["code"],
        site=Site(
            id=row["site_id"], code=row["site_code"], name=row["site_name"], time_zone=row["time_zone"]
        ),
        disease=row["disease"],
        locale=row["locale_now"],
        arm=row["arm"],
        enrolled_on=date.fromisoformat(row["enrolled_on"]),
        consent_on=date.fromisoformat(row["consent_on"]),
        injection_on=None if row["injection_on"] is None else date.fromisoformat(row["injection_on"]),
    )
