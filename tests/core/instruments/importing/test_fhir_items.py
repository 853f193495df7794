"""Items of a FHIR Questionnaire: kinds, words, groups, displays, and what is left out."""

import json
from typing import Any

import pytest

from app.errors import ForeignFileError
from app.instruments.importing.documents import read_drafts
from tests.core.instruments.importing.foreign import (
    Json,
    choice,
    codes,
    drafted,
    extended,
    lines,
    option,
    questionnaire,
    stored,
    translated,
    words,
)


def item(kind: str, name: str = "q", **more: Any) -> Json:
    return {"linkId": name, "type": kind, "text": f"About {name}?", **more}


def group(name: str, text: str | None, *items: Json, **more: Any) -> Json:
    return {"linkId": name, "type": "group", "text": text, "item": list(items), **more}


def display(name: str, text: str, **more: Any) -> Json:
    return {"linkId": name, "type": "display", "text": text, **more}


def control(item: Json, code: str) -> Json:
    return extended(item, "questionnaire-itemControl", valueCodeableConcept={"coding": [{"code": code}]})


@pytest.mark.parametrize(
    ("kind", "becomes"),
    [("string", "text"), ("text", "text"), ("url", "text"), ("date", "date"), ("integer", "number")],
)
def test_each_type_becomes_a_kind(kind: str, becomes: str) -> None:
    assert drafted(questionnaire(item(kind))).items[0].kind == becomes


@pytest.mark.parametrize("kind", ["choice", "coding", "open-choice", "string", "integer", None])
def test_whatever_offers_answers_is_a_choice(kind: str | None) -> None:
    draft = drafted(questionnaire(choice("q", type=kind)))
    assert (draft.items[0].kind, codes(draft.items[0])) == ("single_choice", [1, 0])


@pytest.mark.parametrize(
    "more", [{"type": "open-choice"}, {"type": "coding", "answerConstraint": "optionsOrString"}]
)
def test_an_answer_in_own_words_is_lost_and_said(more: Json) -> None:
    draft = drafted(questionnaire(choice("q", **more)))
    assert lines(draft.lost) == [
        "item 1 (q): an answer in own words, beside those to choose from, cannot be given"
    ]


def test_yes_is_1_and_no_is_0_in_every_language_of_the_file() -> None:
    draft = drafted(questionnaire(item("boolean", _text=translated(de="Ja?", it="Sì?"))))
    assert codes(draft.items[0]) == [1, 0]
    assert [words(draft.items[0], language) for language in ("en", "de", "it")] == [
        ["Yes", "No"],
        ["Ja", "Nein"],
        ["Sì", "No"],
    ]


def test_bounds_of_a_number_are_kept() -> None:
    bounded = extended(extended(item("integer"), "minValue", valueInteger=0), "maxValue", valueInteger=10)
    draft = drafted(questionnaire(bounded))
    assert (draft.items[0].low, draft.items[0].high, draft.items[0].options) == (0, 10, ())
    assert stored(draft)[0].items[0].codes == tuple(range(11))


@pytest.mark.parametrize(
    ("low", "high", "span"),
    [
        (None, None, (0, 9999)),
        (5, None, (5, 9999)),
        (20_000, None, (20_000, 29_999)),
        (None, 7, (0, 7)),
        (None, -3, (-10002, -3)),
        (0.5, 3.5, (1, 3)),
        (4, 4, (0, 9999)),
        (9, 1, (0, 9999)),
        (0, 10**8, (0, 9999)),
    ],
)
def test_bounds_that_are_missing_or_useless_are_stood_in_for_and_said(
    low: float | None, high: float | None, span: tuple[int, int]
) -> None:
    asked = item("integer")
    if low is not None:
        asked = extended(asked, "minValue", valueDecimal=low)
    if high is not None:
        asked = extended(asked, "maxValue", valueDecimal=high)
    draft = drafted(questionnaire(asked))
    assert (draft.items[0].low, draft.items[0].high) == span
    said = [*lines(draft.lost), *lines(draft.remarks)]
    assert any("stands in" in line and line.startswith("item 1 (q)") for line in said) == (low != 0.5)
    assert stored(draft)[0].items[0].codes[-1] == span[1]


