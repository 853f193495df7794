"""A trend as an SVG picture: full scale, true time axis, readable in black and white, the same on paper and screen.

Everything is decided here, in `plot` and in `labels`; the template only writes it down. Lengths are in the units of the
picture, 680 across.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from markupsafe import Markup

from app.reports.environment import TEMPLATES
from app.reports.figures import Trend, TrendPoint
from app.reports.labels import Wanted, in_levels, in_stack, shortened, width_of
from app.reports.plot import (
    BOTTOM,
    LEFT,
    RIGHT,
    TOP,
    WIDTH,
    Bar,
    Dot,
    Stroke,
    Value,
    bar_of,
    strokes_of,
    values_of,
)
from app.reports.words import DASH, number, short_day

LEVEL, LEVELS = 20.5, 3
STEPS = tuple(digit * 10.0**power for power in range(-3, 6) for digit in (1, 2, 5))
# From the best end to the worst: told apart in print, and black text reads on all of them.
SHADES = ("#ffffff", "#eef1f2", "#dfe4e6", "#ced5d8", "#bcc5c9")


@dataclass(frozen=True, slots=True)
class Shade:
    """A band's rectangle."""

    y: float
    height: float
    fill: str


@dataclass(frozen=True, slots=True)
class Text:
    """Words at a place; `anchor` as in SVG."""

    x: float
    y: float
    text: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class VisitLabel:
    """A visit under the axis: its name, and its day or why there is no score."""

    x: float
    tick: float
    y: float
    width: float
    name: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What the template writes down."""

    trend: Trend
    height: float
    shades: list[Shade]
    ticks: list[Text]
    side: list[Text]
    levels: list[float]
    injection: Text | None
    strokes: list[Stroke]
    bars: list[Bar]
    dots: list[Dot]
    gaps: list[float]
    values: list[Value]
    visits: list[VisitLabel]
    marks: list[float]
    frame: dict[str, float] = field(
        default_factory=lambda: {"left": LEFT, "right": RIGHT, "top": TOP, "bottom": BOTTOM, "width": WIDTH}
    )


def render_trend(trend: Trend) -> Markup:
    """The trend with its heading, its direction in words and the sources of its dashed levels, as HTML."""
    return Markup(TEMPLATES.get_template("trend.html.jinja").render(trend=trend, chart=render_chart(trend)))  # noqa: S704


def render_chart(trend: Trend) -> Markup:
    """The picture alone: one `<svg>` that needs no style sheet; its `<title>` says the picture in words.

    WeasyPrint sets the text of a picture letter by letter, so what can be said beside it is not said in it.
    """
    return Markup(TEMPLATES.get_template("chart.svg.jinja").render(picture=draw(trend)))  # noqa: S704


def draw(trend: Trend) -> Picture:
    """Where everything stands."""
    x_of, y_of = _time_axis(trend), _value_axis(trend)
    scored = [(x_of(point.on), y_of(point.value), point) for point in trend.points if point.value is not None]
    bars = [bar_of(x, point, y_of) for x, _, point in scored]
    visits = _visit_labels(trend, x_of)
    foot = BOTTOM + 10 + LEVEL * max((round((label.y - BOTTOM) / LEVEL) + 1 for label in visits), default=0)
    return Picture(
        trend=trend,
        height=foot,
        shades=_shades(trend, y_of),
        ticks=[Text(LEFT - 6, y_of(value), number(value), "end") for value in _tick_values(trend, y_of)],
        side=_side(trend, y_of),
        levels=[y_of(line.value) for line in trend.lines],
        injection=_injection(trend, x_of),
        strokes=strokes_of(trend.points, x_of, y_of),
        dots=[
            Dot(x, y, point.is_prorated, place == len(scored))
            for place, (x, y, point) in enumerate(scored, start=1)
        ],
        bars=[bar for bar in bars if bar.top < bar.bottom],
        gaps=[x_of(point.on) for point in trend.points if point.value is None],
        values=values_of(scored, bars),
        visits=visits,
        marks=[x_of(point.on) for point in trend.points],
    )


def _time_axis(trend: Trend) -> Callable[[date], float]:
    """Days to units: equal times, equal lengths, with a little air at both ends."""
    days = [point.on for point in trend.points] + ([trend.injection_on] if trend.injection_on else [])
    first, last = (min(days), max(days)) if days else (date.min, date.min)
    length = max((last - first) / timedelta(days=1), 1.0)

    def x_of(on: date) -> float:
        return round(LEFT + 16 + (RIGHT - LEFT - 36) * ((on - first) / timedelta(days=1)) / length, 2)

    return x_of


def _value_axis(trend: Trend) -> Callable[[float], float]:
    """Points to units: the whole scale of the instrument, never flipped."""

    def y_of(value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (value - trend.low) / (trend.high - trend.low), 2)

    return y_of


def _shades(trend: Trend, y_of: Callable[[float], float]) -> list[Shade]:
    """The bands from edge to edge; the edge of two bands lies between them."""
    edges = [trend.low, *((below.high + above.low) / 2 for below, above in pairwise(trend.bands)), trend.high]
    shades = []
    for place, (low, high) in enumerate(pairwise(edges)):
        badness = place if trend.direction == "higher is worse" else len(trend.bands) - 1 - place
        fill = SHADES[round(badness * (len(SHADES) - 1) / max(len(trend.bands) - 1, 1))]
        shades.append(Shade(y_of(high), round(y_of(low) - y_of(high), 2), fill))
    return shades if trend.bands else []


def _tick_values(trend: Trend, y_of: Callable[[float], float]) -> list[float]:
    """Both ends, and between them the beginnings of bands, or round numbers."""
    values = [trend.low, trend.high]
    for value in [band.low for band in trend.bands[1:]] or _round_values(trend.low, trend.high):
        if all(abs(y_of(value) - y_of(other)) >= 12 for other in values):
            values.append(value)
    return values


def _round_values(low: float, high: float) -> list[float]:
    """Quarters where they are whole numbers, else steps of 1, 2 or 5 and so many noughts."""
    quarters = [low + (high - low) * part / 4 for part in range(1, 4)]
    if all(value.is_integer() for value in quarters):
        return quarters
    step = next(step for step in STEPS if (high - low) / step <= 5)
    return [step * place for place in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _side(trend: Trend, y_of: Callable[[float], float]) -> list[Text]:
    """The words at the right: which end is good, the bands, the dashed levels."""
    is_worse = trend.direction == "higher is worse"
    words = [
        (TOP, f"{number(trend.high)} = {'worst' if is_worse else 'best'}"),
        (BOTTOM, f"{number(trend.low)} = {'best' if is_worse else 'worst'}"),
    ]
    for band in trend.bands:
        reach = number(band.low) if band.low == band.high else f"{number(band.low)}{DASH}{number(band.high)}"
        words.append(((y_of(band.low) + y_of(band.high)) / 2, f"{shortened(band.label, 18)} {reach}"))
    words += [(y_of(line.value), f"- - {number(line.value)} cut-off") for line in trend.lines]
    heights = in_stack([y for y, _ in words], gap=11.5, top=TOP, bottom=BOTTOM)
    return [Text(RIGHT + 8, round(y + 3.5, 2), text) for y, (_, text) in zip(heights, words, strict=True)]


def _injection(trend: Trend, x_of: Callable[[date], float]) -> Text | None:
    if trend.injection_on is None:
        return None
    x, text = x_of(trend.injection_on), "injection"
    fits = x + 4 + width_of(text, 10) < RIGHT
    return Text(x, TOP - 5, text, "start" if fits else "end")


def _visit_labels(trend: Trend, x_of: Callable[[date], float]) -> list[VisitLabel]:
    names = [(shortened(point.visit, 16), _detail(point)) for point in trend.points]
    widths = [max(width_of(name, 10), width_of(detail, 9)) for name, detail in names]
    last = len(names) - 1
    ranks = [
        0 if place == last else 1 if point.is_baseline else 2 for place, point in enumerate(trend.points)
    ]
    wanted = [
        Wanted(x_of(point.on), width, rank)
        for point, width, rank in zip(trend.points, widths, ranks, strict=True)
    ]
    places = in_levels(wanted, levels=LEVELS, left=2, right=RIGHT + 60)
    return [
        VisitLabel(round(place[0], 2), want.x, BOTTOM + LEVEL * place[1], round(width, 2), *texts)
        for place, want, width, texts in zip(places, wanted, widths, names, strict=True)
        if place is not None
    ]


def _detail(point: TrendPoint) -> str:
    return short_day(point.on) if point.value is not None else point.text
