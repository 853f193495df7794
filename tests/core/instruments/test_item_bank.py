"""A scale's calibrated items: what category a code falls in, and parameters that fit the items or are refused."""

import msgspec
import pytest

from app.instruments.graded_response import GradedItem, eap
from app.instruments.item_bank import estimate_of, find_bank
from app.instruments.reader import equipped, parse_instrument, parse_pack
from tests.core.garden import FOLDER, slip
from tests.core.plain_adaptive import category
from tests.core.storm import BANK, BARE, PACK, STORM

DEFINITION = (FOLDER / "storm.toml").read_text("utf-8")
PARAMETERS = (FOLDER / "packs" / "storm.toml").read_text("utf-8")


def test_the_bank_has_every_item_of_the_scale_in_its_order() -> None:
    assert [*BANK] == [item.id for item in STORM.items]
    assert BANK["1"].graded == GradedItem(2.25, (-2.76, -2.03, -1.12, -0.44))


@pytest.mark.parametrize("item_id", [*BANK])
def test_a_code_falls_in_the_category_of_its_points(item_id: str) -> None:
    """Item 8 is turned round; the two highest codes of item 13 have the same points."""
    assert BANK[item_id].categories == {code: category(item_id, code) for code in (1, 2, 3, 4, 5)}


def test_without_parameters_there_is_no_bank() -> None:
    assert find_bank(BARE, "T") is None


def test_a_scale_that_does_not_exist_has_no_bank() -> None:
    with pytest.raises(KeyError):
        find_bank(STORM, "t")


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("[items.STORM07]", "[items.STORM70]", "Storm bank: there is no item STORM07"),
        ("[0.14, 1.01, 1.46]", "[0.14, 1.01, 1.46, 2]", "item STORM13 has 5 categories; item 13 has 4"),
    ],
)
def test_parameters_that_do_not_fit_the_items_are_refused(right: str, wrong: str, fault: str) -> None:
    pack = parse_pack(slip(PARAMETERS, right, wrong), "storm.toml")
    with pytest.raises(msgspec.ValidationError, match=fault):
        find_bank(equipped(BARE, [pack]), "T")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [('20 = "STORM20"', ""), ('20 = "STORM20"', '21 = "STORM20"'), ('20 = "STORM20"', "20 = 20")],
)
def test_each_item_needs_the_name_of_its_parameters(right: str, wrong: str) -> None:
    instrument = parse_instrument(slip(DEFINITION, right, wrong), "storm.toml")
    with pytest.raises(msgspec.ValidationError, match="each item needs one name"):
        find_bank(equipped(instrument, [PACK]), "T")


def test_only_answers_to_items_of_the_bank_say_where_a_person_stands() -> None:
    seven, eight = BANK["7"].graded, BANK["8"].graded
    answers = {"7": 2, "8": 5, "3": None, "weather": 4}
    assert estimate_of(BANK, answers) == eap([seven, eight], [1, 0])
