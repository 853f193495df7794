"""What a coordinator types: a code, a disease course, and dates."""

from collections.abc import Iterable
from datetime import date, datetime

from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Length, StopValidation, ValidationError

from app.errors import RefusedError
from app.rooms.coordinator.words import named
from app.study.people import DISEASES, Site, check_code, check_dates
from app.web.date_field import DateField
from app.web.forms import Form
from app.web.language import lazy as _
from app.web.language import said

NO_ARM = "-"


class SearchForm(Form):
    """The beginning of a study code."""

    code = StringField(_("Code begins with"), validators=[Length(max=20)])


class EnrolForm(Form):
    """A new patient. What has only one possible value is not asked."""

    site = RadioField(_("Site"), coerce=int, validators=[InputRequired(_("Choose the site."))])
    code = StringField(_("Study code"), validators=[InputRequired(_("Enter the patient's study code."))])
    disease = RadioField(_("Disease course"), validators=[InputRequired(_("Choose the disease course."))])
    arm = RadioField(_("Arm"), validators=[InputRequired(_("Choose the arm."))])
    locale = RadioField(
        _("Language of the questionnaires"), validators=[InputRequired(_("Choose a language."))]
    )
    consent_on = DateField(_("Date of consent"))
    injection_on = DateField(_("Date of injection"), is_optional=True)

    def offer(
        self, *, sites: Iterable[Site], arms: Iterable[str], locales: Iterable[str], at: datetime
    ) -> None:
        """Offer what this study and this person have to choose from; `at` says which day it is at each site."""
        self.todays = {site.id: site.day_of(at) for site in sites}
        self.site.choices = {str(site.id): f"{site.code} {site.name}" for site in sites}
        self.disease.choices = {str(code): f"{said(words)} ({code})" for code, words in DISEASES.items()}
        self.arm.choices = {NO_ARM: str(_("Not known yet")), **{arm: arm for arm in arms}}
        self.locale.choices = named(locales)

    @property
    def chosen_arm(self) -> str | None:
        """The arm, or None where it is not known yet."""
        return None if self.arm.data == NO_ARM else self.arm.data

    def validate_code(self, field: StringField) -> None:
        try:
            field.data = check_code(field.data or "")
        except RefusedError as error:
            raise ValidationError(said(error.text)) from error

    def validate_consent_on(self, field: DateField) -> None:
        today = self.todays.get(self.site.data)
        if field.data and today:
            _check(consent_on=field.data, injection_on=None, today=today)

    def validate_injection_on(self, field: DateField) -> None:
        today, consent_on = self.todays.get(self.site.data), self.consent_on.data
        if field.data and consent_on and today and consent_on <= today:
            _check(consent_on=consent_on, injection_on=field.data, today=today)


class InjectionForm(Form):
    """The date of the injection; over an earlier date only with a reason."""

    injection_on = DateField(_("Date of injection"))
    reason = StringField(_("Reason for the correction"), validators=[Length(max=500)])

    def bind(self, *, consent_on: date, is_correction: bool, today: date) -> None:
        """Say which dates are possible, and whether a reason is needed."""
        self.consent_on, self.is_correction, self.today = consent_on, is_correction, today

    def validate_injection_on(self, field: DateField) -> None:
        if field.data:
            _check(consent_on=self.consent_on, injection_on=field.data, today=self.today)

    def validate_reason(self, field: StringField) -> None:
        if self.is_correction and not (field.data or "").strip():
            raise ValidationError(_("Write why the date is corrected."))


class LocaleForm(Form):
    """Another language for the patient, and why."""

    locale = RadioField(
        _("Language of the questionnaires"), validators=[InputRequired(_("Choose a language."))]
    )
    reason = StringField(
        _("Reason for the change"),
        validators=[InputRequired(_("Write why the language is changed.")), Length(max=500)],
    )

    def offer(self, locales: Iterable[str]) -> None:
        """Offer the languages in which every questionnaire of the study has words."""
        self.locale.choices = named(locales)


def _check(*, consent_on: date, injection_on: date | None, today: date) -> None:
    try:
        check_dates(consent_on=consent_on, injection_on=injection_on, today=today)
    except RefusedError as error:
        raise StopValidation(said(error.text)) from error
