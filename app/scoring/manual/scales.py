"""Everything a definition says of a scale, line by line; what all scales share is said once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.instruments.model import Instrument, Scale, Threshold
from app.scoring.change import REFERENCES, STANDARD_ERRORS
from app.scoring.manual.entries import EVIDENCE, Entry
from app.scoring.manual.rules import rule_entries
from app.scoring.manual.saying import Saying, Text, number, say, spanned
from app.scoring.patterns import PATTERN_RULES
from app.scoring.reach import pattern_reach
from app.scoring.tallies import table_of

DIRECTIONS = {
    "higher is worse": say("higher is worse"),
    "higher is better": say("higher is better"),
    "not ordered": say("a label, not an amount"),
}
FEW = 3
"""From so many scales on, what all of them share is said once."""


@dataclass(frozen=True, slots=True)
class ScaleManual:
    """One scale's lines, without those that are said for all."""

    scale: Scale
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ScalesManual:
    """An instrument's scales in its order; `shared` holds for every scale that is made of items."""

    shared: tuple[Entry, ...]
    scales: tuple[ScaleManual, ...]


def scales_manual(instrument: Instrument) -> ScalesManual:
    """The lines of every scale."""
    lines = {scale.id: tuple(scale_entries(instrument, scale)) for scale in instrument.scales}
    of_items = [lines[scale.id] for scale in instrument.scales if not scale.parts]
    shared = tuple(entry for entry in of_items[0] if all(entry in own for own in of_items))
    if len(of_items) < FEW:
        shared = ()
    return ScalesManual(
        shared,
        tuple(
            ScaleManual(
                scale, tuple(entry for entry in lines[scale.id] if scale.parts or entry not in shared)
            )
            for scale in instrument.scales
        ),
    )


def scale_entries(instrument: Instrument, scale: Scale) -> Iterator[Entry]:
    """All lines of one scale."""
    yield _made_of(instrument, scale)
    yield from rule_entries(instrument, scale)
    yield from _points(scale)
    yield _range(instrument, scale)
    yield from _missing(scale)
    if scale.bands:
        yield Entry(
            say("Bands"),
            tuple(
                say("%(range)s: %(label)s.", range=_reach(band.low, band.high), label=band.label)
                for band in scale.bands
            ),
        )
    yield from _cut_offs(scale)
    yield from _change(scale)
    yield from (Entry(say("Caveat"), (caveat,)) for caveat in scale.caveats)
    yield Entry(say("Scored as in"), (", ".join(scale.references),))


def _made_of(instrument: Instrument, scale: Scale) -> Entry:
    if scale.parts:
        titles = ", ".join(instrument.scale(part).title for part in scale.parts)
        return Entry(say("Made of the scales"), (titles,))
    return Entry(say("Items"), (spanned(scale.items),))


def _points(scale: Scale) -> Iterator[Entry]:
    """The points of items that do not count as their codes; where some do, that is said too."""
    items: dict[Text, list[str]] = {}
    for item_id, points in scale.points.items():
        if any(Fraction(code) != value for code, value in points.items()):
            items.setdefault(_shown(points), []).append(item_id)
    for shown, own in items.items():
        yield Entry(say("Points of %(items)s", items=spanned(tuple(own))), (shown,))
    recoded = {item_id for own in items.values() for item_id in own}
    plain = tuple(item_id for item_id in scale.points if item_id not in recoded)
    if recoded and plain:
        yield Entry(say("Points of %(items)s", items=spanned(plain)), (say("As coded."),))
    for one in scale.conditional:
        codes = ", ".join(map(str, one.codes))
        name = say(
            "Points of %(item)s while item %(given)s is answered %(codes)s",
            item=one.item,
            given=one.given,
            codes=codes,
        )
        yield Entry(name, (_shown(one.points),))


def _shown(points: Mapping[int, Fraction]) -> Text:
    words = ", ".join(f"{code}→%({code})s" for code in points)
    return Saying(words, tuple((str(code), number(value)) for code, value in points.items()))


