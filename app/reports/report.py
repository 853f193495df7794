"""What a summary says: every value decided and worded, nothing about how it looks.

The PDF, the patient's page on the screen and later the filters all read this one `Report`.
"""

from dataclasses import dataclass
from typing import Literal

from app.reports.figures import ScoreTable, Standing, Trend
from app.study.visits import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing known of the patient, with its name."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that happened, and when (site time)."""

    when: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Danger:
    """One alert with its timeline. `choice` is the code and the words the patient chose."""

    alert_id: int
    is_open: bool
    meaning: str
    visit: str
    place: str
    question: str
    choice: str
    timeline: tuple[Step, ...]
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitState:
    """One visit of the protocol: when it was due, and what became of it."""

    visit_id: str
    title: str
    due: str
    window: str
    state: State
    state_text: str
    done: str | None
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """How much of what was due is there. `summary` and `questions` are sentences."""

    visits: tuple[VisitState, ...]
    summary: str
    questions: str
    coming: str | None


AnswerState = Literal["answered", "declined", "not reached", "not asked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCell:
    """One item at one visit. `code` is None unless answered by one; `words` are the choice's, or the patient's own."""

    state: AnswerState
    code: int | None
    words: str
    is_changed: bool
    is_alert: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One item, aligned with the table's visits. `is_told`: it has no codes and is answered in words or by a date."""

    item: str
    text: str
    is_told: bool
    cells: tuple[AnswerCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGroup:
    """Neighbouring items with the same words above them and the same choices."""

    stem: str | None
    choices: tuple[tuple[int, str], ...]
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerVisit:
    """One column: a visit at which this questionnaire was begun."""

    visit_id: str
    title: str
    on: str
    is_sent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTable:
    """Every answer to one questionnaire in one wording, by visit."""

    key: str
    title: str
    language: str
    visits: tuple[AnswerVisit, ...]
    groups: tuple[AnswerGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerChange:
    """An item the patient answered again differently: each answer in turn, with its time."""

    visit: str
    place: str
    question: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingLine:
    """How one questionnaire was answered: `times` from beginning to sending, on the site's clock."""

    instrument: str
    language: str
    times: str
    is_sent: bool
    breaks: tuple[str, ...]
    entered_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitSittings:
    """The questionnaires begun at one visit, in order."""

    visit: str
    on: str
    lines: tuple[SittingLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidSitting:
    """A sitting that counts nowhere: when it was answered, who made it void, when and why, and its alerts' number."""

    visit: str
    instrument: str
    times: str
    who: str
    when: str
    reason: str
    alerts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingRuleUse:
    """The rule by which scales treat unanswered items, and whose rule it is."""

    scales: str
    rule: str
    owner: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentNote:
    """One version of a questionnaire and of its words, with owner, terms, credit and sources."""

    title: str
    name: str
    wording: str
    recall: str
    data: tuple[str, ...]
    owner: str
    terms: str
    credit: str
    missing: tuple[MissingRuleUse, ...]
    notes: tuple[str, ...]
    wording_changes: tuple[str, ...]
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signed, when, and with what meaning."""

    who: str
    when: str
    meaning: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where every figure comes from: the cut through the data, and its seals."""

    patient: str
    study: str
    data_cut_utc: str
    data_cut_site: str
    seen_on: str
    record_hash: str
    chain_head: str
    study_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One patient's summary at one data cut.

    `index_notes` say what a reliable change index is, then its sources; none where no change has one.
    """

    patient: str
    study: str
    study_title: str
    facts: tuple[Fact, ...]
    dangers: tuple[Danger, ...]
    standings: tuple[Standing, ...]
    index_notes: tuple[str, ...]
    completeness: Completeness
    trends: tuple[Trend, ...]
    scores: tuple[ScoreTable, ...]
    answers: tuple[AnswerTable, ...]
    changes: tuple[AnswerChange, ...]
    sittings: tuple[VisitSittings, ...]
    void: tuple[VoidSitting, ...]
    instruments: tuple[InstrumentNote, ...]
    signatures: tuple[Signature, ...]
    provenance: Provenance

    @property
    def open_dangers(self) -> tuple[Danger, ...]:
        return tuple(danger for danger in self.dangers if danger.is_open)

    @property
    def signed_dangers(self) -> tuple[Danger, ...]:
        return tuple(danger for danger in self.dangers if not danger.is_open)
