"""A JSON document read leniently: what is absent or of another type than expected reads as empty."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

LARGEST = Decimal(10) ** 9
"""A number beyond this is no answer, no weight and no bound of a questionnaire."""


class Node:
    """One object of the document."""

    __slots__ = ("_raw",)

    def __init__(self, raw: object) -> None:
        self._raw: dict[str, object] = raw if isinstance(raw, dict) else {}

    def __contains__(self, key: str) -> bool:
        return self._raw.get(key) is not None

    def text(self, key: str) -> str:
        """The text under `key` in tidy white space; a number or a truth value counts as its text."""
        return tidy(text_of(self._raw.get(key)))

    def flag(self, key: str) -> bool:
        """Whether true stands under `key`."""
        return self._raw.get(key) in (True, "true")

    def number(self, key: str) -> Decimal | None:
        """The number under `key`, also where it is written as text; None if there is none of a sane size."""
        return number_of(self._raw.get(key))

    def node(self, key: str) -> "Node":
        """The object under `key`."""
        return Node(self._raw.get(key))

    def nodes(self, key: str) -> "tuple[Node, ...]":
        """The objects of the list under `key`; a single object counts as a list of one."""
        raw = self._raw.get(key)
        entries = raw if isinstance(raw, list) else [raw]
        return tuple(Node(entry) for entry in entries if isinstance(entry, dict))

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of the list under `key`."""
        raw = self._raw.get(key)
        entries = raw if isinstance(raw, list) else [raw]
        return tuple(entry.strip() for entry in entries if isinstance(entry, str) and entry.strip())

    def find_key(self, prefix: str) -> str | None:
        """The first key with something under it that goes on from `prefix`: `valueCoding` from `value`."""
        keys = (key for key, value in self._raw.items() if value is not None)
        return next((key for key in keys if key.startswith(prefix) and len(key) > len(prefix)), None)

    def extensions(self, *names: str) -> "Iterator[Node]":
        """The extensions whose address ends in one of `names`."""
        for extension in self.nodes("extension"):
            if extension.text("url").rstrip("/").rsplit("/", 1)[-1] in names:
                yield extension

    def extension(self, *names: str) -> "Node":
        """The first such extension; an empty node if there is none."""
        return next(self.extensions(*names), Node(None))

    def is_empty(self) -> bool:
        """Whether nothing at all was read here."""
        return not self._raw


def text_of(raw: object) -> str:
    """A raw scalar as text; empty for anything else. Halves of letters become U+FFFD, so that they are seen."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, str):
        return raw.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return str(raw) if isinstance(raw, int | Decimal) else ""


def number_of(raw: object) -> Decimal | None:
    """A raw scalar as a number; None if it is none or beyond `LARGEST`."""
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal | str):
        return None
    try:
        number = Decimal(raw.strip()) if isinstance(raw, str) else Decimal(raw)
    except InvalidOperation:
        return None
    sane = number.is_finite() and abs(number) <= LARGEST and number.as_tuple().exponent >= -9  # type: ignore[operator]
    return number if sane else None


def tidy(text: str) -> str:
    """The text without white space around it, inside it never more than one; other control characters are dropped."""
    spaced = re.sub(r"[\s\x00-\x1f\x7f]+", lambda run: "\u00a0" if run[0] == "\u00a0" else " ", text)
    return spaced.strip()
