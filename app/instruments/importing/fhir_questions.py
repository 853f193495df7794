"""What one question of a FHIR Questionnaire asks for: its kind, its codes, its bounds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.instruments.importing.codes import Answer, By, coded
from app.instruments.importing.draft import Option
from app.instruments.importing.findings import Findings
from app.instruments.importing.json_node import Node
from app.instruments.importing.languages import YES_NO, own_words, words_of
from app.instruments.importing.spans import Span, number_span, slider_span
from app.instruments.importing.value_sets import ValueSets, weight_of

TEXTS = ("string", "text", "url", "time", "dateTime", "open-choice")
NUMBERS = ("integer", "decimal", "quantity")
CODES_FROM: Mapping[By, str] = {
    "weight as points": "two answers weigh the same or not a whole number: codes are positions, weights are points",
    "some weights": "not every answer has a weight: the others got codes above it; say what they count for",
    "code": "the answers have no weights: their own codes are the codes",
    "prefix": "the answers have no weights: the numbers printed before them are the codes",
    "position": "the answers have no weights: their positions, counted from 0, are the codes",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A kind with what it needs; `answers` are those behind the options, one for one."""

    kind: str
    options: tuple[Option, ...] = ()
    span: Span | None = None
    answers: tuple[Answer, ...] = ()
    has_weights: bool = False


