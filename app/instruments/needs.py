"""What an instrument needs besides its definition to be asked and scored, and which data packs give it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from app.instruments.model import Instrument, Scale
from app.instruments.packs import Pack, PackKind

MOST_CHOICES = 11
"""As many choices as the tablet can show on one page with targets for unsteady hands: 0 to 10."""

CHOSEN = ("single_choice", "numeric_rating")
"""Kinds of which every code is shown as a choice."""

LACKING: dict[PackKind, str] = {
    "item_parameters": "no item parameters are loaded",
    "value_set": "no value set is loaded",
}


@dataclass(frozen=True, slots=True)
class Need:
    """A kind of pack that some scales of an instrument score with."""

    kind: PackKind
    scales: tuple[Scale, ...]

    @property
    def scale_ids(self) -> str:
        return ", ".join(scale.id for scale in self.scales)


def needs_of(instrument: Instrument) -> tuple[Need, ...]:
    """The packs the instrument's scales score with; none for most instruments."""
    kinds: dict[PackKind, tuple[Scale, ...]] = {}
    for scale in instrument.scales:
        kind = _kind_of(scale)
        if kind is not None:
            kinds[kind] = (*kinds.get(kind, ()), scale)
    return tuple(Need(kind, scales) for kind, scales in kinds.items())


def unmet_needs(instrument: Instrument) -> tuple[Need, ...]:
    """The needs for which the instrument is not equipped."""
    return tuple(need for need in needs_of(instrument) if need.kind not in instrument.data)


def fitting_packs(instrument: Instrument, packs: Iterable[Pack]) -> tuple[Pack, ...]:
    """For each need the first of `packs` that has all of it."""
    there = tuple(packs)
    fitting = (
        next((pack for pack in there if not lacking_in(pack, need, instrument)), None)
        for need in needs_of(instrument)
    )
    return tuple(pack for pack in fitting if pack is not None)


def lacking_in(pack: Pack, need: Need, instrument: Instrument) -> tuple[str, ...]:
    """What the pack does not have of what is needed, in words; nothing if it fits."""
    if pack.kind != need.kind:
        return (LACKING[need.kind],)
    if pack.kind == "item_parameters":
        wanted = dict.fromkeys(name for scale in need.scales for name in _names_of(scale))
        absent = tuple(f"it has no {name}" for name in wanted if name not in pack.parameters)
        return absent or tuple(fault for scale in need.scales for fault in _category_faults(pack, scale))
    return tuple(fault for scale in need.scales for fault in _value_set_faults(pack, scale, instrument))


def asking_faults(instrument: Instrument) -> tuple[str, ...]:
    """Why the tablet cannot ask the instrument in any language; nothing if it can."""
    faults = [
        f"item {item.id} has {len(item.codes)} choices, the tablet shows at most {MOST_CHOICES}"
        for item in instrument.items
        if item.kind in CHOSEN and len(item.codes) > MOST_CHOICES
    ]
    if instrument.adaptive is not None and "item_parameters" not in instrument.data:
        faults.append(f"its items are chosen by item parameters, and {LACKING['item_parameters']}")
    return tuple(faults)


def _kind_of(scale: Scale) -> PackKind | None:
    if _names_of(scale):
        return "item_parameters"
    return "value_set" if scale.rule == "value_set" else None


def _names_of(scale: Scale) -> tuple[str, ...]:
    """In the order of the scale's items: that of a kept definition's keys is another."""
    parameters = scale.settings.get("parameters")
    if not isinstance(parameters, dict):
        return ()
    return tuple(str(parameters[item_id]) for item_id in scale.items if item_id in parameters)


def _category_faults(pack: Pack, scale: Scale) -> Iterator[str]:
    for item_id, name in zip(scale.items, _names_of(scale), strict=True):
        given, wanted = len(pack.parameters[name].thresholds) + 1, len(set(scale.points[item_id].values()))
        if given != wanted:
            yield f"item {name} has {given} categories; item {item_id} has {wanted}"


def _value_set_faults(pack: Pack, scale: Scale, instrument: Instrument) -> Iterator[str]:
    shape = [*(_decrement_faults if pack.decrements else _profile_faults)(pack, scale, instrument)]
    yield from shape
    lowest, highest = _ends_of(pack)
    if not shape and not scale.low <= lowest <= highest <= scale.high:
        reached = f"{float(lowest)} to {float(highest)}"
        yield f"its values reach from {reached}, beyond {float(scale.low)} to {float(scale.high)}"


def _decrement_faults(pack: Pack, scale: Scale, instrument: Instrument) -> Iterator[str]:
    for item_id in scale.items:
        given, wanted = len(pack.decrements.get(item_id, ())), len(instrument.item(item_id).codes)
        if given != wanted:
            yield f"item {item_id}: it has {given} decrements for {wanted} codes"
    for item_id in sorted(pack.decrements.keys() - set(scale.items)):
        yield f"item {item_id}: it has decrements for an item that is not valued"


def _profile_faults(pack: Pack, scale: Scale, instrument: Instrument) -> Iterator[str]:
    codes = [instrument.item(item_id).codes for item_id in scale.items]
    profiles = {int("".join(map(str, profile))) for profile in product(*codes)}
    missing, unknown = sorted(profiles - pack.values.keys()), sorted(pack.values.keys() - profiles)
    if missing:
        yield f"it has no value for {len(missing)} profiles, such as {missing[0]}"
    if unknown:
        yield f"it has values for {len(unknown)} profiles that do not exist, such as {unknown[0]}"


def _ends_of(pack: Pack) -> tuple[Fraction, Fraction]:
    """The lowest and the highest value of a value set."""
    if pack.values:
        return min(pack.values.values()), max(pack.values.values())
    best = pack.full_health or Fraction(0)
    most, least = (sum(map(end, pack.decrements.values()), Fraction(0)) for end in (max, min))
    return best - most, best - least
