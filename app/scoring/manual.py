"""An instrument's manual: what it asks, how it is scored and on whose authority, as data and as lines to read."""

from collections.abc import Iterator
from fractions import Fraction

from app.instruments.model import Instrument, Item, Scale, Wording
from app.scoring.numbers import to_number


def manual_of(instrument: Instrument, wording: Wording | None) -> dict[str, object]:
    """Everything a definition says, ready for JSON; items have words only where there is a wording."""
    return {
        "id": instrument.id,
        "version": instrument.version,
        "name": instrument.name,
        "title": instrument.title,
        "short_title": instrument.short_title,
        "domain": instrument.domain,
        "recall": instrument.recall,
        "locale": wording.locale if wording else None,
        "wording_hash": wording.hash if wording else None,
        "instructions": wording.instructions if wording else (),
        "paper_instructions": wording.paper_instructions if wording else (),
        "changes": wording.changes if wording else (),
        "items": [_item(item, wording) for item in instrument.items],
        "scales": [_scale(scale) for scale in instrument.scales],
        "safety": instrument.safety,
        "licence": instrument.licence,
        "references": instrument.references,
        "codings": instrument.codings,
        "notes": instrument.notes,
    }


def manual_lines(instrument: Instrument, wording: Wording | None) -> Iterator[str]:
    """The same in words, line by line."""
    yield f"{instrument.title} ({instrument.short_title}), {instrument.domain}, {instrument.recall}"
    yield instrument.name
    yield f"Owner: {instrument.licence.owner}"
    yield f"Terms ({instrument.licence.evidence}): {instrument.licence.terms}"
    yield f"Credit: {instrument.licence.credit}"
    yield "\nItems"
    for item in instrument.items:
        words = f"  {_plain(wording.text_of(item))}" if wording else ""
        yield f"  {item.id:>3}  [{_codes(item)}]{words}"
    for scale in instrument.scales:
        yield from _scale_lines(scale)
    yield from (
        f"\nDanger: item {rule.item} at {rule.at_least} or more: {rule.meaning}" for rule in instrument.safety
    )
    yield "\nReferences"
    yield from (f"  {short}: {full}" for short, full in instrument.references.items())
    yield from (f"\nNote: {note}" for note in instrument.notes)
    yield from (
        f"\nChanged from the owner's form: {change}" for change in (wording.changes if wording else ())
    )


def _item(item: Item, wording: Wording | None) -> dict[str, object]:
    """`text` holds the bare words; `emphasised_text` marks the owner's emphasis by `**…**`."""
    return {
        "id": item.id,
        "text": _plain(wording.text_of(item)) if wording else None,
        "stem": _plain(wording.stem_of(item) or "") or None if wording else None,
        "emphasised_text": wording.text_of(item) if wording else None,
        "kind": item.kind,
        "codes": item.codes,
        "choices": wording.choices_of(item) if wording else (),
    }


def _scale(scale: Scale) -> dict[str, object]:
    return {
        "id": scale.id,
        "title": scale.title,
        "items": scale.items,
        "rule": f"{scale.rule}@{scale.rule_version}",
        "settings": scale.settings,
        "points": {
            item_id: {str(code): to_number(value) for code, value in points.items()}
            for item_id, points in scale.points.items()
        },
        "missing": scale.missing,
        "range": [to_number(scale.low), to_number(scale.high)],
        "direction": scale.direction,
        "main": scale.main,
        "bands": [
            {"range": [to_number(band.low), to_number(band.high)], "label": band.label}
            for band in scale.bands
        ],
        "thresholds": [
            {"kind": t.kind, "value": to_number(t.value), "reference": t.reference, "evidence": t.evidence}
            for t in scale.thresholds
        ],
        "cut_offs": [
            {
                "value": to_number(c.value),
                "meaning": c.meaning,
                "reference": c.reference,
                "evidence": c.evidence,
            }
            for c in scale.cut_offs
        ],
        "caveats": scale.caveats,
        "references": scale.references,
    }


def _scale_lines(scale: Scale) -> Iterator[str]:
    low, high = _number(scale.low), _number(scale.high)
    yield f"\nScale {scale.id}: {scale.title}, {low} to {high}, {scale.direction}"
    yield f"  {scale.rule}@{scale.rule_version} of items {', '.join(scale.items)}"
    missing = scale.missing
    whose = "the owner's rule" if missing.owner == "owner" else "this project's rule"
    yield f"  Missing items: {missing.name}@{missing.version}, at least {missing.minimum} answered; {whose}"
    yield f"    ({missing.evidence}) {missing.source}"
    for band in scale.bands:
        yield f"  {_number(band.low)} to {_number(band.high)}: {band.label}"
    for threshold in scale.thresholds:
        name = "Group MID" if threshold.kind == "group_mid" else "Measurement error"
        yield f"  {name}: {_number(threshold.value)} ({threshold.reference}, {threshold.evidence})"
    worse = "more" if scale.direction == "higher is worse" else "less"
    for cut_off in scale.cut_offs:
        source = f"{cut_off.reference}, {cut_off.evidence}"
        yield f"  At {_number(cut_off.value)} or {worse}: {cut_off.meaning} ({source})"
    yield from (f"  Caveat: {caveat}" for caveat in scale.caveats)
    yield f"  Scored as in {', '.join(scale.references)}"


def _number(value: Fraction) -> str:
    return str(to_number(value))


def _codes(item: Item) -> str:
    return " ".join(map(str, item.codes))


def _plain(text: str) -> str:
    return text.replace("**", "")
