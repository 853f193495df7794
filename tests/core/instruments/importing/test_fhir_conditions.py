"""`enableWhen` as conditions on answers; what they cannot say is a loss, and the item is asked always."""

from typing import Any

import pytest

from app.instruments.importing.draft import DraftCondition
from tests.core.instruments.importing.foreign import (
    Json,
    choice,
    drafted,
    extended,
    lines,
    option,
    questionnaire,
    stored,
    weighing,
)

OFTEN = [
    option("Never", "n", **weighing(0)),
    option("Often", "o", **weighing(2)),
    option("Always", "a", **weighing(5)),
]


def follow_up(*conditions: Json, **more: Any) -> Json:
    return {"linkId": "why", "type": "text", "text": "Why?", "enableWhen": list(conditions), **more}


def when(question: str, operator: str = "=", **answer: Any) -> Json:
    return {"question": question, "operator": operator, **answer}


def is_coded(question: str, code: str, operator: str = "=") -> Json:
    return when(question, operator, answerCoding={"code": code})


def conditions(*items: Json) -> tuple[DraftCondition, ...]:
    draft = drafted(questionnaire(*items))
    assert draft.lost == ()
    return draft.items[-1].when


def only_if(item: str, *codes: int) -> DraftCondition:
    return DraftCondition(item=item, codes=codes)


@pytest.mark.parametrize(
    ("condition", "codes"),
    [
        (is_coded("q", "o"), (2,)),
        (is_coded("q", "o", "!="), (0, 5)),
        (when("q", answerCoding={"code": "o", "system": "https://anywhere.example"}), (2,)),
        (when("q", answerCoding={"display": "Always"}), (5,)),
        (when("q", answerString="Always"), (5,)),
        (when("q", "exists", answerBoolean=True), (0, 2, 5)),
        ({"question": "q", "hasAnswer": True}, (0, 2, 5)),
        ({"question": "q", "answerCoding": {"code": "n"}}, (0,)),
    ],
)
def test_conditions_on_coded_answers_are_kept(condition: Json, codes: tuple[int, ...]) -> None:
    assert conditions(choice("q", OFTEN), follow_up(condition)) == (only_if("1", *codes),)


@pytest.mark.parametrize(
    ("operator", "answer", "codes"), [("=", True, (1,)), ("=", False, (0,)), ("!=", True, (0,))]
)
def test_conditions_on_yes_or_no_are_kept(operator: str, answer: bool, codes: tuple[int, ...]) -> None:
    asked = {"linkId": "q", "type": "boolean", "text": "Frogs?"}
    assert conditions(asked, follow_up(when("q", operator, answerBoolean=answer))) == (only_if("1", *codes),)


@pytest.mark.parametrize(
    ("operator", "codes"),
    [
        ("=", (3,)),
        ("!=", (0, 1, 2, 4, 5)),
        (">", (4, 5)),
        (">=", (3, 4, 5)),
        ("<", (0, 1, 2)),
        ("<=", (0, 1, 2, 3)),
    ],
)
def test_conditions_on_small_numbers_are_kept(operator: str, codes: tuple[int, ...]) -> None:
    asked = extended({"linkId": "q", "type": "integer", "text": "How many?"}, "minValue", valueInteger=0)
    asked = extended(asked, "maxValue", valueInteger=5)
    assert conditions(asked, follow_up(when("q", operator, answerInteger=3))) == (only_if("1", *codes),)


def test_a_number_equal_to_nought_is_a_condition_too() -> None:
    asked = {"linkId": "q", "type": "integer", "text": "How many?"}
    assert conditions(asked, follow_up(when("q", answerInteger=0))) == (only_if("1", 0),)


def test_all_conditions_must_hold_where_the_file_says_all() -> None:
    both = follow_up(is_coded("q", "o"), is_coded("r", "1"), enableBehavior="all")
    assert conditions(choice("q", OFTEN), choice("r"), both) == (only_if("1", 2), only_if("2", 1))


