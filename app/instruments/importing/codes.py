"""Which whole number each answer of a choice is kept as."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from app.instruments.importing.draft import Option, Words

By = Literal["weight", "weight as points", "some weights", "code", "prefix", "position"]
"""What an item's codes were taken from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer as the file gives it: its words, its code, its weight, the number printed before it."""

    words: Words
    code: str = ""
    system: str = ""
    weight: Decimal | None = None
    prefix: str = ""
    is_preset: bool = False


def coded(answers: Sequence[Answer]) -> tuple[tuple[Option, ...], By]:
    """The answers with the codes they are kept as, and where these come from.

    Weights come first: they are what the questionnaire counts. Where they cannot be codes, because two answers
    weigh the same or half a point, positions are the codes and the weights their points. Without weights the
    answer's own number counts, then the number printed before it, then its position from 0.
    """
    weights = [answer.weight for answer in answers]
    given = [weight for weight in weights if weight is not None]
    if given and len(given) == len(answers):
        codes = _whole(given)
        if codes is not None:
            return _options(answers, codes), "weight"
        options = _options(answers, range(len(answers)))
        points = zip(options, given, strict=True)
        return tuple(replace(option, points=weight) for option, weight in points), "weight as points"
    if given:
        codes = _whole(given)
        return _options(answers, _filled(weights) if codes else range(len(answers))), "some weights"
    named: tuple[tuple[By, list[str]], ...] = (
        ("code", [answer.code for answer in answers]),
        ("prefix", [answer.prefix.rstrip(".)") for answer in answers]),
    )
    for by, texts in named:
        codes = _numbers(texts)
        if codes is not None:
            return _options(answers, codes), by
    return _options(answers, range(len(answers))), "position"


def _options(answers: Sequence[Answer], codes: Sequence[int]) -> tuple[Option, ...]:
    return tuple(Option(code=code, words=answer.words) for answer, code in zip(answers, codes, strict=True))


def _whole(weights: Sequence[Decimal]) -> list[int] | None:
    codes = [int(weight) for weight in weights]
    is_exact = all(code == weight for code, weight in zip(codes, weights, strict=True))
    return codes if is_exact and len(set(codes)) == len(codes) else None


def _numbers(texts: Sequence[str]) -> list[int] | None:
    if not all(re.fullmatch(r"-?\d{1,9}", text, re.ASCII) for text in texts):
        return None
    codes = [int(text) for text in texts]
    return codes if len(set(codes)) == len(codes) else None


def _filled(weights: Sequence[Decimal | None]) -> list[int]:
    """The weights; an answer without one gets the next number above all of them."""
    free = max(int(weight) for weight in weights if weight is not None) + 1
    codes = []
    for weight in weights:
        codes.append(free if weight is None else int(weight))
        free += weight is None
    return codes
