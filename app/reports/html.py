"""A report as one HTML page that fetches nothing; `report.css` says how it looks on paper."""

from collections.abc import Iterator
from dataclasses import replace

from app.reports.charts import render_chart
from app.reports.environment import TEMPLATES
from app.reports.report import AnswerCell, AnswerGroup, AnswerTable, Report

# As many visits as stand side by side on a page; more go into further tables.
ABREAST = 8


def render_html(report: Report) -> str:
    """The whole summary; the same report gives the same text."""
    template = TEMPLATES.get_template("report.html.jinja")
    return template.render(report=report, chart=render_chart, abreast=abreast, mark=mark)


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


def mark(cell: AnswerCell) -> str:
    """A cell at its shortest: the code, `D` declined, `N` not reached, `*` changed, `!` raised an alert."""
    shown = {"answered": str(cell.code), "declined": "D", "not reached": "N"}[cell.state]
    return f"{shown}{'*' if cell.is_changed else ''}{'!' if cell.is_alert else ''}"
