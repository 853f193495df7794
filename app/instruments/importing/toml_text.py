"""Tables of texts, numbers, lists and tables as TOML, laid out like the definitions written by hand."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def to_toml(table: Mapping[str, object]) -> str:
    """The table as TOML: what is simple first, then tables and lists of tables, each under its heading."""
    return "\n".join(_lines(table, ())).lstrip("\n") + "\n"


def _lines(table: Mapping[str, object], path: tuple[str, ...]) -> Iterator[str]:
    for key, value in table.items():
        if not _is_table(value) and not _is_tables(value):
            yield f"{_key(key)} = {_value(value)}"
    for key, value in table.items():
        inner = (*path, _key(key))
        heading = ".".join(inner)
        if isinstance(value, Mapping) and _is_table(value):
            if not value or not all(_is_table(part) for part in value.values()):
                yield from ("", f"[{heading}]")
            yield from _lines(value, inner)
        elif _is_tables(value) and isinstance(value, list):
            for part in value:
                yield from ("", f"[[{heading}]]")
                yield from _lines(part, inner)


def _value(value: object) -> str:
    if isinstance(value, str):
        return f'"{"".join(map(_escaped, value))}"'
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, Inline):
        return "{ " + ", ".join(f"{_key(key)} = {_value(part)}" for key, part in value.items()) + " }"
    if isinstance(value, int | Decimal):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    raise TypeError(f"no TOML for {type(value).__name__}")


class Inline(dict[str, object]):
    """A table to be written in one line."""


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping) and not isinstance(value, Inline)


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_table(part) for part in value)


def _key(key: str) -> str:
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key, re.ASCII) else _value(key)


def _escaped(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    return f"\\u{ord(letter):04x}" if ord(letter) < 32 or ord(letter) == 127 else letter
