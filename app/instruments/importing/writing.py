"""A draft as the text of a definition and of its wordings. Only what the file says; the rest is left to a person."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from app.instruments.importing.draft import Draft, DraftItem
from app.instruments.importing.structure import Names, choices_words
from app.instruments.importing.toml_text import Inline, to_toml

DRAFT_NOTE = "Imported draft: licence, references and scales are for a person to add and to answer for."
_ASKED_OF_A_PERSON = """\
# Drafted by `myelog instruments import` from {source}.
# For a person to add, from the manual and the owner's terms: domain, recall, [licence], [references], [[scales]]
# and, where an answer can mean danger, [[safety]]. `myelog instruments check` says what is still missing.

"""


def definition_text(draft: Draft, names: Names, version: int) -> str:
    """The definition, without what only a person can know."""
    table: dict[str, object] = {"id": draft.id, "version": version, "title": draft.title}
    table |= {"short_title": draft.title, "notes": [DRAFT_NOTE, *draft.notes]}
    table["items"] = _item_groups(draft.items, names)
    if recodes := _recodes(draft.items):
        table["recode"] = recodes
    table["codings"] = _codings(draft)
    return _ASKED_OF_A_PERSON.format(source=draft.source.replace("\n", " ")) + to_toml(table)


def wording_text(draft: Draft, names: Names, locale: str, instrument: str, version: int) -> str:
    """The words in one language, for the definition of that id and version."""
    table: dict[str, object] = {"instrument": instrument, "instrument_version": version, "locale": locale}
    heading = draft.titles.get(locale, draft.title)
    table |= {"version": draft.wording_version, "heading": heading, "source": draft.source}
    table["instructions"] = [words[locale] for words in draft.instructions if locale in words]
    stems = {names.stems[item.id]: item.stem for item in draft.items if item.stem and item.id in names.stems}
    table["stems"] = {name: words[locale] for name, words in stems.items() if locale in words}
    table["items"] = {item.id: item.words[locale] for item in draft.items if locale in item.words}
    choices: dict[str, Mapping[str, str]] = {}
    for item in draft.items:
        if item.id in names.choices:
            words = choices_words(item, locale)
            choices.setdefault(names.choices[item.id], {str(code): text for code, text in words.items()})
    table["choices"] = choices
    return to_toml({key: value for key, value in table.items() if value or key == "instructions"})


def _item_groups(items: Sequence[DraftItem], names: Names) -> list[Mapping[str, object]]:
    """Neighbours that differ in nothing but their id are one group."""
    described = [(item.id, _described(item, names)) for item in items]
    groups: list[Mapping[str, object]] = []
    for group, run in groupby(described, key=lambda pair: pair[1]):
        groups.append({"ids": id_list([item_id for item_id, _ in run]), **group})
    return groups


def _described(item: DraftItem, names: Names) -> dict[str, object]:
    group: dict[str, object] = {"kind": item.kind}
    if item.kind == "single_choice":
        group["codes"] = [option.code for option in item.options]
    if item.low is not None and item.high is not None:
        group |= {"low": item.low, "high": item.high}
    if item.id in names.choices:
        group["choices"] = names.choices[item.id]
    if item.id in names.stems:
        group["stem"] = names.stems[item.id]
    if item.when:
        group["when"] = [{"item": when.item, "codes": list(when.codes)} for when in item.when]
    return group


def _recodes(items: Sequence[DraftItem]) -> list[Mapping[str, object]]:
    """Points of the items whose weights could not be their codes."""
    weighed: dict[tuple[tuple[str, object], ...], list[str]] = {}
    for item in items:
        points = tuple(
            (str(option.code), option.points) for option in item.options if option.points is not None
        )
        if points:
            weighed.setdefault(points, []).append(item.id)
    return [{"items": id_list(ids), "points": Inline(points)} for points, ids in weighed.items()]


def _codings(draft: Draft) -> dict[str, object]:
    own_name = "fhir" if "fhir" in draft.codings else "redcap"
    codings: dict[str, dict[str, object]] = {system: dict(part) for system, part in draft.codings.items()}
    items: dict[str, dict[str, str]] = {own_name: {item.id: item.name for item in draft.items if item.name}}
    for item in draft.items:
        for system, code in item.codings.items():
            items.setdefault(system, {})[item.id] = code
    for system, by_item in items.items():
        codings.setdefault(system, {})["items"] = by_item
    return dict(codings)


def id_list(ids: Sequence[str]) -> str:
    """Item ids as definitions write them: 1-3, 5."""
    spans: list[list[str]] = []
    for item_id in ids:
        follows = (
            spans and item_id.isdigit() and spans[-1][-1].isdigit() and int(item_id) == int(spans[-1][-1]) + 1
        )
        if follows:
            spans[-1].append(item_id)
        else:
            spans.append([item_id])
    return ", ".join(span[0] if len(span) == 1 else f"{span[0]}-{span[-1]}" for span in spans)
