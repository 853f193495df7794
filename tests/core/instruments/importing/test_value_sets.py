"""Answers kept apart from the items: contained value sets, code systems, bundles."""

from typing import Any

from tests.core.instruments.importing.foreign import (
    CORE,
    Json,
    codes,
    drafted,
    lines,
    questionnaire,
    translated,
    weighing,
    words,
)

CONCEPTS = [
    {"code": "n", "display": "Never", **weighing(0, "ordinalValue")},
    {"code": "a", "display": "Always", **weighing(3)},
]
COMPOSED: Json = {"resourceType": "ValueSet", "id": "often", "compose": {"include": [{"concept": CONCEPTS}]}}


def asking(reference: str, *contained: Json, **more: Any) -> Json:
    item = {"linkId": "q", "type": "choice", "text": "How often?", "answerValueSet": reference}
    return questionnaire({**item, **more}, contained=list(contained))


def test_a_contained_value_set_gives_answers_and_weights() -> None:
    item = drafted(asking("#often", COMPOSED)).items[0]
    assert (codes(item), words(item)) == ([0, 3], ["Never", "Always"])


def test_it_is_found_by_its_address_too_with_or_without_version() -> None:
    named = {**COMPOSED, "url": "https://ponds.example/ValueSet/how-often"}
    for reference in (
        "https://ponds.example/ValueSet/how-often",
        "https://ponds.example/ValueSet/how-often|3.1",
    ):
        assert codes(drafted(asking(reference, named)).items[0]) == [0, 3]
    assert codes(drafted(asking("https://elsewhere.example/fhir/ValueSet/often", COMPOSED)).items[0]) == [
        0,
        3,
    ]


def test_an_expansion_gives_them_as_well() -> None:
    contains = [{**CONCEPTS[0], "abstract": True, "contains": [CONCEPTS[0], {"contains": [CONCEPTS[1]]}]}]
    expanded = {"resourceType": "ValueSet", "id": "often", "expansion": {"contains": contains}}
    item = drafted(asking("#often", expanded)).items[0]
    assert (codes(item), words(item)) == ([0, 3], ["Never", "Always"])


def test_the_weights_may_stand_in_the_expansion_alone() -> None:
    bare = [{"code": concept["code"], "display": concept["display"]} for concept in CONCEPTS]
    both = {**COMPOSED, "compose": {"include": [{"concept": bare}]}, "expansion": {"contains": CONCEPTS}}
    assert codes(drafted(asking("#often", both)).items[0]) == [0, 3]


def test_a_code_system_beside_it_gives_words_weights_and_languages() -> None:
    concepts = [
        {
            "code": "n",
            "display": "Never",
            "_display": translated(de="Nie"),
            "property": [{"code": "itemWeight", "valueDecimal": 1}],
        },
        {
            "code": "a",
            "display": "Always",
            "designation": [{"language": "de", "value": "Immer"}],
            "property": [{"code": "order", "valueInteger": 9}, {"code": "itemWeight", "valueDecimal": 2}],
        },
    ]
    system = {"resourceType": "CodeSystem", "id": "s", "url": "https://ponds.example/s", "concept": concepts}
    whole = {
        "resourceType": "ValueSet",
        "id": "v",
        "compose": {"include": [{"system": "https://ponds.example/s"}]},
    }
    listed = [{"system": "https://ponds.example/s", "concept": [{"code": "a"}, {"code": "n"}]}]
    some = {"resourceType": "ValueSet", "id": "v", "compose": {"include": listed}}
    item = drafted(asking("#v", whole, system, _text=translated(de="Wie oft?"))).items[0]
    assert (codes(item), words(item, "de")) == ([1, 2], ["Nie", "Immer"])
    item = drafted(asking("#v", some, system)).items[0]
    assert (codes(item), words(item)) == ([2, 1], ["Always", "Never"])


def test_a_value_set_may_include_others_and_exclude_codes() -> None:
    more = {
        "resourceType": "ValueSet",
        "id": "more",
        "compose": {
            "include": [{"valueSet": ["#often", "#often"]}, {"concept": [{"code": "x", "display": "X"}]}],
            "exclude": [{"concept": [{"code": "n"}]}],
        },
    }
    assert words(drafted(asking("#more", COMPOSED, more)).items[0]) == ["Always", "X"]


def test_value_sets_that_include_one_another_in_circles_end() -> None:
    names = [f"v{number}" for number in range(30)]
    sets: list[Json] = [
        {
            "resourceType": "ValueSet",
            "id": name,
            "compose": {"include": [{"valueSet": [f"#{n}" for n in names] * 2}]},
        }
        for name in names
    ]
    sets[-1]["compose"]["include"].append({"concept": CONCEPTS})
    assert codes(drafted(asking("#v0", *sets)).items[0]) == [0, 3]


def test_a_value_set_that_is_not_there_is_a_loss_with_its_place() -> None:
    ask = asking("https://loinc.example/vs/LL1", COMPOSED)
    draft = drafted({**ask, "item": [*ask["item"], {"linkId": "r", "type": "string", "text": "And?"}]})
    assert [item.id for item in draft.items] == ["2"]
    assert lines(draft.lost) == [
        "item 1 (q): its answers are in https://loinc.example/vs/LL1, which this file does not hold or does not list"
    ]


def test_a_bundle_may_hold_the_questionnaire_and_its_value_sets() -> None:
    often = {**COMPOSED, "url": "https://ponds.example/ValueSet/how-often"}
    ask = asking("https://ponds.example/ValueSet/how-often")
    bundle = {"resourceType": "Bundle", "entry": [{"resource": often}, {"resource": ask}, {}]}
    assert codes(drafted(bundle).items[0]) == [0, 3]


def test_the_elder_ways_to_name_a_value_set_are_understood() -> None:
    item = {"linkId": "q", "type": "choice", "text": "How often?", "options": {"reference": "#often"}}
    assert codes(drafted(questionnaire(item, contained=[COMPOSED])).items[0]) == [0, 3]
    own = {
        "linkId": "q",
        "type": "choice",
        "text": "?",
        "option": [{"valueString": "a"}, {"valueString": "b"}],
    }
    assert words(drafted(questionnaire(own)).items[0]) == ["a", "b"]


def test_a_code_without_words_stands_for_itself() -> None:
    bare = {"resourceType": "ValueSet", "id": "often", "compose": {"include": [{"concept": [{"code": "n"}]}]}}
    assert words(drafted(asking("#often", bare)).items[0]) == ["n"]


def test_a_label_beside_a_concept_can_be_its_code() -> None:
    concepts = [
        {
            "code": f"LA{number}",
            "display": str(number),
            "extension": [{"url": CORE + "valueset-label", "valueString": f"{number}"}],
        }
        for number in (4, 6)
    ]
    labelled = {"resourceType": "ValueSet", "id": "often", "compose": {"include": [{"concept": concepts}]}}
    assert codes(drafted(asking("#often", labelled)).items[0]) == [4, 6]
