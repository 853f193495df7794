"""What a question page costs to draw: ours, a plain loop over the definition, against WTForms' own widgets."""

import time
import uuid
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from flask import Flask, render_template
from flask_wtf import FlaskForm
from jinja2 import FileSystemLoader
from wtforms import HiddenField, RadioField, SubmitField

from app import clock
from app.factory import WEB, create_app
from app.instruments.model import Item, Wording
from app.instruments.paths import items_on_path
from app.instruments.reader import load_instrument, load_wording
from app.rooms.patient.questions import Sheet, show_item
from app.rooms.patient.wording import words_of_item
from app.study.sittings import Sitting
from tests.practice import copy_instance, make_instance

TURNS = 40


def measure_page(folder: Path) -> tuple[float, float]:
    """CPU seconds of one page, ours and the widgets': the mean over an MFIS, the least of all turns."""
    make_instance(folder / "made")
    app = create_app(copy_instance(folder / "made", folder / "instance").settings)
    app.jinja_loader = FileSystemLoader([WEB / "templates", Path(__file__).parent])
    sheet = mfis_sheet()
    turns = [(_draw(app, sheet, show_item), _draw(app, sheet, show_item_by_widgets)) for _ in range(TURNS)]
    return min(ours for ours, _ in turns), min(widgets for _, widgets in turns)


def show_item_by_widgets(sheet: Sheet, item: Item) -> str:
    """The same page, each control drawn by WTForms."""
    return render_template(
        "widgets.html.jinja",
        sheet=sheet,
        words=words_of_item(sheet.instrument, sheet.wording, item),
        number=sheet.path.index(item) + 1,
        form=widget_form(item, sheet.wording)(key=uuid.uuid4().hex),
    )


@lru_cache(maxsize=256)
def widget_form(item: Item, wording: Wording) -> type[FlaskForm]:
    """The item as a WTForms form, made once."""

    class WidgetForm(FlaskForm):  # type: ignore[misc]  # flask-wtf ships no types
        key = HiddenField()
        answer = RadioField(choices=[(choice.code, choice.text) for choice in wording.choices_of(item)])
        next = SubmitField("Next")
        back = SubmitField("Back")
        decline = SubmitField("I prefer not to answer")
        rest = SubmitField("Take a break")

    return WidgetForm


def mfis_sheet() -> Sheet:
    """An MFIS nobody has answered yet."""
    instrument, wording = load_instrument("mfis"), load_wording("mfis", "en")
    sitting = Sitting(
        id=1,
        patient_id=1,
        visit="baseline",
        instrument="mfis",
        definition_hash=instrument.hash,
        wording_hash=wording.hash,
        locale="en",
        begun_at=clock.now(),
        sent_at=None,
    )
    return Sheet(
        sitting=sitting,
        instrument=instrument,
        wording=wording,
        answers={},
        path=items_on_path(instrument, {}),
    )


def _draw(app: Flask, sheet: Sheet, draw: Callable[[Sheet, Item], str]) -> float:
    spent = 0.0
    for item in sheet.path:
        with app.test_request_context("/tablet/sitting/1/item/1"):
            started = time.process_time()
            draw(sheet, item)
            spent += time.process_time() - started
    return spent / len(sheet.path)
