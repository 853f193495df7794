"""A report as one HTML page that fetches nothing; `report.css` says how it looks on paper."""

from collections.abc import Iterator
from dataclasses import replace

from app.reports.charts import render_trend
from app.reports.environment import TEMPLATES
from app.reports.figures import ScoreCell, ScoreTable
from app.reports.report import AnswerCell, AnswerGroup, AnswerTable, Report
from app.reports.words import DASH

# As many visits as stand side by side on a page; more go into further tables.
ABREAST = 8

# All columns of scores together, a letter and the space between two columns, in mm.
COLUMNS, LETTER, BETWEEN = 144.0, 1.38, 1.0


def render_html(report: Report) -> str:
    """The whole summary; the same report gives the same text."""
    return TEMPLATES.get_template("report.html.jinja").render(**template_values(report))


def template_values(report: Report) -> dict[str, object]:
    """What the templates are given."""
    return {
        "report": report,
        "render_trend": render_trend,
        "abreast": abreast,
        "in_parts": in_parts,
        "mark": mark,
        "figure": figure,
    }


def abreast(table: AnswerTable, most: int = ABREAST) -> Iterator[AnswerTable]:
    """The table cut into tables of at most `most` visits."""
    for start in range(0, len(table.visits), most):
        span = slice(start, start + most)
        yield replace(
            table,
            visits=table.visits[span],
            groups=tuple(_cut(group, span) for group in table.groups),
        )


def _cut(group: AnswerGroup, span: slice) -> AnswerGroup:
    return replace(group, rows=tuple(replace(row, cells=row.cells[span]) for row in group.rows))


def in_parts(table: ScoreTable) -> Iterator[ScoreTable]:
    """The table cut into tables of about as many scales each, so that no figure runs into the next column."""
    widest = max((len(figure(cell)) for row in table.rows for cell in row.cells), default=0)
    most = max(int(COLUMNS // (widest * LETTER + BETWEEN)), 1)
    parts = -(-len(table.columns) // most)
    size = -(-len(table.columns) // parts)
    for start in range(0, len(table.columns), size):
        span = slice(start, start + size)
        rows = tuple(replace(row, cells=row.cells[span]) for row in table.rows)
        yield replace(table, columns=table.columns[span], rows=rows)


def mark(cell: AnswerCell) -> str:
    """A cell at its shortest: the code, `D` declined, `N` not reached, `–` not asked; `*` changed, `!` an alert."""
    shown = {"answered": str(cell.code), "declined": "D", "not reached": "N", "not asked": DASH}[cell.state]
    return f"{shown}{'*' if cell.is_changed else ''}{'!' if cell.is_alert else ''}"


def figure(cell: ScoreCell) -> str:
    """A score at its shortest, with its status: `58.33 (9/9)`, `16.88 p (8/9)` prorated, `ns (3/9)` not scorable."""
    shown = {"complete": cell.value, "prorated": f"{cell.value} p", "not_scorable": "ns"}[cell.status]
    answered = cell.answered.replace(" of ", "/")
    return f"{shown} ({answered})" if answered else f"{shown}"
