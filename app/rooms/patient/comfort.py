"""How the patient would like to read: chosen before the first question, and again from any page of a sitting."""

from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.actions.choosing_comfort import choose_comfort, note_reading_aloud
from app.rooms.patient.forms import ComfortForm, chosen_of, comfort_of
from app.rooms.patient.place import sitting_here
from app.rooms.patient.room import handed_over, room
from app.storage.comfort import find_comfort
from app.storage.studies import get_study
from app.study.comfort import Comfort
from app.web.guard import requires
from app.web.request import actor, db, now, open_session

LONGEST_NAME = 200
"""Of a voice: tablets call them by a name and a place, and nothing else is to be kept."""


@room.route("/comfort", methods=["GET", "POST"])
@requires("sitting.answer")
def comfort() -> ResponseReturnValue:
    """Choose, see what it looks like on a practice question, and go on; `item` is the question it was opened from."""
    patient_id, visit = handed_over(open_session())
    kept = find_comfort(db(), patient_id)
    if request.method == "GET":
        return show(tried(kept or Comfort()), is_first=kept is None)
    if request.form.get("do") == "back":
        return back_to_where_it_was()
    form = offered(ComfortForm())
    if not form.validate():
        return show(form.comfort, is_first=kept is None, form=form), 422
    if request.form.get("do") == "show":
        looked_at: dict[str, Any] = {**request.args, **chosen_of(form.comfort)}
        return redirect(url_for("patient.comfort", **looked_at), 303)
    choose_comfort(db(), actor=actor(), visit=visit, comfort=form.comfort, at=now())
    return back_to_where_it_was()


@room.post("/sitting/<int:sitting_id>/item/<item_id>/aloud")
@requires("sitting.answer")
def aloud(sitting_id: int, item_id: str) -> ResponseReturnValue:
    """A voice begins to read an item: recorded, and nothing to show."""
    sitting_here(sitting_id)
    voice = request.form.get("voice", "")[:LONGEST_NAME]
    note_reading_aloud(db(), actor=actor(), sitting_id=sitting_id, item_id=item_id, voice=voice, at=now())
    return "", 204


def show(comfort: Comfort, *, is_first: bool, form: ComfortForm | None = None) -> str:
    """The page as it looks with these settings."""
    g.comfort = comfort
    form = form or offered(ComfortForm(formdata=None, data=chosen_of(comfort)))
    return render_template("patient/comfort.html", form=form, is_first=is_first)


def tried(kept: Comfort) -> Comfort:
    """What is to be looked at: what the address names, else what is kept."""
    return comfort_of(request.args) if "theme" in request.args else kept


def offered(form: ComfortForm) -> ComfortForm:
    """The form without a voice, where the study allows none."""
    if not get_study(db()).reads_aloud:
        del form.reads_aloud
    return form


def back_to_where_it_was() -> ResponseReturnValue:
    """To the question it was opened from, else to where the patient is."""
    sitting_id, item_id = request.args.get("sitting", type=int), request.args.get("item")
    if sitting_id is None or item_id is None:
        return redirect(url_for("patient.start"), 303)
    sitting_here(sitting_id)
    change = request.args.get("change")
    return redirect(url_for("patient.item", sitting_id=sitting_id, item_id=item_id, change=change), 303)