@dataclass(frozen=True, slots=True)
class Questions:
    """Makes shapes of questions; what it cannot carry over and what it decides goes to `findings`."""

    sets: ValueSets
    locales: tuple[str, ...]
    findings: Findings

    def shape(self, node: Node, place: str) -> Shape | None:
        """What the question asks for; None, with the reason noted, if Myelog cannot ask it."""
        answers = self._answers(node)
        kind = node.text("type")
        if answers:
            return self._choice(node, answers, place)
        maker: Callable[[Node, str], Shape | None] = self._makers().get(kind, self._unknown)
        shape = maker(node, place)
        if shape is not None and node.flag("repeats"):
            self.findings.remark("it may be answered several times; here it is asked once", place)
        return shape

    def tell_small_losses(self, node: Node, place: str) -> None:
        """Note what belongs to a question that is carried over and does not come with it."""
        for name in ("questionnaire-unit", "questionnaire-unitOption"):
            for unit in node.extensions(name):
                coding = unit.node("valueCoding")
                self.findings.lose(f"the unit “{coding.text('display') or coding.text('code')}”", place)
        for category in node.extensions("questionnaire-displayCategory"):
            self.findings.lose(f"the text “{category.node('valueCodeableConcept').text('text')}”", place)
        has_initial = any(key in node for key in ("initial", "initialCoding", "initialString"))
        if has_initial or any(node.extensions("sdc-questionnaire-initialExpression")):
            self.findings.remark("it was filled in beforehand; here it is not", place)

    def _makers(self) -> Mapping[str, Callable[[Node, str], Shape | None]]:
        return {
            "boolean": self._yes_or_no,
            "date": lambda node, place: Shape(kind="date"),
            **dict.fromkeys(TEXTS, self._text),
            **dict.fromkeys(NUMBERS, self._number),
            **dict.fromkeys(("choice", "coding"), self._choice_without_answers),
        }

    def _answers(self, node: Node) -> tuple[Answer, ...]:
        """The answers written at the question (STU3: `option`), else those of its value set (STU3: `options`)."""
        options = node.nodes("answerOption") or node.nodes("option")
        own = tuple(answer for answer in map(self._answer, options) if answer is not None)
        return own or self.sets.answers(_value_set(node))

    def _answer(self, option: Node) -> Answer | None:
        key = option.find_key("value")
        if key is None:
            return None
        value = option.node(key)
        words = words_of(value, "display", self.locales[0]) or words_of(option, key, self.locales[0])
        code = value.text("code") or option.text(key)
        if not words and not code:
            return None
        return Answer(
            words=words or {self.locales[0]: code},
            code=code,
            system=value.text("system"),
            weight=weight_of(
                option, value, option.node(f"_{key}"), value.node("_code"), value.node("_display")
            ),
            prefix=_prefix(option) or _prefix(value),
            is_preset=option.flag("initialSelected"),
        )

    def _choice(self, node: Node, answers: tuple[Answer, ...], place: str) -> Shape | None:
        if node.flag("repeats"):
            self.findings.lose("several answers may be chosen, which Myelog cannot ask", place)
            return None
        if node.text("type") == "open-choice" or node.text("answerConstraint") in (
            "optionsOrString",
            "optionsOrType",
        ):
            self.findings.lose("an answer in own words, beside those to choose from, cannot be given", place)
        if any(answer.is_preset for answer in answers):
            self.findings.remark("an answer was chosen beforehand; here nothing is", place)
        options, by = coded(answers)
        if by in CODES_FROM:
            self.findings.remark(CODES_FROM[by], place)
        has_weights = by in ("weight", "weight as points")
        return Shape(kind="single_choice", options=options, answers=answers, has_weights=has_weights)

    def _yes_or_no(self, _node: Node, place: str) -> Shape:
        self.findings.remark("yes is 1 and no is 0; the two words are ours", place)
        answers = tuple(
            Answer(words=own_words(YES_NO, position, self.locales), code=code)
            for position, code in enumerate(("true", "false"))
        )
        options = tuple(
            Option(code=1 - position, words=answer.words) for position, answer in enumerate(answers)
        )
        return Shape(kind="single_choice", options=options, answers=answers)

    def _text(self, node: Node, place: str) -> Shape:
        if node.text("type") in ("time", "dateTime"):
            self.findings.remark("a time is asked for; here it is answered in words", place)
        return Shape(kind="text")

    def _number(self, node: Node, place: str) -> Shape:
        low, high = _bound(node, "minValue"), _bound(node, "maxValue")
        if control_of(node) == "slider":
            step = _bound(node, "sliderStepValue")
            if step not in (None, 1):
                self.findings.remark(
                    f"the slider moved in steps of {step}; here every whole number counts", place
                )
            span = slider_span(low, high, place, self.findings)
            return Shape(kind="visual_analogue", span=span, options=self._ends(node, span))
        if node.text("type") != "integer":
            self.findings.remark(
                "a number with decimals is asked for; here only whole numbers can be given", place
            )
        return Shape(kind="number", span=number_span(low, high, place, self.findings))

    def _ends(self, node: Node, span: Span) -> tuple[Option, ...]:
        """The words at the slider's ends, if both have some: displays within the item."""
        found = {control_of(part): words_of(part, "text", self.locales[0]) for part in node.nodes("item")}
        if not (found.get("lower") and found.get("upper")):
            return ()
        return Option(code=span.low, words=found["lower"]), Option(code=span.high, words=found["upper"])

    def _choice_without_answers(self, node: Node, place: str) -> None:
        where = _value_set(node)
        if where:
            message = f"its answers are in {where}, which this file does not hold or does not list"
        else:
            message = "no answers are given to choose from"
        self.findings.lose(message, place)

    def _unknown(self, node: Node, place: str) -> None:
        self.findings.lose(f"Myelog cannot ask a question of type “{node.text('type')}”", place)


def _value_set(node: Node) -> str:
    return node.text("answerValueSet") or node.text("options") or node.node("options").text("reference")


def _prefix(node: Node) -> str:
    return node.extension("questionnaire-optionPrefix").text("valueString")


def control_of(node: Node) -> str:
    """How the item wants to be drawn (slider, help, lower …); empty if it does not say."""
    for control in node.extensions("questionnaire-itemControl"):
        concept = control.node("valueCodeableConcept")
        for coding in concept.nodes("coding"):
            return coding.text("code")
    return ""


def _bound(node: Node, name: str) -> Decimal | None:
    extension = node.extension(name, f"questionnaire-{name}")
    key = extension.find_key("value") or ""
    number = extension.number(key)
    return extension.node(key).number("value") if number is None else number
