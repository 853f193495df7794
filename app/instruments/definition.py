"""From the raw tables of a definition file to an `Instrument`, noting every fault of form on the way."""

from app.instruments.item_definition import build_items
from app.instruments.model import Adaptive, Instrument, Licence, SafetyRule, Scale
from app.instruments.packs import Pack, build_pack
from app.instruments.points import Points, points_of, read_recodes, recoded
from app.instruments.scale_definition import build_scale, evidence_of, rule_of
from app.instruments.table import Table, is_integer


def build_instrument(root: Table, document: str, digest: str) -> Instrument | None:
    """The instrument that `root` describes; None if its items could not be read.

    Any other part that could not be read is left out, so that what remains can still be judged.
    """
    items = build_items(root, "items", "item group")
    if not items:
        root.break_off("it has no items")
    has_items = not root.is_broken
    recodes = read_recodes(root)
    if any(recode.given for recode in recodes):
        root.fault("recode: points that depend on another item (given) belong to a scale")
    points = recoded(points_of(items), recodes)
    instrument = Instrument(
        id=root.text("id"),
        version=_version(root),
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
        left_out=build_items(root, "left_out", "left-out group"),
        adaptive=_adaptive(root),
        data=_data(root),
    )
    root.close()
    return instrument if has_items else None


def _version(root: Table) -> int:
    version = root.integer("version")
    if is_integer(root.raw.get("version")) and version < 1:
        root.fault(f"version {version} is not 1 or more")
    return version


def _scales(root: Table, points: Points) -> tuple[Scale, ...]:
    scales: list[Scale] = []
    for table in root.parts("scales", "scale"):
        scale = build_scale(table, points, {earlier.id: earlier for earlier in scales})
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


def _adaptive(root: Table) -> Adaptive | None:
    if not root.has("adaptive"):
        return None
    table = root.table("adaptive")
    rule, rule_version = rule_of(table)
    adaptive = Adaptive(
        rule=rule,
        rule_version=rule_version,
        scale=table.text("scale"),
        standard_error=table.number("standard_error"),
        at_least=table.integer("at_least"),
        at_most=table.integer("at_most"),
    )
    table.close()
    return None if table.is_broken else adaptive


def _data(root: Table) -> dict[str, Pack]:
    if not root.has("data"):
        return {}
    table = root.table("data")
    packs: dict[str, Pack] = {}
    for kind in table.keys():
        pack = build_pack(table.table(kind))
        if pack is not None and pack.kind != kind:
            table.fault(f"{kind}: its kind is {pack.kind}")
        elif pack is not None:
            packs[kind] = pack
    return packs
