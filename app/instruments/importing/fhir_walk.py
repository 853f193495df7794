"""The items of a FHIR Questionnaire in order.

A group's words, and a display that reads as a question, become the stem of the items that follow at their
level. Other displays are instructions: of the whole questionnaire before its first item, else a page of their
own. Questions are numbered in order, those that could not be carried over too; their linkIds are kept.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from app.instruments.importing.draft import DraftCondition, DraftItem, Words
from app.instruments.importing.fhir_conditions import Asked, conditions_of
from app.instruments.importing.fhir_questions import Questions, control_of
from app.instruments.importing.findings import Findings
from app.instruments.importing.json_node import Node
from app.instruments.importing.languages import asks, in_all_languages, joined, words_of
from app.instruments.importing.writing import id_list

SYSTEMS = {"http://loinc.org": "loinc", "http://snomed.info/sct": "snomed"}
TITLE_STANDS_IN = (
    "the title stands in for the short title and for the heading patients see: choose neutral ones"
)
ASIDES = ("help", "flyover", "prompt", "unit", "legal", "lower", "upper")
_DEEPEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What an item inherits from the groups it stands in."""

    title: str
    stem: Words | None = None
    when: tuple[DraftCondition, ...] = ()
    depth: int = 0


class Walk:
    """Goes through the items in order and collects those that Myelog can show."""

    def __init__(self, locales: tuple[str, ...], questions: Questions, findings: Findings) -> None:
        self.items: list[DraftItem] = []
        self.instructions: list[Words] = []
        self._locales = locales
        self._questions = questions
        self._findings = findings
        self._asked: dict[str, Asked] = {}
        self._numbers = {"question": 0, "instructions": 0}

    def tell_of_the_whole(self) -> None:
        """Remarks on the questionnaire as a whole, once all of it was read."""
        self._findings.remark(TITLE_STANDS_IN)
        weighed = [asked for asked in self._asked.values() if asked.shape.has_weights]
        if weighed:
            low, high = (sum(end(_weights(asked)) for asked in weighed) for end in (min, max))
            named = id_list([asked.id for asked in weighed])
            self._findings.remark(
                f"the answers to {named} have weights, whose sum runs from {low} to {high}: "
                "what is scored, a person must say"
            )

    def level(self, nodes: tuple[Node, ...], frame: Frame) -> None:
        """The items of one level, in order."""
        if frame.depth > _DEEPEST:
            self._findings.lose(f"items within more than {_DEEPEST} groups", _linked(nodes))
            return
        stem, is_open = frame.stem, True
        shown = [node for node in nodes if not self._is_no_question(node)]
        last = max((at for at, node in enumerate(shown) if node.text("type") != "display"), default=-1)
        for at, node in enumerate(shown):
            inner = replace(frame, stem=stem)
            if node.text("type") == "display":
                lead = self._display(node, inner, may_lead=at < last, is_first=is_open)
                if lead is not None:
                    stem, is_open = joined(stem if is_open else frame.stem, lead), True
            elif _is_group(node):
                self._group(node, inner)
                is_open = False
            else:
                self._question(node, inner)
                is_open = False

    def _is_no_question(self, node: Node) -> bool:
        """Whether patients never answer it; if so, it is noted."""
        reason = _why_no_question(node)
        if reason is not None:
            self._findings.remark(f"left out: {reason}", node.text("linkId"))
        return reason is not None

    def _display(self, node: Node, frame: Frame, *, may_lead: bool, is_first: bool) -> Words | None:
        """Puts a display where it belongs; gives its words back if they are the stem of what follows."""
        words, place = self._words(node, "text"), node.text("linkId")
        if not words:
            return None
        if control_of(node) in ASIDES:
            self._findings.lose(f"the {control_of(node)} text “{next(iter(words.values()))}”", place)
            return None
        when = self._conditions(node, frame, place)
        if may_lead and not when and (asks(words) or (frame.depth and is_first)):
            self._findings.remark("its words stand above the items that follow", place)
            return words
        if not when and not self.items:
            self.instructions.append(words)
            return None
        name = self._next("instructions")
        self._findings.remark(f"its words are a page of their own, {name}", place)
        self.items.append(
            DraftItem(id=name, name=place, kind="instructions", words=words, when=when, codings={})
        )
        return None

    def _group(self, node: Node, frame: Frame) -> None:
        words, place = self._words(node, "text"), node.text("linkId")
        if node.flag("repeats"):
            self._findings.remark("the group may be answered several times; here it is asked once", place)
        if frame.title in words.values():
            words = {}
        when = self._conditions(node, frame, place)
        inner = replace(frame, stem=joined(frame.stem, words), when=when, depth=frame.depth + 1)
        self.level(node.nodes("item"), inner)

    def _question(self, node: Node, frame: Frame) -> None:
        name = self._next("question")
        place = f"item {name} ({node.text('linkId') or 'without a linkId'})"
        shape = self._questions.shape(node, place)
        words, stem = self._own_words(node, frame.stem, place)
        when = self._conditions(node, frame, place)
        if shape is not None:
            self._questions.tell_small_losses(node, place)
            if node.text("linkId") in self._asked:
                self._findings.lose("this linkId stands twice; conditions mean the first", place)
            self._asked.setdefault(node.text("linkId"), Asked(id=name, shape=shape))
            span = shape.span
            self.items.append(
                DraftItem(
                    id=name,
                    name=node.text("linkId"),
                    kind=shape.kind,
                    words=words,
                    options=tuple(
                        replace(option, words=self._settled(option.words)) for option in shape.options
                    ),
                    low=span.low if span else None,
                    high=span.high if span else None,
                    stem=stem,
                    when=when,
                    codings=codings_of(node),
                )
            )
        self._below(node, replace(frame, stem=joined(frame.stem, words), when=when, depth=frame.depth + 1))

    def _below(self, node: Node, frame: Frame) -> None:
        """The items under a question; the ends of a slider were read with it."""
        below = tuple(part for part in node.nodes("item") if control_of(part) not in ("lower", "upper"))
        if any(part.text("type") != "display" for part in below):
            self._findings.remark("its words stand above the items under it", node.text("linkId"))
        self.level(below, frame)

    def _own_words(self, node: Node, stem: Words | None, place: str) -> tuple[Words, Words | None]:
        """The question's words and its stem; without words of its own it takes those nearest to it."""
        words = self._words(node, "text")
        if words:
            if "prefix" in node:
                self._findings.remark("the number printed before it is not shown", place)
            return words, stem
        for code in node.nodes("code"):
            words = words or self._words(code, "display")
        words = self._words(node, "prefix") or words
        if words:
            self._findings.remark("it has no text: its prefix or its code's name stands in", place)
            return words, stem
        if stem:
            self._findings.remark("it has no text: the words above it are its own", place)
            return stem, None
        self._findings.lose("it has no words at all", place)
        return {}, None

    def _conditions(self, node: Node, frame: Frame, place: str) -> tuple[DraftCondition, ...]:
        conditions, lost = conditions_of(node, self._asked)
        for told in lost:
            self._findings.lose(f"asked always, though the file asks it only if: {told}", place)
        return (*frame.when, *(condition for condition in conditions if condition not in frame.when))

    def _words(self, node: Node, key: str) -> Words:
        return self._settled(words_of(node, key, self._locales[0]))

    def _settled(self, words: Words) -> Words:
        filled = in_all_languages(words, self._locales)
        return {locale: filled[locale] for locale in self._locales if locale in filled}

    def _next(self, kind: str) -> str:
        self._numbers[kind] += 1
        return str(self._numbers[kind]) if kind == "question" else f"i{self._numbers[kind]}"


