"""Golden numbers of the MSIS-29, the MSWS-12 and the PDDS."""

from collections.abc import Iterable

import pytest

from app.instruments.reader import load_instrument
from app.scoring.engine import score, score_scale

MSIS = {version: load_instrument(f"msis29_v{version}") for version in (1, 2)}
MSWS = {version: load_instrument(f"msws12_v{version}") for version in (1, 2)}
PDDS = load_instrument("pdds")
PHYSICAL, PSYCHOLOGICAL = range(1, 21), range(21, 30)


def adding_up_to(total: int, numbers: Iterable[int], highest: int) -> dict[str, int]:
    """Codes of 1 to `highest` for these items, with this sum."""
    answers, rest = {}, total - len(tuple(numbers))
    for number in numbers:
        more = min(highest - 1, max(0, rest))
        answers[str(number)], rest = 1 + more, rest - more
    return answers


# MSIS-29


@pytest.mark.parametrize(
    ("version", "scale", "numbers", "total", "value"),
    [
        # version 1: 100 x (sum - 20) / 80 and 100 x (sum - 9) / 36
        (1, "physical", PHYSICAL, 20, 0),
        (1, "physical", PHYSICAL, 21, 1.25),
        (1, "physical", PHYSICAL, 62, 52.5),
        (1, "physical", PHYSICAL, 100, 100),
        (1, "psychological", PSYCHOLOGICAL, 9, 0),
        (1, "psychological", PSYCHOLOGICAL, 24, 41.666667),
        (1, "psychological", PSYCHOLOGICAL, 45, 100),
        # version 2: 100 x (sum - 20) / 60 and 100 x (sum - 9) / 27
        (2, "physical", PHYSICAL, 20, 0),
        (2, "physical", PHYSICAL, 50, 50),
        (2, "physical", PHYSICAL, 80, 100),
        (2, "psychological", PSYCHOLOGICAL, 9, 0),
        (2, "psychological", PSYCHOLOGICAL, 10, 3.703704),
        (2, "psychological", PSYCHOLOGICAL, 36, 100),
    ],
)
def test_the_msis29_is_its_sum_as_a_share_of_the_range(
    version: int, scale: str, numbers: range, total: int, value: float
) -> None:
    answers = adding_up_to(total, numbers, highest={1: 5, 2: 4}[version])
    assert sum(answers.values()) == total
    found = score_scale(MSIS[version], scale, answers)
    assert (found.value, found.status) == (value, "complete")


def test_the_means_of_the_uk_ms_register_agree() -> None:
    """PLoS One 2013, e55422, 4,558 people, version 1: a mean sum of 60.5 is told as 50.6 %, 24.8 as 43.8 %.

    The mean of two sheets with the sums beside it is the share of the mean sum.
    """
    physical = [
        score_scale(MSIS[1], "physical", adding_up_to(total, PHYSICAL, 5)).value or 0 for total in (60, 61)
    ]
    psychological = [
        score_scale(MSIS[1], "psychological", adding_up_to(total, PSYCHOLOGICAL, 5)).value or 0
        for total in (24, 25, 25, 25, 25)
    ]
    assert sum(physical) / 2 == pytest.approx(50.6, abs=0.05)
    assert sum(psychological) / 5 == pytest.approx(43.8, abs=0.1)


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize(
    ("scale", "numbers", "enough"), [("physical", PHYSICAL, 10), ("psychological", PSYCHOLOGICAL, 5)]
)
def test_an_msis29_scale_is_prorated_from_half_of_its_items_on(
    version: int, scale: str, numbers: range, enough: int
) -> None:
    ids = [str(number) for number in numbers]
    just = score_scale(MSIS[version], scale, dict.fromkeys(ids[:enough], 2))
    assert (just.value, just.status, just.answered) == (
        {1: 25, 2: 33.333333}[version],
        "prorated",
        enough,
    )
    assert just.rule == "percent_of_range@1 half_rule@1 (owner)"
    short = score_scale(MSIS[version], scale, dict.fromkeys(ids[: enough - 1], 2))
    assert (short.value, short.status) == (None, "not_scorable")


