"""What each kind of item allows, how the owner's layout is written, and that a page to read is no question."""

import pytest

from app.errors import BadValueError
from app.instruments.model import Item
from app.instruments.paths import first_open_item, next_item
from app.instruments.reader import load_instrument, load_wording, read_instrument, read_wording
from app.instruments.values import LONGEST_TEXT, READ, check_value
from app.scoring.engine import score
from tests.core.garden import FOLDER, slip

SEEDBOX = load_instrument("seedbox", FOLDER)
SUNDIAL = load_instrument("sundial", FOLDER)
HEDGE = load_instrument("hedge", FOLDER)


def text_of(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")


@pytest.mark.parametrize(
    ("item", "value"),
    [
        (SEEDBOX.item("packets"), 0),
        (SEEDBOX.item("packets"), 500),
        (SEEDBOX.item("frost"), -30),
        (SEEDBOX.item("sown"), "1985-03-27"),
        (SEEDBOX.item("remark"), "a"),
        (SEEDBOX.item("remark"), "Two lines,\n\tone indented."),
        (SEEDBOX.item("remark"), "x" * LONGEST_TEXT),
        (SEEDBOX.item("remark"), "👩‍🌾" * 600),
        (SEEDBOX.item("intro"), READ),
        (SUNDIAL.item("1"), 73),
    ],
)
def test_what_an_item_allows_is_kept_as_it_is(item: Item, value: object) -> None:
    assert check_value(item, value) == value


@pytest.mark.parametrize(
    ("item", "value", "message"),
    [
        (SEEDBOX.item("packets"), 501, "501 is not a whole number from 0 to 500"),
        (SEEDBOX.item("packets"), "12", "“12” is not a whole number from 0 to 500"),
        (SEEDBOX.item("frost"), -31, "-31 is not a whole number from -30 to 10"),
        (SEEDBOX.item("sown"), "1985-02-29", "“1985-02-29” is not a date such as 2027-03-31"),
        (SEEDBOX.item("sown"), "27.3.1985", "“27.3.1985” is not a date such as 2027-03-31"),
        (SEEDBOX.item("sown"), 1985, "1985 is not a date such as 2027-03-31"),
        (SEEDBOX.item("remark"), "", "“” is not a text of 1 to 2000 characters"),
        (SEEDBOX.item("remark"), " \n\u200b", "“ \n\u200b” is not a text of 1 to 2000 characters"),
        (SEEDBOX.item("remark"), 5, "5 is not a text of 1 to 2000 characters"),
        (SEEDBOX.item("remark"), "a\0b", "this text has a sign that nobody can see"),
        (SEEDBOX.item("intro"), "yes", "“yes”: this is a page to read, it has no answer"),
        (SEEDBOX.item("intro"), None, "none: this is a page to read, it has no answer"),
    ],
)
def test_anything_else_is_refused_with_what_is_allowed(item: Item, value: object, message: str) -> None:
    with pytest.raises(BadValueError) as refusal:
        check_value(item, value)
    assert refusal.value.message == message


def test_a_text_one_sign_too_long_is_refused() -> None:
    with pytest.raises(BadValueError):
        check_value(SEEDBOX.item("remark"), "x" * (LONGEST_TEXT + 1))


def test_a_page_to_read_is_met_like_an_item_and_open_until_it_was_read() -> None:
    opened = first_open_item(SEEDBOX, {})
    assert opened is not None
    assert opened.id == "intro"
    following = next_item(SEEDBOX, {"intro": READ}, after="intro")
    assert following is not None
    assert following.id == "1"
    assert first_open_item(SEEDBOX, {"intro": READ}) == following


def test_a_page_to_read_is_no_question() -> None:
    assert [item.id for item in SEEDBOX.questions] == ["1", "packets", "frost", "sown", "remark"]
    assert SUNDIAL.questions == SUNDIAL.items


def test_scores_are_the_same_with_words_beside_the_codes() -> None:
    with_words: dict[str, int | str | None] = {
        "intro": READ,
        "1": 2,
        "packets": 3,
        "sown": "1985-03-27",
        "remark": "Fine.",
    }
    assert score(SEEDBOX, with_words) == score(SEEDBOX, {"1": 2})


def test_the_owners_layout_is_read() -> None:
    assert (SUNDIAL.item("1").layout, SUNDIAL.item("1").numbers) == ("column", 10)
    assert (SUNDIAL.item("2").layout, SUNDIAL.item("2").numbers) == (None, None)
    assert HEDGE.item("3").layout == "row"


def test_an_owners_heading_belongs_to_its_choices() -> None:
    words = load_wording("hedge", "en", FOLDER)
    assert words.heading_of(HEDGE.item("3")) == "The hedge, on the whole, makes me feel"
    assert words.heading_of(HEDGE.item("1")) is None
    assert words.heading_of(SEEDBOX.item("packets")) is None


LAYOUT, NUMBERS = 'layout = "column"', "numbers = 10"


@pytest.mark.parametrize(
    ("file", "right", "wrong", "fault"),
    [
        ("sundial", LAYOUT, 'layout = "circle"', "item group 1: layout: “circle” is not one of: row, column"),
        (
            "sundial",
            NUMBERS,
            "numbers = 7",
            "item group 1: numbers: 0 to 100 cannot be numbered in steps of 7",
        ),
        (
            "sundial",
            NUMBERS,
            "numbers = 0",
            "item group 1: numbers: 0 to 100 cannot be numbered in steps of 0",
        ),
        (
            "sundial",
            NUMBERS,
            "numbers = 4",
            "item group 1: numbers: 0 to 100 cannot be numbered in steps of 4",
        ),
        (
            "sundial",
            NUMBERS,
            "numbers = -10",
            "item group 1: numbers: 0 to 100 cannot be numbered in steps of -10",
        ),
        ("hedge", 'layout = "row"', "numbers = 1", "item group 3: numbers has no meaning here"),
        (
            "seedbox",
            'kind = "date"',
            'kind = "date"\nlayout = "row"',
            "item group 5: layout has no meaning here",
        ),
        ("seedbox", "high = 500", 'high = 500\nlayout = "row"', "item group 3: layout has no meaning here"),
    ],
)
def test_a_layout_that_cannot_be_is_a_fault(file: str, right: str, wrong: str, fault: str) -> None:
    _, faults = read_instrument(slip(text_of(f"{file}.toml"), right, wrong), "it")
    assert faults == [f"it: {fault}"]


def test_a_line_may_bear_a_number_at_every_fifth_code_and_no_more() -> None:
    instrument, faults = read_instrument(slip(text_of("sundial.toml"), NUMBERS, "numbers = 5"), "it")
    assert faults == []
    assert instrument is not None
    assert instrument.item("1").numbers == 5


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("[headings]\nliking", "[headings]\nlooking", "heading looking stands above no choices"),
        (
            "on the whole, makes",
            "on **the whole, makes",
            "heading liking: an emphasis (**) is opened and not closed",
        ),
        ('"The hedge, on the whole, makes me feel"', '" "', "headings: liking has no words"),
    ],
)
def test_a_heading_that_cannot_be_is_a_fault(right: str, wrong: str, fault: str) -> None:
    _, faults = read_wording(slip(text_of("hedge.en.toml"), right, wrong), HEDGE, "it")
    assert faults == [f"it: {fault}"]
