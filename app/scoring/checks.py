"""Whether a definition can be scored as it says: its rules exist, fit their settings and reach its ranges."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import msgspec

from app.instruments.adaptive import SELECTIONS
from app.instruments.model import Instrument, Scale
from app.instruments.notation import is_id
from app.instruments.reader import find_subject, read_instrument, read_pack, read_wording
from app.scoring.composites import COMPOSITE_RULES
from app.scoring.missing import MINIMA
from app.scoring.numbers import to_number
from app.scoring.patterns import PATTERN_RULES
from app.scoring.reach import Reach, composite_reach, conditional_reach, pattern_reach, tally_reach
from app.scoring.tallies import TALLY_RULES


def definition_faults(text: str, place: str) -> list[str]:
    """Every fault of a definition file, each beginning with `place`: of form, of meaning and of scoring."""
    instrument, faults = read_instrument(text, place)
    return faults + (scoring_faults(instrument, place) if instrument is not None else [])


def file_faults(file: Path, library: Path) -> list[str]:
    """Every fault of one file, be it a definition, the words of one or a data pack.

    Words are checked against the definition beside them, else against the library's.
    """
    try:
        text = file.read_text("utf-8")
    except UnicodeDecodeError as error:
        return [f"{file.name}: this is not UTF-8: {error}"]
    if is_pack(text):
        return read_pack(text, file.name)[1]
    subject = find_subject(text)
    if subject is None:
        return definition_faults(text, file.name)
    if not is_id(subject):
        return [f"{file.name}: instrument: “{subject[:60]}” is no instrument's id"]
    for definition in (file.parent / f"{subject}.toml", library / f"{subject}.toml"):
        if definition.is_file():
            instrument, _ = read_instrument(definition.read_text("utf-8"), definition.name)
            if instrument is not None:
                return read_wording(text, instrument, file.name)[1]
    return [f"{file.name}: no readable definition of “{subject}” is beside these words or in the library"]


def scoring_faults(instrument: Instrument, place: str) -> list[str]:
    """The faults that only scoring can see."""
    faults = [
        f"{place}: scale {scale.id}: {fault}"
        for scale in instrument.scales
        for fault in (*_missing_faults(scale), *_rule_faults(instrument, scale))
    ]
    return faults + [f"{place}: adaptive: {fault}" for fault in _adaptive_faults(instrument)]


def _missing_faults(scale: Scale) -> Iterator[str]:
    rule, of = scale.missing, len(scale.parts or scale.items)
    what = "scales" if scale.parts else "items"
    if (rule.name, rule.version) not in MINIMA:
        yield f"missing: there is no rule {rule.name}@{rule.version}"
        return
    minimum = MINIMA[(rule.name, rule.version)]
    if scale.parts and rule.name != "complete":
        yield f"missing: a scale made of scales needs complete@1, not {rule.name}@{rule.version}"
    elif minimum is not None and rule.minimum != minimum(of):
        yield f"missing: {rule.name}@{rule.version} needs {minimum(of)} of {of} {what}, not {rule.minimum}"
    elif not 1 <= rule.minimum <= of:
        yield f"missing: {rule.minimum} of {of} {what} cannot be needed"


def _rule_faults(instrument: Instrument, scale: Scale) -> Iterator[str]:
    name = (scale.rule, scale.rule_version)
    if name not in TALLY_RULES and name not in COMPOSITE_RULES and name not in PATTERN_RULES:
        yield f"there is no rule {scale.rule}@{scale.rule_version}"
        return
    if (name in COMPOSITE_RULES) != bool(scale.parts):
        yield f"{scale.rule}@{scale.rule_version} needs {'parts' if name in COMPOSITE_RULES else 'items'}"
        return
    if name not in COMPOSITE_RULES and scale.missing.minimum != len(scale.items) and not _prorates(scale):
        yield f"{scale.rule}@{scale.rule_version} needs all items answered"
        return
    if not scale.parts and (not scale.items or not all(map(scale.points.get, scale.items))):
        return
    try:
        yield from _range_faults(scale, _reach(instrument, scale))
    except msgspec.ValidationError as error:
        yield f"settings: {error}"


def _prorates(scale: Scale) -> bool:
    name = (scale.rule, scale.rule_version)
    return TALLY_RULES[name].prorates if name in TALLY_RULES else PATTERN_RULES[name].prorates


def _reach(instrument: Instrument, scale: Scale) -> Reach:
    if scale.parts:
        return composite_reach(scale, instrument)
    if (scale.rule, scale.rule_version) in PATTERN_RULES:
        return pattern_reach(scale, instrument)
    return conditional_reach(scale) if scale.conditional else tally_reach(scale)


def _range_faults(scale: Scale, reach: Reach) -> Iterator[str]:
    """A complete sheet reaches just the range (a composite to the decimals written); a prorated one stays in it."""
    lowest, highest = reach.lowest, reach.highest
    if scale.parts:
        lowest, highest = round(lowest, scale.decimals), round(highest, scale.decimals)
    is_reached = (lowest, highest) == (scale.low, scale.high)
    found, wanted = _span(lowest, highest), _span(scale.low, scale.high)
    if reach.is_inner and not (scale.low <= reach.lowest and reach.highest <= scale.high):
        yield f"range: the rule reaches {found}, beyond {wanted}"
    elif not reach.is_inner and not is_reached:
        yield f"range: the rule reaches {found}, not {wanted}"
    elif reach.prorated is not None and not (
        scale.low <= reach.prorated[0] and reach.prorated[1] <= scale.high
    ):
        prorated = _span(*reach.prorated)
        yield f"range: with items missing the rule reaches {prorated}; their points span unequally"


def _span(low: Fraction, high: Fraction) -> str:
    return f"{to_number(low)} to {to_number(high)}"


def _adaptive_faults(instrument: Instrument) -> Iterator[str]:
    adaptive = instrument.adaptive
    if adaptive is None:
        return
    if (adaptive.rule, adaptive.rule_version) not in SELECTIONS:
        yield f"there is no rule {adaptive.rule}@{adaptive.rule_version}"
    for scale in instrument.scales:
        if scale.id == adaptive.scale and (scale.rule, scale.rule_version) != ("graded_response_eap", 1):
            yield f"scale {scale.id} is not scored by graded_response_eap@1"
        if scale.id != adaptive.scale:
            yield f"scale {scale.id} cannot be scored: not all of its items are asked"


def is_pack(text: str) -> bool:
    """Whether a file says that it is a data pack."""
    return any(line.startswith("kind") for line in text.partition("[")[0].splitlines())
