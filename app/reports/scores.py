"""Scores as they are printed: value, status, answered of asked, and the band where the owner publishes one."""

from functools import lru_cache

from app.instruments.model import Instrument, Scale
from app.reports.figures import ScoreCell, ScoreColumn, ScoreRow, ScoreTable
from app.reports.history import History, Placed
from app.reports.words import capital, day, listed, number, span
from app.scoring.model import Score, Status
from app.scoring.patterns import PATTERN_RULES
from app.scoring.reach import pattern_reach

STATUS_TEXT: dict[Status, str] = {
    "complete": "complete",
    "prorated": "prorated",
    "not_scorable": "not scorable",
}


def build_score_tables(history: History) -> tuple[ScoreTable, ...]:
    """One table per version of an instrument that was sent at least once: visits down, scales across."""
    return tuple(
        _table(history, instrument) for instrument in history.instruments() if history.sent(instrument)
    )


def score_cell(score: Score) -> ScoreCell:
    """One score with its status in words."""
    return ScoreCell(
        value=_value(score),
        status=score.status,
        status_text=STATUS_TEXT[score.status],
        answered=f"{score.answered} of {score.of}",
        band=score.band,
        reason=score.reason,
    )


def _value(score: Score) -> str | None:
    """`12`, or with a standard error of its own `58.3 ± 2.9 SE`."""
    if score.value is None:
        return None
    error = "" if score.standard_error is None else f" ± {number(score.standard_error)} SE"
    return f"{number(score.value)}{error}"


@lru_cache(maxsize=256)
def ends_of(instrument: Instrument, scale: Scale) -> tuple[float, float]:
    """The lowest and the highest value the scale can take.

    Where values come from a data pack, the declared range is but an outer bound of every pack's: 10 to 100 for
    T-scores of which a form reaches 34 to 76. Then the ends are those of the pack in force.
    """
    if (scale.rule, scale.rule_version) not in PATTERN_RULES:
        return float(scale.low), float(scale.high)
    reach = pattern_reach(scale, instrument)
    return float(reach.lowest), float(reach.highest)


def range_text(instrument: Instrument, scale: Scale) -> str:
    """`0 to 84`."""
    return span(*ends_of(instrument, scale))


def direction_text(scale: Scale) -> str:
    """The direction in words, never flipped: `higher = worse`."""
    if scale.direction == "not ordered":
        return "a label, not an amount"
    return scale.direction.replace("is", "=")


def key_of(instrument: Instrument) -> str:
    """A short name that tells versions of an instrument apart, fit for an id in a page."""
    return f"{instrument.id}-{instrument.version}"


def _table(history: History, instrument: Instrument) -> ScoreTable:
    sent = history.sent(instrument)
    directions = {scale.direction for scale in instrument.scales}
    return ScoreTable(
        key=key_of(instrument),
        title=f"{instrument.short_title}, {instrument.title}",
        direction=direction_text(instrument.scales[0]) if len(directions) == 1 else None,
        columns=tuple(_column(instrument, scale) for scale in instrument.scales),
        rows=_rows(history, instrument, sent),
        notes=(*_caveats(instrument), *_reasons(sent, instrument)),
    )


def _column(instrument: Instrument, scale: Scale) -> ScoreColumn:
    return ScoreColumn(
        scale=scale.id,
        title=scale.title,
        range=range_text(instrument, scale),
        direction=direction_text(scale),
        has_bands=bool(scale.bands),
    )


def _rows(history: History, instrument: Instrument, sent: tuple[Placed, ...]) -> tuple[ScoreRow, ...]:
    """What was sent and what was owed, in order of time."""
    scored = [(placed.on, _row(placed, instrument)) for placed in sent]
    absent = [
        (absence.on, ScoreRow(visit=absence.visit, on=day(absence.on), cells=(), absence=absence.why))
        for absence in history.absences(instrument)
    ]
    return tuple(row for _, row in sorted([*scored, *absent], key=lambda pair: pair[0]))


def _row(placed: Placed, instrument: Instrument) -> ScoreRow:
    scores = [placed.score_of(scale) for scale in instrument.scales]
    cells = tuple(NO_SCORE if score is None else score_cell(score) for score in scores)
    return ScoreRow(visit=placed.visit, on=day(placed.on), cells=cells, absence=None)


NO_SCORE = ScoreCell(
    value=None,
    status="not_scorable",
    status_text="not in this version",
    answered="",
    band=None,
    reason="The version of the questionnaire that was answered does not have this scale.",
)


def _caveats(instrument: Instrument) -> tuple[str, ...]:
    """Those of the other scales: a main scale's stand with its change."""
    others = [scale for scale in instrument.scales if not scale.main]
    return tuple(f"{scale.title}: {caveat}" for scale in others for caveat in scale.caveats)


def _reasons(sent: tuple[Placed, ...], instrument: Instrument) -> tuple[str, ...]:
    """Why scores are prorated or missing: one sentence per visit and reason."""
    reasons: dict[tuple[str, str], list[str]] = {}
    for placed in sent:
        for scale in instrument.scales:
            score = placed.score_of(scale)
            if score is not None and score.status != "complete":
                reasons.setdefault((placed.visit, _reason(score, scale)), []).append(scale.title)
    return tuple(f"{visit}, {listed(titles)}: {reason}" for (visit, reason), titles in reasons.items())


def _reason(score: Score, scale: Scale) -> str:
    if score.status == "prorated":
        return "made of prorated scales." if scale.parts else f"prorated: {rule_text(scale)}."
    return f"not scorable. {capital(score.reason or '').rstrip('.')}."


def rule_text(scale: Scale) -> str:
    """`half rule (this project's rule)`: the missing rule and whose it is."""
    whose = "the owner's rule" if scale.missing.owner == "owner" else "this project's rule"
    return f"{_rule_name(scale)} ({whose})"


def _rule_name(scale: Scale) -> str:
    rule = scale.missing
    if rule.name == "complete":
        return "all scales are needed" if scale.parts else "all items are needed"
    if rule.name == "half_rule":
        return "half rule"
    return "one answer is enough" if rule.minimum == 1 else f"{rule.minimum} answers are enough"
