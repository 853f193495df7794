"""Who reads in which language: staff for themselves, and staff for a patient."""

from datetime import datetime

from app.actions.scheduling import check_locale
from app.errors import RefusedError
from app.saying import say
from app.storage.change import changing
from app.storage.database import Database
from app.storage.languages import add_patient_locale, add_staff_language, find_staff_language
from app.storage.patients import get_patient
from app.storage.studies import get_study
from app.study.access import Actor, check_may


def choose_language(db: Database, *, actor: Actor, language: str, at: datetime) -> None:
    """From now on the member of staff reads the interface in that language; choosing it again stores nothing."""
    with changing(db, actor=actor, act="staff.choose_language", at=at) as change:
        if find_staff_language(change, actor.id or 0) != language:
            add_staff_language(change, actor.id or 0, language)


def change_locale(
    db: Database, *, actor: Actor, patient_id: int, locale: str, reason: str, at: datetime
) -> None:
    """From now on the patient's questionnaires begin in that locale; what is begun is finished in its own.

    RefusedError without a reason, or unless every questionnaire of the study has words in it.
    """
    with changing(db, actor=actor, act="patient.change_locale", at=at, reason=reason.strip()) as change:
        patient = get_patient(change, patient_id)
        check_may(actor, "patient.enrol", patient.site.id)
        if not reason.strip():
            raise RefusedError(say("Write why the language is changed."))
        check_locale(change, get_study(change), locale)
        if locale != patient.locale:
            change.patient_id = patient_id
            add_patient_locale(change, patient_id, locale)