def test_a_slider_is_a_visual_analogue_scale_with_its_ends() -> None:
    ends = [control(display("l", "Worst"), "lower"), control(display("u", "Best"), "upper")]
    slider = control(item("integer", item=ends), "slider")
    slider = extended(extended(slider, "minValue", valueInteger=0), "maxValue", valueInteger=100)
    draft = drafted(questionnaire(extended(slider, "questionnaire-sliderStepValue", valueInteger=10)))
    assert [(each.kind, each.low, each.high) for each in draft.items] == [("visual_analogue", 0, 100)]
    assert (codes(draft.items[0]), words(draft.items[0])) == ([0, 100], ["Worst", "Best"])
    assert any("in steps of 10" in line for line in lines(draft.remarks))


def test_units_and_decimals_are_told() -> None:
    weight = extended(item("quantity"), "questionnaire-unit", valueCoding={"code": "kg"})
    draft = drafted(questionnaire(weight))
    assert lines(draft.lost) == ["item 1 (q): the unit “kg”"]
    assert any("here only whole numbers can be given" in line for line in lines(draft.remarks))


@pytest.mark.parametrize("kind", ["attachment", "reference", "mystery"])
def test_what_cannot_be_asked_is_a_loss_and_keeps_its_number(kind: str) -> None:
    draft = drafted(questionnaire(item(kind, "odd"), item("string", "even")))
    assert [each.id for each in draft.items] == ["2"]
    assert lines(draft.lost) == [f"item 1 (odd): Myelog cannot ask a question of type “{kind}”"]


def test_several_answers_to_one_question_are_a_loss() -> None:
    draft = drafted(questionnaire(choice("many", repeats=True), choice("one")))
    assert [each.name for each in draft.items] == ["one"]
    assert lines(draft.lost) == ["item 1 (many): several answers may be chosen, which Myelog cannot ask"]


def test_scores_and_hidden_items_are_left_out_with_a_remark_and_take_no_number() -> None:
    left_out = [
        extended(
            item("decimal", "a"),
            "sdc-questionnaire-calculatedExpression",
            valueExpression={"expression": "1"},
        ),
        item("integer", "b", readOnly=True),
        extended(item("quantity", "c"), "questionnaire-unit", valueCoding={"display": "{score}"}),
        item("decimal", "d", text="PHQ-9 total score"),
        extended(choice("e"), "questionnaire-hidden", valueBoolean=True),
        extended(display("f", "Add them up"), "questionnaire-hidden", valueBoolean=True),
    ]
    draft = drafted(questionnaire(*left_out, choice("g")))
    assert [(each.id, each.name) for each in draft.items] == [("1", "g")]
    places = [place for finding in draft.remarks for place in finding.places if "left out" in finding.message]
    assert sorted(places) == ["a", "b", "c", "d", "e", "f"]
    assert draft.lost == ()


def test_the_words_of_groups_stand_above_their_items() -> None:
    inner = group("inner", "how often", choice("a"), choice("b"))
    draft = drafted(questionnaire(group("outer", "Last week,", inner, choice("c")), choice("d")))
    assert [each.stem and each.stem["en"] for each in draft.items] == [
        "Last week, how often",
        "Last week, how often",
        "Last week,",
        None,
    ]
    wording = stored(draft)[1]["en"]
    assert wording.stems == {"stem_1": "Last week, how often", "stem_2": "Last week,"}


def test_a_group_named_like_the_questionnaire_adds_no_stem() -> None:
    draft = drafted(questionnaire(group("all", "Ponds", choice("a"))))
    assert draft.items[0].stem is None


