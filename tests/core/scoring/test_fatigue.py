"""Golden numbers of the FSS and the MFI-20."""

from fractions import Fraction

import pytest

from app.instruments.reader import load_instrument
from app.scoring.engine import score, score_scale

FSS, MFI20 = load_instrument("fss"), load_instrument("mfi20")
MFI20_SCALES = {
    "general_fatigue": ("1", "5", "12", "16"),
    "physical_fatigue": ("2", "8", "14", "20"),
    "reduced_activity": ("3", "6", "10", "17"),
    "reduced_motivation": ("4", "9", "15", "18"),
    "mental_fatigue": ("7", "11", "13", "19"),
}
OF_FATIGUE = {"2", "5", "9", "10", "13", "14", "16", "17", "18", "19"}
"""Items turned round, as in CamCOPS's scorer (tasks/mfi20.py) and its documentation."""


# FSS


@pytest.mark.parametrize(
    ("total", "mean", "band"),
    [
        (9, 1, "not fatigued"),
        (35, 3.888889, "not fatigued"),
        (36, 4, "fatigued"),
        (37, 4.111111, "fatigued"),
        (63, 7, "fatigued"),
    ],
)
def test_the_fss_is_the_sum_divided_by_nine(total: int, mean: float, band: str) -> None:
    """NINDS CDE: adding up all the answers and dividing by nine."""
    codes = [1 + min(6, max(0, total - 9 - 6 * place)) for place in range(9)]
    found = score_scale(FSS, "mean", {str(number): code for number, code in enumerate(codes, start=1)})
    assert sum(codes) == total
    assert (found.value, found.band, found.status) == (mean, band, "complete")


@pytest.mark.parametrize("missing", range(1, 10))
def test_an_fss_with_one_item_declined_has_no_score(missing: int) -> None:
    found = score_scale(FSS, "mean", {str(number): 4 for number in range(1, 10) if number != missing})
    assert (found.value, found.status) == (None, "not_scorable")
    assert found.reason == "1 of 9 items is not answered; all are needed"


def test_the_fss_tells_the_groups_difference_and_one_persons_error_apart() -> None:
    """Rooney 2019: 0.45. CMSC 2013: MDC95 1.9, which is 1.96 x square root of 2 x the SEM of 0.7, rounded."""
    mid, error = FSS.scale("mean").thresholds
    assert (mid.kind, mid.value) == ("group_mid", Fraction("0.45"))
    assert (error.kind, error.value) == ("measurement_error", Fraction("1.9"))
    assert error.standard_error_of_measurement == Fraction("0.7")
    assert float(error.value) == pytest.approx(1.96 * 2**0.5 * 0.7, abs=0.05)


# MFI-20


@pytest.mark.parametrize("number", [str(number) for number in range(1, 21)])
def test_each_mfi20_item_counts_in_its_one_scale_and_in_its_direction(number: str) -> None:
    (scale,) = (name for name, items in MFI20_SCALES.items() if number in items)
    rest = {item.id: 1 if item.id in OF_FATIGUE else 5 for item in MFI20.items}  # every point is 5
    for code in range(1, 6):
        values = {each.scale: each.value for each in score(MFI20, {**rest, number: code})}
        points = 6 - code if number in OF_FATIGUE else code
        assert values == dict.fromkeys(MFI20_SCALES, 20) | {scale: 15 + points}


def test_the_most_tired_mfi20_sheet_scores_20_and_the_fittest_4() -> None:
    tired = {item.id: 1 if item.id in OF_FATIGUE else 5 for item in MFI20.items}
    fit = {item: 6 - code for item, code in tired.items()}
    assert {each.value for each in score(MFI20, tired)} == {20}
    assert {each.value for each in score(MFI20, fit)} == {4}


def test_the_same_answer_throughout_hides_in_scales_of_two_and_two() -> None:
    """Two statements of fatigue and two of vigour in each: 2 x code + 2 x (6 - code)."""
    for code in range(1, 6):
        assert {each.value for each in score(MFI20, {str(number): code for number in range(1, 21)})} == {12}


def test_an_mfi20_scale_needs_all_four_items_and_the_others_none() -> None:
    answers = {item: 3 for name, items in MFI20_SCALES.items() for item in items if name != "mental_fatigue"}
    values = {each.scale: each.value for each in score(MFI20, {**answers, "7": 3, "11": 3, "13": 3})}
    assert values == dict.fromkeys(MFI20_SCALES, 12) | {"mental_fatigue": None}


def test_the_mfi20_has_no_total() -> None:
    assert [scale.id for scale in MFI20.scales] == list(MFI20_SCALES)
