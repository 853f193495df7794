"""Which words the interface says: those marked in the source and in templates, and what refusals say of themselves."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from jinja2 import Environment
from jinja2.ext import extract_from_ast

APP = Path(__file__).parents[1]
MARKS = ("_", "lazy", "lazy_gettext", "say", "gettext", "ngettext", "counted", "pgettext")
REFUSALS = APP / "errors.py"
TEMPLATES = ("web/templates", "rooms")
"""The summary's templates speak English only, as its content does."""

jinja = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


@dataclass(frozen=True, slots=True)
class Found:
    """Words in the source, a pair where there is a plural; `context` tells two meanings of one word apart."""

    words: str | tuple[str, str]
    place: str
    context: str | None = None


def extract_words() -> Catalog:
    """Every entry that a translation has to have, in the order of the files."""
    catalogue = Catalog(project="Myelog", charset="utf-8", fuzzy=False)
    for path in source_files():
        for found in words_in(path):
            catalogue.add(found.words, locations=[(found.place, 0)], context=found.context)
    return catalogue


def source_files() -> list[Path]:
    """Every module and every template in which people are spoken to."""
    modules = (path for path in APP.rglob("*.py") if "node_modules" not in path.parts)
    return sorted([*modules, *template_files()])


def template_files() -> list[Path]:
    """Every template of a page."""
    return sorted(path for folder in TEMPLATES for path in (APP / folder).rglob("*.html"))


def words_in(path: Path) -> Iterator[Found]:
    """The words of one file."""
    text, place = path.read_text("utf-8"), path.relative_to(APP.parent).as_posix()
    if path == REFUSALS:
        yield from (Found(words, place) for words in _refusals(ast.parse(text)))
        return
    calls = _calls_in_template(text) if path.suffix == ".html" else _calls_in_module(ast.parse(text))
    for mark, texts in calls:
        match mark, texts:
            case "pgettext", [context, words]:
                yield Found(words, place, context)
            case _, [words]:
                yield Found(words, place)
            case _, [one, many]:
                yield Found((one, many), place)


def _calls_in_template(text: str) -> Iterator[tuple[str, list[str]]]:
    for _line, mark, words in extract_from_ast(jinja.parse(text), MARKS):
        yield mark, [words] if isinstance(words, str) else [one for one in words or () if one]


def _calls_in_module(tree: ast.Module) -> Iterator[tuple[str, list[str]]]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if isinstance(call.func, ast.Name) and call.func.id in MARKS:
            texts = (one.value for one in call.args if isinstance(one, ast.Constant))
            yield call.func.id, [text for text in texts if isinstance(text, str)]


def _refusals(tree: ast.Module) -> Iterator[str]:
    """The docstring of every refusal that has no message of its own: it is what people read."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not any(isinstance(one, ast.FunctionDef) for one in node.body):
            yield ast.get_docstring(node) or ""
