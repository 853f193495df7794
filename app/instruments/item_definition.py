"""From the raw tables of item groups to `Item`s, noting every fault of form on the way."""

from typing import cast

from app.instruments.model import Condition, Item, Layout
from app.instruments.notation import item_ids
from app.instruments.table import Table
from app.instruments.values import KINDS, LAID_OUT, LISTED, SPANNED

WIDEST = 10_000
"""How far apart the lowest and the highest code of a span may be."""

LAYOUTS = ("row", "column")
MOST_NUMBERS = 21
"""How many numbers have room along a line."""


def build_items(root: Table, key: str, name: str) -> tuple[Item, ...]:
    """The items of every group under `key`, in the order written."""
    items: list[Item] = []
    for group in root.parts(key, name):
        kind = group.text("kind")
        codes, choices, stem = _codes(group, kind), _choices(group, kind), group.optional_text("stem")
        when, layout, numbers = _conditions(group), _layout(group, kind), _numbers(group, kind, codes)
        items += [
            Item(
                id=item_id,
                kind=kind,
                codes=codes,
                choices=choices,
                stem=stem,
                when=when,
                layout=layout,
                numbers=numbers,
            )
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


def _layout(group: Table, kind: str) -> Layout | None:
    if kind not in LAID_OUT or not group.has("layout"):
        return None
    return cast(Layout, group.one_of("layout", LAYOUTS))


def _numbers(group: Table, kind: str, codes: tuple[int, ...]) -> int | None:
    """Every how many codes a line bears a number; both ends must be among them."""
    if kind != "visual_analogue" or not group.has("numbers"):
        return None
    numbers, steps = group.integer("numbers"), len(codes) - 1
    if (
        codes
        and not group.is_broken
        and not (numbers > 0 and steps % numbers == 0 and steps // numbers < MOST_NUMBERS)
    ):
        group.break_off(f"numbers: {codes[0]} to {codes[-1]} cannot be numbered in steps of {numbers}")
    return numbers
