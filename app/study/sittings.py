"""A sitting: one patient, one instrument, one visit, one time; and the answers given in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

EventKind = Literal["break", "resumed", "sent"]


Value = int | str
"""What an answer holds: a code, or the words or date (ISO 8601) of an item without codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voiding:
    """Why a sitting counts nowhere, since when, and who said so: usually it was opened for the wrong patient."""

    at: datetime
    staff_name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """Which questionnaire, in which version and words, for whom and when. Instants are UTC."""

    id: int
    patient_id: int
    visit: str
    instrument: str
    definition_hash: str
    wording_hash: str
    locale: str
    begun_at: datetime
    sent_at: datetime | None
    voiding: Voiding | None = None

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None

    @property
    def is_void(self) -> bool:
        """Whether it is quarantined: kept whole, and counted nowhere."""
        return self.voiding is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer as it was given. `value` is None exactly when the patient declined."""

    id: int
    item: str
    value: Value | None
    at: datetime
    actor: str

    @property
    def is_declined(self) -> bool:
        return self.value is None


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingEvent:
    """A break, a return from it, or the sending of a sitting."""

    kind: EventKind
    at: datetime
    actor: str


def current_answers(answers: Iterable[Answer]) -> dict[str, Answer]:
    """Per item the answer given last; `answers` come in the order of their ids."""
    return {answer.item: answer for answer in answers}


def values_of(answers: Iterable[Answer]) -> dict[str, Value | None]:
    """Item -> value of the current answers; None where the patient declined, no key where not reached."""
    return {item: answer.value for item, answer in current_answers(answers).items()}