def test_a_prorated_msis29_fills_in_the_mean_of_what_was_answered() -> None:
    """Ten answers that add up to 25 have a mean of 2.5; twenty of these add up to 50: 37.5 on version 1."""
    answers = {str(number): code for number, code in enumerate((1, 2, 3, 4, 5, 1, 2, 3, 3, 1), start=1)}
    assert sum(answers.values()) == 25
    assert score_scale(MSIS[1], "physical", answers).value == 37.5


def test_the_versions_of_the_msis29_differ_in_their_answers() -> None:
    assert {item.codes for item in MSIS[1].items} == {(1, 2, 3, 4, 5)}
    assert {item.codes for item in MSIS[2].items} == {(1, 2, 3, 4)}


def test_the_msis29_has_no_score_over_all_its_items() -> None:
    assert all([scale.id for scale in each.scales] == ["physical", "psychological"] for each in MSIS.values())


@pytest.mark.parametrize("version", [1, 2])
def test_the_response_shift_is_told_with_the_physical_score(version: int) -> None:
    (caveat, _) = MSIS[version].scale("physical").caveats
    assert caveat.startswith("Response shift: 31 people")
    assert "8 points" in caveat


def test_the_8_points_of_costelloe_belong_to_version_1_and_its_physical_scale_only() -> None:
    found = {
        (version, scale.id): {threshold.kind: int(threshold.value) for threshold in scale.thresholds}
        for version, instrument in MSIS.items()
        for scale in instrument.scales
    }
    assert found == {
        (1, "physical"): {"group_mid": 8},
        (1, "psychological"): {},
        (2, "physical"): {},
        (2, "psychological"): {},
    }


# MSWS-12


@pytest.mark.parametrize(
    ("version", "total", "value"),
    [
        # NINDS CDE: (sum - 12) / 48
        (1, 12, 0),
        (1, 36, 50),
        (1, 60, 100),
        # Rehab Knowledge: a sum of 34 of 54 is (34 - 12) / 42 = 52.38 %
        (2, 12, 0),
        (2, 34, 52.380952),
        (2, 54, 100),
    ],
)
def test_the_msws12_is_its_sum_as_a_share_of_the_range(version: int, total: int, value: float) -> None:
    answers, rest = {}, total - 12
    for item in MSWS[version].items:
        more = min(max(item.codes) - 1, rest)
        answers[item.id], rest = 1 + more, rest - more
    found = score_scale(MSWS[version], "score", answers)
    assert sum(answers.values()) == total
    assert (found.value, found.status) == (value, "complete")


def test_three_items_of_the_msws12s_second_version_have_three_answers() -> None:
    assert [item.codes for item in MSWS[2].items] == [(1, 2, 3)] * 3 + [(1, 2, 3, 4, 5)] * 9
    assert [item.codes for item in MSWS[1].items] == [(1, 2, 3, 4, 5)] * 12


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("missing", range(1, 13))
def test_an_msws12_with_one_item_declined_has_no_score(version: int, missing: int) -> None:
    answers = {str(number): 2 for number in range(1, 13) if number != missing}
    (found,) = score(MSWS[version], answers)
    assert (found.value, found.status) == (None, "not_scorable")
    assert found.rule == "percent_of_range@1 complete@1 (project)"


def test_the_8_points_of_mehta_belong_to_version_1() -> None:
    (threshold,) = MSWS[1].scale("score").thresholds
    assert (threshold.kind, int(threshold.value), threshold.reference) == ("group_mid", 8, "Mehta 2015")
    assert MSWS[2].scale("score").thresholds == ()


# PDDS


@pytest.mark.parametrize(
    ("step", "band"),
    [
        *((step, "mild disability") for step in (0, 1, 2)),
        *((step, "moderate disability") for step in (3, 4, 5)),
        *((step, "severe disability") for step in (6, 7, 8)),
    ],
)
def test_the_pdds_is_its_one_answer(step: int, band: str) -> None:
    """Bands: NINDS CDE."""
    (found,) = score(PDDS, {"1": step})
    assert (found.scale, found.value, found.status, found.band) == ("step", step, "complete", band)


def test_a_pdds_without_its_answer_has_no_step() -> None:
    (found,) = score(PDDS, {})
    assert (found.value, found.status, found.reason) == (
        None,
        "not_scorable",
        "its only item is not answered",
    )
