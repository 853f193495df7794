"""One press for all tests of PDFs, and each made-up patient's summary printed once."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from app.reports.content import build_report
from app.reports.html import render_html
from app.reports.press import Press
from tests.reports.patients import CASES


@pytest.fixture(scope="session")
def press() -> Iterator[Press]:
    with Press() as press:
        yield press


@pytest.fixture(scope="session")
def printed(press: Press) -> Callable[[str], bytes]:
    """The PDF of one of CASES, by name."""

    @cache
    def pdf(name: str) -> bytes:
        return press.print(render_html(build_report(CASES[name]().record())))

    return pdf
