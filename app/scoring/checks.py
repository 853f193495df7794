"""Whether a definition can be scored as it says: its rules exist, fit their settings and reach its ranges."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import msgspec

from app.instruments.model import Instrument, Scale
from app.instruments.reader import find_subject, read_instrument, read_wording
from app.scoring.missing import MINIMA
from app.scoring.rules import RULES, Tally


def definition_faults(text: str, place: str) -> list[str]:
    """Every fault of a definition file, each beginning with `place`: of form, of meaning and of scoring."""
    instrument, faults = read_instrument(text, place)
    return faults + (scoring_faults(instrument, place) if instrument is not None else [])


def file_faults(file: Path, library: Path) -> list[str]:
    """Every fault of one file, be it a definition or the words of one.

    Words are checked against the definition beside them, else against the library's.
    """
    try:
        text = file.read_text("utf-8")
    except UnicodeDecodeError as error:
        return [f"{file.name}: this is not UTF-8: {error}"]
    subject = find_subject(text)
    if subject is None:
        return definition_faults(text, file.name)
    for definition in (file.parent / f"{subject}.toml", library / f"{subject}.toml"):
        if definition.is_file():
            instrument, _ = read_instrument(definition.read_text("utf-8"), definition.name)
            if instrument is not None:
                return read_wording(text, instrument, file.name)[1]
    return [f"{file.name}: no readable definition of “{subject}” is beside these words or in the library"]


def scoring_faults(instrument: Instrument, place: str) -> list[str]:
    """The faults that only scoring can see."""
    return [
        f"{place}: scale {scale.id}: {fault}"
        for scale in instrument.scales
        for fault in (*_missing_faults(scale), *_rule_faults(scale))
    ]


def _missing_faults(scale: Scale) -> Iterator[str]:
    rule, of = scale.missing, len(scale.items)
    if (rule.name, rule.version) not in MINIMA:
        yield f"missing: there is no rule {rule.name}@{rule.version}"
        return
    minimum = MINIMA[(rule.name, rule.version)]
    if minimum is not None and rule.minimum != minimum(of):
        yield f"missing: {rule.name}@{rule.version} needs {minimum(of)} of {of} items, not {rule.minimum}"
    elif not 1 <= rule.minimum <= of:
        yield f"missing: {rule.minimum} of {of} items cannot be needed"


def _rule_faults(scale: Scale) -> Iterator[str]:
    rule = RULES.get((scale.rule, scale.rule_version))
    if rule is None:
        yield f"there is no rule {scale.rule}@{scale.rule_version}"
        return
    if not rule.prorates and scale.missing.minimum != len(scale.items):
        yield f"{scale.rule}@{scale.rule_version} needs all items answered"
    if not all(scale.points.get(item_id) for item_id in scale.items) or not scale.items:
        return
    try:
        core = rule.core(scale)
        yield from _range_faults(scale, core)
    except msgspec.ValidationError as error:
        yield f"settings: {error}"
        return
    for item_id in core:
        if item_id not in scale.items:
            yield f"settings: item {item_id} is not an item of this scale"


def _range_faults(scale: Scale, core: tuple[str, ...]) -> Iterator[str]:
    """A complete sheet reaches just the range. A prorated one stays in it, unless the items' points span unequally."""
    lowest, highest = _extremes(scale, core, len(scale.items))
    if (lowest, highest) != (scale.low, scale.high):
        yield f"range: the rule reaches {lowest} to {highest}, not {scale.low} to {scale.high}"
    elif 1 <= scale.missing.minimum < len(scale.items):
        lowest, highest = _extremes(scale, core, scale.missing.minimum)
        if lowest < scale.low or highest > scale.high:
            yield f"range: with items missing the rule reaches {lowest} to {highest}; their points span unequally"


def _extremes(scale: Scale, core: tuple[str, ...], answered: int) -> tuple[Fraction, Fraction]:
    """The lowest and highest value of a sheet with so many items answered; every rule rises with points."""
    value = RULES[(scale.rule, scale.rule_version)].value
    fewest = sorted((min(scale.points[item_id].values()), item_id) for item_id in scale.items)
    most = sorted(((max(scale.points[item_id].values()), item_id) for item_id in scale.items), reverse=True)
    return value(scale, _tally(fewest[:answered], core)), value(scale, _tally(most[:answered], core))


def _tally(points: Sequence[tuple[Fraction, str]], core: tuple[str, ...]) -> Tally:
    total = sum((value for value, _ in points), Fraction(0))
    return Tally(
        answered=len(points), total=total, core=sum(value > 0 and name in core for value, name in points)
    )
