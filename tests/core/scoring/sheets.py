"""Answer sheets for Hypothesis, and what a definition says a scale makes of one."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from hypothesis import strategies as st

from app.instruments.model import Instrument, Item, Scale
from app.instruments.notation import exact_number

Answers = Mapping[str, int | None]


def sheets(instrument: Instrument) -> st.SearchStrategy[dict[str, int | None]]:
    """Any answer sheet: items answered, declined or never reached."""
    return _any_answers(instrument.items)


def answers_to(instrument: Instrument, scale: Scale) -> st.SearchStrategy[dict[str, int | None]]:
    """Any answers to the scale's items: all of them, or some answered, declined or never reached."""
    items = items_of(instrument, scale)
    return _any_answers(items) | _all_answers(items).map(dict[str, int | None])


def full_answers_to(instrument: Instrument, scale: Scale) -> st.SearchStrategy[dict[str, int]]:
    return _all_answers(items_of(instrument, scale))


def items_of(instrument: Instrument, scale: Scale) -> list[Item]:
    return [item for item in instrument.items if item.id in scale.items]


def _any_answers(items: Iterable[Item]) -> st.SearchStrategy[dict[str, int | None]]:
    return st.fixed_dictionaries({}, optional={i.id: st.none() | st.sampled_from(i.codes) for i in items})


def _all_answers(items: Iterable[Item]) -> st.SearchStrategy[dict[str, int]]:
    return st.fixed_dictionaries({item.id: st.sampled_from(item.codes) for item in items})


def answered(scale: Scale, answers: Answers) -> int:
    """How many of the scale's items are answered."""
    return sum(answers.get(item) is not None for item in scale.items)


def units_of(instrument: Instrument, scale: Scale) -> list[Scale]:
    """The scales whose missing rules decide: the scale itself, or each of its parts."""
    return [instrument.scale(part) for part in scale.parts] or [scale]


def is_enough(instrument: Instrument, scale: Scale, answers: Answers) -> bool:
    """Whether the scale, or each of its parts, has as many answers as its missing rule asks for."""
    return all(answered(unit, answers) >= unit.missing.minimum for unit in units_of(instrument, scale))


def slack(scale: Scale) -> Fraction:
    """What the last decimal of the range may hide."""
    return Fraction(1, 2 * 10**scale.decimals) if scale.decimals else Fraction(0)


def exact_value(instrument: Instrument, scale: Scale, answers: Answers) -> Fraction | None:
    """The scale's value by fractions, straight from the definition, without tallies; None for other rules."""
    if scale.parts:
        return _exact_composite(instrument, scale, answers)
    points = [scale.points[item][code] for item in scale.items if (code := answers.get(item)) is not None]
    if scale.conditional or scale.rule not in ("sum", "mean", "percent_of_range"):
        return None
    mean = sum(points, Fraction(0)) / len(points)
    if scale.rule == "mean":
        return mean
    if scale.rule == "sum":
        return mean * len(scale.items)
    lowest = sum(min(own.values()) for own in scale.points.values())
    highest = sum(max(own.values()) for own in scale.points.values())
    return 100 * (mean * len(scale.items) - lowest) / (highest - lowest)


def _exact_composite(instrument: Instrument, scale: Scale, answers: Answers) -> Fraction | None:
    total = Fraction(50 if scale.rule == "norm_based" else 0)
    for part in scale.parts:
        value = exact_value(instrument, instrument.scale(part), answers)
        if value is None:
            return None
        if scale.rule == "norm_based":
            value = 10 * (value - _setting(scale, "means", part)) / _setting(scale, "sds", part)
        total += _setting(scale, "weights", part) * value
    return total


def _setting(scale: Scale, name: str, part: str) -> Fraction:
    numbers = scale.settings[name]
    assert isinstance(numbers, Mapping)
    number = exact_number(numbers[part])
    assert number is not None
    return number
