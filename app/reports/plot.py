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
    marks = [
        (x - 3.0, min(y - 3.0, bar.top), x + 3.0, max(y + 3.0, bar.bottom))
        for (x, y, _), bar in zip(scored, bars, strict=True)
    ]
    labels: list[Box] = []
    values: list[Value] = []
    last = len(scored) - 1
    for place in sorted(
        range(len(scored)), key=lambda place: (place != last, not scored[place][2].is_baseline)
    ):
        x, y, point = scored[place]
        width = width_of(point.text, 14 if place == last else 12) + 5
        others = [mark for other, mark in enumerate(marks) if other != place] + labels
        heights = marks[place][1] - 11, marks[place][3] + 12, y - 14, y + 15
        for height in heights:
            box = (x - width / 2, height - 8, x + width / 2, height + 8)
            if _is_inside(box) and not any(_overlap(box, other) for other in others):
                labels.append(box)
                values.append(Value(x, round(height, 2), round(width, 2), point.text, place == last))
                break
    return values


def _is_inside(box: Box) -> bool:
    return box[1] >= TOP - 4 and box[3] <= BOTTOM + 2


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
