"""Where a patient is in the visit: read from the record each time, so that a reload or another tablet leads there."""

from dataclasses import dataclass

from flask import g, url_for

from app.actions.answering import own_sitting
from app.actions.scheduling import get_words
from app.errors import NotFoundError
from app.instruments.model import Instrument, Wording
from app.instruments.paths import first_open_item
from app.rooms.patient.room import handed_over
from app.storage.answers import current_values_of
from app.storage.library import get_instrument, get_wording
from app.storage.patients import get_patient
from app.storage.sittings import events_of, get_sitting, sittings_of_visit
from app.storage.studies import get_study
from app.study.sittings import Sitting
from app.web.request import actor, db, open_session


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the visit's questionnaires, the `number`-th `of` so many; `sitting` is None before it was begun."""

    instrument_id: str
    number: int
    of: int
    sitting: Sitting | None

    @property
    def is_open(self) -> bool:
        return self.sitting is None or not self.sitting.is_sent


def parts() -> tuple[Part, ...]:
    """The visit's questionnaires in the protocol's order."""
    patient_id, visit = handed_over(open_session())
    sittings = {sitting.instrument: sitting for sitting in sittings_of_visit(db(), patient_id, visit)}
    ids = get_study(db()).visit(visit).instruments
    return tuple(
        Part(instrument_id=one, number=number, of=len(ids), sitting=sittings.get(one))
        for number, one in enumerate(ids, 1)
    )


def open_part() -> Part | None:
    """The first questionnaire that was not sent yet; None when all were."""
    return next((part for part in parts() if part.is_open), None)


def open_sitting() -> Sitting | None:
    """The sitting the patient is in; None between two questionnaires."""
    part = open_part()
    return None if part is None else part.sitting


def find_place() -> str | None:
    """The address of the page the patient is at; None when everything was sent.

    Before the first questionnaire of all, patients choose how they would like to read.
    """
    part = open_part()
    if part is None:
        return None
    if part.sitting is None:
        if g.comfort is None:
            return url_for("patient.comfort")
        return url_for("patient.part", instrument_id=part.instrument_id)
    return place_in(part.sitting.id)


def sitting_here(sitting_id: int) -> Sitting:
    """The sitting, if it is the patient's own and of the visit the tablet was handed over for; else NotFoundError.

    A page of an earlier visit, reached by Back, would store answers whose danger this visit does not look for.
    """
    sitting = own_sitting(db(), actor(), sitting_id)
    if sitting.visit != handed_over(open_session())[1]:
        raise NotFoundError
    return sitting


def place_in(sitting_id: int) -> str:
    """The address of the page the patient is at in a sitting: the break, the first item not reached, or the review."""
    events = events_of(db(), sitting_id)
    if events and events[-1].kind == "break":
        return url_for("patient.rest")
    return first_open_page(sitting_id)


def first_open_page(sitting_id: int) -> str:
    """The address of the first item that was neither answered nor declined; after the last, of the review."""
    instrument = get_instrument(db(), get_sitting(db(), sitting_id).definition_hash)
    item = first_open_item(instrument, current_values_of(db(), sitting_id))
    return item_page(sitting_id, None if item is None else item.id)


def item_page(sitting_id: int, item_id: str | None) -> str:
    """The address of an item's page; of the review for None."""
    if item_id is None:
        return url_for("patient.review", sitting_id=sitting_id)
    return url_for("patient.item", sitting_id=sitting_id, item_id=item_id)


def words_of(part: Part) -> tuple[Instrument, Wording]:
    """The definition and the words of the part: those of its sitting, or before it begins, those now in force."""
    if part.sitting is not None:
        instrument = get_instrument(db(), part.sitting.definition_hash)
        return instrument, get_wording(db(), part.sitting.wording_hash, instrument)
    locale = get_patient(db(), handed_over(open_session())[0]).locale
    return get_words(db(), part.instrument_id, locale)
