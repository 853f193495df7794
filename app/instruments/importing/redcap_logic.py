"""REDCap's branching logic, as far as it says which answers to one item an item hangs on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.instruments.importing.draft import DraftCondition

_TOKEN = re.compile(
    r"\s*(?:(?P<open>\()|(?P<close>\))|(?P<word>and|or)\b"
    r"|\[(?P<item>[a-z0-9_]+)\]\s*(?P<sign><>|!=|<=|>=|=|<|>)\s*"
    r"(?:'(?P<single>[^']*)'|\"(?P<double>[^\"]*)\"|(?P<bare>-?\d+(?:\.\d+)?)))",
    re.IGNORECASE,
)
_DEEPEST = 30


class NotCarriedOverError(Exception):
    """The logic says more than conditions on answers can."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A field that was carried over: its item's id, and the codes it has by what REDCap calls them."""

    id: str
    codes: Mapping[str, int]


def conditions_of(logic: str, coded: Mapping[str, Coded]) -> tuple[DraftCondition, ...]:
    """The conditions that `logic` sets; NotCarriedOverError if it cannot be said so."""
    tokens = _tokens(logic)
    conditions = _either(tokens, coded, 0)
    if tokens:
        raise NotCarriedOverError
    return conditions


def _tokens(logic: str) -> list[re.Match[str]]:
    """The tokens, last first."""
    tokens, at, text = [], 0, logic.rstrip()
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise NotCarriedOverError
        tokens.append(token)
        at = token.end()
    return tokens[::-1]


def _either(
    tokens: list[re.Match[str]], coded: Mapping[str, Coded], depth: int
) -> tuple[DraftCondition, ...]:
    """Parts joined by `or`: all about one item, or nothing that conditions can say."""
    parts = [_both(tokens, coded, depth)]
    while _next_is(tokens, "or"):
        parts.append(_both(tokens, coded, depth))
    return parts[0] if len(parts) == 1 else _merged(parts)


def _both(tokens: list[re.Match[str]], coded: Mapping[str, Coded], depth: int) -> tuple[DraftCondition, ...]:
    conditions = _part(tokens, coded, depth)
    while _next_is(tokens, "and"):
        conditions += _part(tokens, coded, depth)
    return conditions


def _part(tokens: list[re.Match[str]], coded: Mapping[str, Coded], depth: int) -> tuple[DraftCondition, ...]:
    if not tokens or depth > _DEEPEST:
        raise NotCarriedOverError
    token = tokens.pop()
    if token["open"]:
        inner = _either(tokens, coded, depth + 1)
        if not tokens or not tokens.pop()["close"]:
            raise NotCarriedOverError
        return inner
    if not token["item"]:
        raise NotCarriedOverError
    return (_comparison(token, coded),)


def _comparison(token: re.Match[str], coded: Mapping[str, Coded]) -> DraftCondition:
    field = coded.get(token["item"].lower())
    if field is None:
        raise NotCarriedOverError
    wanted = next(text for text in (token["single"], token["double"], token["bare"]) if text is not None)
    codes = tuple(code for name, code in field.codes.items() if _holds(name, token["sign"], wanted.strip()))
    if not codes:
        raise NotCarriedOverError
    return DraftCondition(item=field.id, codes=codes)


def _holds(name: str, sign: str, wanted: str) -> bool:
    if sign in ("=", "<>", "!="):
        return (name == wanted or _number(name) == _number(wanted) is not None) == (sign == "=")
    value, bound = _number(name), _number(wanted)
    if value is None or bound is None:
        raise NotCarriedOverError
    return {"<": value < bound, ">": value > bound, "<=": value <= bound, ">=": value >= bound}[sign]


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", text, re.ASCII) else None


def _merged(parts: Sequence[tuple[DraftCondition, ...]]) -> tuple[DraftCondition, ...]:
    if any(len(part) != 1 for part in parts) or len({part[0].item for part in parts}) != 1:
        raise NotCarriedOverError
    codes = dict.fromkeys(code for part in parts for code in part[0].codes)
    return (DraftCondition(item=parts[0][0].item, codes=tuple(codes)),)


def _next_is(tokens: list[re.Match[str]], word: str) -> bool:
    if tokens and tokens[-1]["word"] and tokens[-1]["word"].lower() == word:
        tokens.pop()
        return True
    return False
