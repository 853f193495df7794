"""What a scale's rule does with answers, in words to hold against the owner's manual: one function per rule."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from app.instruments.model import Instrument, Scale
from app.instruments.notation import exact_number, item_ids
from app.instruments.packs import Pack, PackKind
from app.scoring.manual.entries import Entry, Grid
from app.scoring.manual.saying import Saying, Text, number, say, spanned
from app.scoring.tallies import symptom_settings, table_of

T_SCORE = say("The score is 50 + 10 × theta, its standard error 10 × the posterior's standard deviation.")


def rule_entries(instrument: Instrument, scale: Scale) -> Iterator[Entry]:
    """The scale's rule, by its name alone where there are no words for it."""
    words = WORDS.get((scale.rule, scale.rule_version))
    texts, grid = words(instrument, scale) if words else ((), None)
    yield Entry(say("Rule"), texts, (f"{scale.rule}@{scale.rule_version}",), grid)
    if scale.rule == "percent_of_range":
        lowest = sum((min(scale.points[item].values()) for item in scale.items), Fraction(0))
        highest = sum((max(scale.points[item].values()) for item in scale.items), Fraction(0))
        formula = Saying(
            "100 × (S − %(lowest)s) ÷ %(range)s",
            (("lowest", number(lowest)), ("range", number(highest - lowest))),
        )
        yield Entry(say("Formula"), (formula,))


Said = tuple[tuple[Text, ...], Grid | None]


def _sum(_: Instrument, scale: Scale) -> Said:
    if scale.direction == "not ordered":
        return (say("The points of the items, added up: each has a place of its own in the label."),), None
    if len(scale.items) == 1:
        return (say("The points of the item."),), None
    if scale.missing.minimum == len(scale.items):
        return (say("The sum of the items' points."),), None
    return (
        say("The sum of the items' points."),
        say("With items unanswered: the mean of the answered items' points, times the number of items."),
    ), None


def _mean(_: Instrument, __: Scale) -> Said:
    return (say("The mean of the answered items' points."),), None


def _percent_of_range(_: Instrument, scale: Scale) -> Said:
    texts = [say("The sum S of the items' points, as a percentage of the range it can have.")]
    if scale.missing.minimum < len(scale.items):
        texts.append(say("With items unanswered, S is the mean of the answered times the number of items."))
    return tuple(texts), None


def _symptom_count(_: Instrument, scale: Scale) -> Said:
    settings = symptom_settings(scale)
    steps = "; ".join(f"≥ {step.at_least}: {step.value}" for step in settings.steps)
    core = spanned(item_ids(settings.core))
    return (
        say(
            "The number of symptoms: the sum of the items' points, in steps (%(steps)s; else 0).", steps=steps
        ),
        say("Without points for a core symptom (items %(core)s) it is 0.", core=core),
    ), None


def _table(_: Instrument, scale: Scale) -> Said:
    rows = sorted(table_of(scale).items())
    has_errors = any(error is not None for _, (_, error) in rows)
    head = (say("Sum"), say("Score"), *([say("Standard error")] if has_errors else []))
    cells = tuple(
        (number(total), number(value), *([number(error)] if error is not None else []))
        for total, (value, error) in rows
    )
    text = say(
        "The sum of the items' points, %(low)s to %(high)s, looked up in the conversion table.",
        low=number(rows[0][0]),
        high=number(rows[-1][0]),
    )
    return (text,), Grid(say("Conversion table"), head, cells)


def _weighted_sum(instrument: Instrument, scale: Scale) -> Said:
    rows = tuple((_title(instrument, part), _setting(scale, "weights", part)) for part in scale.parts)
    text = say("The sum of the scores of its scales, each times its weight.")
    return (text,), Grid(say("Weights"), (say("Scale"), say("Weight")), rows)


def _norm_based(instrument: Instrument, scale: Scale) -> Said:
    names = ("means", "sds", "weights")
    rows = tuple(
        (_title(instrument, part), *(_setting(scale, name, part) for name in names)) for part in scale.parts
    )
    head = (say("Scale"), say("Mean"), say("Standard deviation"), say("Weight"))
    text = say(
        "50 + 10 × the sum over its scales of weight × (score − mean) ÷ standard deviation, with the norm's mean and "
        "standard deviation."
    )
    return (text,), Grid(say("Norm and weights"), head, rows)


def _pattern_eap(instrument: Instrument, scale: Scale) -> Said:
    return (
        say(
            "By item response theory: where a person stands on the trait (theta) by the pattern of the answers, in the "
            "graded response model; the mean of the posterior distribution (EAP), from a standard normal prior."
        ),
        T_SCORE,
        _parameters(scale),
        _in_force(instrument, "item_parameters"),
    ), None


def _summed_eap(instrument: Instrument, scale: Scale) -> Said:
    return (
        say(
            "By item response theory: where a person stands on the trait (theta) by the sum of the answers, in the "
            "graded response model; the mean of the posterior distribution (EAP), from a standard normal prior."
        ),
        T_SCORE,
        _parameters(scale),
        _in_force(instrument, "item_parameters"),
    ), None


def _parameters(scale: Scale) -> Text:
    """Which calibrated item each item is; without words nothing else says what it asks."""
    names = scale.settings.get("parameters")
    named = names if isinstance(names, dict) else {}
    pairs = [f"{item} {named[item]}" for item in scale.items if item in named]
    return say("Items of the bank: %(names)s.", names=", ".join(pairs))


def _value_set(instrument: Instrument, _: Scale) -> Said:
    return (
        say("What the people of a country hold the answers, taken together, to be worth: their value set."),
        _in_force(instrument, "value_set"),
    ), None


def _in_force(instrument: Instrument, kind: PackKind) -> Text:
    pack = instrument.data.get(kind)
    if pack is None:
        return {
            "item_parameters": say("No item parameters are loaded, so there is no score yet."),
            "value_set": say("No value set is loaded, so there is no score yet."),
        }[kind]
    return say("Loaded: %(pack)s.", pack=pack_name(pack))


def pack_name(pack: Pack) -> str:
    """`Market bank, version 1`, with the country a value set is of."""
    country = f" ({pack.country})" if pack.country else ""
    return f"{pack.name}{country}, {pack.version}"


def _title(instrument: Instrument, part: str) -> str:
    return instrument.scale(part).title


def _setting(scale: Scale, name: str, part: str) -> Text:
    """A number of the settings; empty where a faulty definition has none."""
    settings = scale.settings.get(name)
    value = exact_number(settings.get(part)) if isinstance(settings, dict) else None
    return "" if value is None else number(value)


WORDS: Mapping[tuple[str, int], Callable[[Instrument, Scale], Said]] = {
    ("sum", 1): _sum,
    ("mean", 1): _mean,
    ("percent_of_range", 1): _percent_of_range,
    ("symptom_count", 1): _symptom_count,
    ("table", 1): _table,
    ("weighted_sum", 1): _weighted_sum,
    ("norm_based", 1): _norm_based,
    ("graded_response_eap", 1): _pattern_eap,
    ("graded_response_summed_eap", 1): _summed_eap,
    ("value_set", 1): _value_set,
}
