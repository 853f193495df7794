"""What a summary says: every value decided and worded, nothing about how it looks.

The PDF, the patient's page on the screen and later the filters all read this one `Report`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.instruments.model import Direction
from app.scoring.model import Status
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
class Verdict:
    """Whether a change is beyond one published size. `passed` is None where the owner publishes none."""

    kind: Literal["group_mid", "measurement_error"]
    question: str
    passed: bool | None
    answer: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The change since one earlier visit; without `difference` there is none to give, and `why_not` says why.

    `unpublished` names in one line the sizes of change to which no verdict can be given.
    """

    since: str
    on: str | None = None
    then: str | None = None
    difference: str | None = None
    course: str | None = None
    verdicts: tuple[Verdict, ...] = ()
    unpublished: str | None = None
    why_not: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreCell:
    """One score as printed: never without its status. `value` is None exactly when it is not scorable."""

    value: str | None
    status: Status
    status_text: str
    answered: str
    band: str | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A main score now and its change."""

    key: str
    domain: str
    scale: str
    range: str
    direction: str
    visit: str
    on: str
    now: ScoreCell
    since_baseline: Comparison
    since_last: Comparison
    caveats: tuple[str, ...]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendBand:
    """A named part of the axis, both ends included."""

    low: float
    high: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendLine:
    """A dashed level with its words and source."""

    value: float
    label: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """One visit on the time axis. `value` is None where there is no score; then `text` says what is there instead."""

    on: date
    visit: str
    value: float | None
    text: str
    cell: ScoreCell | None
    is_baseline: bool = False

    @property
    def is_prorated(self) -> bool:
        return self.cell is not None and self.cell.status == "prorated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """One main score over time, on the full scale of its instrument. `alternative` says the picture in words."""

    key: str
    title: str
    low: float
    high: float
    direction: Direction
    direction_text: str
    bands: tuple[TrendBand, ...]
    lines: tuple[TrendLine, ...]
    points: tuple[TrendPoint, ...]
    injection_on: date | None
    alternative: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """All scores of one instrument at one visit, aligned with the table's scales.

    A visit without this questionnaire has no cells; `absence` says why.
    """

    visit: str
    on: str
    cells: tuple[ScoreCell, ...]
    absence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreColumn:
    """One scale of a table of scores."""

    scale: str
    title: str
    range: str
    direction: str
    has_bands: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreTable:
    """All scales of one instrument by visit; `notes` are the caveats and the reasons of what is not scorable.

    `direction` is the one all scales share, if they do.
    """

    key: str
    title: str
    direction: str | None
    columns: tuple[ScoreColumn, ...]
    rows: tuple[ScoreRow, ...]
    notes: tuple[str, ...]


AnswerState = Literal["answered", "declined", "not reached"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCell:
    """One item at one visit. `code` is None unless answered; `words` are the choice's."""

    state: AnswerState
    code: int | None
    words: str
    is_changed: bool
    is_alert: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One item, aligned with the table's visits."""

    item: str
    text: str
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
    """One patient's summary at one data cut."""

    patient: str
    study: str
    study_title: str
    facts: tuple[Fact, ...]
    dangers: tuple[Danger, ...]
    standings: tuple[Standing, ...]
    completeness: Completeness
    trends: tuple[Trend, ...]
    scores: tuple[ScoreTable, ...]
    answers: tuple[AnswerTable, ...]
    changes: tuple[AnswerChange, ...]
    sittings: tuple[VisitSittings, ...]
    instruments: tuple[InstrumentNote, ...]
    signatures: tuple[Signature, ...]
    provenance: Provenance

    @property
    def open_dangers(self) -> tuple[Danger, ...]:
        return tuple(danger for danger in self.dangers if danger.is_open)

    @property
    def signed_dangers(self) -> tuple[Danger, ...]:
        return tuple(danger for danger in self.dangers if not danger.is_open)
