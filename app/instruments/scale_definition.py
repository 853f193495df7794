"""From the raw table of one scale to a `Scale`, noting every fault of form on the way."""

from typing import Literal, cast

from app.instruments.model import Band, CutOff, Direction, Evidence, MissingRule, Scale, Threshold
from app.instruments.notation import item_ids, rule_name
from app.instruments.points import Points, recoded, reversed_points
from app.instruments.table import Table

EVIDENCE = ("verified", "recalled")


def build_scale(table: Table, points: Points) -> Scale | None:
    """The scale; None if something it needs could not be read. `points` are the instrument's."""
    items = item_ids(table.text("items"))
    own = {item_id: points[item_id] for item_id in items if item_id in points}
    rule, rule_version = _rule(table)
    low, high = table.interval("range")
    scale = Scale(
        id=table.text("id"),
        title=table.text("title"),
        items=items,
        rule=rule,
        rule_version=rule_version,
        points=reversed_points(recoded(own, table), table),
        missing=_missing_rule(table),
        low=low,
        high=high,
        direction=cast(Direction, table.one_of("direction", ("higher is worse", "higher is better"))),
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


def evidence_of(table: Table) -> Evidence:
    """Whether a fact was read in its source or is recalled from the field's common knowledge."""
    return cast(Evidence, table.one_of("evidence", EVIDENCE))


def _rule(table: Table) -> tuple[str, int]:
    written = table.text("rule")
    named = rule_name(written)
    if named is None and written:
        table.break_off(f"rule: “{written}” is not written as name@version")
    return named or ("", 0)


def _missing_rule(scale: Table) -> MissingRule:
    table = scale.table("missing")
    name, version = _rule(table)
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
