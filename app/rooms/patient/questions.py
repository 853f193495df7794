"""The questions of a sitting: one item a page, then the review."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.actions.answering import record_answer, rest, send_answers
from app.errors import NotAskedError, NotFoundError, SupersededError
from app.instruments.model import Instrument, Item, Wording
from app.instruments.paths import Answers, first_open_item, items_on_path, previous_item
from app.instruments.values import LONGEST_TEXT
from app.rooms.patient.place import item_page, sitting_here
from app.rooms.patient.room import danger_ahead, room
from app.rooms.patient.visit import go_on
from app.rooms.patient.wording import in_words, words_of_item
from app.storage.answers import current_values_of
from app.storage.library import get_instrument, get_wording
from app.study.sittings import Sitting
from app.web.answer_forms import entered, is_anything_entered, item_form
from app.web.forms import DeclineForm, Form
from app.web.guard import requires
from app.web.language import said
from app.web.request import actor, db, now


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sitting as its pages need it: definition, words and what was answered so far."""

    sitting: Sitting
    instrument: Instrument
    wording: Wording
    answers: Answers
    path: tuple[Item, ...]

    @property
    def questions(self) -> tuple[Item, ...]:
        """What is asked: pages that are only read are not counted."""
        return tuple(item for item in self.path if item.is_question)

    def item(self, item_id: str) -> Item:
        """The item of that id; NotAskedError if it is off the path, NotFoundError if there is none."""
        for item in self.path:
            if item.id == item_id:
                return item
        if any(item.id == item_id for item in self.instrument.items):
            raise NotAskedError
        raise NotFoundError


@room.get("/sitting/<int:sitting_id>/item/<item_id>")
@requires("sitting.answer")
def item(sitting_id: int, item_id: str) -> ResponseReturnValue:
    """One item, with the answer it has so far."""
    sheet = sheet_of(sitting_id)
    if sheet.sitting.is_sent:
        return redirect(url_for("patient.start"), 303)
    return show_item(sheet, sheet.item(item_id))


@room.post("/sitting/<int:sitting_id>/item/<item_id>")
@requires("sitting.answer")
def answer(sitting_id: int, item_id: str) -> ResponseReturnValue:
    """Store what was chosen, or that the item was declined, and go where the button leads."""
    sheet = sheet_of(sitting_id)
    item = sheet.item(item_id)
    wish, following = request.form.get("do", "next"), None
    if wish in ("next", "decline") or is_anything_entered(request.form):
        form = DeclineForm() if wish == "decline" and item.is_question else item_form(item)()
        if not form.validate():
            return show_item(sheet, item, fault=fault_of(form), typed=request.form), 422
        try:
            following = record(sitting_id, item_id, form)
        except SupersededError as error:
            return show_item(sheet_of(sitting_id), item, fault=said(error.text)), 409
    way = way_on(sheet, item, wish, following)
    return redirect(danger_ahead() or way, 303)


@room.get("/sitting/<int:sitting_id>/review")
@requires("sitting.answer")
def review(sitting_id: int) -> ResponseReturnValue:
    """All items with their answers, to be checked before they are sent."""
    sheet = sheet_of(sitting_id)
    if sheet.sitting.is_sent:
        return redirect(url_for("patient.start"), 303)
    missing = first_open_item(sheet.instrument, sheet.answers)
    if missing is not None:
        return redirect(item_page(sitting_id, missing.id), 303)
    lines = [(item, words_of_item(sheet.instrument, sheet.wording, item)) for item in sheet.questions]
    return render_template(
        "patient/review.html", sheet=sheet, lines=lines, item_page=item_page, in_words=in_words
    )


@room.post("/sitting/<int:sitting_id>/review")
@requires("sitting.answer")
def send(sitting_id: int) -> ResponseReturnValue:
    """Send the answers, or take a break or choose how to read before."""
    sitting_here(sitting_id)
    if request.form.get("do") == "break":
        rest(db(), actor=actor(), sitting_id=sitting_id, at=now())
        return redirect(url_for("patient.rest"), 303)
    if request.form.get("do") == "comfort":
        return redirect(url_for("patient.comfort"), 303)
    send_answers(db(), actor=actor(), sitting_id=sitting_id, at=now())
    return go_on()


@room.errorhandler(NotAskedError)
def go_to_what_is_asked(_: NotAskedError) -> ResponseReturnValue:
    """The page of a question that another answer has put aside leads to where the patient is."""
    return redirect(url_for("patient.start"), 303)


def record(sitting_id: int, item_id: str, form: DeclineForm) -> Item | None:
    """Keep what the form holds; the next item."""
    return record_answer(
        db(),
        actor=actor(),
        sitting_id=sitting_id,
        item_id=item_id,
        value=form.value,
        key=form.key.data or "",
        at=now(),
    )


def sheet_of(sitting_id: int) -> Sheet:
    """The patient's own sitting in this visit; NotFoundError for any other."""
    sitting = sitting_here(sitting_id)
    instrument = get_instrument(db(), sitting.definition_hash)
    answers = current_values_of(db(), sitting_id)
    return Sheet(
        sitting=sitting,
        instrument=instrument,
        wording=get_wording(db(), sitting.wording_hash, instrument),
        answers=answers,
        path=items_on_path(instrument, answers),
    )


def show_item(
    sheet: Sheet, item: Item, fault: str | None = None, typed: Mapping[str, str] | None = None
) -> str:
    """The page of one item, after a fault with what was typed.

    Each page carries its own key, under which its answer is stored once.
    """
    adaptive = sheet.instrument.adaptive
    return render_template(
        "patient/item.html",
        sheet=sheet,
        item=item,
        words=words_of_item(sheet.instrument, sheet.wording, item),
        number=sheet.questions.index(item) + 1 if item.is_question else None,
        of=len(sheet.questions) if adaptive is None else adaptive.at_most,
        is_saved=item.is_question and item.id in sheet.answers,
        is_declined=item.id in sheet.answers and sheet.answers[item.id] is None,
        given=entered(item, sheet.answers.get(item.id)) if typed is None else typed,
        in_words=in_words,
        most=LONGEST_TEXT,
        key=uuid.uuid4().hex,
        fault=fault,
    )


def way_on(sheet: Sheet, item: Item, wish: str, following: Item | None) -> str:
    """Where the pressed button leads from an item: `following` is the item after it, None behind the last."""
    sitting_id, change = sheet.sitting.id, request.args.get("change")
    if wish == "break":
        rest(db(), actor=actor(), sitting_id=sitting_id, at=now())
        return url_for("patient.rest", item=item.id, change=change)
    if wish == "comfort":
        return url_for("patient.comfort", sitting=sitting_id, item=item.id, change=change)
    if change:
        return item_page(sitting_id, None)
    if wish == "back":
        before = previous_item(sheet.instrument, sheet.answers, item.id)
        return before_first(sheet) if before is None else item_page(sitting_id, before.id)
    return item_page(sitting_id, None if following is None else following.id)


def before_first(sheet: Sheet) -> str:
    """The page before the first item: what the questionnaire is about."""
    return url_for("patient.part", instrument_id=sheet.instrument.id)


def fault_of(form: Form) -> str:
    """The first thing that is wrong with what was entered."""
    return str(next(message for messages in form.errors.values() for message in messages))
