"""What a summary says of scores: now, changed, over time, and all of them."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.instruments.model import Direction
from app.scoring.model import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a change is beyond one size. `passed` is None where none is published or known.

    `index` is the reliable change index (RCI), the change in units of its standard error, where that is known.
    """

    kind: Literal["group_mid", "measurement_error"]
    question: str
    passed: bool | None
    answer: str
    index: str | None
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
    """One score as printed: never without its status. `value` is None exactly when it is not scorable.

    A value with a standard error of its own says so: `58.3 ± 2.9 SE`.
    """

    value: str | None
    status: Status
    status_text: str
    answered: str
    band: str | None
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A main score now and its change; `sizes` are the published sizes of change, each with its source."""

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
    sizes: tuple[str, ...]
    caveats: tuple[str, ...]


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
    """One visit on the time axis. `value` is None where there is no score; then `text` says what is there instead.

    `error` is the score's own standard error, of scales that know one; `measure` the data pack it comes from, if any:
    values compare within one.
    """

    on: date
    visit: str
    value: float | None
    text: str
    cell: ScoreCell | None
    error: float | None = None
    measure: str | None = None
    is_baseline: bool = False

    @property
    def is_prorated(self) -> bool:
        return self.cell is not None and self.cell.status == "prorated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """One main score over time, on the full scale of its instrument. `alternative` says the picture in words.

    `measures` tells from which visit on which data pack gave the values, where there was more than one.
    """

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
    measures: tuple[str, ...]
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
