"""From the raw tables of a definition file to an `Instrument`, noting every fault of form on the way."""

from app.instruments.model import Instrument, Item, Licence, SafetyRule, Scale
from app.instruments.notation import item_ids
from app.instruments.points import Points, points_of, recoded
from app.instruments.scale_definition import build_scale, evidence_of
from app.instruments.table import Table


def build_instrument(root: Table, document: str, digest: str) -> Instrument | None:
    """The instrument that `root` describes; None if its items could not be read.

    Any other part that could not be read is left out, so that what remains can still be judged.
    """
    items = _items(root, "items", "item group")
    if not items:
        root.break_off("it has no items")
    has_items = not root.is_broken
    points = recoded(points_of(items), root)
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
        licence=_licence(root),
        codings=root.mapping("codings"),
        notes=root.texts("notes"),
        document=document,
        hash=digest,
        left_out=_items(root, "left_out", "left-out group"),
    )
    root.close()
    return instrument if has_items else None


def _items(root: Table, key: str, name: str) -> tuple[Item, ...]:
    items: list[Item] = []
    for group in root.parts(key, name):
        kind, codes = group.text("kind"), group.integers("codes")
        choices, stem = group.text("choices"), group.optional_text("stem")
        items += [
            Item(id=item_id, kind=kind, codes=codes, choices=choices, stem=stem)
            for item_id in item_ids(group.text("ids"))
        ]
        group.close()
        root.is_broken |= group.is_broken
    return tuple(items)


def _scales(root: Table, points: Points) -> tuple[Scale, ...]:
    scales = []
    for table in root.parts("scales", "scale"):
        scale = build_scale(table, points)
        if scale is not None:
            scales.append(scale)
    return tuple(scales)


def _safety_rules(root: Table) -> tuple[SafetyRule, ...]:
    rules = []
    for part in root.parts("safety", "safety rule"):
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


def _licence(root: Table) -> Licence:
    table = root.table("licence")
    licence = Licence(
        owner=table.text("owner"),
        terms=table.text("terms"),
        credit=table.text("credit"),
        evidence=evidence_of(table),
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
