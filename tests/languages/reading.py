"""Reading a page: which words stand in it in the page's own language, seen or spoken."""

import re
from html.parser import HTMLParser

SPOKEN = {"alt", "aria-label", "title", "placeholder"}
SILENT = {"script", "style"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class PageReader(HTMLParser):
    """`texts` are the page's runs of words outside parts that are marked as another language; `language` is its own."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.language = ""
        self.direction = ""
        self.texts: list[str] = []
        self._open: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        language = found.get("lang") or (self._open[-1][1] if self._open else "")
        if tag == "html":
            self.language, self.direction = language, found.get("dir") or ""
        if language == self.language:
            self.texts += [found[name] or "" for name in sorted(SPOKEN & found.keys())]
        if tag not in VOID:
            self._open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][1] == self.language and self._open[-1][0] not in SILENT:
            self.texts.append(" ".join(data.split()))


def pattern_of(words: str) -> re.Pattern[str]:
    """What the words look like once their placeholders are filled in."""
    parts = re.split(r"(%\(\w+\)[ds])", " ".join(words.split()))
    return re.compile("".join(_pattern_of(part) for part in parts))


def _pattern_of(part: str) -> str:
    if part.startswith("%("):
        return r"\d+" if part.endswith("d") else ".+"
    return re.escape(part.replace("%%", "%"))
