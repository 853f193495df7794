"""From the lowest complete sheet of a scale to the highest, one answer at a time, by the definition alone."""

from collections.abc import Iterator, Mapping

from app.instruments.model import Instrument, Scale
from app.instruments.notation import exact_number

Sheet = dict[str, int]


def rises_with_points(scale: Scale) -> bool:
    """Whether more points mean a higher value; in a value set the levels count problems."""
    return scale.rule != "value_set"


def ladder_of(instrument: Instrument, scale: Scale) -> dict[str, list[int]]:
    """Each item's codes, from that which makes the scale lowest to that which makes it highest."""
    if scale.parts:
        weights = scale.settings["weights"]
        assert isinstance(weights, Mapping)
        ladders: dict[str, list[int]] = {}
        for part in scale.parts:
            weight = exact_number(weights[part])
            assert weight
            rungs = ladder_of(instrument, instrument.scale(part))
            ladders |= rungs if weight > 0 else {item: codes[::-1] for item, codes in rungs.items()}
        return ladders
    return {
        item: sorted(points, key=points.__getitem__, reverse=not rises_with_points(scale))
        for item, points in scale.points.items()
    }


def climb(instrument: Instrument, scale: Scale) -> Iterator[Sheet]:
    """Complete sheets of the scale's items, each with one answer a rung higher than the sheet before."""
    ladders = ladder_of(instrument, scale)
    sheet = {item: codes[0] for item, codes in ladders.items()}
    yield dict(sheet)
    for item, codes in ladders.items():
        for code in codes[1:]:
            sheet[item] = code
            yield dict(sheet)
