"""`enableWhen`: on which answers to which items a FHIR item depends."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.instruments.importing.codes import Answer
from app.instruments.importing.draft import DraftCondition
from app.instruments.importing.fhir_questions import Shape
from app.instruments.importing.json_node import Node

MOST_CODES = 101
"""A condition that lists more codes than this would be unreadable: it is left to a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question that was carried over, as conditions see it."""

    id: str
    shape: Shape

    def answers(self) -> Iterator[tuple[int, Answer | None]]:
        """Each code with the answer behind it; the numbers of a span have none."""
        if self.shape.span is not None:
            yield from ((code, None) for code in range(self.shape.span.low, self.shape.span.high + 1))
        else:
            options = zip(self.shape.options, self.shape.answers, strict=True)
            yield from ((option.code, answer) for option, answer in options)


def conditions_of(node: Node, asked: Mapping[str, Asked]) -> tuple[tuple[DraftCondition, ...], list[str]]:
    """The conditions under which the item is asked, and what of them could not be carried over, in words."""
    parts = node.nodes("enableWhen")
    lost = ["what an expression decides"] * _has_expression(node)
    found = [(part, _condition(part, asked)) for part in parts]
    conditions = [condition for _, condition in found if condition is not None]
    if len(parts) > 1 and _one_is_enough(node, conditions):
        merged = _either(conditions) if len(conditions) == len(parts) else None
        return ((merged,), lost) if merged else ((), [*lost, " or ".join(map(_told, parts))])
    return tuple(conditions), lost + [_told(part) for part, condition in found if condition is None]


def _one_is_enough(node: Node, conditions: Sequence[DraftCondition]) -> bool:
    """Whether any condition suffices: as the item says, or because several answers to one item cannot all be given."""
    behaviour = node.text("enableBehavior")
    return behaviour == "any" or (not behaviour and len({condition.item for condition in conditions}) == 1)


def _condition(part: Node, asked: Mapping[str, Asked]) -> DraftCondition | None:
    source = asked.get(part.text("question"))
    answers = source.answers() if source is not None else ()
    codes = [code for code, answer in answers if _holds(part, code, answer)]
    if source is None or not 0 < len(codes) <= MOST_CODES:
        return None
    return DraftCondition(item=source.id, codes=tuple(codes))


def _holds(part: Node, code: int, answer: Answer | None) -> bool:
    """Whether the answer kept as `code` meets the condition."""
    operator = part.text("operator") or ("exists" if "hasAnswer" in part else "=")
    if operator == "exists":
        return part.flag("answerBoolean") or part.flag("hasAnswer")
    if operator in ("=", "!="):
        is_meant = _wanted_number(part) == code if answer is None else _is_meant(part, answer)
        return is_meant == (operator == "=")
    wanted = _wanted_number(part)
    if wanted is None or answer is not None:
        return False
    above, below = code > wanted, code < wanted
    return {">": above, "<": below, ">=": not below, "<=": not above}.get(operator, False)


def _is_meant(part: Node, answer: Answer) -> bool:
    key = part.find_key("answer") or ""
    coding = part.node(key)
    if coding.text("code"):
        systems = {coding.text("system"), answer.system} - {""}
        return coding.text("code") == answer.code and len(systems) < 2
    wanted = coding.text("display") or part.text(key)
    return bool(wanted) and wanted in (answer.code, *answer.words.values())


def _wanted_number(part: Node) -> Decimal | None:
    key = part.find_key("answer") or ""
    number = part.number(key)
    return part.node(key).number("value") if number is None else number


def _either(conditions: Sequence[DraftCondition]) -> DraftCondition | None:
    """One condition for all, if they are about the same item."""
    if len({condition.item for condition in conditions}) != 1:
        return None
    codes = dict.fromkeys(code for condition in conditions for code in condition.codes)
    return DraftCondition(item=conditions[0].item, codes=tuple(codes)) if len(codes) <= MOST_CODES else None


def _told(part: Node) -> str:
    operator = part.text("operator") or ("exists" if "hasAnswer" in part else "=")
    key = part.find_key("answer") or ""
    coding = part.node(key)
    wanted = coding.text("display") or coding.text("code") or part.text(key)
    return f"{part.text('question') or '?'} {operator} {wanted}".strip()


def _has_expression(node: Node) -> bool:
    return not node.extension("sdc-questionnaire-enableWhenExpression").is_empty()
