"""What an instrument needs besides its definition, and whether a pack gives it."""

import pytest

from app.instruments.needs import asking_faults, fitting_packs, lacking_in, needs_of, unmet_needs
from app.instruments.packs import Pack
from app.instruments.reader import bare, equipped, load_instrument, load_library, parse_instrument, parse_pack
from tests.core.garden import FOLDER, GARDEN, slip

ORCHARD = load_instrument("orchard", FOLDER)
BANK_TEXT = (FOLDER / "packs/orchard_bank.toml").read_text("utf-8")
VALUES_TEXT = (FOLDER / "packs/orchard_values.toml").read_text("utf-8")
HEDGE, THORN = ((FOLDER / f"{one}.toml").read_text("utf-8") for one in ("hedge", "thorn"))
BANK, VALUES = parse_pack(BANK_TEXT, "bank.toml"), parse_pack(VALUES_TEXT, "values.toml")


def other_bank() -> Pack:
    """A bank that lacks an item of the orchard's."""
    return parse_pack(slip(BANK_TEXT, "[items.PEAR]", "[items.PLUM]"), "other.toml")


def test_most_questionnaires_need_nothing() -> None:
    assert needs_of(GARDEN) == ()
    assert fitting_packs(GARDEN, [BANK, VALUES]) == ()


def test_scores_from_a_bank_or_a_value_set_need_a_pack_each() -> None:
    assert {need.kind: need.scale_ids for need in needs_of(ORCHARD)} == {
        "item_parameters": "T_pattern, T_sum",
        "value_set": "worth",
    }
    assert unmet_needs(ORCHARD) == needs_of(ORCHARD)
    assert unmet_needs(equipped(ORCHARD, [BANK, VALUES])) == ()
    assert [need.kind for need in unmet_needs(equipped(ORCHARD, [VALUES]))] == ["item_parameters"]


def test_a_pack_that_has_not_all_of_it_says_what_is_missing() -> None:
    need = next(need for need in needs_of(ORCHARD) if need.kind == "item_parameters")
    assert lacking_in(BANK, need, ORCHARD) == ()
    assert lacking_in(other_bank(), need, ORCHARD) == ("it has no PEAR",)
    assert lacking_in(VALUES, need, ORCHARD) == ("no item parameters are loaded",)


def test_the_first_pack_that_has_all_of_it_is_taken() -> None:
    newer = parse_pack(slip(BANK_TEXT, 'version = "1"', 'version = "2"'), "newer.toml")
    assert fitting_packs(ORCHARD, [other_bank(), newer, BANK]) == (newer,)
    assert fitting_packs(ORCHARD, [VALUES, other_bank(), BANK, newer]) == (BANK, VALUES)


def test_a_value_set_must_know_every_profile() -> None:
    need = next(need for need in needs_of(ORCHARD) if need.kind == "value_set")
    assert lacking_in(VALUES, need, ORCHARD) == ()
    written = 'kind = "value_set"\nname = "n"\ncountry = "c"\nversion = "1"\nsource = "s"\nlicence = "l"\n'
    some = parse_pack(written + "[values]\n11 = 1.0\n", "some.toml")
    assert lacking_in(some, need, ORCHARD) == ("it has no value for 8 profiles, such as 12",)
    lowest = parse_pack(slip(slip(VALUES_TEXT, "0.7]", "1.2]"), "0.4]", "0.8]"), "lowest.toml")
    assert lacking_in(lowest, need, ORCHARD) == (), "from -1 to 1, as the scale"
    nothing = parse_pack(slip(VALUES_TEXT, "full_health = 1", "full_health = 0"), "nothing.toml")
    assert lacking_in(nothing, need, ORCHARD) == ("its values reach from -1.1 to 0.0, beyond -1.0 to 1.0",)
    steps = parse_pack(
        written + "full_health = 1\n[decrements]\n1 = [0, 0.1, 0.2]\n2 = [0, 0.1]\n", "steps.toml"
    )
    assert lacking_in(steps, need, ORCHARD) == ("item 2: it has 2 decrements for 3 codes",)


def test_without_its_packs_an_instrument_is_what_its_file_says() -> None:
    assert bare(equipped(ORCHARD, [BANK, VALUES])) == ORCHARD
    assert bare(GARDEN) is GARDEN


def test_the_tablet_shows_every_kind_of_item_and_up_to_eleven_choices() -> None:
    assert asking_faults(GARDEN) == asking_faults(ORCHARD) == ()
    many = parse_instrument(slip(HEDGE, "7, 8, 9, 10]", "7, 8, 9, 10, 11]"), "hedge.toml")
    assert asking_faults(many) == ("item 1 has 12 choices, the tablet shows at most 11",)
    wide = parse_instrument(slip(THORN, "high = 10", "high = 20").replace("[1, 41]", "[1, 51]"), "thorn.toml")
    assert asking_faults(wide) == ("item 1 has 21 choices, the tablet shows at most 11",)


def test_an_adaptive_test_cannot_be_asked_without_its_bank() -> None:
    storm = load_instrument("storm", FOLDER)
    pack = parse_pack((FOLDER / "packs/storm.toml").read_text("utf-8"), "storm.toml")
    assert asking_faults(storm) == (
        "its items are chosen by item parameters, and no item parameters are loaded",
    )
    assert asking_faults(equipped(storm, [pack])) == ()


@pytest.mark.parametrize("instrument", load_library(), ids=lambda instrument: instrument.id)
def test_what_every_shipped_questionnaire_needs_is_known(instrument) -> None:  # type: ignore[no-untyped-def]
    rules = {scale.rule for scale in instrument.scales}
    kinds = {need.kind for need in needs_of(instrument)}
    assert ("value_set" in rules) == ("value_set" in kinds)
    assert any(rule.startswith("graded_response") for rule in rules) == ("item_parameters" in kinds)
