"""What a summary costs: ours against the template one would write first, both of the same content."""

import gc
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader
from weasyprint import CSS, HTML

from app.reports.content import build_report
from app.reports.environment import REPORT_TEMPLATES, TEMPLATES
from app.reports.html import render_html, template_values
from app.reports.pdf import FETCHER, FONTS, to_pdf
from app.reports.press import Press
from app.reports.report import Report
from tests.reports.patients import all_visits

HERE = Path(__file__).parent
EMPTY = '<!doctype html><html lang="en"><title>Empty</title><p>Empty'
Line = tuple[str, float, float]


def measure(times: int = 5) -> list[Line]:
    """Name, seconds, and seconds of the baseline.

    First the CPU of one warm summary of 8 visits with 66 items each, printed as we print it, against the natural
    template printed as WeasyPrint prints by itself. Then wall times through the press against the same in this
    process: an empty page shows what the fork costs. The works are run in turn, and the least of `times` counts:
    whatever else the machine does only adds.
    """
    report = build_report(all_visits().record())
    ours, natural = render_html(report), natural_html(report)
    style = CSS(string=(HERE / "natural.css").read_text(encoding="utf-8"), font_config=FONTS)
    own, first = _least([lambda: to_pdf(ours), lambda: natural_pdf(natural, style)], times, time.process_time)
    with Press() as press:
        works = [
            lambda: press.print(ours),
            lambda: to_pdf(ours),
            lambda: press.print(EMPTY),
            lambda: to_pdf(EMPTY),
        ]
        printed, direct, empty, empty_direct = _least(works, times, time.perf_counter)
    return [
        ("one summary PDF, warm, CPU", own, first),
        ("one summary PDF through the press, wall", printed, direct),
        ("an empty page through the press, wall", empty, empty_direct),
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


def _least(works: Sequence[Callable[[], object]], times: int, clock: Callable[[], float]) -> list[float]:
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