def test_a_display_before_the_first_item_is_an_instruction_of_the_whole() -> None:
    draft = drafted(
        questionnaire(display("hello", "Take your time.", _text=translated(de="In Ruhe.")), choice("a"))
    )
    assert draft.instructions == ({"en": "Take your time.", "de": "In Ruhe."},)
    assert stored(draft)[1]["de"].instructions == ("In Ruhe.",)


@pytest.mark.parametrize(
    "text", ["How often did you?", "In the last 7 days:", "I feel …", "Ever? (Tick one)"]
)
def test_a_display_that_reads_as_a_question_is_the_stem_of_what_follows(text: str) -> None:
    draft = drafted(questionnaire(choice("z"), display("d", text), choice("a"), choice("b")))
    assert [each.stem and each.stem["en"] for each in draft.items] == [None, text, text]


def test_a_display_that_opens_a_group_is_its_stem() -> None:
    opened = group("g", None, display("d", "Thinking of today"), choice("a"))
    draft = drafted(questionnaire(opened, choice("b")))
    assert [each.stem and each.stem["en"] for each in draft.items] == ["Thinking of today", None]


def test_any_other_display_is_a_page_of_its_own() -> None:
    draft = drafted(
        questionnaire(choice("a"), display("d", "Half is done."), choice("b"), display("e", "Why not?"))
    )
    assert [(each.id, each.kind) for each in draft.items] == [
        ("1", "single_choice"),
        ("i1", "instructions"),
        ("2", "single_choice"),
        ("i2", "instructions"),
    ]
    assert [each.id for each in stored(draft)[0].items] == ["1", "i1", "2", "i2"]


@pytest.mark.parametrize("code", ["help", "flyover", "unit", "prompt"])
def test_help_texts_are_lost_and_said(code: str) -> None:
    draft = drafted(questionnaire(choice("a", item=[control(display("h", "Ask a nurse"), code)])))
    assert lines(draft.lost) == [f"h: the {code} text “Ask a nurse”"]


def test_items_under_a_question_follow_it_with_its_words_above_them() -> None:
    draft = drafted(questionnaire(choice("a", item=[item("string", "why")]), choice("b")))
    assert [(each.name, each.stem and each.stem["en"]) for each in draft.items] == [
        ("a", None),
        ("why", "About a?"),
        ("b", None),
    ]


@pytest.mark.parametrize(
    ("more", "text", "stem"),
    [
        ({"prefix": "Q1"}, "Q1", "Above"),
        ({"code": [{"display": "Frogs heard"}]}, "Frogs heard", "Above"),
        ({"text": "  Own \n words "}, "Own words", "Above"),
        ({"text": ""}, "Above", None),
    ],
)
def test_an_item_without_text_takes_the_nearest_words(more: Json, text: str, stem: str | None) -> None:
    nameless = {**choice("q"), "text": None, **more}
    found = drafted(questionnaire(group("g", "Above", nameless))).items[0]
    assert (found.words["en"], found.stem and found.stem["en"]) == (text, stem)


def test_an_item_without_any_words_keeps_its_place_and_is_a_loss() -> None:
    draft = drafted(questionnaire({**choice("q"), "text": None}))
    assert lines(draft.lost) == ["item 1 (q): it has no words at all"]
    assert draft.items[0].words == {}


def test_a_linkid_that_stands_twice_is_a_loss() -> None:
    draft = drafted(questionnaire(choice("q"), choice("q", text="Again?")))
    assert lines(draft.lost) == ["item 2 (q): this linkId stands twice; conditions mean the first"]


def test_linkids_and_codes_are_kept_as_codings() -> None:
    code = [
        {"system": "http://loinc.org", "code": "44250-9"},
        {"system": "http://snomed.info/sct", "code": "1"},
    ]
    draft = drafted(questionnaire(choice("/44250-9", code=code), url="https://ponds.example/q", version="3"))
    assert stored(draft)[0].codings == {
        "fhir": {"questionnaire": "https://ponds.example/q", "version": "3", "items": {"1": "/44250-9"}},
        "loinc": {"items": {"1": "44250-9"}},
        "snomed": {"items": {"1": "1"}},
    }


