"""Small foreign documents, and what an import makes of them."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.instruments.importing.documents import read_drafts
from app.instruments.importing.draft import Draft, DraftItem, Finding
from app.instruments.importing.filing import file_draft
from app.instruments.model import Instrument, Wording
from app.instruments.reader import read_instrument, read_wording

FOLDER = Path(__file__).parents[3] / "data" / "importing"
CORE = "http://hl7.org/fhir/StructureDefinition/"
Json = dict[str, Any]


def weighing(weight: float, name: str = "itemWeight") -> Json:
    return {"extension": [{"url": CORE + name, "valueDecimal": weight}]}


def translated(**languages: str) -> Json:
    """What stands under `_text` or `_display`."""
    parts = [
        [{"url": "lang", "valueCode": language}, {"url": "content", "valueString": text}]
        for language, text in languages.items()
    ]
    return {"extension": [{"url": CORE + "translation", "extension": part} for part in parts]}


def option(display: str, code: str = "", **more: Any) -> Json:
    return {"valueCoding": {"display": display, "code": code or display.lower()}, **more}


YES_NO = [option("Yes", "1"), option("No", "0")]


def choice(name: str, options: Sequence[Json] = YES_NO, **more: Any) -> Json:
    return {"linkId": name, "text": f"About {name}?", "type": "choice", "answerOption": list(options), **more}


def extended(item: Json, name: str, **value: Any) -> Json:
    """The item with an extension of that name."""
    return {**item, "extension": [*item.get("extension", []), {"url": CORE + name, **value}]}


def questionnaire(*items: Json, **more: Any) -> Json:
    return {"resourceType": "Questionnaire", "language": "en", "title": "Ponds", "item": list(items), **more}


def drafted(document: Any, locale: str | None = None) -> Draft:
    drafts = read_drafts(json.dumps(document).encode(), "ponds.json", locale)
    assert len(drafts) == 1
    return drafts[0]


HEADER = (
    "Variable / Field Name,Form Name,Section Header,Field Type,Field Label,"
    '"Choices, Calculations, OR Slider Labels",Field Note,Text Validation Type OR Show Slider Number,'
    "Text Validation Min,Text Validation Max,Identifier?,Branching Logic (Show field only if...),Field Annotation"
)


def row(variable: str, kind: str = "text", label: str = "?", choices: str = "", **more: str) -> str:
    cells = [variable, more.get("form", "f"), more.get("header", ""), kind, label, choices]
    cells += [
        more.get(key, "") for key in ("note", "validation", "low", "high", "identifier", "branching", "at")
    ]
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)


def dictionary(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows]).encode()


def of_redcap(*rows: str, locale: str | None = "en") -> Draft:
    drafts = read_drafts(dictionary(*rows), "ponds.csv", locale)
    assert len(drafts) == 1
    return drafts[0]


def codes(item: DraftItem) -> list[int]:
    return [option.code for option in item.options]


def words(item: DraftItem, locale: str = "en") -> list[str]:
    return [option.words[locale] for option in item.options]


def lines(findings: Sequence[Finding]) -> list[str]:
    return [finding.line() for finding in findings]


def stored(draft: Draft) -> tuple[Instrument, Mapping[str, Wording]]:
    """The draft written out and read back as definitions are."""
    files = dict(file_draft(draft, {}).files)
    instrument, _ = read_instrument(files.pop(f"{draft.id}.toml"), "draft")
    assert instrument is not None
    wordings = {name.split(".")[-2]: read_wording(text, instrument, name)[0] for name, text in files.items()}
    return instrument, {locale: wording for locale, wording in wordings.items() if wording is not None}
