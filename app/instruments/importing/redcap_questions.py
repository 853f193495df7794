"""What one field of a REDCap data dictionary asks for: its kind, its codes, its bounds."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from app.instruments.importing.codes import Answer, coded
from app.instruments.importing.draft import Option
from app.instruments.importing.findings import Findings
from app.instruments.importing.json_node import number_of
from app.instruments.importing.languages import TRUE_FALSE, YES_NO, own_words
from app.instruments.importing.markup import plain
from app.instruments.importing.redcap_table import Field
from app.instruments.importing.spans import Span, number_span, slider_span

UNASKABLE = {
    "checkbox": "several answers may be chosen, which Myelog cannot ask",
    "file": "a file or a signature is asked for, which Myelog cannot keep",
    "sql": "its answers come from another database",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A kind with what it needs; `names` are what REDCap calls the codes, where they are few."""

    kind: str
    options: tuple[Option, ...] = ()
    span: Span | None = None
    names: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Questions:
    """Makes shapes of fields; what it cannot carry over and what it decides goes to `findings`."""

    locale: str
    findings: Findings

    def shape(self, field: Field, place: str) -> Shape | None:
        """What the field asks for; None, with the reason noted, if Myelog cannot ask it."""
        makers: Mapping[str, Callable[[Field, str], Shape | None]] = {
            **dict.fromkeys(("radio", "dropdown", "select"), self._choice),
            "yesno": lambda field, place: self._pair(YES_NO, place),
            "truefalse": lambda field, place: self._pair(TRUE_FALSE, place),
            "slider": self._slider,
            "text": self._text,
            "notes": lambda field, place: Shape(kind="text", names={}),
            "textarea": lambda field, place: Shape(kind="text", names={}),
        }
        return makers.get(field["type"].lower(), self._unaskable)(field, place)

    def _choice(self, field: Field, place: str) -> Shape | None:
        answers = self._answers(field["choices"], place)
        if not answers:
            self.findings.lose("no answers are given to choose from", place)
            return None
        self._tell_of_missing_bars(answers, place)
        options, by = coded(answers)
        if by == "position":
            self.findings.remark(
                "its codes are no different whole numbers: positions, from 0, are the codes", place
            )
        names = {answer.code: option.code for answer, option in zip(answers, options, strict=True)}
        return Shape(kind="single_choice", options=options, names=names)

    def _answers(self, written: str, place: str) -> list[Answer]:
        """`1, Label | 2, Label`; a label may hold commas, an answer may stand on a line of its own."""
        parts = [part.strip() for part in written.split("|")]
        if len(parts) == 1:
            parts = [part.strip() for part in re.split(r"\r?\n|\\n", written)]
        answers = []
        for part in filter(None, parts):
            code, _, label = part.partition(",")
            words = plain(label)
            if not words:
                self.findings.remark(f"answer “{code.strip()}” has no words: its code stands in", place)
            answers.append(Answer(words={self.locale: words or code.strip()}, code=code.strip()))
        return answers

    def _tell_of_missing_bars(self, answers: list[Answer], place: str) -> None:
        """Where a code is skipped and stands within the words before the gap, a bar was forgotten."""
        for answer, after in pairwise(answers):
            if answer.code.isdecimal() and after.code.isdecimal() and int(after.code) - int(answer.code) == 2:
                skipped = int(answer.code) + 1
                if re.search(rf"(?<!\d){skipped}\s*,", answer.words[self.locale]):
                    told = f"answer {skipped} stands within the words of answer {answer.code}"
                    self.findings.lose(f"{told}: a “|” seems to be missing", place)

    def _pair(self, table: dict[str, tuple[str, str]], place: str) -> Shape:
        words = [own_words(table, position, (self.locale,)) for position in (0, 1)]
        self.findings.remark("the first answer is 1, the second 0; the two words are ours", place)
        options = tuple(Option(code=1 - position, words=given) for position, given in enumerate(words))
        return Shape(kind="single_choice", options=options, names={"1": 1, "0": 0})

    def _slider(self, field: Field, place: str) -> Shape:
        low, high = _bound(field["low"] or "0"), _bound(field["high"] or "100")
        span = slider_span(low, high, place, self.findings)
        labels = [plain(label) for label in field["choices"].split("|")]
        places = {1: (), 2: (span.low, span.high), 3: (span.low, (span.low + span.high) // 2, span.high)}
        codes = places.get(len(labels), ())
        has_ends = bool(codes) and bool(labels[0]) and bool(labels[-1])
        if any(labels) and not has_ends:
            self.findings.lose(f"the slider's labels “{field['choices']}”: both ends need one", place)
        options = tuple(
            Option(code=code, words={self.locale: label})
            for code, label in zip(codes, labels, strict=False)
            if has_ends and label
        )
        return Shape(kind="visual_analogue", span=span, options=options, names={})

    def _text(self, field: Field, place: str) -> Shape:
        validation = field["validation"].lower()
        if validation.startswith(("integer", "number", "int", "float")):
            if not validation.startswith("int"):
                self.findings.remark(
                    "a number with decimals may be asked for; only whole numbers can be given", place
                )
            low, high = _bound(field["low"]), _bound(field["high"])
            span = number_span(low, high, place, self.findings)
            names = (
                {str(code): code for code in range(span.low, span.high + 1)}
                if span.high - span.low <= 100
                else {}
            )
            return Shape(kind="number", span=span, names=names)
        if re.fullmatch(r"date(_[dmy]{3})?", validation):
            if field["low"] or field["high"]:
                self.findings.lose("the bounds of the date", place)
            return Shape(kind="date", names={})
        if validation:
            self.findings.remark(f"the answer is not checked to be “{validation}”", place)
        return Shape(kind="text", names={})

    def _unaskable(self, field: Field, place: str) -> None:
        kind = field["type"].lower()
        self.findings.lose(UNASKABLE.get(kind, f"Myelog cannot ask a field of type “{kind}”"), place)


def _bound(written: str) -> Decimal | None:
    """A bound, with a point or a comma before its decimals; None if it is another field or a word."""
    return number_of(written.replace(",", ".", 1))
