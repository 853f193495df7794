"""From the raw tables of item groups to `Item`s, noting every fault of form on the way."""

from app.instruments.model import Condition, Item
from app.instruments.notation import item_ids
from app.instruments.table import Table
from app.instruments.values import KINDS, LISTED, SPANNED

WIDEST = 10_000
"""How far apart the lowest and the highest code of a span may be."""


def build_items(root: Table, key: str, name: str) -> tuple[Item, ...]:
    """The items of every group under `key`, in the order written."""
    items: list[Item] = []
    for group in root.parts(key, name):
        kind = group.text("kind")
        codes, choices, stem = _codes(group, kind), _choices(group, kind), group.optional_text("stem")
        when = _conditions(group)
        items += [
            Item(id=item_id, kind=kind, codes=codes, choices=choices, stem=stem, when=when)
            for item_id in item_ids(group.text("ids"))
        ]
        group.close()
        root.is_broken |= group.is_broken
    return tuple(items)


def _codes(group: Table, kind: str) -> tuple[int, ...]:
    if kind in LISTED or kind not in KINDS:
        return group.integers("codes")
    if kind not in SPANNED:
        return ()
    low, high = group.integer("low"), group.integer("high")
    if not group.is_broken and not 0 < high - low <= WIDEST:
        group.break_off(f"low {low} and high {high} do not span 2 to {WIDEST + 1} codes")
    return tuple(range(low, high + 1)) if not group.is_broken else ()


def _choices(group: Table, kind: str) -> str | None:
    if kind in LISTED or kind not in KINDS:
        return group.text("choices")
    return group.optional_text("choices") if kind in SPANNED else None


def _conditions(group: Table) -> tuple[Condition, ...]:
    conditions = []
    for part in group.parts("when", "condition"):
        condition = Condition(item=part.text("item"), codes=part.integers("codes"))
        part.close()
        group.is_broken |= part.is_broken
        conditions.append(condition)
    return tuple(conditions)
