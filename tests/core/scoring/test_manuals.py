"""Golden numbers: what the manuals say, at every edge they name."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from app.errors import BadValueError
from app.instruments.reader import load_instrument
from app.scoring.engine import score, score_scale
from app.scoring.model import Score

PHQ9, MFIS, RAND36 = (load_instrument(name) for name in ("phq9", "mfis", "rand36"))


def phq9(*codes: int | None) -> dict[str, Score]:
    answers = {str(number): code for number, code in enumerate(codes, start=1)}
    return {each.scale: each for each in score(PHQ9, answers)}


def spread(total: int) -> list[int]:
    """Nine PHQ-9 codes that add up to `total`."""
    return [min(3, max(0, total - 3 * place)) for place in range(9)]


# PHQ-9


@pytest.mark.parametrize(
    ("total", "band"),
    [
        (0, "minimal"),
        (4, "minimal"),
        (5, "mild"),
        (9, "mild"),
        (10, "moderate"),
        (14, "moderate"),
        (15, "moderately severe"),
        (19, "moderately severe"),
        (20, "severe"),
        (27, "severe"),
    ],
)
def test_phq9_bands_begin_and_end_where_kroenke_put_them(total: int, band: str) -> None:
    scored = phq9(*spread(total))["total"]
    assert (scored.value, scored.band, scored.status) == (total, band, "complete")


@pytest.mark.parametrize("missing", range(9))
def test_a_phq9_with_one_item_declined_has_no_score_and_says_why(missing: int) -> None:
    codes: list[int | None] = [1] * 9
    codes[missing] = None
    for scored in phq9(*codes).values():
        assert (scored.value, scored.status, scored.band) == (None, "not_scorable", None)
        assert (scored.answered, scored.of) == (8, 9)
        assert scored.reason == "1 of 9 items is not answered; all are needed"


def test_a_phq9_with_two_items_missing_counts_them_in_its_reason() -> None:
    assert phq9(1, 1, 1, 1, 1, 1, 1)["total"].reason == "2 of 9 items are not answered; all are needed"


@pytest.mark.parametrize(
    ("codes", "syndrome"),
    [
        ((0, 0, 0, 0, 0, 0, 0, 0, 0), "none"),
        ((2, 0, 0, 0, 0, 0, 0, 0, 0), "none"),
        ((2, 0, 2, 0, 0, 0, 0, 0, 0), "other depressive syndrome"),
        ((0, 2, 2, 2, 2, 0, 0, 0, 0), "other depressive syndrome"),
        ((2, 2, 2, 2, 2, 0, 0, 0, 0), "major depressive syndrome"),
        ((0, 2, 2, 2, 2, 2, 0, 0, 0), "major depressive syndrome"),
        ((3, 3, 3, 3, 3, 3, 3, 3, 3), "major depressive syndrome"),
        # item 9 counts from 1, the others from 2
        ((2, 0, 0, 0, 0, 0, 0, 0, 1), "other depressive syndrome"),
        ((2, 2, 2, 2, 1, 0, 0, 0, 0), "other depressive syndrome"),
        ((2, 2, 2, 2, 0, 0, 0, 0, 1), "major depressive syndrome"),
        ((1, 1, 1, 1, 1, 1, 1, 1, 1), "none"),
        # without item 1 or 2 there is no syndrome, however many the symptoms
        ((1, 1, 3, 3, 3, 3, 3, 3, 3), "none"),
        ((0, 0, 2, 2, 2, 2, 2, 2, 1), "none"),
    ],
)
def test_the_phq9_algorithm_counts_symptoms_and_asks_for_a_core_one(
    codes: tuple[int, ...], syndrome: str
) -> None:
    scored = phq9(*codes)["algorithm"]
    assert scored.band == syndrome
    assert scored.value == ["none", "other depressive syndrome", "major depressive syndrome"].index(syndrome)


def test_the_phq9s_tenth_question_changes_no_score() -> None:
    answers = {str(number): 1 for number in range(1, 10)}
    assert score(PHQ9, {**answers, "10": 3}) == score(PHQ9, answers)


def test_the_phq9s_tenth_question_still_has_only_its_own_codes() -> None:
    with pytest.raises(BadValueError, match=r"^item 10: 4 is not one of 0, 1, 2, 3$"):
        score(PHQ9, {"10": 4})


def test_the_phq9_cut_off_in_ms_is_11() -> None:
    (cut_off,) = PHQ9.scale("total").cut_offs
    assert cut_off.value == 11
    assert cut_off.reference == "Patrick & Connick 2019"


# MFIS


@pytest.mark.parametrize(
    ("scale", "highest"),
    [("physical", 36), ("cognitive", 40), ("psychosocial", 8), ("total", 84), ("mfis5", 20)],
)
def test_mfis_scales_run_from_nought_to_their_number_of_items_times_four(scale: str, highest: int) -> None:
    assert mfis(0)[scale].value == 0
    assert mfis(4)[scale].value == highest
    assert mfis(4)[scale].status == "complete"


@pytest.mark.parametrize("number", range(1, 22))
def test_each_mfis_item_counts_in_the_total_and_in_one_subscale(number: int) -> None:
    answers = {str(other): 3 if other == number else 0 for other in range(1, 22)}
    values = {each.scale: each.value for each in score(MFIS, answers)}
    assert values["total"] == 3
    assert {values["physical"], values["cognitive"], values["psychosocial"]} == {0, 3}
    assert [values[name] for name in ("physical", "cognitive", "psychosocial")].count(3) == 1


@pytest.mark.parametrize(
    ("scale", "items", "enough"),
    [("physical", 9, 5), ("cognitive", 10, 5), ("psychosocial", 2, 1), ("total", 21, 11), ("mfis5", 5, 3)],
)
def test_an_mfis_scale_is_prorated_from_half_of_its_items_on(scale: str, items: int, enough: int) -> None:
    numbers = MFIS.scale(scale).items
    assert len(numbers) == items
    just = score_scale(MFIS, scale, dict.fromkeys(numbers[:enough], 3))
    assert (just.value, just.status, just.answered, just.of) == (3 * items, "prorated", enough, items)
    assert just.rule == "sum@1 half_rule@1 (project)"
    short = score_scale(MFIS, scale, dict.fromkeys(numbers[: enough - 1], 3))
    assert (short.value, short.status, short.answered) == (None, "not_scorable", enough - 1)


def test_a_prorated_mfis_score_is_the_mean_times_the_number_of_items() -> None:
    scored = score_scale(MFIS, "physical", {"4": 1, "6": 2, "7": 3, "10": 4, "13": 1, "14": None, "17": 2})
    assert scored.value == 19.5  # 13 points / 6 answered * 9 items
    scored = score_scale(MFIS, "mfis5", {"1": 1, "9": 1, "10": 2})
    assert scored.value == 6.666667  # 4 / 3 * 5, rounded once to six decimals


def test_the_mfis_total_is_prorated_from_its_own_items() -> None:
    """Both psychosocial items missing: that subscale has no score; the total has, from the other 19."""
    answers = {str(number): 2 for number in range(1, 22) if number not in (8, 9)}
    values = {each.scale: each.value for each in score(MFIS, answers)}
    assert values == {"physical": 18, "cognitive": 20, "psychosocial": None, "total": 42, "mfis5": 10}


def test_a_reason_says_how_many_items_would_be_needed() -> None:
    assert score_scale(MFIS, "physical", {"4": 1}).reason == "1 of 9 items is answered; at least 5 are needed"
    assert score_scale(MFIS, "psychosocial", {}).reason == "0 of 2 items are answered; at least 1 is needed"


def test_the_mfis_has_no_bands_since_its_owner_publishes_none() -> None:
    assert all(scale.bands == () for scale in MFIS.scales)
    assert all(scored.band is None for scored in score(MFIS, {str(number): 4 for number in range(1, 22)}))


def mfis(code: int) -> dict[str, Score]:
    return {each.scale: each for each in score(MFIS, {str(number): code for number in range(1, 22)})}


# RAND-36


def test_rands_own_worked_example() -> None:
    """Scoring instructions, energy/fatigue: 23 = 4, 27 = 3, 29 = 3, 31 blank -> (40 + 60 + 40) / 3 = 46.7."""
    scored = score_scale(RAND36, "energy_fatigue", {"23": 4, "27": 3, "29": 3, "31": None})
    assert (scored.value, scored.status, scored.answered, scored.of) == (46.666667, "prorated", 3, 4)
    assert scored.rule == "mean@1 any_answered@1 (owner)"


@pytest.mark.parametrize(
    ("items", "points"),
    [
        ([1, 2, 20, 22, 34, 36], {1: 100, 2: 75, 3: 50, 4: 25, 5: 0}),
        ([3, 4, 5, 6, 7, 8, 9, 10, 11, 12], {1: 0, 2: 50, 3: 100}),
        ([13, 14, 15, 16, 17, 18, 19], {1: 0, 2: 100}),
        ([21, 23, 26, 27, 30], {1: 100, 2: 80, 3: 60, 4: 40, 5: 20, 6: 0}),
        ([24, 25, 28, 29, 31], {1: 0, 2: 20, 3: 40, 4: 60, 5: 80, 6: 100}),
        ([32, 33, 35], {1: 0, 2: 25, 3: 50, 4: 75, 5: 100}),
    ],
)
def test_each_rand36_item_is_recoded_as_in_rands_table_1(items: list[int], points: dict[int, int]) -> None:
    """With one item answered its scale is the item's points."""
    for item in items:
        (scale,) = (scale for scale in RAND36.scales if str(item) in scale.items)
        assert RAND36.item(str(item)).codes == tuple(points)
        for code, value in points.items():
            assert score_scale(RAND36, scale.id, {str(item): code}).value == value


