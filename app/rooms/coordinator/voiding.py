"""The wrong patient answered: questionnaires of a visit are made void, and can be answered anew."""

from collections.abc import Iterable

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import PasswordField, SelectMultipleField, TextAreaField, widgets
from wtforms.validators import InputRequired, Length

from app.actions.voiding import void_sittings
from app.errors import NotFoundError, WrongPasswordError
from app.rooms.coordinator.room import room
from app.storage.library import get_instrument
from app.storage.sittings import sittings_of_visit
from app.storage.studies import get_study
from app.study.people import Patient
from app.study.sittings import Sitting
from app.web.dates import moment
from app.web.forms import Form, form_page, refuse
from app.web.guard import requires
from app.web.language import _, lazy
from app.web.request import actor, db, now, patient_for
from app.web.staff_pages import say


class VoidForm(Form):
    """Which questionnaires, why, and the password that makes it a signature."""

    sittings = SelectMultipleField(
        lazy("Questionnaires"),
        coerce=int,
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
        validators=[InputRequired(lazy("Choose at least one questionnaire."))],
    )
    reason = TextAreaField(
        lazy("What happened"),
        validators=[
            InputRequired(lazy("Write why, for example: patient 0102 had answered on this tablet.")),
            Length(max=500),
        ],
    )
    password = PasswordField(
        lazy("Your password"),
        validators=[
            InputRequired(lazy("Enter your password. It stands for your signature.")),
            Length(max=256),
        ],
    )

    def offer(self, patient: Patient, sittings: Iterable[Sitting]) -> None:
        """Offer what was begun at the visit."""
        self.sittings.choices = {str(one.id): _told(patient, one) for one in sittings}


@room.route("/patients/<int:patient_id>/visits/<visit_id>/void", methods=["GET", "POST"])
@requires("sitting.void")
def void(patient_id: int, visit_id: str) -> ResponseReturnValue:
    """Make void what somebody else answered under this patient's code."""
    patient = patient_for("sitting.void", patient_id)
    title = next((visit.title for visit in get_study(db()).visits if visit.id == visit_id), None)
    if title is None:
        raise NotFoundError
    form, begun = VoidForm(), sittings_of_visit(db(), patient_id, visit_id)
    form.offer(patient, begun)
    if form.validate_on_submit():
        try:
            void_sittings(
                db(),
                actor=actor(),
                patient_id=patient_id,
                visit=visit_id,
                sitting_ids=form.sittings.data or (),
                reason=form.reason.data or "",
                password=form.password.data or "",
                at=now(),
            )
        except WrongPasswordError as error:
            refuse(form.password, error)
        else:
            say(_("Made void. The answers are kept and counted nowhere; the visit is open again."))
            return redirect(url_for("coordinator.visits", patient_id=patient_id), 303)
    return form_page("coordinator/void.html", form, patient=patient, title=title, begun=begun)


def _told(patient: Patient, sitting: Sitting) -> str:
    """`PHQ-9, sent 12 Mar 2026 10:14`, on the site's clock."""
    instrument, zone = get_instrument(db(), sitting.definition_hash), patient.site.time_zone
    if sitting.sent_at is None:
        return _(
            "%(instrument)s, begun %(at)s, not sent",
            instrument=instrument.short_title,
            at=moment(sitting.begun_at, zone),
        )
    return _(
        "%(instrument)s, sent %(at)s", instrument=instrument.short_title, at=moment(sitting.sent_at, zone)
    )
