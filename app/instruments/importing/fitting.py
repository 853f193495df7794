"""A draft laid beside a definition that is already there: what that calls things, or how they differ."""

from collections.abc import Iterable, Iterator, Mapping

from app.instruments.importing.draft import Draft, DraftItem, Words
from app.instruments.importing.structure import Names
from app.instruments.model import Instrument, Item


def names_in(instrument: Instrument) -> Names:
    """What the definition calls its items' choices and stems."""
    return Names(
        choices={item.id: item.choices for item in instrument.items if item.choices is not None},
        stems={item.id: item.stem for item in instrument.items if item.stem is not None},
    )


def differences(draft: Draft, instrument: Instrument) -> list[str]:
    """How the draft's structure differs from the definition's, item by item; empty if its words fit."""
    here = {item.id: item for item in draft.items}
    there = {item.id: item for item in instrument.items}
    found = [f"item {name} ({here[name].name}) is only in the file" for name in here if name not in there]
    found += [f"item {name} is only in the definition" for name in there if name not in here]
    called = _called(instrument)
    for item_id in here.keys() & there.keys():
        for what, new, old in _compared(here[item_id], there[item_id], called.get(item_id)):
            found.append(f"item {item_id}: {what}: {new} in the file, {old} in the definition")
    found += _unshared(
        "choices", names_in(instrument).choices, {item.id: _answers(item) for item in draft.items}
    )
    found += _unshared(
        "stem", names_in(instrument).stems, {item.id: _text(item.stem) for item in draft.items}
    )
    return sorted(found, key=_place)


def _compared(new: DraftItem, old: Item, called: object) -> Iterator[tuple[str, object, object]]:
    """What differs, how it is in the file and how in the definition."""
    if called is not None and called != new.name:
        yield "name", new.name, called
    if new.kind != old.kind:
        yield "kind", new.kind, old.kind
    elif _span(new) != _span(old):
        yield "codes", _span(new), _span(old)
    if bool(new.stem) != bool(old.stem):
        yield "stem", "one" if new.stem else "none", "one" if old.stem else "none"
    if bool(new.options) != bool(old.choices):
        yield "choices", "some" if new.options else "none", "some" if old.choices else "none"
    conditions = [(when.item, sorted(when.codes)) for when in new.when]
    if conditions != [(when.item, sorted(when.codes)) for when in old.when]:
        yield "conditions", _told(conditions), _told((when.item, sorted(when.codes)) for when in old.when)


def _span(item: DraftItem | Item) -> str:
    if isinstance(item, DraftItem) and item.low is not None:
        return f"{item.low} to {item.high}"
    if isinstance(item, Item) and item.kind != "single_choice" and item.codes:
        return f"{item.codes[0]} to {item.codes[-1]}"
    codes = item.codes if isinstance(item, Item) else tuple(option.code for option in item.options)
    return ", ".join(map(str, codes))


def _told(conditions: Iterable[tuple[str, list[int]]]) -> str:
    told = [f"item {item} is {' or '.join(map(str, codes))}" for item, codes in conditions]
    return " and ".join(told) or "none"


def _called(instrument: Instrument) -> Mapping[str, object]:
    """Item id -> what the file the definition was imported from called it."""
    for system in ("fhir", "redcap"):
        coding = instrument.codings.get(system)
        items = coding.get("items") if isinstance(coding, Mapping) else None
        if isinstance(items, Mapping):
            return items
    return {}


def _unshared(what: str, names: Mapping[str, str], words: Mapping[str, str]) -> Iterator[str]:
    """Items that share words in the definition and do not in the file."""
    first: dict[str, str] = {}
    for item_id, name in names.items():
        if not words.get(item_id):
            continue
        other = first.setdefault(name, item_id)
        if words[item_id] != words[other]:
            yield (
                f"item {item_id}: {what}: “{words[item_id]}” in the file, but “{words[other]}” at item {other}; "
                f"in the definition both share {name}"
            )


def _answers(item: DraftItem) -> str:
    return " | ".join(
        f"{option.code}, {_text(option.words)}" for option in sorted(item.options, key=lambda o: o.code)
    )


def _text(words: Words | None) -> str:
    return next(iter(words.values()), "") if words else ""


def _place(line: str) -> tuple[int, str]:
    number = "".join(letter for letter in line.split()[1] if letter.isdigit())
    return int(number or 0), line
