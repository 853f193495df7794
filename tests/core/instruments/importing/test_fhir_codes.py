"""The codes of a FHIR choice: from weights wherever they stand, else from what is nearest to a number."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.core.instruments.importing.foreign import (
    CORE,
    Json,
    choice,
    codes,
    drafted,
    lines,
    option,
    questionnaire,
    stored,
    weighing,
    words,
)

WEIGHT_NAMES = ["itemWeight", "ordinalValue", "questionnaire-ordinalValue", "iso21090-CO-value"]


def on_the_option(display: str, weight: float, name: str) -> Json:
    return {"valueCoding": {"display": display, "code": display}, **weighing(weight, name)}


def on_the_coding(display: str, weight: float, name: str) -> Json:
    return {"valueCoding": {"display": display, "code": display, **weighing(weight, name)}}


def on_the_code(display: str, weight: float, name: str) -> Json:
    return {"valueCoding": {"display": display, "code": display, "_code": weighing(weight, name)}}


def on_a_text(display: str, weight: float, name: str) -> Json:
    return {"valueString": display, **weighing(weight, name)}


def on_a_text_itself(display: str, weight: float, name: str) -> Json:
    return {"valueString": display, "_valueString": weighing(weight, name)}


@pytest.mark.parametrize("name", WEIGHT_NAMES)
@pytest.mark.parametrize("written", [on_the_option, on_the_coding, on_the_code, on_a_text, on_a_text_itself])
def test_weights_are_the_codes_wherever_they_stand(
    written: Callable[[str, float, str], Json], name: str
) -> None:
    options = [written("None", 0, name), written("Some", 1.0, name), written("All", 4, name)]
    item = drafted(questionnaire(choice("q", options))).items[0]
    assert (codes(item), words(item)) == ([0, 1, 4], ["None", "Some", "All"])
    assert all(each.points is None for each in item.options)


@pytest.mark.parametrize("value", [{"valueInteger": 3}, {"valueDecimal": 3.0}, {"valueString": "3"}])
def test_a_weight_may_be_written_in_any_way(value: Json) -> None:
    options = [{"valueString": "x", "extension": [{"url": CORE + "ordinalValue", **value}]}]
    assert codes(drafted(questionnaire(choice("q", options))).items[0]) == [3]


def test_negative_weights_are_codes_too() -> None:
    options = [on_the_option(str(weight), weight, "ordinalValue") for weight in (-2, 0, 2)]
    assert codes(drafted(questionnaire(choice("q", options))).items[0]) == [-2, 0, 2]


@pytest.mark.parametrize("weights", [[0, 1, 1], [0, 0.5, 1]])
def test_weights_that_cannot_be_codes_become_points(weights: list[float]) -> None:
    options = [on_the_option(f"w{at}", weight, "itemWeight") for at, weight in enumerate(weights)]
    draft = drafted(questionnaire(choice("q", options)))
    assert codes(draft.items[0]) == [0, 1, 2]
    assert [each.points for each in draft.items[0].options] == [Decimal(str(weight)) for weight in weights]
    assert any("codes are positions, weights are points" in line for line in lines(draft.remarks))


def test_points_reach_the_definition() -> None:
    options = [on_the_option(f"w{at}", weight, "itemWeight") for at, weight in enumerate([0, 0.5, 0.5])]
    document = stored(drafted(questionnaire(choice("q", options))))[0].document
    assert '"recode":[{"items":"1","points":{"0":0,"1":0.5,"2":0.5}}]' in document


def test_an_answer_without_a_weight_among_others_gets_the_next_number_and_a_remark() -> None:
    options = [
        on_the_option("No", 0, "ordinalValue"),
        option("Rather not say"),
        on_the_option("Yes", 3, "ordinalValue"),
    ]
    draft = drafted(questionnaire(choice("q", options)))
    assert codes(draft.items[0]) == [0, 4, 3]
    assert any(line.startswith("item 1 (q): not every answer has a weight") for line in lines(draft.remarks))


def test_without_weights_whole_numbers_among_the_codes_are_the_codes() -> None:
    draft = drafted(questionnaire(choice("q", [option("Much", "2"), option("Little", "-1")])))
    assert codes(draft.items[0]) == [2, -1]
    assert any("their own codes are the codes" in line for line in lines(draft.remarks))


def test_integers_to_choose_from_are_their_own_codes() -> None:
    item = drafted(questionnaire(choice("q", [{"valueInteger": 5}, {"valueInteger": 7}]))).items[0]
    assert (codes(item), words(item)) == ([5, 7], ["5", "7"])


def test_without_numbers_the_printed_ones_are_the_codes() -> None:
    url = CORE + "questionnaire-optionPrefix"
    options = [
        option(text, code, extension=[{"url": url, "valueString": prefix}])
        for text, code, prefix in (("Never", "LA1-1", "1."), ("Always", "LA2-2", "5)"))
    ]
    draft = drafted(questionnaire(choice("q", options)))
    assert codes(draft.items[0]) == [1, 5]
    assert any("the numbers printed before them are the codes" in line for line in lines(draft.remarks))


def test_without_any_number_positions_from_0_are_the_codes() -> None:
    draft = drafted(questionnaire(choice("q", [option("Never"), option("Always")])))
    assert codes(draft.items[0]) == [0, 1]
    assert any("their positions, counted from 0, are the codes" in line for line in lines(draft.remarks))


def test_the_range_of_a_sum_is_said_and_no_scale_invented() -> None:
    options = [on_the_option(text, weight, "ordinalValue") for text, weight in (("a", 1), ("b", 5))]
    draft = drafted(questionnaire(choice("q", options), choice("r", options), choice("s")))
    assert any(
        "the answers to 1-2 have weights, whose sum runs from 2 to 10" in line
        for line in lines(draft.remarks)
    )
    assert stored(draft)[0].scales == ()


@pytest.mark.parametrize("weight", [1e300, -1e12, float("nan"), float("inf")])
def test_a_weight_beyond_reason_is_none(weight: float) -> None:
    options = [on_the_option("a", weight, "ordinalValue"), on_the_option("b", weight, "ordinalValue")]
    assert codes(drafted(questionnaire(choice("q", options))).items[0]) == [0, 1]
