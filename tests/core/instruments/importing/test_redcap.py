"""REDCap data dictionaries: fields, forms, words, and the many ways a CSV may be saved."""

import pytest

from app.errors import ForeignFileError
from app.instruments.importing.documents import read_drafts
from app.instruments.importing.draft import DraftCondition
from tests.core.instruments.importing.foreign import (
    FOLDER,
    HEADER,
    codes,
    dictionary,
    lines,
    of_redcap,
    row,
    stored,
    words,
)

CHOICES = "1, Yes | 0, No"


def test_one_draft_per_form_in_the_order_of_the_file() -> None:
    rows = [row("a", form="one"), row("b", form="two"), row("c", form="one")]
    drafts = read_drafts(dictionary(*rows), "ponds.csv", "en")
    assert [(draft.id, [item.name for item in draft.items]) for draft in drafts] == [
        ("one", ["a", "c"]),
        ("two", ["b"]),
    ]
    assert drafts[0].codings == {"redcap": {"form": "one"}}


@pytest.mark.parametrize("kind", ["radio", "dropdown", "select", "RADIO"])
@pytest.mark.parametrize(
    "written",
    [
        "1, A lot, or more | -2, Little | 0, None",
        "1,A lot, or more|-2,Little|0,None|",
        "1, A lot, or more\n-2, Little\n0, None",
    ],
)
def test_choices_are_codes_and_labels_with_commas_in_them(kind: str, written: str) -> None:
    item = of_redcap(row("q", kind, "Ponds?", written)).items[0]
    assert (item.kind, codes(item)) == ("single_choice", [1, -2, 0])
    assert words(item) == ["A lot, or more", "Little", "None"]


def test_codes_that_are_no_numbers_become_positions_with_a_remark() -> None:
    draft = of_redcap(row("q", "radio", "Ponds?", "a, Big | b, Small"))
    assert codes(draft.items[0]) == [0, 1]
    assert any("positions, from 0, are the codes" in line for line in lines(draft.remarks))


def test_an_answer_without_words_is_called_by_its_code() -> None:
    draft = of_redcap(row("q", "radio", "Ponds?", "1, Many | 99"))
    assert words(draft.items[0]) == ["Many", "99"]
    assert any("answer “99” has no words" in line for line in lines(draft.remarks))


def test_a_forgotten_bar_is_found_by_the_code_it_hides() -> None:
    draft = of_redcap(row("q", "radio", "Ponds?", "0, None. 1, One | 2, Two | 3, Three"))
    assert lines(draft.lost) == [
        "item 1, row 2 (q): answer 1 stands within the words of answer 0: a “|” seems to be missing"
    ]


def test_no_bar_is_missed_where_no_code_is_skipped() -> None:
    assert of_redcap(row("q", "radio", "Ponds?", "0, 0, 1 | 1, 2, 3 | 2, 4")).lost == ()


@pytest.mark.parametrize(("kind", "yes"), [("yesno", ["Sì", "No"]), ("truefalse", ["Vero", "Falso"])])
def test_yes_and_no_are_1_and_0_in_the_files_language(kind: str, yes: list[str]) -> None:
    item = of_redcap(row("q", kind), locale="it").items[0]
    assert (codes(item), words(item, "it")) == ([1, 0], yes)


@pytest.mark.parametrize(
    ("validation", "kind"),
    [
        ("", "text"),
        ("time", "text"),
        ("datetime_dmy", "text"),
        ("date", "date"),
        ("date_mdy", "date"),
    ],
)
def test_validation_decides_what_a_text_is(validation: str, kind: str) -> None:
    assert of_redcap(row("q", validation=validation)).items[0].kind == kind


@pytest.mark.parametrize("validation", ["integer", "int", "number", "number_1dp", "number_comma_decimal"])
def test_numbers_keep_their_bounds(validation: str) -> None:
    draft = of_redcap(row("q", validation=validation, low="1", high="8"))
    assert (draft.items[0].kind, draft.items[0].low, draft.items[0].high) == ("number", 1, 8)
    assert any("only whole numbers" in line for line in lines(draft.remarks)) == validation.startswith(
        "number"
    )


