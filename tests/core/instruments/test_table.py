"""Reading a definition part by part: what is wrong is noted with its place, and what follows is read all the same."""

from decimal import Decimal
from fractions import Fraction

import pytest

from app.instruments.table import Table

MORE: dict[str, tuple[object, ...]] = {"one_of": (("b", "c"),), "parts": ("part",)}


def table(raw: object) -> Table:
    return Table(raw, "here", [])


def read(one: Table, kind: str) -> object:
    """What the table has under `a`, read as this kind of thing."""
    return getattr(one, kind)("a", *MORE.get(kind, ()))


@pytest.mark.parametrize(
    ("kind", "wrong", "fault", "empty"),
    [
        ("text", 7, "a is not a text", ""),
        ("text", " ", "a is not a text", ""),
        ("optional_text", 7, "a is not a text", ""),
        ("texts", "words", "a is not a list of texts", ()),
        ("texts", ["words", ""], "a is not a list of texts", ()),
        ("one_of", "d", "a: “d” is not one of: b, c", "d"),
        ("integer", Decimal("1.5"), "a is not a whole number", 0),
        ("integer", True, "a is not a whole number", 0),
        ("integers", 1, "a is not a list of whole numbers", ()),
        ("integers", [1, "2"], "a is not a list of whole numbers", ()),
        ("number", "1", "a is not a number", 0),
        ("number", Decimal("inf"), "a is not a number", 0),
        ("optional_number", "1", "a is not a number", 0),
        ("numbers", 1, "a is not a list of numbers", ()),
        ("numbers", [1, "2"], "a is not a list of numbers", ()),
        ("interval", [1], "a is not two numbers, [low, high]", (0, 0)),
        ("interval", [1, True], "a is not two numbers, [low, high]", (0, 0)),
        ("flag", 1, "a is not true or false", False),
        ("mapping", [], "a is not a table", {}),
        ("parts", 3, "a is not a list of tables", ()),
    ],
)
def test_what_is_of_a_wrong_kind_is_a_fault_and_reads_as_empty(
    kind: str, wrong: object, fault: str, empty: object
) -> None:
    one = table({"a": wrong})
    assert read(one, kind) == empty
    assert (one.is_broken, one.faults) == (True, [f"here: {fault}"])


@pytest.mark.parametrize(
    ("kind", "empty"),
    [
        ("text", ""),
        ("integer", 0),
        ("integers", ()),
        ("number", 0),
        ("numbers", ()),
        ("interval", (0, 0)),
    ],
)
def test_what_is_needed_and_absent_is_a_fault_once_and_reads_as_empty(kind: str, empty: object) -> None:
    one = table({})
    assert read(one, kind) == empty
    assert (one.is_broken, one.faults) == (True, ["here: a is missing"])


@pytest.mark.parametrize(
    ("kind", "empty"),
    [
        ("optional_text", None),
        ("texts", ()),
        ("optional_number", None),
        ("flag", False),
        ("mapping", {}),
        ("parts", ()),
        ("decimals", 0),
    ],
)
def test_what_may_be_absent_is_no_fault(kind: str, empty: object) -> None:
    one = table({})
    assert read(one, kind) == empty
    assert one.text("a", default="b") == "b"
    assert (one.is_broken, one.faults) == (False, [])


def test_numbers_are_as_exact_as_they_are_written() -> None:
    one = table({"a": [1, Decimal("20.25"), Decimal("0.5")], "b": [1, 2], "c": [-3, Decimal("0.1")]})
    assert one.numbers("a") == (Fraction(1), Fraction(81, 4), Fraction(1, 2))
    assert one.interval("c") == (Fraction(-3), Fraction(1, 10))
    assert (one.decimals("a"), one.decimals("b"), one.decimals("c")) == (2, 0, 1)


def test_what_is_no_table_cannot_be_used() -> None:
    one = table("words")
    assert (one.is_broken, one.faults, one.keys()) == (True, ["here: this is not a table"], ())


def test_the_parts_of_a_list_are_called_by_their_ids_or_numbers() -> None:
    raws = [{"id": "wasps"}, {}, {"id": 7}, {"id": ""}, 5]
    one = table({"a": raws})
    assert [part.place for part in one.parts("a", "part")] == [
        "here: part wasps",
        "here: part 2",
        "here: part 3",
        "here: part 4",
        "here: part 5",
    ]
    assert one.faults == ["here: part 5: this is not a table"]
    assert not one.is_broken, "one part of a list may be left out"


def test_what_nobody_asked_for_is_most_likely_a_slip_of_the_pen() -> None:
    one = table({"title": "words", "titel": "words"})
    one.text("title")
    one.close()
    assert (one.is_broken, one.faults) == (False, ["here: titel has no meaning here"])
