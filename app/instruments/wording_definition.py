"""From the raw tables of a wording file to a `Wording`, noting every fault of form on the way."""

import re

from app.instruments.model import Choice, Wording
from app.instruments.table import Table


def build_wording(root: Table, document: str, digest: str) -> Wording:
    """The wording that `root` describes; what could not be read is left out."""
    wording = Wording(
        instrument=root.text("instrument"),
        instrument_version=root.integer("instrument_version"),
        locale=root.text("locale"),
        version=root.text("version"),
        heading=root.text("heading"),
        instructions=root.texts("instructions"),
        stems=_words(root, "stems"),
        items=_words(root, "items"),
        choices=_choices(root),
        source=root.text("source"),
        document=document,
        hash=digest,
        paper_instructions=root.texts("paper_instructions"),
        changes=root.texts("changes"),
        headings=_words(root, "headings"),
    )
    root.close()
    return wording


def _words(root: Table, key: str) -> dict[str, str]:
    words = {}
    for name, text in root.mapping(key).items():
        if isinstance(text, str) and text.strip():
            words[name] = text
        else:
            root.fault(f"{key}: {name} has no words")
    return words


def _choices(root: Table) -> dict[str, tuple[Choice, ...]]:
    choices = {}
    for name, raw in root.mapping("choices").items():
        table = Table(raw, f"{root.place}: choices {name}", root.faults)
        codes = table.keys()
        choices[name] = tuple(
            Choice(code=int(code), text=table.text(code)) for code in codes if _is_code(code)
        )
        for code in codes:
            if not _is_code(code):
                table.fault(f"{code} is not a code")
    return choices


def _is_code(name: str) -> bool:
    return re.fullmatch(r"-?\d+", name) is not None
