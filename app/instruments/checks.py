"""What is wrong with a definition or a wording that could be read: every fault, each with its place."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise

from app.instruments.model import Instrument, Item, Scale, Wording
from app.instruments.notation import is_id
from app.instruments.values import KINDS, LISTED, SPANNED

LOCALE = re.compile("[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
"""A language, perhaps with a script and a country: en, pt-BR, zh-Hant-TW."""

MOST_DECIMALS = 100
"""More than any number of a definition that can be read has."""

ITEM_ID = re.compile("[A-Za-z0-9_]{1,40}")

Way = Mapping[str, frozenset[int]]
"""Item -> the codes of it that lead on."""

UNREACHABLE: Way = {"": frozenset()}


def instrument_faults(instrument: Instrument, place: str) -> list[str]:
    """Faults of meaning. Whether its rules exist and reach its ranges is judged by `scoring.checks`."""
    faults = [*_name_faults(instrument), *_item_faults(instrument), *_condition_faults(instrument)]
    faults += _safety_faults(instrument)
    faults += _adaptive_faults(instrument)
    faults += [f"scale {name} stands twice" for name in _twice(scale.id for scale in instrument.scales)]
    if not instrument.references:
        faults.append("no references are given")
    if not any(scale.main for scale in instrument.scales):
        faults.append("no scale is marked as main" if instrument.scales else "it has no scales")
    known = {item.id: item for item in instrument.items}
    for scale in instrument.scales:
        found = _scale_faults(scale, known, instrument.references)
        faults += [f"scale {scale.id}: {fault}" for fault in found]
    return [f"{place}: {fault}" for fault in faults]


def wording_faults(wording: Wording, instrument: Instrument, place: str) -> list[str]:
    """Faults of a wording for its instrument: anything missing, extra, doubled or out of place."""
    items = {item.id for item in instrument.items}
    stems = {item.stem for item in instrument.items if item.stem is not None}
    faults = [
        *_identity_faults(wording, instrument),
        *_difference_faults("item", items, wording.items.keys()),
        *_difference_faults("stem", stems, wording.stems.keys()),
        *_difference_faults("choices", _choices_needed(instrument), wording.choices.keys()),
        *_choice_faults(wording, instrument),
        *_heading_faults(wording),
        *_repetition_faults(wording, instrument),
        *_emphasis_faults(wording),
    ]
    return [f"{place}: {fault}" for fault in faults]


def _name_faults(instrument: Instrument) -> Iterator[str]:
    if instrument.id and not is_id(instrument.id):
        yield f"id “{instrument.id}” is not made of small letters, digits and _"


def _item_faults(instrument: Instrument) -> Iterator[str]:
    for name in _twice(item.id for item in (*instrument.items, *instrument.left_out)):
        yield f"item {name} stands twice"
    for item in (*instrument.items, *instrument.left_out):
        if not ITEM_ID.fullmatch(item.id):
            yield f"item {item.id}: an id is made of letters, digits and _"
        if item.kind not in KINDS:
            yield f"item {item.id}: kind “{item.kind}” is not one of: {', '.join(KINDS)}"
        if item.kind in LISTED and not item.codes:
            yield f"item {item.id}: it allows no code"
        for code in _twice(item.codes):
            yield f"item {item.id}: code {code} stands twice"


def _condition_faults(instrument: Instrument) -> Iterator[str]:
    """An item hangs on items before it and on codes they have, or nobody would ever meet it."""
    before: dict[str, Item] = {}
    ways: dict[str, Way] = {}
    for item in instrument.items:
        ways[item.id] = _way(item, ways)
        reasons = [*_lacking(item, before), *_contradictions(item, ways)]
        for reason in reasons:
            yield f"item {item.id}: it cannot be reached, {reason}"
        if reasons:
            ways[item.id] = UNREACHABLE
        for condition in item.when:
            asked = before.get(condition.item)
            if not reasons and asked and not set(condition.codes) <= set(asked.codes):
                yield f"item {item.id}: item {asked.id} does not have all of those codes"
        before[item.id] = item


def _way(item: Item, ways: Mapping[str, Way]) -> Way:
    """The codes that items must have for this one to be asked: by its own conditions, and by theirs."""
    wanted = [(one.item, frozenset(one.codes)) for one in item.when]
    wanted += [step for one in item.when for step in ways.get(one.item, {}).items()]
    way: dict[str, frozenset[int]] = {}
    for name, codes in wanted:
        way[name] = way.get(name, codes) & codes
    return way


def _lacking(item: Item, before: Mapping[str, Item]) -> Iterator[str]:
    for condition in item.when:
        asked = before.get(condition.item)
        if asked is None:
            yield f"item {condition.item} does not come before it"
        elif not set(condition.codes) & set(asked.codes):
            yield f"item {asked.id} has none of those codes"


def _contradictions(item: Item, ways: Mapping[str, Way]) -> Iterator[str]:
    hanging = [one.item for one in item.when if ways.get(one.item) is UNREACHABLE]
    yield from (f"since item {name} cannot" for name in hanging)
    for name, codes in ways[item.id].items():
        if not codes and not hanging and all(one.codes for one in item.when):
            yield f"its conditions on item {name} exclude one another"


def _adaptive_faults(instrument: Instrument) -> Iterator[str]:
    adaptive = instrument.adaptive
    if adaptive is None:
        return
    if adaptive.scale not in {scale.id for scale in instrument.scales}:
        yield f"adaptive: there is no scale {adaptive.scale}"
    if adaptive.standard_error <= 0:
        yield f"adaptive: standard_error {adaptive.standard_error} is not above 0"
    least, most, of = adaptive.at_least, adaptive.at_most, len(instrument.items)
    if not 1 <= least <= most <= of:
        yield f"adaptive: at least {least} and at most {most} of {of} items cannot be asked"
    if any(item.when for item in instrument.items):
        yield "adaptive: items that are chosen one by one cannot have conditions"


def _safety_faults(instrument: Instrument) -> Iterator[str]:
    items = {item.id: item for item in instrument.items}
    for name in _twice(rule.id for rule in instrument.safety):
        yield f"safety rule {name} stands twice"
    for rule in instrument.safety:
        if rule.item not in items:
            yield f"safety rule {rule.id}: there is no item {rule.item}"
        elif not any(code >= rule.at_least for code in items[rule.item].codes):
            yield f"safety rule {rule.id}: item {rule.item} has no code of {rule.at_least} or more"
        elif rule.at_least <= min(items[rule.item].codes, default=rule.at_least - 1):
            yield f"safety rule {rule.id}: every answer to item {rule.item} would raise it"
        if rule.reference not in instrument.references:
            yield f"safety rule {rule.id}: reference “{rule.reference}” is not given"


def _scale_faults(scale: Scale, known: Mapping[str, Item], references: Mapping[str, str]) -> Iterator[str]:
    yield from _scale_item_faults(scale, known)
    if scale.low >= scale.high:
        yield f"range: {scale.low} is not below {scale.high}"
    yield from _band_faults(scale)
    yield from _size_faults(scale)
    yield from _reference_faults(scale, references)


def _scale_item_faults(scale: Scale, known: Mapping[str, Item]) -> Iterator[str]:
    if not scale.items:
        yield "it has no items"
    for name in _twice(scale.items):
        yield f"item {name} stands twice"
    for item_id in scale.items:
        if item_id not in known:
            yield f"item {item_id} is not an item of this instrument"
        elif not known[item_id].codes:
            yield f"item {item_id} has no codes and cannot be scored"


def _band_faults(scale: Scale) -> Iterator[str]:
    for band in scale.bands:
        if band.low > band.high:
            yield f"band {band.label}: {band.low} is above {band.high}"
    for name in _twice(band.label for band in scale.bands):
        yield f"band {name} stands twice"
    for below, above in pairwise(scale.bands):
        if above.low <= below.high:
            yield f"bands {below.label} and {above.label} overlap"
        elif above.low - below.high > _step(below.high, above.low):
            yield f"between bands {below.label} and {above.label} there is a gap"
    if scale.bands and (scale.bands[0].low, scale.bands[-1].high) != (scale.low, scale.high):
        yield f"the bands do not cover the range {scale.low} to {scale.high}"


def _step(*limits: Fraction) -> Fraction:
    """The last decimal in which these limits are written: 1 if they are whole, 0.01 for 3.99."""
    decimals = next(
        n for n in range(MOST_DECIMALS) if all((limit * 10**n).denominator == 1 for limit in limits)
    )
    return Fraction(1, 10**decimals)


def _size_faults(scale: Scale) -> Iterator[str]:
    for threshold in scale.thresholds:
        error = threshold.standard_error_of_measurement
        if error is not None and threshold.kind == "group_mid":
            yield "threshold group_mid: a standard error of measurement belongs to a measurement_error"
        elif error is not None and error <= 0:
            yield f"threshold {threshold.kind}: standard_error_of_measurement {error} is not above 0"
        if not 0 < threshold.value <= scale.high - scale.low:
            yield f"threshold {threshold.kind}: {threshold.value} is not a possible change"
    for cut_off in scale.cut_offs:
        if not scale.low <= cut_off.value <= scale.high:
            yield f"cut-off {cut_off.value} is outside the range"


def _reference_faults(scale: Scale, references: Mapping[str, str]) -> Iterator[str]:
    if not scale.references:
        yield "no reference says how it is scored"
    named = [*scale.references, *(threshold.reference for threshold in scale.thresholds)]
    named += [cut_off.reference for cut_off in scale.cut_offs]
    for name in dict.fromkeys(named):
        if name not in references:
            yield f"reference “{name}” is not given"


def _identity_faults(wording: Wording, instrument: Instrument) -> Iterator[str]:
    if wording.locale and not LOCALE.fullmatch(wording.locale):
        yield f"locale “{wording.locale}” is not a language such as en, it or pt-BR"
    if (wording.instrument, wording.instrument_version) != (instrument.id, instrument.version):
        words_for = f"{wording.instrument}@{wording.instrument_version}"
        yield f"these are the words of {words_for}, not of {instrument.id}@{instrument.version}"


def _difference_faults(what: str, wanted: set[str], given: Iterable[str]) -> Iterator[str]:
    present = set(given)
    for name in sorted(wanted - present):
        yield f"{what} {name} has no words"
    for name in sorted(present - wanted):
        yield f"{what} {name} belongs to no item of this instrument"


def _choices_needed(instrument: Instrument) -> set[str]:
    return {item.choices for item in instrument.items if item.choices is not None}


def _choice_faults(wording: Wording, instrument: Instrument) -> Iterator[str]:
    for item in instrument.items:
        choices = wording.choices.get(item.choices or "")
        if choices is not None:
            given = sorted(choice.code for choice in choices)
            if item.kind in SPANNED and not {item.codes[0], item.codes[-1]} <= set(given) <= set(item.codes):
                yield f"item {item.id}: choices {item.choices} need words for {item.codes[0]} and {item.codes[-1]}"
            elif item.kind in LISTED and given != sorted(item.codes):
                wanted = sorted(item.codes)
                yield f"item {item.id}: choices {item.choices} are for {given}; its codes are {wanted}"
    for name, choices in wording.choices.items():
        seen: dict[tuple[str, ...], str] = {}
        for choice in choices:
            if _plain(choice.text) in seen:
                yield f"choices {name}: “{seen[_plain(choice.text)]}” stands twice"
            seen.setdefault(_plain(choice.text), choice.text)


def _heading_faults(wording: Wording) -> Iterator[str]:
    for name in sorted(wording.headings.keys() - wording.choices.keys()):
        yield f"heading {name} stands above no choices"


def _repetition_faults(wording: Wording, instrument: Instrument) -> Iterator[str]:
    """Two items with the same words under the same stem are a slip: nobody could tell them apart."""
    asked: dict[tuple[str | None, tuple[str, ...]], Item] = {}
    for item in instrument.items:
        text = wording.items.get(item.id)
        if text is None:
            continue
        first = asked.setdefault((item.stem, _plain(text)), item)
        if first is not item:
            yield f"items {first.id} and {item.id} have the same words"


def _emphasis_faults(wording: Wording) -> Iterator[str]:
    texts = [("instructions", text) for text in wording.instructions]
    texts += [(f"stem {name}", text) for name, text in wording.stems.items()]
    texts += [(f"item {name}", text) for name, text in wording.items.items()]
    texts += [(f"heading {name}", text) for name, text in wording.headings.items()]
    for name, text in texts:
        if text.count("**") % 2:
            yield f"{name}: an emphasis (**) is opened and not closed"


def _plain(text: str) -> tuple[str, ...]:
    """The words alone: capitals, emphasis and spaces tell no two texts apart."""
    return tuple(text.replace("**", "").casefold().split())


def _twice(names: Iterable[object]) -> list[object]:
    return [name for name, times in Counter(names).items() if times > 1]
