"""EQ-5D-5L: profiles are labels, the index is a country's value, and without a value set there is none."""

from dataclasses import replace

import pytest

from app.errors import DefinitionError
from app.instruments.model import Instrument
from app.instruments.reader import equipped, load_instrument, parse_pack
from app.scoring.change import change_of
from app.scoring.engine import score_scale
from app.scoring.model import Number, Score
from tests.core.garden import slip
from tests.core.scoring.shipped import PACKS, shipped

EQ5D = shipped("eq5d5l")
ENGLAND = (PACKS / "england.toml").read_text("utf-8")
PROFILES = [profile for profile in range(11111, 55556) if set(str(profile)) <= set("12345")]


def levels(profile: int) -> dict[str, int | None]:
    """The answers of a profile; 9 is a missing dimension."""
    return {
        str(item): None if level == "9" else int(level) for item, level in enumerate(str(profile), start=1)
    }


def index(profile: int, instrument: Instrument = EQ5D) -> Score:
    return score_scale(instrument, "index", levels(profile))


@pytest.mark.parametrize("profile", [11111, 21345, 55555, 12345, 54321])
def test_a_profile_is_its_five_levels_side_by_side(profile: int) -> None:
    assert score_scale(EQ5D, "profile", levels(profile)).value == profile


@pytest.mark.parametrize(
    ("profile", "value"),
    [
        (11111, 1),
        (55555, -0.285),  # the lowest of England's values, in the abstract of Devlin 2018
        (11211, 0.950),  # the highest below full health, in the same place
        # The tests of the R package eq5d (Morton and Nijjar): England, five states
        (25532, 0.393),
        (34241, 0.434),
        (43332, 0.488),
        (52141, 0.400),
    ],
)
def test_englands_values_are_the_published_ones(profile: int, value: Number) -> None:
    found = index(profile)
    assert (found.value, found.status) == (value, "complete")


def test_englands_values_run_from_the_worst_state_to_full_health() -> None:
    values = [value for profile in PROFILES if (value := index(profile).value) is not None]
    assert (len(values), min(values), max(values)) == (3125, -0.285, 1)
    # "considerably fewer worse than dead states (5.1 %)": Devlin 2018, abstract
    assert round(100 * sum(value < 0 for value in values) / 3125, 1) == 5.1


@pytest.mark.parametrize("profile", [91111, 19111, 11911, 11191, 11119])
def test_with_a_dimension_missing_there_is_neither_profile_nor_index(profile: int) -> None:
    for scale in ("profile", "index"):
        found = score_scale(EQ5D, scale, levels(profile))
        assert (found.value, found.answered, found.of) == (None, 4, 5)
        assert found.reason == "1 of 5 items is not answered; all are needed"


def test_without_a_value_set_there_is_no_index_and_it_says_so() -> None:
    found = index(21111, load_instrument("eq5d5l"))
    assert (found.value, found.status, found.reason) == (None, "not_scorable", "no value set is loaded")
    assert score_scale(load_instrument("eq5d5l"), "profile", levels(21111)).value == 21111


def test_a_value_set_that_lists_its_values_gives_the_same_as_one_of_decrements() -> None:
    listed = "\n".join(f"{profile} = {index(profile).value}" for profile in PROFILES)
    head = ENGLAND.split("full_health")[0]
    pack = parse_pack(f"{head}\n[values]\n{listed}\n", "listed.toml")
    other = equipped(load_instrument("eq5d5l"), [pack])
    assert other.hash != EQ5D.hash
    for profile in (11111, 21345, 33333, 55555):
        assert index(profile, other).value == index(profile).value


def test_a_value_set_of_another_form_is_refused() -> None:
    with pytest.raises(DefinitionError):
        parse_pack(slip(ENGLAND, "full_health = 1", 'full_health = "well"'), "england.toml")


def test_profiles_are_not_ordered_and_so_they_do_not_change() -> None:
    scale = EQ5D.scale("profile")
    then, now = (score_scale(EQ5D, "profile", levels(profile)) for profile in (21111, 12111))
    assert scale.direction == "not ordered"
    assert change_of(scale, now=now, then=then) is None
    ordered = replace(scale, direction="higher is worse")
    assert change_of(ordered, now=now, then=then) is not None


def test_the_visual_scale_is_the_number_marked() -> None:
    for mark in (0, 1, 50, 99, 100):
        assert score_scale(EQ5D, "vas", {"vas": mark}).value == mark
    assert score_scale(EQ5D, "vas", {}).reason == "its only item is not answered"
