"""What each code of an item is worth: recodes and reversals, resolved once when a definition is read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from app.instruments.model import ConditionalPoints, Item
from app.instruments.notation import exact_number, item_ids
from app.instruments.table import Table

Points = dict[str, dict[int, Fraction]]


@dataclass(frozen=True, slots=True)
class Recode:
    """One recode as written: for `items`, each code's points, perhaps only with certain codes of another item."""

    table: Table
    items: tuple[str, ...]
    points: dict[int, Fraction]
    given: tuple[str, tuple[int, ...]] | None


def points_of(items: Iterable[Item]) -> Points:
    """Points before any recode: every code counts as itself."""
    return {item.id: {code: Fraction(code) for code in item.codes} for item in items}


def recoded(points: Points, recodes: Iterable[Recode]) -> Points:
    """`points` after the recodes that hold whatever else was answered."""
    result = dict(points)
    seen: set[str] = set()
    for recode in recodes:
        if recode.given is None:
            fitting = _fitting_items(recode, points)
            for item_id in seen.intersection(fitting):
                recode.table.fault(f"item {item_id}: another recode gives it points already")
            seen.update(fitting)
            result |= dict.fromkeys(fitting, recode.points)
    return result


def conditional_points(points: Points, recodes: Iterable[Recode]) -> tuple[ConditionalPoints, ...]:
    """The recodes that hold only with certain codes of another item among `points`."""
    found: list[ConditionalPoints] = []
    for recode in recodes:
        if recode.given is not None:
            given, codes = recode.given
            for item_id in recode.items:
                for fault in _clashes(item_id, given, codes, found):
                    recode.table.fault(f"given: item {item_id}: {fault}")
            if given not in points or not codes or not set(codes) <= set(points[given]):
                recode.table.fault(f"given: item {given} does not have the codes {_listed(codes)} here")
                continue
            found += [
                ConditionalPoints(item=item_id, given=given, codes=codes, points=recode.points)
                for item_id in _fitting_items(recode, points)
            ]
    return tuple(found)


def _clashes(
    item_id: str, given: str, codes: tuple[int, ...], found: Iterable[ConditionalPoints]
) -> Iterator[str]:
    """Why conditional points would leave open which points hold."""
    if item_id == given:
        yield "its points cannot depend on itself"
    for other in found:
        if other.item == item_id and other.given != given:
            yield f"its points depend on item {other.given} already"
        elif other.item == item_id and set(codes) & set(other.codes):
            yield f"another recode gives it points already, with the same answer to item {given}"


def _fitting_items(recode: Recode, points: Points) -> list[str]:
    """Those of the recode's items that are there and have just its codes; a fault for each other."""
    fitting = []
    for item_id in recode.items:
        if item_id not in points:
            recode.table.fault(f"there is no item {item_id} here")
        elif set(recode.points) != set(points[item_id]):
            given, wanted = _listed(recode.points), _listed(points[item_id])
            recode.table.fault(f"item {item_id}: points are given to {given}; its codes are {wanted}")
        else:
            fitting.append(item_id)
    return fitting


def reversed_points(points: Points, table: Table) -> Points:
    """`points` with the items that `table` lists under `reverse` turned round: lowest for highest."""
    result = dict(points)
    for item_id in item_ids(table.text("reverse", default="")):
        if points.get(item_id):
            ends = min(points[item_id].values()) + max(points[item_id].values())
            result[item_id] = {code: ends - value for code, value in points[item_id].items()}
        else:
            table.fault(f"reverse: there is no item {item_id} here")
    return result


def read_recodes(table: Table) -> list[Recode]:
    """The recodes written in `table`; what could not be read is left out."""
    recodes = []
    for part in table.parts("recode", "recode"):
        items, given = item_ids(part.text("items")), _given(part)
        points: dict[int, Fraction] = {}
        for code, value in part.mapping("points").items():
            exact = exact_number(value)
            if re.fullmatch(r"-?[0-9]{1,9}", code) and exact is not None:
                points[int(code)] = exact
            else:
                part.break_off(f"points: {code} = {value} does not give points to a code")
        part.close()
        if not part.is_broken:
            recodes.append(Recode(part, items, points, given))
    return recodes


def _given(part: Table) -> tuple[str, tuple[int, ...]] | None:
    if not part.has("given"):
        return None
    given = part.table("given")
    named = given.text("item"), given.integers("codes")
    given.close()
    part.is_broken |= given.is_broken
    return named


def _listed(codes: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(codes)))
