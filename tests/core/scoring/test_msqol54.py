"""MSQOL-54: its scoring form, item by item, and published means that only the right weights make agree."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from app.instruments.notation import exact_number
from app.scoring.engine import score, score_scale
from app.scoring.model import Score
from tests.core.scoring.shipped import shipped

MSQOL = shipped("msqol54")
SCALES = [scale for scale in MSQOL.scales if not scale.parts]
BEST = {
    item: max(points, key=points.__getitem__) for scale in SCALES for item, points in scale.points.items()
}


def msqol(answers: Mapping[str, int | None]) -> dict[str, Score]:
    return {found.scale: found for found in score(MSQOL, answers)}


@pytest.mark.parametrize(
    ("items", "points"),
    [
        ([1, 2, 20, 22, 35, 37, 50, 51, 52], [100, 75, 50, 25, 0]),
        ([3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [0, 50, 100]),
        ([13, 14, 15, 16, 17, 18, 19], [0, 100]),
        ([21, 23, 26, 27, 30, 32], [100, 80, 60, 40, 20, 0]),
        ([24, 25, 28, 29, 31, 38, 39, 40, 41, 42, 43, 44, 45], [0, 20, 40, 60, 80, 100]),
        ([33, 34, 36], [0, 25, 50, 75, 100]),
        ([46, 47, 48, 49], [100, 66.6667, 33.3333, 0]),
        ([54], [0, 16.666667, 33.333333, 50, 66.666667, 83.333333, 100]),
    ],
)
def test_each_item_is_recoded_as_in_table_1_of_the_scoring_form(
    items: list[int], points: list[float]
) -> None:
    """With one item answered its scale is the item's points."""
    for item in items:
        (scale,) = (scale for scale in SCALES if str(item) in scale.items)
        found = [
            score_scale(MSQOL, scale.id, {str(item): code}).value for code in MSQOL.item(str(item)).codes
        ]
        assert found == points


def test_the_rating_of_ones_life_counts_ten_a_step() -> None:
    values = [score_scale(MSQOL, "overall_qol", {"53": code}).value for code in MSQOL.item("53").codes]
    assert values == [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]


def test_every_item_is_in_one_scale() -> None:
    assert sorted(int(item) for scale in SCALES for item in scale.items) == list(range(1, 55))
    assert len(SCALES) == 14


def test_an_item_put_in_at_32_moves_five_of_the_rand36() -> None:
    """RAND 32 is item 33 here (social function), RAND 33 to 36 are 34 to 37 (health perceptions)."""
    rand = shipped("rand36")
    assert MSQOL.scale("social_function").points["33"] == rand.scale("social_functioning").points["32"]
    for number in range(33, 37):
        here = MSQOL.scale("health_perceptions").points[str(number + 1)]
        assert here == rand.scale("general_health").points[str(number)]


def test_whoever_skips_the_sexual_items_has_no_physical_composite_and_keeps_the_mental_one() -> None:
    found = msqol({item: code for item, code in BEST.items() if item not in {"46", "47", "48", "49", "50"}})
    assert found["sexual_function"].value is None
    physical = found["physical_health_composite"]
    assert (physical.value, physical.status) == (None, "not_scorable")
    assert physical.reason == "there is no score for Sexual function; all 8 scales are needed"
    assert found["mental_health_composite"].value == 100


def test_one_sexual_item_answered_is_enough_for_a_prorated_composite() -> None:
    found = msqol({item: code for item, code in BEST.items() if item not in {"47", "48", "49"}})
    assert (found["physical_health_composite"].value, found["physical_health_composite"].status) == (
        100,
        "prorated",
    )


# Visser 2021, table 3: mean scale scores and mean composites of people from Spain and from elsewhere. Their physical
# composite leaves social function out.
SPAIN = {
    "physical_health": 72.00,
    "health_perceptions": 54.17,
    "energy": 44.20,
    "role_physical": 60.00,
    "pain": 72.00,
    "sexual_function": 76.67,
    "health_distress": 69.50,
    "overall_qol": 64.08,
    "emotional_wellbeing": 66.00,
    "role_emotional": 70.00,
    "cognitive_function": 58.50,
}
ELSEWHERE = {
    "physical_health": 70.00,
    "health_perceptions": 48.75,
    "energy": 44.00,
    "role_physical": 38.64,
    "pain": 71.06,
    "sexual_function": 71.22,
    "health_distress": 57.73,
    "overall_qol": 61.29,
    "emotional_wellbeing": 66.64,
    "role_emotional": 48.48,
    "cognitive_function": 50.45,
}


@pytest.mark.parametrize(
    ("composite", "means", "published"),
    [
        ("physical_health_composite", SPAIN, 55.65),
        ("mental_health_composite", SPAIN, 65.98),
        ("physical_health_composite", ELSEWHERE, 49.97),
        ("mental_health_composite", ELSEWHERE, 57.64),
    ],
)
def test_the_weights_make_published_composites_of_published_means(
    composite: str, means: Mapping[str, float], published: float
) -> None:
    weights = {name: weight for name, weight in weights_of(composite).items() if name in means}
    assert float(sum(weight * Fraction(str(means[name])) for name, weight in weights.items())) == (
        pytest.approx(published, abs=0.01)
    )


@pytest.mark.parametrize("composite", ["physical_health_composite", "mental_health_composite"])
def test_the_weights_of_a_composite_add_up_to_1(composite: str) -> None:
    assert sum(weights_of(composite).values()) == 1


def weights_of(composite: str) -> dict[str, Fraction]:
    weights = MSQOL.scale(composite).settings["weights"]
    assert isinstance(weights, Mapping)
    return {name: weight for name, raw in weights.items() if (weight := exact_number(raw)) is not None}
