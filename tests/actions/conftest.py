"""One enrolled patient with a PHQ-9 begun, and the people around."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from app.actions.answering import begin_sitting, record_answer, send_answers
from app.instruments.model import Item
from app.instruments.reader import load_instrument
from app.study.access import Actor
from tests.practice import PracticeInstance

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sitter:
    """A patient who answers a questionnaire."""

    instance: PracticeInstance
    patient_id: int
    sitting_id: int

    @property
    def actor(self) -> Actor:
        return Actor(kind="tablet", name=f"patient:{self.patient_id}", id=self.patient_id)

    def answer(self, item: str, value: object, key: str | None = None, at: datetime = NOON) -> Item | None:
        """Answer one item; each call is a page of its own unless `key` says otherwise."""
        return record_answer(
            self.instance.db,
            actor=self.actor,
            sitting_id=self.sitting_id,
            item_id=item,
            value=value,
            key=f"{item}={value}" if key is None else key,
            at=at,
        )

    def answer_all(self, value: int = 0) -> None:
        """Answer all nine items of the PHQ-9 alike."""
        for item in load_instrument("phq9").items:
            self.answer(item.id, value)

    def finish(self, visit: str, instrument: str) -> None:
        """Begin another questionnaire, decline every item, and send it."""
        db = self.instance.db
        sitting_id = begin_sitting(db, actor=self.actor, visit=visit, instrument_id=instrument, at=NOON)
        other = replace(self, sitting_id=sitting_id)
        for item in load_instrument(instrument).items:
            other.answer(item.id, None)
        send_answers(db, actor=self.actor, sitting_id=sitting_id, at=NOON)


def seat(instance: PracticeInstance, code: str, visit: str = "baseline") -> Sitter:
    """Enrol a patient and begin the PHQ-9 of the visit."""
    patient_id = instance.enrol(code)
    actor = Actor(kind="tablet", name=f"patient:{patient_id}", id=patient_id)
    sitting_id = begin_sitting(instance.db, actor=actor, visit=visit, instrument_id="phq9", at=NOON)
    return Sitter(instance, patient_id, sitting_id)


@pytest.fixture
def sitter(instance: PracticeInstance) -> Sitter:
    return seat(instance, "0101")
