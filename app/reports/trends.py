"""The main scores over time, as data for a picture and as the words that say the same."""

from datetime import date

from app.instruments.model import CutOff, Instrument, Scale
from app.reports.figures import ScoreCell, Trend, TrendBand, TrendLine, TrendPoint
from app.reports.history import History, Placed, pack_of
from app.reports.scores import ends_of, key_of, score_cell
from app.reports.words import capital, day, inner, number, pack_name, span
from app.scoring.model import Score


def build_trends(history: History) -> tuple[Trend, ...]:
    """One trend per main scale that was sent at least once; a label is not an amount and has no course."""
    return tuple(
        _trend(history, instrument, scale)
        for instrument in history.instruments()
        for scale in instrument.scales
        if scale.main and scale.direction != "not ordered" and history.sent(instrument)
    )


def _trend(history: History, instrument: Instrument, scale: Scale) -> Trend:
    points = _points(history, instrument, scale)
    title = f"{capital(instrument.domain)}: {instrument.short_title} {inner(scale.title)}"
    low, high = _ends(instrument, scale, points)
    direction = f"{capital(scale.direction)}, {span(low, high)}{_bars(points)}"
    return Trend(
        key=f"{key_of(instrument)}-{scale.id}",
        title=title,
        low=low,
        high=high,
        direction=scale.direction,
        direction_text=direction,
        bands=tuple(
            TrendBand(low=float(b.low), high=float(b.high), label=capital(b.label)) for b in scale.bands
        ),
        lines=tuple(_line(cut_off, scale) for cut_off in scale.cut_offs),
        points=points,
        injection_on=history.record.patient.injection_on,
        measures=_measures(points),
        alternative=_alternative(title, direction, points, history.record.patient.injection_on),
    )


def _ends(instrument: Instrument, scale: Scale, points: tuple[TrendPoint, ...]) -> tuple[float, float]:
    """The whole scale; wider where an earlier sitting was scored with another data pack and lies outside."""
    ends = ends_of(instrument, scale)
    values = [point.value for point in points if point.value is not None]
    return min(*ends, *values), max(*ends, *values)


def _bars(points: tuple[TrendPoint, ...]) -> str:
    return "; bars: ± 1 standard error (SE)" if any(point.error for point in points) else ""


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
                text=_text(score, cell),
                cell=cell,
                measure=_measure(placed, scale),
                error=None if score is None or score.standard_error is None else float(score.standard_error),
                is_baseline=placed.sitting.visit == history.record.study.baseline,
            )
        )
    return points


def _measure(placed: Placed, scale: Scale) -> str | None:
    pack = pack_of(placed.instrument, scale)
    return None if pack is None else pack_name(pack)


def _measures(points: tuple[TrendPoint, ...]) -> tuple[str, ...]:
    scored = [point for point in points if point.measure and point.value is not None]
    begun = {point.measure: point.visit for point in reversed(scored)}
    if len(begun) < 2:
        return ()
    return tuple(f"From {visit} on: {measure}." for measure, visit in reversed(begun.items()))


def _text(score: Score | None, cell: ScoreCell | None) -> str:
    """What stands beside the dot: the value alone, its error being drawn; or why there is none."""
    if score is not None and score.value is not None:
        return number(score.value)
    return cell.status_text if cell else "no score"


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
    return f"{point.cell.value} ({point.cell.status_text}{band})" if point.cell.value else point.text
