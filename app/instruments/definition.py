"""From the raw tables of a definition file to an `Instrument`, noting every fault of form on the way."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import cast

from app.instruments.model import (
    Band,
    CutOff,
    Direction,
    Evidence,
    Instrument,
    Item,
    Licence,
    MissingRule,
    SafetyRule,
    Scale,
    Threshold,
)
from app.instruments.table import Table, is_number

EVIDENCE = ("verified", "recalled")
DIRECTIONS = ("higher is worse", "higher is better")
Points = dict[str, dict[int, Fraction]]


def build_instrument(root: Table, document: str, hash_: str) -> Instrument | None:
    """The instrument that `root` describes, or None if its frame could not be read.

    A part that could not be read is left out and its faults are noted, so that the other parts can still be judged.
    """
    items = _items(root, "items", "item group")
    points = _recoded({item.id: item.codes for item in items}, _recodes(root))
    licence = _licence(root.table("licence", "licence"))
    instrument = Instrument(
        id=root.text("id"),
        version=root.integer("version"),
        title=root.text("title"),
        short_title=root.text("short_title"),
        domain=root.text("domain"),
        recall=root.text("recall"),
        items=items,
        scales=_scales(root, points),
        safety=_safety_rules(root),
        references=_references(root),
        licence=licence,
        codings=root.mapping("codings"),
        notes=root.texts("notes"),
        document=document,
        hash=hash_,
        left_out=_items(root, "left_out", "left-out group"),
    )
    root.close()
    return None if root.is_broken else instrument


def item_ids(text: str) -> tuple[str, ...]:
    """The item ids that a list such as `"1, 3-5"` names: 1, 3, 4, 5."""
    ids: list[str] = []
    for part in text.replace("\n", " ").split(","):
        span = re.fullmatch(r"(\d+)-(\d+)", part.strip())
        if span:
            ids += [str(number) for number in range(int(span[1]), int(span[2]) + 1)]
        elif part.strip():
            ids.append(part.strip())
    return tuple(ids)


def rule_name(text: str) -> tuple[str, int] | None:
    """`"sum@1"` as name and version; None if it is not written so."""
    written = re.fullmatch(r"([a-z][a-z0-9_]*)@(\d+)", text)
    return (written[1], int(written[2])) if written else None


def _items(root: Table, key: str, name: str) -> tuple[Item, ...]:
    if key == "items" and not root.has(key):
        root.break_off("items is missing")
    items: list[Item] = []
    for number, raw in enumerate(root.tables(key), start=1):
        group = Table(raw, f"{root.place}: {name} {number}", root.faults)
        common = {
            "kind": group.text("kind"),
            "codes": group.integers("codes"),
            "choices": group.text("choices"),
            "stem": group.optional_text("stem"),
        }
        ids = item_ids(group.text("ids"))
        group.close()
        if group.is_broken:
            root.is_broken = True
        else:
            items += [Item(id=item_id, **common) for item_id in ids]  # type: ignore[arg-type]
    return tuple(items)


def _recodes(table: Table) -> list[tuple[Table, tuple[str, ...], dict[int, Fraction]]]:
    recodes = []
    for number, raw in enumerate(table.tables("recode"), start=1):
        recode = Table(raw, f"{table.place}: recode {number}", table.faults)
        ids = item_ids(recode.text("items"))
        points: dict[int, Fraction] = {}
        for code, value in recode.mapping("points").items():
            if re.fullmatch(r"-?\d+", code) and is_number(value):
                points[int(code)] = Fraction(str(value))
            else:
                recode.break_off(f"points: {code} = {value} does not give points to a code")
        recode.close()
        if not recode.is_broken:
            recodes.append((recode, ids, points))
    return recodes


def _recoded(
    codes: Mapping[str, tuple[int, ...]], recodes: list[tuple[Table, tuple[str, ...], dict[int, Fraction]]]
) -> Points:
    """Each item's points: its codes as they are, unless a recode says otherwise."""
    points = {item_id: {code: Fraction(code) for code in own} for item_id, own in codes.items()}
    return _apply(points, recodes)


def _apply(points: Points, recodes: list[tuple[Table, tuple[str, ...], dict[int, Fraction]]]) -> Points:
    recoded = dict(points)
    for table, ids, new in recodes:
        for item_id in ids:
            if item_id not in points:
                table.fault(f"item {item_id} is not an item of this instrument")
            elif set(new) != set(points[item_id]):
                table.fault(f"item {item_id}: points are given to {_listed(new)}, its codes are {_listed(points[item_id])}")
            else:
                recoded[item_id] = new
    return recoded


def _listed(codes: Mapping[int, Fraction]) -> str:
    return ", ".join(map(str, sorted(codes)))


