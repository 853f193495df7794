"""Sheets as NDJSON in, scores as NDJSON out: one line after the other, nothing kept but the tallies met."""

import json
from collections.abc import Hashable, Mapping
from contextlib import suppress
from typing import Any

import msgspec

from app.errors import BadValueError
from app.instruments.model import Instrument
from app.scoring.engine import plan_of
from app.scoring.plan import MEMORY, ScalePlan

NO_ID = msgspec.Raw(b"null")


class Sheet(msgspec.Struct):
    """One line as it should be. `id` is kept as it was written, whatever JSON it is."""

    answers: dict[str, int | str | None]
    id: msgspec.Raw = NO_ID


class LineScorer:
    """Scores lines for one instrument. `refused` counts the lines that got an error in place of scores.

    In: `{"id": …, "answers": {item: code, …}}`; absent, null and "declined" are unanswered.
    Out: `{"id": …, "instrument": …, "scores": {scale: {value, status, answered, of, band, reason}}}`, with a
    standard_error where the scale's rule yields one,
    or `{"id": …, "error": …}` for a line that is refused.
    """

    def __init__(self, instrument: Instrument) -> None:
        self.refused = 0
        self._plan = plan_of(instrument)
        self._decode = msgspec.json.Decoder(Sheet).decode
        self._written: tuple[dict[Hashable, bytes], ...] = tuple({} for _ in self._plan.scales)
        self._head = b',"instrument":' + msgspec.json.encode(instrument.name) + b',"scores":{'

    def line(self, text: bytes, number: int) -> bytes:
        """The answer to one line, ending in a newline. `number` is the line's place in the input, from 1."""
        try:
            sheet = self._decode(text.decode("utf-8"))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return self._refused(*self._fault(text, number))
        if text.count(b":") > len(sheet.answers) + 1 + (sheet.id != NO_ID) and (name := _named_twice(text)):
            return self._refused(bytes(sheet.id), f"line {number}: “{name}” stands twice")
        try:
            return self._scored(bytes(sheet.id), sheet.answers)
        except BadValueError as error:
            return self._refused(bytes(sheet.id), error.message)

    def _scored(self, name: bytes, answers: Mapping[str, object]) -> bytes:
        keys = self._plan.keys(answers)
        scores = [
            written.get(key) or self._write(plan, written, key)
            for plan, written, key in zip(self._plan.scales, self._written, keys, strict=True)
        ]
        return b'{"id":' + name + self._head + b",".join(scores) + b"}}\n"

    def _write(self, plan: ScalePlan[Any], written: dict[Hashable, bytes], key: Hashable) -> bytes:
        if len(written) >= MEMORY:
            written.clear()
        score = plan.score(key)
        shown: dict[str, object] = {
            "value": score.value,
            "status": score.status,
            "answered": score.answered,
            "of": score.of,
            "band": score.band,
            "reason": score.reason,
        }
        if score.standard_error is not None:
            shown["standard_error"] = score.standard_error
        written[key] = msgspec.json.encode(score.scale) + b":" + msgspec.json.encode(shown)
        return written[key]

    def _refused(self, name: bytes, message: str) -> bytes:
        self.refused += 1
        return b'{"id":' + name + b',"error":' + msgspec.json.encode(message) + b"}\n"

    def _fault(self, text: bytes, number: int) -> tuple[bytes, str]:
        """The line's id, as far as it can be read, and what keeps the line from being a sheet."""
        try:
            raw = msgspec.json.decode(text.decode("utf-8"))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            return b"null", f"line {number}: this is not JSON: {error}"
        if not isinstance(raw, dict):
            return b"null", f"line {number}: this is not an object with an id and answers"
        name = msgspec.json.encode(raw.get("id"))
        answers = raw.get("answers")
        if not isinstance(answers, dict):
            return name, f"line {number}: answers is not an object of item numbers and codes"
        return name, self._plan.fault(answers) or f"line {number}: an item stands twice"


def _named_twice(text: bytes) -> str:
    """The first name that stands twice in one object, so that nobody knows which value was meant; else empty.

    Parsing again is slow: only lines with more colons than a sheet needs are looked at.
    """
    twice: list[str] = []

    def note(pairs: list[tuple[str, object]]) -> None:
        names = [name for name, _ in pairs]
        twice.extend(name for name in names if names.count(name) > 1)

    with suppress(RecursionError):
        json.loads(text.decode("utf-8"), object_pairs_hook=note, parse_int=str, parse_float=str, strict=False)
    return twice[0] if twice else ""
