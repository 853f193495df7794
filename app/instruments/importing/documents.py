"""What kind of file this is, and the drafts that are in it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from app.errors import ForeignFileError
from app.instruments.importing.draft import Draft, Finding
from app.instruments.importing.fhir import read_questionnaire
from app.instruments.importing.json_node import Node
from app.instruments.importing.redcap import read_dictionary

_WRONG_STARTS = {
    b"PK\x03\x04": "this is a ZIP or a spreadsheet. Unpack it, or save it as CSV.",
    b"<": "this is XML. A FHIR Questionnaire is read as JSON.",
    b"%PDF": "this is a PDF. A FHIR Questionnaire or a REDCap data dictionary is needed.",
}


def read_drafts(content: bytes, place: str, locale: str | None = None) -> tuple[Draft, ...]:
    """The drafts in a file: one of a FHIR Questionnaire, one per form of a REDCap data dictionary.

    `locale` is the language of the file's own words where the file does not name it, or names it wrongly.
    ForeignFileError says in one sentence why nothing can be read.
    """
    start = content.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    if not start:
        raise ForeignFileError(f"{place}: the file is empty.")
    for mark, why in _WRONG_STARTS.items():
        if start.startswith(mark):
            raise ForeignFileError(f"{place}: {why}")
    is_json = start[:1] in (b"{", b"[")
    return _asking((_questionnaires if is_json else read_dictionary)(content, place, locale), place)


def _asking(drafts: tuple[Draft, ...], place: str) -> tuple[Draft, ...]:
    """The drafts with items; what became of the others is said with the first of them."""
    asking = [draft for draft in drafts if draft.items]
    silent = [draft for draft in drafts if not draft.items]
    found = [finding for draft in silent for finding in (*draft.lost, *draft.remarks) if finding.places]
    if not asking:
        raise ForeignFileError(
            "\n".join([f"{place}: no item of it can be carried over.", *(f.line() for f in found)])
        )
    nothing = (
        Finding(message=f"{draft.title} ({draft.id}), of which nothing can be asked", places=())
        for draft in silent
    )
    return (replace(asking[0], lost=(*asking[0].lost, *nothing)), *asking[1:])


def _questionnaires(content: bytes, place: str, locale: str | None) -> tuple[Draft, ...]:
    resources = tuple(_resources(_read_json(content, place)))
    questionnaires = [part for part in resources if part.text("resourceType") == "Questionnaire"]
    if not questionnaires:
        found = ", ".join(
            dict.fromkeys(part.text("resourceType") for part in resources if "resourceType" in part)
        )
        raise ForeignFileError(
            f"{place}: there is no FHIR Questionnaire in it{f', but: {found}' if found else ''}."
        )
    if any("group" in part and "item" not in part for part in questionnaires):
        raise ForeignFileError(f"{place}: this Questionnaire is written in FHIR DSTU2. R4 and R5 are read.")
    return tuple(read_questionnaire(part, resources, place, locale) for part in questionnaires)


def _read_json(content: bytes, place: str) -> object:
    try:
        return json.loads(content, parse_float=Decimal, parse_constant=lambda _: None)
    except RecursionError:
        raise ForeignFileError(f"{place}: this JSON is nested too deeply.") from None
    except json.JSONDecodeError as error:
        raise ForeignFileError(f"{place}: this is not JSON: {error.msg} in line {error.lineno}.") from None
    except ValueError as error:  # not UTF-8, or a number of thousands of digits
        raise ForeignFileError(f"{place}: this is not JSON: {error}.") from None


def _resources(raw: object) -> Iterator[Node]:
    """The resource, those of a bundle, or those of a list."""
    for part in raw if isinstance(raw, list) else [raw]:
        node = Node(part)
        yield node
        if node.text("resourceType") == "Bundle":
            yield from (entry.node("resource") for entry in node.nodes("entry"))