def _range(instrument: Instrument, scale: Scale) -> Entry:
    texts: list[Text] = [
        say(
            "%(range)s, %(direction)s.",
            range=_reach(scale.low, scale.high),
            direction=DIRECTIONS[scale.direction],
        )
    ]
    if (scale.rule, scale.rule_version) in PATTERN_RULES:
        rule = PATTERN_RULES[(scale.rule, scale.rule_version)]
        texts.append(say("This is an outer bound: how far it reaches depends on the data loaded."))
        if rule.needs in instrument.data:
            reach = pattern_reach(scale, instrument)
            texts.append(say("With those loaded: %(range)s.", range=_reach(reach.lowest, reach.highest)))
    return Entry(say("Range"), tuple(texts))


def _missing(scale: Scale) -> Iterator[Entry]:
    rule = scale.missing
    whose = (
        say("The owner's rule.") if rule.owner == "owner" else say("This project's rule, not the owner's.")
    )
    yield Entry(say("Unanswered items"), (_needed(scale),))
    yield Entry(
        say("Missing rule"),
        (whose, rule.source),
        (f"{rule.name}@{rule.version}", EVIDENCE[rule.evidence]),
    )


def _needed(scale: Scale) -> Saying:
    minimum, of = scale.missing.minimum, len(scale.items)
    if scale.parts:
        return say("Each of its scales must have a score.")
    if minimum == 1:
        return say("One answered item is enough.")
    if minimum == of:
        return say("All items must be answered.")
    return say("At least %(minimum)d of %(of)d items must be answered.", minimum=minimum, of=of)


def _cut_offs(scale: Scale) -> Iterator[Entry]:
    for one in scale.cut_offs:
        value = number(one.value)
        if scale.direction == "higher is worse":
            text = say("At %(value)s or more: %(meaning)s.", value=value, meaning=one.meaning)
        else:
            text = say("At %(value)s or less: %(meaning)s.", value=value, meaning=one.meaning)
        yield Entry(say("Cut-off"), (text,), (one.reference, EVIDENCE[one.evidence]))


def _change(scale: Scale) -> Iterator[Entry]:
    """The sizes of change: what is published, and what follows from standard errors; none is said too."""
    if scale.direction == "not ordered":
        yield Entry(say("Change"), (say("A label and not an amount: no change is worked out."),))
        return
    yield from (_threshold(threshold) for threshold in scale.thresholds)
    if has_errors(scale):
        text = say(
            "By the two scores' own standard errors: the reliable change index, the difference divided by the root of "
            "the sum of their squares, beyond 1.96 either way."
        )
        yield Entry(say("Measurement error"), (text,), (STANDARD_ERRORS, EVIDENCE["recalled"]))
    elif not scale.thresholds:
        yield Entry(
            say("Change"), (say("The definition holds no published size of change, so no verdict is drawn."),)
        )


def _threshold(one: Threshold) -> Entry:
    source = one.reference, EVIDENCE[one.evidence]
    if one.kind == "group_mid":
        name = say("Group minimal important difference (MID)")
        return Entry(name, (say("%(value)s points or more.", value=number(one.value)),), source)
    texts: list[Text] = [say("More than %(value)s points (MDC95).", value=number(one.value))]
    error = one.standard_error_of_measurement
    if error is not None:
        texts.append(
            say(
                "Standard error of measurement %(error)s: the reliable change index is the difference ÷ "
                "(%(error)s × √2).",
                error=number(error),
            )
        )
    return Entry(say("Measurement error"), tuple(texts), source)


def references_of(instrument: Instrument) -> dict[str, str]:
    """The definition's references, and those of the ways in which changes of its scores are judged."""
    scales = instrument.scales
    errors = [one.standard_error_of_measurement for scale in scales for one in scale.thresholds]
    is_judged = any(errors) or any(has_errors(scale) for scale in scales)
    return {**instrument.references, **(REFERENCES if is_judged else {})}


def has_errors(scale: Scale) -> bool:
    """Whether the scale's scores carry standard errors of their own."""
    if scale.rule == "table":
        return any(error is not None for _, error in table_of(scale).values())
    return scale.rule.startswith("graded_response")


def _reach(low: Fraction, high: Fraction) -> Saying:
    if low == high:
        return say("%(value)s", value=number(low))
    return say("%(low)s to %(high)s", low=number(low), high=number(high))
