"""Taking a patient into the study, and dating the injection."""

from datetime import date

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from app.actions.enrolling import date_injection, enrol_patient
from app.actions.scheduling import locales_of_study
from app.actions.speaking import change_locale
from app.errors import RefusedError, TakenError
from app.rooms.coordinator import words
from app.rooms.coordinator.forms import EnrolForm, InjectionForm, LocaleForm
from app.rooms.coordinator.room import room
from app.storage.studies import get_study, sites_of
from app.study.access import sites_for
from app.study.people import DISEASES, Patient
from app.study.protocol import Study
from app.web.forms import form_page, refuse
from app.web.guard import requires
from app.web.language import _
from app.web.request import actor, db, now, patient_for
from app.web.staff_pages import say


@room.route("/patients/enrol", methods=["GET", "POST"])
@requires("patient.enrol")
def enrol() -> ResponseReturnValue:
    """A new patient at one of the sites the coordinator works at."""
    form, study = EnrolForm(), get_study(db())
    own = sites_for(actor(), "patient.enrol")
    sites = [site for site in sites_of(db()) if site.id in own]
    form.offer(sites=sites, arms=study.arms, locales=_locales(study), at=now())
    if form.validate_on_submit():
        try:
            patient_id = _enrol(form)
        except TakenError as error:
            refuse(form.code, error)
        else:
            say(_("%(code)s is enrolled.", code=form.code.data))
            return redirect(url_for("coordinator.visits", patient_id=patient_id), 303)
    return form_page("coordinator/enrol.html", form)


@room.route("/patients/<int:patient_id>/injection", methods=["GET", "POST"])
@requires("patient.enrol")
def injection(patient_id: int) -> ResponseReturnValue:
    """Enter or correct the date of the injection."""
    patient = patient_for("patient.enrol", patient_id)
    form = InjectionForm(injection_on=patient.injection_on)
    form.bind(
        consent_on=patient.consent_on,
        is_correction=patient.injection_on is not None,
        today=_today(patient),
    )
    if form.validate_on_submit() and form.injection_on.data:
        date_injection(
            db(),
            actor=actor(),
            patient_id=patient_id,
            on=form.injection_on.data,
            reason=(form.reason.data or "").strip() or None,
            at=now(),
        )
        say(_("The date of the injection is kept."))
        return redirect(url_for("coordinator.visits", patient_id=patient_id), 303)
    return form_page("coordinator/injection.html", form, patient=patient)


@room.route("/patients/<int:patient_id>/language", methods=["GET", "POST"])
@requires("patient.enrol")
def language(patient_id: int) -> ResponseReturnValue:
    """Change the language in which the patient's questionnaires begin."""
    patient = patient_for("patient.enrol", patient_id)
    form = LocaleForm(locale=patient.locale)
    form.offer(_locales(get_study(db())))
    if form.validate_on_submit():
        change_locale(
            db(),
            actor=actor(),
            patient_id=patient_id,
            locale=form.locale.data,
            reason=form.reason.data or "",
            at=now(),
        )
        say(_("Questionnaires now begin in: %(language)s.", language=words.language_words(form.locale.data)))
        return redirect(url_for("coordinator.visits", patient_id=patient_id), 303)
    return form_page("coordinator/language.html", form, patient=patient, words=words)


def _enrol(form: EnrolForm) -> int:
    return enrol_patient(
        db(),
        actor=actor(),
        site_id=form.site.data,
        code=form.code.data or "",
        disease=next(disease for disease in DISEASES if disease == form.disease.data),
        consent_on=form.consent_on.data,
        injection_on=form.injection_on.data,
        arm=form.chosen_arm,
        locale=form.locale.data,
        at=now(),
    )


def _locales(study: Study) -> tuple[str, ...]:
    """The languages in which every questionnaire of the study has words."""
    locales = locales_of_study(db(), study)
    if not locales:
        raise RefusedError(_("There is no language in which all questionnaires of this study have words."))
    return locales


def _today(patient: Patient) -> date:
    return patient.site.day_of(now())
