"""Taking a patient into the study, and dating what visits hang on."""

from datetime import date, datetime

from app.actions.scheduling import check_locale
from app.errors import RefusedError
from app.saying import say
from app.storage.change import changing
from app.storage.database import Database
from app.storage.patients import add_anchor, add_patient, get_patient
from app.storage.studies import get_study, sites_of
from app.study.access import Actor, check_may
from app.study.people import Disease, check_code, check_dates


def enrol_patient(
    db: Database,
    *,
    actor: Actor,
    site_id: int,
    code: str,
    disease: Disease,
    consent_on: date,
    injection_on: date | None,
    arm: str | None,
    locale: str,
    at: datetime,
) -> int:
    """Enrol a patient at a site; the patient's id. RefusedError says what is wrong with what was entered."""
    check_may(actor, "patient.enrol", site_id)
    code = check_code(code)
    with changing(db, actor=actor, act="patient.enrol", at=at) as change:
        today = next(site for site in sites_of(change) if site.id == site_id).day_of(at)
        check_dates(consent_on=consent_on, injection_on=injection_on, today=today)
        study = get_study(change)
        _check_arm(arm, study.arms)
        check_locale(change, study, locale)
        change.patient_id = patient_id = add_patient(
            change, site_id=site_id, code=code, disease=disease, locale=locale, arm=arm, enrolled_on=today
        )
        add_anchor(change, patient_id, "consent", consent_on)
        if injection_on is not None:
            add_anchor(change, patient_id, "injection", injection_on)
    return patient_id


def date_injection(
    db: Database, *, actor: Actor, patient_id: int, on: date, at: datetime, reason: str | None
) -> None:
    """Enter or correct the date of the injection; a correction needs a reason."""
    with changing(db, actor=actor, act="patient.date_injection", at=at, reason=reason) as change:
        patient = get_patient(change, patient_id)
        check_may(actor, "patient.enrol", patient.site.id)
        if patient.injection_on is not None and not reason:
            raise RefusedError(say("The injection is dated already. To correct the date, give a reason."))
        today = patient.site.day_of(at)
        check_dates(consent_on=patient.consent_on, injection_on=on, today=today)
        change.patient_id = patient_id
        add_anchor(change, patient_id, "injection", on)


def _check_arm(arm: str | None, arms: tuple[str, ...]) -> None:
    if arm is not None and arm not in arms:
        allowed = ", ".join(arms) or say("none: this study has no arms")
        raise RefusedError(
            say("%(arm)s is not an arm of this study. Allowed: %(allowed)s.", arm=arm, allowed=allowed)
        )
