"""Data packs: numbers an instrument needs that its definition does not carry, loaded by the site that may use them.

Item parameters of a calibrated bank, or a country's value set. An instrument equipped with a pack has the pack
inside its document, so its hash pins every number a score came from.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, cast

from app.instruments.graded_response import REACH, STEEPEST, GradedItem
from app.instruments.notation import exact_number
from app.instruments.table import Table

PackKind = Literal["item_parameters", "value_set"]
PACK_KINDS = ("item_parameters", "value_set")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """One data pack; `body` is what was written. Item parameters fill `parameters`, a value set the rest.

    A value set names every profile's value in `values`, or takes from `full_health` the `decrements` of each
    item by level, lowest code first.
    """

    kind: PackKind
    name: str
    version: str
    source: str
    licence: str
    body: Mapping[str, object]
    country: str | None = None
    parameters: Mapping[str, GradedItem] = field(default_factory=dict)
    values: Mapping[int, Fraction] = field(default_factory=dict)
    full_health: Fraction | None = None
    decrements: Mapping[str, tuple[Fraction, ...]] = field(default_factory=dict)


def build_pack(table: Table) -> Pack | None:
    """The pack that `table` describes; None if something it needs could not be read."""
    kind = cast(PackKind, table.one_of("kind", PACK_KINDS))
    is_value_set = kind == "value_set"
    full_health, decrements = _decrements(table) if is_value_set else (None, {})
    pack = Pack(
        kind=kind,
        name=table.text("name"),
        version=table.text("version"),
        source=table.text("source"),
        licence=table.text("licence"),
        body=table.raw,
        country=table.optional_text("country") if is_value_set else None,
        parameters=_parameters(table) if kind == "item_parameters" else {},
        values=_values(table) if is_value_set else {},
        full_health=full_health,
        decrements=decrements,
    )
    if is_value_set and not table.is_broken and bool(pack.values) == bool(pack.decrements):
        table.break_off("it needs either values or decrements")
    table.close()
    return None if table.is_broken else pack


def _parameters(table: Table) -> dict[str, GradedItem]:
    items = table.table("items")
    found = {}
    for name in items.keys():
        part = items.table(name)
        slope, thresholds = float(part.number("slope")), tuple(map(float, part.numbers("thresholds")))
        part.close()
        if slope <= 0:
            part.break_off(f"slope {slope} is not above 0")
        if slope > STEEPEST:
            part.break_off(f"slope {slope} is above {STEEPEST}")
        if not thresholds or list(thresholds) != sorted(set(thresholds)):
            part.break_off("thresholds do not rise")
        if any(abs(threshold) > REACH for threshold in thresholds):
            part.break_off(f"thresholds are not all between {-REACH} and {REACH}")
        table.is_broken |= part.is_broken
        if not part.is_broken:
            found[name] = GradedItem(slope, thresholds)
    table.is_broken |= items.is_broken
    return found


def _values(table: Table) -> dict[int, Fraction]:
    values = {}
    for profile, raw in table.mapping("values").items():
        value = exact_number(raw)
        if re.fullmatch(r"[1-9]{1,15}", profile) and value is not None:
            values[int(profile)] = value
        else:
            table.break_off(f"values: {profile} = {raw} does not give a value to a profile")
    return values


def _decrements(table: Table) -> tuple[Fraction | None, dict[str, tuple[Fraction, ...]]]:
    if not table.has("decrements"):
        return None, {}
    part = table.table("decrements")
    decrements = {item: part.numbers(item) for item in part.keys()}
    table.is_broken |= part.is_broken
    return table.number("full_health"), decrements