def _weights(asked: Asked) -> list[Decimal]:
    return [
        Decimal(option.code) if option.points is None else option.points for option in asked.shape.options
    ]


def _is_group(node: Node) -> bool:
    has_answers = any(key in node for key in ("answerOption", "option", "answerValueSet", "options"))
    return node.text("type") == "group" or ("type" not in node and not has_answers)


def _why_no_question(node: Node) -> str | None:
    if node.extension("questionnaire-hidden").flag("valueBoolean"):
        return "it is hidden"
    if not node.extension("sdc-questionnaire-calculatedExpression", "cqf-calculatedValue").is_empty():
        return "it is calculated, and scoring belongs to the definition"
    if node.text("type") in ("group", "display"):
        return None
    if node.flag("readOnly"):
        return "it can only be read"
    if node.text("type") in ("integer", "decimal", "quantity") and _is_score(node):
        return "it is a score, and scoring belongs to the definition"
    return None


def _is_score(node: Node) -> bool:
    for unit in node.extensions("questionnaire-unit"):
        if "{score}" in (unit.node("valueCoding").text("code"), unit.node("valueCoding").text("display")):
            return True
    return re.search(r"\b(total|sum|raw|t)[ -]?score\b", node.text("text"), re.IGNORECASE) is not None


def codings_of(node: Node) -> Mapping[str, str]:
    """Code system -> the node's first code in it, of the systems that definitions name."""
    codings: dict[str, str] = {}
    for code in node.nodes("code"):
        system = SYSTEMS.get(code.text("system"))
        if system and code.text("code"):
            codings.setdefault(system, code.text("code"))
    return codings


def _linked(nodes: tuple[Node, ...]) -> str | None:
    return nodes[0].text("linkId") if nodes else None
