"""What a summary costs: ours against the template one would write first, both of the same content."""

import gc
import time
from collections.abc import Callable
from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader
from weasyprint import CSS, HTML

from app.reports.content import build_report
from app.reports.environment import REPORT_TEMPLATES, TEMPLATES
from app.reports.html import render_html, template_values
from app.reports.pdf import FETCHER, FONTS, to_pdf
from app.reports.press import Press
from app.reports.report import Report
from tests.reports.records import all_visits

HERE = Path(__file__).parent
Line = tuple[str, float, float]


def measure(times: int = 5) -> list[Line]:
    """Name, seconds and seconds of the baseline: CPU of one warm summary of 8 visits with 66 items each.

    Both are run in turn, `times` times each, and the least of each counts: other work on the machine only adds.
    The last line is wall time of a print through the press against the same rendering in this process.
    """
    report = build_report(all_visits().record())
    ours, natural = render_html(report), natural_html(report)
    style = CSS(string=(HERE / "natural.css").read_text(encoding="utf-8"), font_config=FONTS)
    own, first = _least([lambda: to_pdf(ours), lambda: natural_pdf(natural, style)], times, time.process_time)
    with Press() as press:
        press.warm()
        printed, direct = _least([lambda: press.print(ours), lambda: to_pdf(ours)], times, time.perf_counter)
    return [
        ("summary PDF, warm, CPU", own, first),
        ("summary PDF through the press, warm, wall", printed, direct),
    ]


def natural_html(report: Report) -> str:
    """The summary with every score and every answer in its own cell."""
    loader = ChoiceLoader([FileSystemLoader(HERE), FileSystemLoader(REPORT_TEMPLATES)])
    return (
        TEMPLATES.overlay(loader=loader).get_template("natural.html.jinja").render(**template_values(report))
    )


def natural_pdf(html: str, style: CSS) -> bytes:
    """The page as PDF/UA-1 with the style one would write first."""
    pdf: bytes = HTML(string=html, url_fetcher=FETCHER).write_pdf(
        stylesheets=[style], font_config=FONTS, pdf_variant="pdf/ua-1"
    )
    return pdf


def _least(works: list[Callable[[], object]], times: int, clock: Callable[[], float]) -> list[float]:
    """The least time each work took, all of them run in turn after one round unmeasured."""
    least = [float("inf")] * len(works)
    for turn in range(times + 1):
        for place, work in enumerate(works):
            gc.collect()
            started = clock()
            work()
            if turn:
                least[place] = min(least[place], clock() - started)
    return least