def test_rands_table_1_names_every_item_once() -> None:
    assert [item.id for item in RAND36.items] == [str(number) for number in range(1, 37)]
    assert sorted(int(item) for scale in RAND36.scales for item in scale.items) == list(range(1, 37))


@pytest.mark.parametrize("scale", [scale.id for scale in RAND36.scales])
def test_a_rand36_scale_with_nothing_answered_has_no_score(scale: str) -> None:
    scored = score_scale(RAND36, scale, {})
    assert (scored.value, scored.status, scored.answered) == (None, "not_scorable", 0)
    several = f"0 of {scored.of} items are answered; at least 1 is needed"
    assert scored.reason == ("its only item is not answered" if scored.of == 1 else several)


def test_the_best_and_the_worst_rand36_sheets_score_100_and_0_on_every_scale() -> None:
    best = {item: max(points, key=points.__getitem__) for item, points in rand36_points().items()}
    worst = {item: min(points, key=points.__getitem__) for item, points in rand36_points().items()}
    assert {scored.value for scored in score(RAND36, best)} == {100}
    assert {scored.value for scored in score(RAND36, worst)} == {0}


def rand36_points() -> dict[str, Mapping[int, Fraction]]:
    return {item: points for scale in RAND36.scales for item, points in scale.points.items()}


# all


def test_scores_come_in_the_order_of_the_definition() -> None:
    assert [scored.scale for scored in score(MFIS, {})] == [scale.id for scale in MFIS.scales]


def test_a_code_the_item_does_not_have_is_refused() -> None:
    with pytest.raises(BadValueError, match=r"^item 3: 7 is not one of 0, 1, 2, 3$"):
        score(PHQ9, {"1": 1, "3": 7})


def test_an_item_the_instrument_does_not_have_is_refused() -> None:
    with pytest.raises(BadValueError, match=r"^mfis has no item 22$"):
        score(MFIS, {"22": 1})


def test_a_scale_the_instrument_does_not_have_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        score_scale(PHQ9, "mfis5", {})
