"""Everything known of one patient at one data cut, as one value: what reports and exports are made from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.instruments.model import Instrument, Wording
from app.scoring.model import Score
from app.study.alerts import Alert
from app.study.people import Patient
from app.study.protocol import Study
from app.study.sittings import Answer, Sitting, SittingEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingRecord:
    """A sitting with all its answers in the order given, its events, and its current scores (once sent)."""

    sitting: Sitting
    answers: tuple[Answer, ...]
    events: tuple[SittingEvent, ...]
    scores: tuple[Score, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One patient's record, as seen on the site's `today`.

    `sittings` are those that count; `void` ones were opened for the wrong patient and are kept beside them.
    `data_cut` is the instant of the last entry about the patient, `chain_head` that entry's link in the audit
    chain, `hash` the SHA-256 over all entries about the patient: prints change none of the three, so the same
    record gives the same bytes. `instruments` and `wordings` are keyed by hash: each sitting in its own version.
    `staff_names` maps an actor's name in the audit trail (`staff:3`) to the person's name.
    """

    study: Study
    patient: Patient
    sittings: tuple[SittingRecord, ...]
    alerts: tuple[Alert, ...]
    instruments: Mapping[str, Instrument]
    wordings: Mapping[str, Wording]
    staff_names: Mapping[str, str]
    today: date
    data_cut: datetime
    chain_head: str
    hash: str
    void: tuple[SittingRecord, ...] = ()

    def blinded(self) -> "Record":
        """The same record without the arm, for readers who must not know it."""
        return replace(self, patient=replace(self.patient, arm=None))

    def instrument_of(self, sitting: Sitting) -> Instrument:
        """The definition the sitting was answered under."""
        return self.instruments[sitting.definition_hash]

    def wording_of(self, sitting: Sitting) -> Wording:
        """The words the patient read."""
        return self.wordings[sitting.wording_hash]
