"""Which language somebody reads: a member of staff by choice, a patient by what was entered or already begun."""

from app.storage.change import Change
from app.storage.database import Reading
from app.storage.patients import get_patient
from app.storage.sittings import sittings_of_visit


def add_staff_language(change: Change, staff_id: int, language: str) -> None:
    """From now on the person reads the interface in that language."""
    change.add("staff_language", staff_id=staff_id, language=language)


def find_staff_language(db: Reading, staff_id: int) -> str | None:
    """The language the person chose last, or None before they chose one."""
    row = db.row(
        "select language from staff_language where staff_id = ? order by staff_language_id desc limit 1",
        staff_id,
    )
    return None if row is None else row["language"]


def add_patient_locale(change: Change, patient_id: int, locale: str) -> None:
    """From now on the patient's questionnaires begin in that locale."""
    change.add("patient_locale", patient_id=patient_id, locale=locale)


def get_locale_of_visit(db: Reading, patient_id: int, visit: str) -> str:
    """The locale of the questionnaire that the patient is in the middle of; between two, the patient's own."""
    begun = (one.locale for one in sittings_of_visit(db, patient_id, visit) if not one.is_sent)
    return next(begun, None) or get_patient(db, patient_id).locale
