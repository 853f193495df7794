"""Coming, beginning each questionnaire, resting, reading whom to call, and giving the tablet back."""

from flask import make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.actions.answering import begin_sitting, read_alert, resume
from app.actions.handing_over import confirm_tablet, end_tablet, refuse_tablet
from app.errors import NotFoundError
from app.rooms.patient.place import find_place, open_sitting, parts, place_in, sitting_here, words_of
from app.rooms.patient.room import handed_over, room
from app.rooms.patient.wording import emphasised, with_numbers
from app.storage.alerts import alerts_of_patient
from app.storage.patients import get_patient
from app.storage.studies import get_study
from app.web.guard import PUBLIC, requires
from app.web.languages import language
from app.web.request import actor, db, device, device_in_use, now, open_session
from app.web.security import forget_everything


@room.get("/")
@requires("sitting.answer")
def start() -> ResponseReturnValue:
    """Lead to the page where the patient is."""
    return go_on()


@room.route("/confirm", methods=["GET", "POST"])
@requires("sitting.answer")
def confirm() -> ResponseReturnValue:
    """The patient says whether code and visit are theirs."""
    patient_id, visit = handed_over(open_session())
    if request.method == "GET":
        return render_template(
            "patient/confirm.html",
            code=get_patient(db(), patient_id).code,
            visit=get_study(db()).visit(visit),
        )
    if request.form.get("is_me") != "yes":
        refuse_tablet(db(), actor=actor(), session=open_session(), at=now())
        return leave_nothing("other")
    confirm_tablet(db(), actor=actor(), session=open_session(), at=now())
    end_rest()
    return redirect(url_for("patient.start"), 303)


@room.route("/part/<instrument_id>", methods=["GET", "POST"])
@requires("sitting.answer")
def part(instrument_id: str) -> ResponseReturnValue:
    """What the next questionnaire is about, and its beginning."""
    part = next((part for part in parts() if part.instrument_id == instrument_id), None)
    if part is None:
        raise NotFoundError
    if not part.is_open:
        return redirect(url_for("patient.start"), 303)
    if request.method == "GET":
        instrument, wording = words_of(part)
        return render_template(
            "patient/part.html",
            part=part,
            instrument=instrument,
            wording=wording,
            instructions=[emphasised(paragraph) for paragraph in wording.instructions],
        )
    if request.form.get("do") == "break":
        return redirect(url_for("patient.rest"), 303)
    if request.form.get("do") == "comfort":
        return redirect(url_for("patient.comfort"), 303)
    visit = handed_over(open_session())[1]
    sitting_id = begin_sitting(db(), actor=actor(), visit=visit, instrument_id=instrument_id, at=now())
    return redirect(place_in(sitting_id), 303)


@room.route("/break", methods=["GET", "POST"], endpoint="rest")
@requires("sitting.answer")
def rest() -> ResponseReturnValue:
    """A break, as long as the patient likes; then on at the same item, or the tablet back to staff."""
    if request.method == "GET":
        return render_template("patient/break.html")
    if request.form.get("do") == "give_back":
        return give_back("the patient gave it back in a break")
    end_rest()
    sitting, item_id = open_sitting(), request.args.get("item")
    if sitting is None or item_id is None:
        return redirect(url_for("patient.start"), 303)
    same = url_for("patient.item", sitting_id=sitting.id, item_id=item_id, change=request.args.get("change"))
    return redirect(same, 303)


@room.route("/sitting/<int:sitting_id>/danger", methods=["GET", "POST"])
@requires("sitting.answer")
def danger(sitting_id: int) -> ResponseReturnValue:
    """The site's approved text on whom to call now, after a dangerous answer."""
    sitting_here(sitting_id)
    if request.method == "POST":
        read_alert(db(), actor=actor(), sitting_id=sitting_id, at=now())
        return redirect(url_for("patient.start"), 303)
    patient = get_patient(db(), handed_over(open_session())[0])
    texts = get_study(db()).site(patient.site.code).danger
    locale = patient.locale if patient.locale in texts else next(iter(texts))
    paragraphs = [with_numbers(line) for line in texts[locale].splitlines() if line.strip()]
    return render_template("patient/danger.html", paragraphs=paragraphs, locale=locale)


@room.get("/thanks")
@requires(PUBLIC)
def thanks() -> ResponseReturnValue:
    """The end: nothing of the patient is left here. `note` tells staff what to look at."""
    return render_template("patient/thanks.html", note=request.args.get("note"), tablet=device_in_use())


@room.get("/locked")
@requires(PUBLIC)
def locked() -> ResponseReturnValue:
    """The tablet rested too long, was handed over again elsewhere, or was revoked."""
    return render_template("patient/locked.html", tablet=device())


def go_on() -> ResponseReturnValue:
    """To the page where the patient is; when everything was sent, the tablet is given back."""
    place = find_place()
    return give_back("everything was sent") if place is None else redirect(place, 303)


def end_rest() -> None:
    """Note the return from a break, if there was one."""
    sitting = open_sitting()
    if sitting is not None:
        resume(db(), actor=actor(), sitting_id=sitting.id, at=now())


def give_back(why: str) -> ResponseReturnValue:
    """End the tablet's session, and leave nothing of the patient in the browser."""
    patient_id, visit = handed_over(open_session())
    alerts = alerts_of_patient(db(), patient_id)
    note = "alerts" if any(alert.is_open and alert.visit == visit for alert in alerts) else None
    end_tablet(db(), actor=actor(), session=open_session(), why=why, at=now())
    return leave_nothing(note)


def leave_nothing(note: str | None) -> ResponseReturnValue:
    """To the last page, with nothing of the patient in the browser."""
    session.clear()
    return forget_everything(
        make_response(redirect(url_for("patient.thanks", note=note, language=language()), 303))
    )
