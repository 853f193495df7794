"""HTML to PDF: tagged, the same bytes for the same page, nothing fetched. The only module that knows WeasyPrint."""

import gc
import os
from pathlib import Path

HERE = Path(__file__).parent
# Before WeasyPrint wakes fontconfig: only the shipped fonts exist, whatever the machine has installed.
os.environ["FONTCONFIG_FILE"] = str(HERE / "fonts.conf")

from weasyprint import CSS, HTML  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402
from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: E402


class NothingFetched(URLFetcher):  # type: ignore[misc]
    """A summary holds all it needs, so every address in it is somebody's trick, and is refused."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        raise ValueError(f"a summary fetches nothing, asked for {url[:80]}")


FETCHER = NothingFetched()
FONTS = FontConfiguration()
STYLE = CSS(string=(HERE / "report.css").read_text(encoding="utf-8"), font_config=FONTS, url_fetcher=FETCHER)


def to_pdf(html: str) -> bytes:
    """The page as PDF/UA-1, without any mark of when or where it was made.

    The garbage collector rests meanwhile: a document is one big graph that is dropped whole.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        document = HTML(string=html, url_fetcher=FETCHER)
        pdf: bytes = document.write_pdf(stylesheets=[STYLE], font_config=FONTS, pdf_variant="pdf/ua-1")
    finally:
        if was_on:
            gc.enable()
    return pdf
