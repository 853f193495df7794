"""Words in a template that nobody marked: they would be English for everybody."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import nodes

from app.translations.extraction import jinja

COMMENT = re.compile(r"{#.*?#}", re.DOTALL)
STATEMENT = re.compile(r"{%.*?%}", re.DOTALL)
EXPRESSION = re.compile(r"{{(.*?)}}", re.DOTALL)
HELD = re.compile("\ue000(\\d+)\ue001")
ATTRIBUTE = re.compile(r'[\w-]+="[^"]*"')
TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"[^\W\d_]{2,}")
SAME_EVERYWHERE = {"Myelog", "UTC", "sha"}
SPOKEN = {"alt", "aria-label", "aria-description", "aria-roledescription", "placeholder", "title"}


def unmarked_words(path: Path) -> Iterator[str]:
    """Each run of words that reaches people but no translator, with the template's name."""
    reader = _Reader()
    reader.read(path.read_text("utf-8"))
    yield from (f"{path}: not marked for translation: “{' '.join(words.split())}”" for words in reader.found)


class _Reader(HTMLParser):
    """Collects what is read or spoken out of a template's own HTML, and of the expressions in it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.expressions: list[str] = []

    def read(self, template: str) -> None:
        bare = STATEMENT.sub("", COMMENT.sub("", template))
        self.feed(EXPRESSION.sub(self._hold, bare))
        self.close()

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in SPOKEN:
                self.handle_data(value or "")

    def handle_data(self, data: str) -> None:
        data = ATTRIBUTE.sub("", data)  # a macro may put out part of a tag
        for number in HELD.findall(data):
            self._keep(_texts_in(self.expressions[int(number)]))
        self._keep([HELD.sub("", data)])

    def _hold(self, expression: re.Match[str]) -> str:
        """A sign in the place of an expression, so that the HTML around it says where it stands."""
        self.expressions.append(expression[1])
        return f"\ue000{len(self.expressions) - 1}\ue001"

    def _keep(self, texts: Iterable[str]) -> None:
        self.found += [text for text in texts if set(WORD.findall(TAG.sub("", text))) - SAME_EVERYWHERE]


def _texts_in(expression: str) -> Iterator[str]:
    """What an expression may put out without asking anybody: `'yes' if … else 'no'`."""
    for output in jinja.parse("{{" + expression + "}}").find_all(nodes.Output):
        for part in output.nodes:
            yield from _texts_of(part)


def _texts_of(node: nodes.Node) -> Iterator[str]:
    match node:
        case nodes.Const(value=str(text)) | nodes.TemplateData(data=text):
            yield text
        case nodes.CondExpr(expr1=one, expr2=other):
            yield from _texts_of(one)
            if other is not None:
                yield from _texts_of(other)
        case nodes.Or(left=left, right=right) | nodes.And(left=left, right=right):
            yield from _texts_of(left)
            yield from _texts_of(right)
        case nodes.Concat(nodes=parts):
            for part in parts:
                yield from _texts_of(part)
        case nodes.Filter(name="safe", node=inner) if inner is not None:
            yield from _texts_of(inner)
