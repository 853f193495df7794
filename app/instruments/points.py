"""What each code of an item is worth: recodes and reversals, resolved once when a definition is read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from app.instruments.model import Item
from app.instruments.notation import item_ids
from app.instruments.table import Table, is_number

Points = dict[str, dict[int, Fraction]]


@dataclass(frozen=True, slots=True)
class Recode:
    """One recode as written: for `items`, each code's points."""

    table: Table
    items: tuple[str, ...]
    points: dict[int, Fraction]


def points_of(items: Iterable[Item]) -> Points:
    """Points before any recode: every code counts as itself."""
    return {item.id: {code: Fraction(code) for code in item.codes} for item in items}


def recoded(points: Points, table: Table) -> Points:
    """`points` after the recodes written in `table`."""
    result = dict(points)
    for recode in _recodes(table):
        for item_id in recode.items:
            if item_id not in points:
                recode.table.fault(f"there is no item {item_id} here")
            elif set(recode.points) != set(points[item_id]):
                given, wanted = _listed(recode.points), _listed(points[item_id])
                recode.table.fault(f"item {item_id}: points are given to {given}; its codes are {wanted}")
            else:
                result[item_id] = recode.points
    return result


def reversed_points(points: Points, table: Table) -> Points:
    """`points` with the items that `table` lists under `reverse` turned round: lowest for highest."""
    result = dict(points)
    for item_id in item_ids(table.text("reverse", default="")):
        if item_id in points:
            ends = min(points[item_id].values()) + max(points[item_id].values())
            result[item_id] = {code: ends - value for code, value in points[item_id].items()}
        else:
            table.fault(f"reverse: there is no item {item_id} here")
    return result


def _recodes(table: Table) -> list[Recode]:
    recodes = []
    for part in table.parts("recode", "recode"):
        items = item_ids(part.text("items"))
        points: dict[int, Fraction] = {}
        for code, value in part.mapping("points").items():
            if re.fullmatch(r"-?\d+", code) and is_number(value):
                points[int(code)] = Fraction(str(value))
            else:
                part.break_off(f"points: {code} = {value} does not give points to a code")
        part.close()
        if not part.is_broken:
            recodes.append(Recode(part, items, points))
    return recodes


def _listed(codes: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(codes)))