@pytest.mark.parametrize("behaviour", ["any", None])
def test_any_of_several_answers_to_one_item_is_one_condition(behaviour: str | None) -> None:
    either = follow_up(is_coded("q", "o"), is_coded("q", "a"), enableBehavior=behaviour)
    assert conditions(choice("q", OFTEN), either) == (only_if("1", 2, 5),)


def test_a_groups_conditions_hold_for_all_its_items() -> None:
    inner = {"linkId": "h", "type": "group", "item": [follow_up(is_coded("r", "1"))]}
    group = {"linkId": "g", "type": "group", "item": [choice("r"), inner], "enableWhen": [is_coded("q", "o")]}
    draft = drafted(questionnaire(choice("q", OFTEN), group))
    assert [item.when for item in draft.items] == [(), (only_if("1", 2),), (only_if("1", 2), only_if("2", 1))]
    assert [len(item.when) for item in stored(draft)[0].items] == [0, 1, 2]


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        (is_coded("nowhere", "o"), "nowhere = o"),
        (is_coded("q", "x"), "q = x"),
        (when("q", answerCoding={"code": "o", "system": "https://other.example", "display": "O"}), "q = O"),
        (when("q", ">", answerDecimal=1), "q > 1"),
        (when("q", "exists", answerBoolean=False), "q exists false"),
        (when("q", "~", answerString="x"), "q ~ x"),
        (when("many", ">", answerInteger=3), "many > 3"),
        ({}, "? ="),
        ({"question": 7, "operator": [], "answerCoding": "x"}, "7 = x"),
    ],
)
def test_what_conditions_cannot_say_is_a_loss_and_the_item_is_asked_always(
    condition: Json, told: str
) -> None:
    systematic = [
        {"valueCoding": {**each["valueCoding"], "system": "https://ponds.example"}, **weighing(at)}
        for at, each in enumerate(OFTEN)
    ]
    many = {"linkId": "many", "type": "integer", "text": "How many?"}
    draft = drafted(questionnaire(choice("q", systematic), many, follow_up(condition)))
    assert draft.items[-1].when == ()
    assert lines(draft.lost) == [f"item 3 (why): asked always, though the file asks it only if: {told}"]


def test_any_of_several_items_is_a_loss() -> None:
    either = follow_up(is_coded("q", "o"), is_coded("r", "1"), enableBehavior="any")
    draft = drafted(questionnaire(choice("q", OFTEN), choice("r"), either))
    assert draft.items[-1].when == ()
    assert lines(draft.lost) == [
        "item 3 (why): asked always, though the file asks it only if: q = o or r = 1"
    ]


def test_a_condition_on_an_item_that_was_left_out_is_a_loss() -> None:
    draft = drafted(questionnaire(choice("q", OFTEN, repeats=True), follow_up(is_coded("q", "o"))))
    assert "item 2 (why): asked always, though the file asks it only if: q = o" in lines(draft.lost)


def test_a_condition_on_a_later_item_is_a_loss() -> None:
    draft = drafted(questionnaire(follow_up(is_coded("q", "o")), choice("q", OFTEN)))
    assert len(draft.lost) == 1


def test_an_expression_that_decides_is_a_loss() -> None:
    asked = extended(
        follow_up(), "sdc-questionnaire-enableWhenExpression", valueExpression={"expression": "true"}
    )
    draft = drafted(questionnaire(asked))
    assert lines(draft.lost) == [
        "item 1 (why): asked always, though the file asks it only if: what an expression decides"
    ]


def test_a_display_under_a_condition_is_a_page_under_it() -> None:
    shown = {"linkId": "d", "type": "display", "text": "Mind the herons:", "enableWhen": [is_coded("q", "o")]}
    draft = drafted(questionnaire(choice("q", OFTEN), shown, choice("r")))
    assert [(item.kind, item.when) for item in draft.items] == [
        ("single_choice", ()),
        ("instructions", (only_if("1", 2),)),
        ("single_choice", ()),
    ]
