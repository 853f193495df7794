"""The main scores over time, as data for a picture and as the words that say the same."""

from datetime import date

from app.instruments.model import CutOff, Instrument, Scale
from app.reports.figures import ScoreCell, Trend, TrendBand, TrendLine, TrendPoint
from app.reports.history import History
from app.reports.scores import key_of, range_text, score_cell
from app.reports.words import capital, day, number


def build_trends(history: History) -> tuple[Trend, ...]:
    """One trend per main scale that was sent at least once."""
    return tuple(
        _trend(history, instrument, scale)
        for instrument in history.instruments()
        for scale in instrument.scales
        if scale.main and history.sent(instrument)
    )


def _trend(history: History, instrument: Instrument, scale: Scale) -> Trend:
    points = _points(history, instrument, scale)
    title = (
        f"{capital(instrument.domain)}: {instrument.short_title} {scale.title[:1].lower()}{scale.title[1:]}"
    )
    direction = f"{capital(scale.direction)}, {range_text(scale)}"
    return Trend(
        key=f"{key_of(instrument)}-{scale.id}",
        title=title,
        low=float(scale.low),
        high=float(scale.high),
        direction=scale.direction,
        direction_text=direction,
        bands=tuple(
            TrendBand(low=float(b.low), high=float(b.high), label=capital(b.label)) for b in scale.bands
        ),
        lines=tuple(_line(cut_off, scale) for cut_off in scale.cut_offs),
        points=points,
        injection_on=history.record.patient.injection_on,
        alternative=_alternative(title, direction, points, history.record.patient.injection_on),
    )


def _line(cut_off: CutOff, scale: Scale) -> TrendLine:
    beyond = "or more" if scale.direction == "higher is worse" else "or less"
    recalled = "" if cut_off.evidence == "verified" else ", source not re-read"
    return TrendLine(
        value=float(cut_off.value),
        label=f"{number(float(cut_off.value))} {beyond}: {cut_off.meaning}",
        source=f"{cut_off.reference}{recalled}",
    )


def _points(history: History, instrument: Instrument, scale: Scale) -> tuple[TrendPoint, ...]:
    """What was sent, and what was owed and is not there, in order of time."""
    absent = [
        TrendPoint(on=absence.on, visit=absence.visit, value=None, text=absence.why, cell=None)
        for absence in history.absences(instrument)
    ]
    return tuple(sorted((*_scored(history, instrument, scale), *absent), key=lambda point: point.on))


def _scored(history: History, instrument: Instrument, scale: Scale) -> list[TrendPoint]:
    points = []
    for placed in history.sent(instrument):
        score = placed.score_of(scale)
        cell: ScoreCell | None = None if score is None else score_cell(score)
        points.append(
            TrendPoint(
                on=placed.on,
                visit=placed.visit,
                value=None if score is None or score.value is None else float(score.value),
                text=cell.value or cell.status_text if cell else "no score",
                cell=cell,
                is_baseline=placed.sitting.visit == history.record.study.baseline,
            )
        )
    return points


def _alternative(
    title: str, direction: str, points: tuple[TrendPoint, ...], injection_on: date | None
) -> str:
    told = "; ".join(f"{point.visit}, {day(point.on)}: {_told(point)}" for point in points)
    injected = f" Injection on {day(injection_on)}." if injection_on else ""
    return f"{title} over time. {direction}.{injected} {told or 'No score yet'}."


def _told(point: TrendPoint) -> str:
    if point.cell is None:
        return point.text
    band = f", {point.cell.band}" if point.cell.band else ""
    return f"{point.text} ({point.cell.status_text}{band})" if point.cell.value else point.text
