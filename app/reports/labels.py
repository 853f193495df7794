"""Places for labels so that none lies on another: on the time axis in levels, beside the plot in a stack."""

from collections.abc import Sequence
from dataclasses import dataclass

# The mean advance of a letter, in ems: a little more than the font's own, so that an estimate never clips.
LETTER = 0.57


def width_of(text: str, size: float) -> float:
    """How wide the text is at most likely to be, in the units of `size`."""
    return len(text) * LETTER * size


def shortened(text: str, letters: int) -> str:
    """The text, cut to `letters` with an ellipsis; whoever needs it whole finds it in the table beside."""
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label that wants to stand at `x`; the smaller `rank`, the sooner it is placed."""

    x: float
    width: float
    rank: int


def in_levels(
    wanted: Sequence[Wanted], *, levels: int, left: float, right: float
) -> list[tuple[float, int] | None]:
    """For each label its centre and level, from 0 downwards; None for those there is no room for."""
    taken: list[list[tuple[float, float]]] = [[] for _ in range(levels)]
    places: list[tuple[float, int] | None] = [None] * len(wanted)
    for index in sorted(range(len(wanted)), key=lambda index: wanted[index].rank):
        half = wanted[index].width / 2
        centre = min(max(wanted[index].x, left + half), right - half)
        for level, spans in enumerate(taken):
            if all(centre + half < low or centre - half > high for low, high in spans):
                spans.append((centre - half - 3, centre + half + 3))
                places[index] = (centre, level)
                break
    return places


def in_stack(heights: Sequence[float], *, gap: float, top: float, bottom: float) -> list[float]:
    """The heights, moved as little as needed to stand `gap` apart between `top` and `bottom`, in their order."""
    order = sorted(range(len(heights)), key=lambda index: heights[index])
    placed = [0.0] * len(heights)
    floor = top
    for index in order:
        placed[index] = max(heights[index], floor)
        floor = placed[index] + gap
    ceiling = bottom
    for index in reversed(order):
        placed[index] = min(placed[index], ceiling)
        ceiling = placed[index] - gap
    return placed