def test_bounds_that_are_no_numbers_are_stood_in_for_and_said() -> None:
    draft = of_redcap(row("q", validation="integer", low="[age]", high="today"))
    assert (draft.items[0].low, draft.items[0].high) == (0, 9999)
    assert any("stands in until a person sets them" in line for line in lines(draft.remarks))


@pytest.mark.parametrize(
    ("labels", "low", "high", "ends"),
    [
        ("Bad | Good", "", "", {0: "Bad", 100: "Good"}),
        ("Bad | So so | Good", "", "10", {0: "Bad", 5: "So so", 10: "Good"}),
        ("Bad | | Good", "1", "7", {1: "Bad", 7: "Good"}),
        ("", "", "", {}),
    ],
)
def test_a_slider_is_a_visual_analogue_scale(labels: str, low: str, high: str, ends: dict[int, str]) -> None:
    draft = of_redcap(row("q", "slider", "How?", labels, validation="number", low=low, high=high))
    item = draft.items[0]
    assert item.kind == "visual_analogue"
    assert {option.code: option.words["en"] for option in item.options} == ends
    assert draft.lost == ()


def test_a_slider_with_one_end_named_loses_it_aloud() -> None:
    draft = of_redcap(row("q", "slider", "How?", "Bad | | "))
    assert draft.items[0].options == ()
    assert lines(draft.lost) == ["item 1, row 2 (q): the slider's labels “Bad | |”: both ends need one"]


@pytest.mark.parametrize("kind", ["notes", "textarea"])
def test_notes_are_texts(kind: str) -> None:
    assert of_redcap(row("q", kind)).items[0].kind == "text"


@pytest.mark.parametrize("kind", ["checkbox", "file", "sql", "advcheckbox", ""])
def test_what_cannot_be_asked_is_a_loss_and_keeps_its_number(kind: str) -> None:
    draft = of_redcap(row("a", kind, "?", CHOICES), row("b"))
    assert [item.id for item in draft.items] == ["2"]
    assert len(draft.lost) == 1
    assert draft.lost[0].places == ("item 1, row 2 (a)",)


def test_choices_without_answers_are_a_loss() -> None:
    draft = of_redcap(row("a", "radio"), row("b"))
    assert lines(draft.lost) == ["item 1, row 2 (a): no answers are given to choose from"]


@pytest.mark.parametrize(
    "left_out",
    [
        row("record_id"),
        row("pat_id"),
        row("sum", "calc", "Sum", "[a]+[b]"),
        row("sum", at="@CALCTEXT(if([a]=1,'x','y'))"),
        row("now", at="@HIDDEN"),
        row("now", at="@READONLY @NOW"),
        row("surname", identifier="y"),
        row("call", validation="phone_uk"),
        row("post", validation="email"),
    ],
)
def test_what_patients_do_not_answer_is_left_out_with_a_remark_and_takes_no_number(left_out: str) -> None:
    draft = of_redcap(left_out, row("q"))
    assert [(item.id, item.name) for item in draft.items] == [("1", "q")]
    assert any("left out: " in line for line in lines(draft.remarks))
    assert draft.lost == ()


def test_a_section_header_stands_above_all_that_follows_it() -> None:
    draft = of_redcap(row("a"), row("b", header="<h3>Last week</h3>"), row("c"), row("d", header="Today"))
    assert [item.stem and item.stem["en"] for item in draft.items] == [
        None,
        "Last week",
        "Last week",
        "Today",
    ]


def test_descriptive_texts_instruct_ask_or_stand_alone() -> None:
    draft = of_redcap(
        row("d1", "descriptive", "Take your time."),
        row("d2", "descriptive", "How often did you:"),
        row("a"),
        row("d3", "descriptive", "Half is done."),
        row("d4", "descriptive", ""),
    )
    assert draft.instructions == ({"en": "Take your time."},)
    assert [(item.id, item.kind, item.stem) for item in draft.items] == [
        ("1", "text", {"en": "How often did you:"}),
        ("i1", "instructions", None),
    ]


