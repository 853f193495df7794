"""From the raw table of one scale to a `Scale`, noting every fault of form on the way."""

from collections.abc import Mapping
from typing import Literal, cast

from app.instruments.model import Band, CutOff, Direction, Evidence, MissingRule, Scale, Threshold
from app.instruments.notation import item_ids, rule_name
from app.instruments.points import Points, conditional_points, read_recodes, recoded, reversed_points
from app.instruments.table import Table

EVIDENCE = ("verified", "recalled")
DIRECTIONS = ("higher is worse", "higher is better", "not ordered")


def build_scale(table: Table, points: Points, earlier: Mapping[str, Scale]) -> Scale | None:
    """The scale; None if something it needs could not be read.

    `points` are the instrument's; `earlier` are the scales defined before it, of which it may be made.
    """
    parts = item_ids(table.text("parts")) if table.has("parts") else ()
    items = _items_of(parts, earlier, table) if parts else item_ids(table.text("items"))
    own = {item_id: points[item_id] for item_id in items if item_id in points and not parts}
    recodes = read_recodes(table)
    rule, rule_version = rule_of(table)
    low, high = table.interval("range")
    scale = Scale(
        id=table.text("id"),
        title=table.text("title"),
        items=items,
        rule=rule,
        rule_version=rule_version,
        points=reversed_points(recoded(own, recodes), table),
        missing=_missing_rule(table),
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
        parts=parts,
        conditional=conditional_points(own, recodes),
        decimals=table.decimals("range"),
    )
    table.close()
    return None if table.is_broken else scale


def _items_of(parts: tuple[str, ...], earlier: Mapping[str, Scale], table: Table) -> tuple[str, ...]:
    items: list[str] = []
    for name in parts:
        if name not in earlier:
            table.break_off(f"parts: there is no scale {name} before this one")
        elif earlier[name].parts:
            table.break_off(f"parts: {name} is made of scales itself")
        else:
            items += earlier[name].items
    return tuple(items)


def evidence_of(table: Table) -> Evidence:
    """Whether a fact was read in its source or is recalled from the field's common knowledge."""
    return cast(Evidence, table.one_of("evidence", EVIDENCE))


def rule_of(table: Table) -> tuple[str, int]:
    """The rule a table names, and its version."""
    written = table.text("rule")
    named = rule_name(written)
    if named is None and written:
        table.break_off(f"rule: “{written}” is not written as name@version")
    return named or ("", 0)


def _missing_rule(scale: Table) -> MissingRule:
    table = scale.table("missing")
    name, version = rule_of(table)
    missing = MissingRule(
        name=name,
        version=version,
        minimum=table.integer("minimum"),
        owner=cast(Literal["owner", "project"], table.one_of("owner", ("owner", "project"))),
        evidence=evidence_of(table),
        source=table.text("source"),
    )
    table.close()
    scale.is_broken |= table.is_broken
    return missing


def _bands(table: Table) -> tuple[Band, ...]:
    bands = []
    for part in table.parts("bands", "band"):
        low, high = part.interval("range")
        band = Band(low=low, high=high, label=part.text("label"))
        part.close()
        if not part.is_broken:
            bands.append(band)
    return tuple(bands)


def _thresholds(table: Table) -> tuple[Threshold, ...]:
    thresholds = []
    for part in table.parts("thresholds", "threshold"):
        kind = part.one_of("kind", ("group_mid", "measurement_error"))
        threshold = Threshold(
            kind=cast(Literal["group_mid", "measurement_error"], kind),
            value=part.number("value"),
            reference=part.text("reference"),
            evidence=evidence_of(part),
            standard_error_of_measurement=part.optional_number("standard_error_of_measurement"),
        )
        part.close()
        if not part.is_broken:
            thresholds.append(threshold)
    return tuple(thresholds)


def _cut_offs(table: Table) -> tuple[CutOff, ...]:
    cut_offs = []
    for part in table.parts("cut_offs", "cut-off"):
        cut_off = CutOff(
            value=part.number("value"),
            meaning=part.text("meaning"),
            reference=part.text("reference"),
            evidence=evidence_of(part),
        )
        part.close()
        if not part.is_broken:
            cut_offs.append(cut_off)
    return tuple(cut_offs)