def test_each_language_of_the_file_is_a_wording_of_its_own() -> None:
    options: list[Json] = [
        {"valueCoding": {"code": "1", "display": "Yes", "_display": translated(de="Ja", fr="Oui")}},
        {"valueCoding": {"code": "2", "display": "2"}},
    ]
    asked = choice("q", options, _text=translated(de="Frösche?", fr="Grenouilles ?"))
    draft = drafted(questionnaire(asked, _title=translated(de="Teiche", fr="Étangs")))
    assert draft.locales == ("en", "de", "fr")
    wordings = stored(draft)[1]
    assert [wordings[each].items["1"] for each in draft.locales] == ["About q?", "Frösche?", "Grenouilles ?"]
    assert [wordings[each].heading for each in draft.locales] == ["Ponds", "Teiche", "Étangs"]
    assert [choice.text for choice in wordings["fr"].choices["choices_1"]] == ["Oui", "2"]


def test_the_language_is_the_files_own_or_the_one_named_or_english_and_said() -> None:
    assert drafted(questionnaire(choice("q"), language="de-CH")).locales == ("de-CH",)
    assert drafted(questionnaire(choice("q"), language="de"), locale="en").locales == ("en",)
    draft = drafted(questionnaire(choice("q"), language=None))
    assert draft.locales == ("en",)
    assert any("does not name its language" in line for line in lines(draft.remarks))


def test_an_answer_chosen_beforehand_is_not_kept_and_said() -> None:
    draft = drafted(questionnaire(choice("q", [option("a", initialSelected=True), option("b")])))
    assert any("here nothing is" in line for line in lines(draft.remarks))


def test_groups_within_groups_without_end_are_cut_off_and_said() -> None:
    deep: Json = choice("q")
    for depth in range(60):
        deep = group(f"g{depth}", None, deep)
    draft = drafted(questionnaire(deep, choice("r")))
    assert [each.name for each in draft.items] == ["r"]
    assert any("items within more than 40 groups" in line for line in lines(draft.lost))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "the file is empty"),
        (b" \n", "the file is empty"),
        (b"PK\x03\x04....", "this is a ZIP or a spreadsheet"),
        (b"<Questionnaire/>", "this is XML"),
        (b"%PDF-1.7", "this is a PDF"),
        (b'{"resourceType": ', "this is not JSON: Expecting value in line 1"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a": ' + b"9" * 5000 + b"}", "this is not JSON"),
        (b'{"a": "\xff"}', "this is not JSON"),
        (b"[]", "there is no FHIR Questionnaire in it."),
        (b'{"resourceType": "Patient"}', "there is no FHIR Questionnaire in it, but: Patient."),
        (b'{"resourceType": "Questionnaire"}', "no item of it can be carried over"),
        (b'{"resourceType": "Questionnaire", "group": {}}', "written in FHIR DSTU2"),
        (b"hello\nworld", "neither FHIR JSON nor a REDCap data dictionary"),
    ],
)
def test_any_other_file_is_refused_in_one_plain_message(content: bytes, why: str) -> None:
    with pytest.raises(ForeignFileError, match=why) as refusal:
        read_drafts(content, "ponds.txt")
    assert refusal.value.message.startswith("ponds.txt: ")


def test_a_questionnaire_of_losses_is_refused_with_all_of_them() -> None:
    asked = questionnaire(item("attachment", "a"), choice("b", repeats=True))
    with pytest.raises(ForeignFileError) as refusal:
        read_drafts(json.dumps(asked).encode(), "ponds.json")
    assert "item 1 (a): Myelog cannot ask" in refusal.value.message
    assert "item 2 (b): several answers" in refusal.value.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_json_is_read_in_every_unicode_encoding(encoding: str) -> None:
    content = json.dumps(questionnaire(choice("q", text="Frösche?")), ensure_ascii=False).encode(encoding)
    assert read_drafts(content, "ponds.json")[0].items[0].words == {"en": "Frösche?"}