@pytest.mark.parametrize("after", [[], [row("b", header="Today")]])
def test_a_descriptive_question_that_leads_to_nothing_is_a_page_of_its_own(after: list[str]) -> None:
    draft = of_redcap(row("a"), row("d", "descriptive", "Any questions?"), *after)
    assert [item.id for item in draft.items][:2] == ["1", "i1"]


@pytest.mark.parametrize(
    ("logic", "expected"),
    [
        ("[q] = '1'", {"1": (1,)}),
        ('[q]="1"', {"1": (1,)}),
        ("[q] = 1 ", {"1": (1,)}),
        ("[Q] = '1' OR [q] = '2'", {"1": (1, 2)}),
        ("([q] = '1' or [q] = '2') and ([r] = '0')", {"1": (1, 2), "2": (0,)}),
        ("[q] <> '1'", {"1": (0, 2)}),
        ("[q] != ''", {"1": (0, 1, 2)}),
        ("[q] >= 1", {"1": (1, 2)}),
        ("[n] < 3", {"3": (1, 2)}),
    ],
)
def test_branching_logic_on_answers_becomes_conditions(
    logic: str, expected: dict[str, tuple[int, ...]]
) -> None:
    asked = [
        row("q", "radio", "A?", "0, a | 1, b | 2, c"),
        row("r", "yesno", "B?"),
        row("n", validation="integer", low="1", high="5"),
    ]
    draft = of_redcap(*asked, row("why", branching=logic))
    assert draft.lost == ()
    assert draft.items[-1].when == tuple(
        DraftCondition(item=item, codes=codes) for item, codes in expected.items()
    )


@pytest.mark.parametrize(
    "logic",
    [
        "[other] = '1'",
        "[q] = '7'",
        "[q(1)] = '1'",
        "[visit_1][q] = '1'",
        "[q] = '1' or [r] = '1'",
        "([q] = '1' and [r] = '1') or [q] = '2'",
        "datediff([q], 'today', 'y') > 3",
        "[q] = [r]",
        "[q] = '1' and",
        "([q] = '1'",
        "[q] = '1')",
        "[q] < 'x'",
        "()",
        "(" * 5000,
    ],
)
def test_logic_that_conditions_cannot_say_is_a_loss_and_the_field_is_asked_always(logic: str) -> None:
    asked = [row("q", "radio", "A?", "0, a | 1, b | 2, c"), row("r", "yesno", "B?")]
    draft = of_redcap(*asked, row("why", branching=logic))
    assert draft.items[-1].when == ()
    assert lines(draft.lost) == [
        f"item 3, row 4 (why): asked always, though the file asks it only if: {logic}"
    ]


def test_notes_pictures_piped_words_and_ranking_are_losses() -> None:
    draft = of_redcap(row("q", "text", "Dear [first_name], <img src='x'>see?", note="In <b>years</b>"))
    assert lines(draft.lost) == [
        "item 1, row 2 (q): a picture in its words",
        "item 1, row 2 (q): words that REDCap fills in from other fields",
        "item 1, row 2 (q): the note “In **years**”",
    ]


def test_a_variable_that_stands_twice_is_a_loss() -> None:
    assert lines(of_redcap(row("q"), row("q")).lost) == [
        "item 2, row 3 (q): this variable stands twice; conditions mean the first"
    ]


def test_variables_are_kept_as_codings() -> None:
    draft = of_redcap(row("frogs"), row("x", "checkbox"), row("newts"))
    assert stored(draft)[0].codings == {"redcap": {"form": "f", "items": {"1": "frogs", "3": "newts"}}}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_alphabet_and_separator_are_found_out(encoding: str, delimiter: str) -> None:
    cells = [
        ["Variable / Field Name", "Form Name", "Field Type", "Field Label"],
        ["q", "f", "text", "Frösche, Größe"],
    ]
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in cells)
    draft = read_drafts(text.encode(encoding), "ponds.csv", "de")[0]
    assert draft.items[0].words == {"de": "Frösche, Größe"}
    assert any("not UTF-8" in line for line in lines(draft.remarks)) == (encoding == "cp1252")


