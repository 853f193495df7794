"""The manual as data, ready for JSON: everything a definition says."""

from collections.abc import Iterable

from app.instruments.model import Instrument, Item, Scale, Wording
from app.instruments.packs import Pack
from app.scoring.manual.entries import Entry
from app.scoring.manual.items import plain
from app.scoring.manual.scales import references_of, scale_entries
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
        "left_out": [_item(item, None) for item in instrument.left_out],
        "scales": [_scale(scale, scale_entries(instrument, scale)) for scale in instrument.scales],
        "safety": instrument.safety,
        "adaptive": _adaptive(instrument),
        "data": [_pack(pack) for pack in instrument.data.values()],
        "licence": instrument.licence,
        "references": references_of(instrument),
        "codings": instrument.codings,
        "notes": instrument.notes,
    }


def _item(item: Item, wording: Wording | None) -> dict[str, object]:
    """`text` holds the bare words; `emphasised_text` marks the owner's emphasis by `**…**`."""
    return {
        "id": item.id,
        "text": plain(wording.text_of(item)) if wording else None,
        "stem": plain(wording.stem_of(item) or "") or None if wording else None,
        "emphasised_text": wording.text_of(item) if wording else None,
        "kind": item.kind,
        "codes": item.codes,
        "choices": wording.choices_of(item) if wording else (),
        "when": item.when,
    }


def _scale(scale: Scale, entries: Iterable[Entry]) -> dict[str, object]:
    """`in_words` is the manual's text of the same, whole for each scale."""
    return {
        "id": scale.id,
        "title": scale.title,
        "items": scale.items,
        "parts": scale.parts,
        "rule": f"{scale.rule}@{scale.rule_version}",
        "settings": scale.settings,
        "points": {
            item_id: {str(code): to_number(value) for code, value in points.items()}
            for item_id, points in scale.points.items()
        },
        "conditional_points": [
            {
                "item": one.item,
                "given": {"item": one.given, "codes": one.codes},
                "points": {str(code): to_number(value) for code, value in one.points.items()},
            }
            for one in scale.conditional
        ],
        "missing": scale.missing,
        "range": [to_number(scale.low), to_number(scale.high)],
        "direction": scale.direction,
        "main": scale.main,
        "bands": [
            {"range": [to_number(band.low), to_number(band.high)], "label": band.label}
            for band in scale.bands
        ],
        **_sizes(scale),
        "caveats": scale.caveats,
        "references": scale.references,
        "in_words": [_in_words(entry) for entry in entries],
    }


def _sizes(scale: Scale) -> dict[str, object]:
    return {
        "thresholds": [
            {
                "kind": one.kind,
                "value": to_number(one.value),
                "standard_error_of_measurement": None
                if one.standard_error_of_measurement is None
                else to_number(one.standard_error_of_measurement),
                "reference": one.reference,
                "evidence": one.evidence,
            }
            for one in scale.thresholds
        ],
        "cut_offs": [
            {
                "value": to_number(one.value),
                "meaning": one.meaning,
                "reference": one.reference,
                "evidence": one.evidence,
            }
            for one in scale.cut_offs
        ],
    }


def _in_words(entry: Entry) -> dict[str, object]:
    return {
        "name": str(entry.name),
        "text": " ".join(map(str, entry.texts)),
        "source": ", ".join(map(str, entry.source)) or None,
    }


def _adaptive(instrument: Instrument) -> dict[str, object] | None:
    adaptive = instrument.adaptive
    if adaptive is None:
        return None
    return {
        "rule": f"{adaptive.rule}@{adaptive.rule_version}",
        "scale": adaptive.scale,
        "standard_error": to_number(adaptive.standard_error),
        "at_least": adaptive.at_least,
        "at_most": adaptive.at_most,
    }


def _pack(pack: Pack) -> dict[str, object]:
    """Which pack it is; its numbers are the site's."""
    return {
        "kind": pack.kind,
        "name": pack.name,
        "country": pack.country,
        "version": pack.version,
        "source": pack.source,
        "licence": pack.licence,
    }
