"""What stands inside the frame of a trend: dots, the bars of their errors, the lines between them, their values.

Lengths are in the units of the picture, 680 across.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from app.reports.figures import TrendPoint
from app.reports.labels import width_of

WIDTH = 680.0
LEFT, RIGHT = 32.0, 540.0
TOP, BOTTOM = 16.0, 114.0

FAR = 40
"""How far from its dot the last value may stand where there is a crowd."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A scored visit. The last is larger; a prorated one is hollow."""

    x: float
    y: float
    is_hollow: bool
    is_last: bool

    @property
    def radius(self) -> float:
        return 6.0 if self.is_last else 4.2


@dataclass(frozen=True, slots=True)
class Bar:
    """One standard error up and down from a dot; a capped end is where it ends, an open one the edge of the plot."""

    x: float
    top: float
    bottom: float
    caps: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A score beside its dot, on a white ground `width` across."""

    x: float
    y: float
    width: float
    text: str
    is_last: bool


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line from one scored visit to the next; dotted across a visit without a score."""

    x1: float
    y1: float
    x2: float
    y2: float
    is_bridge: bool


def strokes_of(
    points: Iterable[TrendPoint], x_of: Callable[[date], float], y_of: Callable[[float], float]
) -> list[Stroke]:
    """From each scored visit to the next, but not from one data pack's values to another's."""
    strokes: list[Stroke] = []
    before: TrendPoint | None = None
    is_bridge = False
    for point in points:
        if point.value is None:
            is_bridge = True
            continue
        if before is not None and before.value is not None and before.measure == point.measure:
            ends = x_of(before.on), y_of(before.value), x_of(point.on), y_of(point.value)
            strokes.append(Stroke(*ends, is_bridge))
        before, is_bridge = point, False
    return strokes


def bar_of(x: float, point: TrendPoint, y_of: Callable[[float], float]) -> Bar:
    """One standard error around a score; of no length where there is none."""
    value, error = point.value or 0.0, point.error or 0.0
    ends = y_of(value + error), y_of(value - error)
    caps = tuple(end for end in ends if error and TOP <= end <= BOTTOM)
    return Bar(x, max(ends[0], TOP), min(ends[1], BOTTOM), caps)


def values_of(scored: list[tuple[float, float, TrendPoint]], bars: list[Bar]) -> list[Value]:
    """Each score above its dot, or below, or, in a crowd, left to the table: the last and the baseline come first."""
    dots = [(x - 3.0, y - 3.0, x + 3.0, y + 3.0) for x, y, _ in scored]
    marks = [
        (left, min(top, bar.top), right, max(bottom, bar.bottom))
        for (left, top, right, bottom), bar in zip(dots, bars, strict=True)
    ]
    labels: list[Box] = []
    values: list[Value] = []
    last = len(scored) - 1
    for place in sorted(range(last + 1), key=lambda place: (place != last, not scored[place][2].is_baseline)):
        x, _, point = scored[place]
        width = width_of(point.text, 14 if place == last else 12) + 5
        attempts = [(own[place], [*own[:place], *own[place + 1 :], *labels]) for own in (marks, dots)]
        if place == last:  # it stands there whatever is in its way
            attempts.append((dots[place], []))
        found = (_free_box(x, width, *attempt, far=FAR if place == last else 0) for attempt in attempts)
        box = next((box for box in found if box), None)
        if box is not None:
            labels.append(box)
            values.append(
                Value(x, round((box[1] + box[3]) / 2, 2), round(width, 2), point.text, place == last)
            )
    return values


def _free_box(x: float, width: float, own: Box, others: list[Box], *, far: int) -> Box | None:
    """Room for a value above its own mark or else below, at most `far` away; None where others leave none."""
    for away in range(0, far + 1, 4):
        for height in (own[1] - 11 - away, own[3] + 12 + away):
            box = (x - width / 2, height - 8, x + width / 2, height + 8)
            if _is_inside(box) and not any(_overlap(box, other) for other in others):
                return box
    return None


def _is_inside(box: Box) -> bool:
    return box[1] >= TOP - 4 and box[3] <= BOTTOM + 2


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