def test_the_column_names_of_old_and_new_redcap_and_of_its_interface_are_known() -> None:
    headers = [
        HEADER,
        HEADER.replace('"Choices, Calculations, OR Slider Labels"', "Choices OR Calculations"),
        "field_name,form_name,section_header,field_type,field_label,select_choices_or_calculations,field_note,"
        "text_validation_type_or_show_slider_number,text_validation_min,text_validation_max,identifier,"
        "branching_logic,field_annotation",
    ]
    rows = [row("q", "radio", "Ponds?", CHOICES), row("r", branching="[q] = '1'")]
    found = [read_drafts(dictionary(*rows, header=header), "ponds.csv", "en")[0] for header in headers]
    assert found[0].items == found[1].items == found[2].items
    assert found[0].items[1].when


def test_short_rows_blank_rows_and_unknown_columns_do_no_harm() -> None:
    content = b"Variable / Field Name,Field Type,Field Label,Colour\n\n,,,\nq,text,Why?\n"
    draft = read_drafts(content, "ponds.csv", "en")[0]
    assert (draft.id, [item.words["en"] for item in draft.items]) == ("form", ["Why?"])


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"a,b,c\n1,2,3\n", "has no column “variable / field name”, “field type”, “field label”"),
        (dictionary(), "no item of it can be carried over"),
        (dictionary(row("q", "checkbox", "?", CHOICES)), "item 1, row 2 .q.: several answers"),
        (dictionary() + b"\n\x00", "no item of it can be carried over.$"),
        (b'"' + b"x" * 200_000, "this is not CSV"),
    ],
)
def test_a_csv_that_is_no_dictionary_is_refused_plainly(content: bytes, why: str) -> None:
    with pytest.raises(ForeignFileError, match=why):
        read_drafts(content, "ponds.csv", "en")


def test_the_meadow_is_the_same_in_both_its_languages() -> None:
    english = read_drafts((FOLDER / "meadow.en.csv").read_bytes(), "meadow.en.csv", "en")[0]
    german = read_drafts((FOLDER / "meadow.de.csv").read_bytes(), "meadow.de.csv", "de")[0]
    assert [(item.id, item.name, item.kind, codes(item)) for item in english.items] == [
        (item.id, item.name, item.kind, codes(item)) for item in german.items
    ]
    assert german.items[0].stem == {"de": "Wie sehr mochten Sie letzten Sommer"}


def test_a_form_that_asks_nothing_is_said() -> None:
    rows = [row("a", "checkbox", form="empty_form"), row("b", form="full")]
    drafts = read_drafts(dictionary(*rows), "ponds.csv", "en")
    assert [draft.id for draft in drafts] == ["full"]
    assert lines(drafts[0].lost) == ["Empty form (empty_form), of which nothing can be asked"]


def test_the_na_of_r_is_nothing_and_a_decimal_comma_a_point() -> None:
    header = "field_name,field_type,field_label,text_validation_type,text_validation_min,text_validation_max"
    header = header.replace("validation_type,", "validation_type_or_show_slider_number,") + ",branching_logic"
    first = row_of_r("q", "How far?", "number_1dp_comma_decimal", '"0,0"', '"3,0"')
    content = "\n".join([header, first, row_of_r("r", "NA", "NA", "NA", "NA")]).encode()
    number, text = read_drafts(content, "ponds.csv", "en")[0].items
    assert (number.low, number.high, number.when) == (0, 3, ())
    assert (text.kind, text.words, text.stem) == ("text", {"en": "NA"}, None)


def row_of_r(variable: str, label: str, validation: str, low: str, high: str) -> str:
    return f"{variable},text,{label},{validation},{low},{high},NA"