def _scales(root: Table, points: Points) -> tuple[Scale, ...]:
    if not root.has("scales"):
        root.break_off("scales is missing")
    scales = []
    for number, raw in enumerate(root.tables("scales"), start=1):
        table = Table(raw, f"{root.place}: scale {number}", root.faults)
        if table.has("id"):
            table.place = f"{root.place}: scale {table.text('id')}"
        scale = _scale(table, points)
        if scale is not None:
            scales.append(scale)
    return tuple(scales)


def _scale(table: Table, points: Points) -> Scale | None:
    items = item_ids(table.text("items"))
    rule = _rule(table, "rule")
    low, high = table.interval("range")
    scale = Scale(
        id=table.text("id"),
        title=table.text("title"),
        items=items,
        rule=rule[0],
        rule_version=rule[1],
        points=_scale_points(table, items, points),
        missing=_missing_rule(table.table("missing", "missing")),
        low=low,
        high=high,
        direction=cast(Direction, table.one_of("direction", DIRECTIONS)),
        main=table.flag("main"),
        bands=_bands(table),
        thresholds=_thresholds(table),
        cut_offs=_cut_offs(table),
        caveats=table.texts("caveats"),
        references=table.texts("references"),
        settings=table.mapping("settings"),
    )
    table.close()
    return None if table.is_broken else scale


def _rule(table: Table, key: str) -> tuple[str, int]:
    written = table.text(key)
    named = rule_name(written)
    if named is None and written:
        table.break_off(f"{key}: “{written}” is not written as name@version")
    return named or ("", 0)


def _scale_points(table: Table, items: tuple[str, ...], points: Points) -> Points:
    """The points of the scale's own items: the instrument's, then the scale's recodes, then what it reverses."""
    own = _apply({item_id: points[item_id] for item_id in items if item_id in points}, _recodes(table))
    for item_id in item_ids(table.text("reverse", default="")):
        if item_id in own:
            ends = min(own[item_id].values()) + max(own[item_id].values())
            own[item_id] = {code: ends - value for code, value in own[item_id].items()}
        else:
            table.fault(f"reverse: item {item_id} is not an item of this scale")
    return own


def _missing_rule(table: Table) -> MissingRule:
    name, version = _rule(table, "rule")
    missing = MissingRule(
        name=name,
        version=version,
        minimum=table.integer("minimum"),
        owner=table.one_of("owner", ("owner", "project")),  # type: ignore[arg-type]
        evidence=cast(Evidence, table.one_of("evidence", EVIDENCE)),
        source=table.text("source"),
    )
    table.close()
    return missing


def _parts(table: Table, key: str, name: str) -> list[Table]:
    place = f"{table.place}: {name}"
    return [Table(raw, f"{place} {number}", table.faults) for number, raw in enumerate(table.tables(key), start=1)]


def _bands(table: Table) -> tuple[Band, ...]:
    bands = []
    for part in _parts(table, "bands", "band"):
        low, high = part.interval("range")
        band = Band(low=low, high=high, label=part.text("label"))
        part.close()
        if not part.is_broken:
            bands.append(band)
    return tuple(bands)


def _thresholds(table: Table) -> tuple[Threshold, ...]:
    thresholds = []
    for part in _parts(table, "thresholds", "threshold"):
        threshold = Threshold(
            kind=part.one_of("kind", ("group_mid", "measurement_error")),  # type: ignore[arg-type]
            value=part.number("value"),
            reference=part.text("reference"),
            evidence=cast(Evidence, part.one_of("evidence", EVIDENCE)),
        )
        part.close()
        if not part.is_broken:
            thresholds.append(threshold)
    return tuple(thresholds)


def _cut_offs(table: Table) -> tuple[CutOff, ...]:
    cut_offs = []
    for part in _parts(table, "cut_offs", "cut-off"):
        cut_off = CutOff(
            value=part.number("value"),
            meaning=part.text("meaning"),
            reference=part.text("reference"),
            evidence=cast(Evidence, part.one_of("evidence", EVIDENCE)),
        )
        part.close()
        if not part.is_broken:
            cut_offs.append(cut_off)
    return tuple(cut_offs)


def _safety_rules(root: Table) -> tuple[SafetyRule, ...]:
    rules = []
    for part in _parts(root, "safety", "safety rule"):
        rule = SafetyRule(
            id=part.text("id"),
            item=part.text("item"),
            at_least=part.integer("at_least"),
            meaning=part.text("meaning"),
            reference=part.text("reference"),
        )
        part.close()
        if not part.is_broken:
            rules.append(rule)
    return tuple(rules)


def _licence(table: Table) -> Licence:
    licence = Licence(
        owner=table.text("owner"),
        terms=table.text("terms"),
        credit=table.text("credit"),
        evidence=cast(Evidence, table.one_of("evidence", EVIDENCE)),
    )
    table.close()
    return licence


def _references(root: Table) -> dict[str, str]:
    references = {}
    for short, full in root.mapping("references").items():
        if isinstance(full, str) and full.strip():
            references[short] = full
        else:
            root.fault(f"reference {short} says nothing")
    return references
