"""The rows of a REDCap data dictionary, whatever it was saved with: header names, signs, alphabets."""

import csv
import io
import re
from dataclasses import dataclass

from app.errors import ForeignFileError
from app.instruments.importing.findings import Findings

COLUMNS = {
    "variable": ("variable / field name", "field_name", "variable"),
    "form": ("form name", "form_name", "form"),
    "header": ("section header", "section_header"),
    "type": ("field type", "field_type"),
    "label": ("field label", "field_label"),
    "choices": (
        "choices, calculations, or slider labels",
        "choices or calculations",
        "select_choices_or_calculations",
    ),
    "note": ("field note", "field_note"),
    "validation": (
        "text validation type or show slider number",
        "text validation type",
        "text_validation_type_or_show_slider_number",
    ),
    "low": ("text validation min", "text_validation_min"),
    "high": ("text validation max", "text_validation_max"),
    "identifier": ("identifier?", "identifier"),
    "branching": ("branching logic (show field only if...)", "branching logic", "branching_logic"),
    "required": ("required field?", "required_field"),
    "alignment": ("custom alignment", "custom_alignment"),
    "number": ("question number (surveys only)", "question_number"),
    "matrix": ("matrix group name", "matrix_group_name"),
    "ranking": ("matrix ranking?", "matrix_ranking"),
    "annotation": ("field annotation", "field_annotation"),
}
"""A column's word here, then its names in the dictionaries of old and new REDCap and in its programming interface."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NEEDED = ("variable", "type", "label")


@dataclass(frozen=True, slots=True)
class Field:
    """One row: a field of the project. `row` counts as a spreadsheet does, the header being 1."""

    row: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """What stands in the column; NA, which R writes into empty cells, is nothing."""
        cell = self.cells.get(column, "")
        return "" if cell == "NA" and column not in _NEEDED else cell

    @property
    def place(self) -> str:
        return f"row {self.row} ({self['variable'] or 'without a name'})"


def read_fields(content: bytes, place: str, findings: Findings) -> tuple[Field, ...]:
    """The fields of a dictionary in their order; ForeignFileError if the file is none."""
    text = _CONTROL.sub("", _decoded(content, findings))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise ForeignFileError(f"{place}: this is not CSV: {error}.") from None
    columns = _columns(rows[0] if rows else [], place)
    numbered = (
        (number, row) for number, row in enumerate(rows[1:], start=2) if any(cell.strip() for cell in row)
    )
    return tuple(
        Field(number, {name: row[at].strip() for name, at in columns.items() if at < len(row)})
        for number, row in numbered
    )


def _decoded(content: bytes, findings: Findings) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        findings.remark("the file is not UTF-8; it was read as Windows-1252: check accents and dashes")
        return content.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    header = text.split("\n", 1)[0]
    return max(",;\t", key=header.count)


def _columns(header: list[str], place: str) -> dict[str, int]:
    """Where each known column stands."""
    positions: dict[str, int] = {}
    for at, cell in enumerate(header):
        positions.setdefault(" ".join(cell.lower().split()), at)
    columns = {
        column: next(positions[name] for name in names if name in positions)
        for column, names in COLUMNS.items()
        if any(name in positions for name in names)
    }
    missing = [COLUMNS[column][0] for column in _NEEDED if column not in columns]
    if missing:
        named = ", ".join(f"“{name}”" for name in missing)
        raise ForeignFileError(
            f"{place}: this is neither FHIR JSON nor a REDCap data dictionary: its first row has no column {named}."
        )
    return columns
