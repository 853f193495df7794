"""The graded response model: by hand, by its properties, and by a plain second reading."""

from collections.abc import Iterable, Sequence
from itertools import pairwise, product
from math import exp, log, prod
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.instruments.graded_response import GradedItem, eap, information, probabilities, summed_eap
from tests.core.irt import THETAS, answered_by, made_up_items, moments, plain_eap, plain_probabilities

THREE_WAYS = GradedItem(2.0, (-1.0, 1.0))

thetas = st.floats(-6, 6)
seeds = st.integers(0, 10_000).map(Random)


@st.composite
def banks(draw: st.DrawFn) -> tuple[GradedItem, ...]:
    return made_up_items(draw(seeds), draw(st.integers(1, 8)))


@st.composite
def sheets(draw: st.DrawFn) -> tuple[tuple[GradedItem, ...], list[int | None]]:
    """Some items, each answered in any category or not at all."""
    items = draw(banks())
    return items, [draw(st.none() | st.integers(0, len(item.thresholds))) for item in items]


def test_an_item_of_three_categories_worked_by_hand() -> None:
    # At 0 category 1 is reached with 1/(1+e^-2) = 0.880797, category 2 with 1/(1+e^2) = 0.119203.
    assert probabilities(THREE_WAYS, 0.0) == pytest.approx((0.119203, 0.761594, 0.119203), abs=5e-7)
    # 4 x (0.119203 x (1 - 1 - 0.880797)^2 + 0 + 0.119203 x (1 - 0.119203 - 0)^2)
    assert information(THREE_WAYS, 0.0) == pytest.approx(0.739824, abs=2e-6)


def test_a_yes_or_no_item_of_slope_1_tells_a_quarter_at_its_threshold() -> None:
    item = GradedItem(1.0, (0.7,))
    assert probabilities(item, 0.7) == (0.5, 0.5)
    assert information(item, 0.7) == pytest.approx(0.25, abs=1e-15)


def test_without_an_answer_a_person_stands_at_the_mean_of_the_reference_population() -> None:
    nothing = eap([THREE_WAYS, THREE_WAYS], [None, None])
    assert nothing.theta == pytest.approx(0.0, abs=1e-15)
    assert nothing.standard_error == pytest.approx(1.0, abs=1e-12)


def test_a_long_way_out_the_estimate_stays_a_number() -> None:
    steep = tuple(GradedItem(9.0, (bound, bound + 0.2, bound + 0.4)) for bound in (-3.0, 0.0, 2.5) * 20)
    for theta in (-400.0, 400.0):
        assert sum(probabilities(steep[0], theta)) == pytest.approx(1)
        assert information(steep[0], theta) == pytest.approx(0)
    lowest, highest = eap(steep, [0] * 60), eap(steep, [3] * 60)
    torn = eap(steep, [3, 0] * 30)
    assert -4 < lowest.theta < -3 < 2.5 < highest.theta < 4
    assert lowest.theta < torn.theta < highest.theta
    assert 0 < torn.standard_error < lowest.standard_error < 1


@given(banks(), thetas)
def test_probabilities_are_positive_and_add_up_to_1(items: tuple[GradedItem, ...], theta: float) -> None:
    for item in items:
        shares = probabilities(item, theta)
        assert all(share > 0 for share in shares)
        assert sum(shares) == pytest.approx(1, abs=1e-12)
        assert shares == pytest.approx(plain_probabilities(item, theta), abs=1e-13)


@given(banks(), st.floats(-4, 4))
def test_information_is_minus_the_expected_curvature_of_the_log_likelihood(
    items: tuple[GradedItem, ...], theta: float
) -> None:
    width = 1e-3
    for item in items:
        below, here, above = (plain_probabilities(item, theta + step) for step in (-width, 0, width))
        curvature = sum(
            share * (log(higher) - 2 * log(share) + log(lower)) / width**2
            for lower, share, higher in zip(below, here, above, strict=True)
            if share > 1e-9
        )
        assert information(item, theta) == pytest.approx(-curvature, abs=1e-4)


@given(sheets())
def test_a_higher_category_of_any_item_moves_the_estimate_up(
    sheet: tuple[tuple[GradedItem, ...], list[int | None]],
) -> None:
    items, categories = sheet
    for place, item in enumerate(items):
        ladder = [
            eap(items, [*categories[:place], category, *categories[place + 1 :]]).theta
            for category in range(len(item.thresholds) + 1)
        ]
        assert all(lower < higher for lower, higher in pairwise(ladder))


@given(sheets(), st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(
    sheet: tuple[tuple[GradedItem, ...], list[int | None]], random: Random
) -> None:
    items, categories = sheet
    shuffled = list(zip(items, categories, strict=True))
    random.shuffle(shuffled)
    there, again = eap(items, categories), eap([item for item, _ in shuffled], [c for _, c in shuffled])
    assert (again.theta, again.standard_error) == pytest.approx(
        (there.theta, there.standard_error), abs=1e-12
    )


@given(sheets())
def test_turned_round_items_and_answers_give_the_opposite_estimate(
    sheet: tuple[tuple[GradedItem, ...], list[int | None]],
) -> None:
    items, categories = sheet
    turned = [GradedItem(item.slope, tuple(-bound for bound in reversed(item.thresholds))) for item in items]
    opposite = [
        None if category is None else len(item.thresholds) - category
        for item, category in zip(items, categories, strict=True)
    ]
    there, back = eap(items, categories), eap(turned, opposite)
    assert back.theta == pytest.approx(-there.theta, abs=1e-11)
    assert back.standard_error == pytest.approx(there.standard_error, abs=1e-11)


@given(seeds, st.floats(-2, 2))
def test_who_answers_more_is_known_better_in_the_mean(random: Random, theta: float) -> None:
    """One surprising answer may widen the posterior; averaged over what may be answered next, none does."""
    items = made_up_items(random, 6)
    categories: list[int | None] = [answered_by(random, theta, item) for item in items]
    for known in range(6):
        before = eap(items[:known], categories[:known])
        item = items[known]
        weights = [
            _evidence(items[: known + 1], [*categories[:known], c]) for c in range(len(item.thresholds) + 1)
        ]
        after = [eap(items[: known + 1], [*categories[:known], c]) for c in range(len(item.thresholds) + 1)]
        spread = sum(w * e.standard_error**2 for w, e in zip(weights, after, strict=True)) / sum(weights)
        assert spread < before.standard_error**2


def _evidence(items: tuple[GradedItem, ...], categories: list[int | None]) -> float:
    total = 0.0
    for theta in THETAS[::25]:
        weight = exp(-theta * theta / 2)
        for item, category in zip(items, categories, strict=True):
            weight *= 1 if category is None else plain_probabilities(item, theta)[category]
        total += weight
    return total


@pytest.mark.parametrize("seed", range(12))
def test_the_estimate_is_the_plainly_integrated_one(seed: int) -> None:
    """To 1e-10, for whatever was answered: likely, contradictory or hardly anything."""
    random = Random(seed)
    items = made_up_items(random, 1 + seed, slopes=(0.5, 6.0))
    for categories in (
        [answered_by(random, random.gauss(0, 1), item) for item in items],
        [random.choice([None, 0, len(item.thresholds)]) for item in items],
    ):
        ours = eap(items, categories)
        assert (ours.theta, ours.standard_error) == pytest.approx(plain_eap(items, categories), abs=1e-10)


def test_the_estimate_of_a_sum_weighs_every_pattern_that_has_it() -> None:
    items = made_up_items(Random(5), 4)
    shares = [[plain_probabilities(item, theta) for item in items] for theta in THETAS]
    sums: dict[int, list[float]] = {}
    for pattern in every_pattern(items):
        weights = sums.setdefault(sum(pattern), [0.0] * len(THETAS))
        for at, theta in enumerate(THETAS):
            likelihood = prod(share[category] for share, category in zip(shares[at], pattern, strict=True))
            weights[at] += exp(-theta * theta / 2) * likelihood
    ours = summed_eap(items)
    assert len(ours) == len(sums)
    for total, weights in sums.items():
        assert (ours[total].theta, ours[total].standard_error) == pytest.approx(moments(weights), abs=1e-10)


def every_pattern(items: Sequence[GradedItem]) -> Iterable[tuple[int, ...]]:
    return product(*(range(len(item.thresholds) + 1) for item in items))


@given(seeds, st.integers(1, 4))
def test_the_estimate_of_a_sum_lies_between_those_of_its_patterns(random: Random, number: int) -> None:
    """At both ends there is one pattern only, so there they are the same."""
    items = made_up_items(random, number)
    patterns: dict[int, list[float]] = {}
    for pattern in every_pattern(items):
        patterns.setdefault(sum(pattern), []).append(eap(items, pattern).theta)
    for total, estimate in enumerate(summed_eap(items)):
        assert min(patterns[total]) - 1e-12 <= estimate.theta <= max(patterns[total]) + 1e-12


@given(banks())
def test_of_yes_or_no_items_a_higher_sum_gives_a_higher_estimate(items: tuple[GradedItem, ...]) -> None:
    """So it is proved for such items only (Grayson DA. Psychometrika 1988;53:383-392): with more categories a sum can
    fall behind a lower one, where an item that tells little has many.
    """
    yes_or_no = tuple(GradedItem(item.slope, item.thresholds[:1]) for item in items)
    assert all(lower.theta < higher.theta for lower, higher in pairwise(summed_eap(yes_or_no)))


def test_equal_items_tell_no_more_by_their_pattern_than_by_their_sum() -> None:
    """With one threshold and one slope the sum is all there is to know (Rasch)."""
    items = tuple(GradedItem(1.3, (bound,)) for bound in (-1.0, -0.2, 0.4, 1.1))
    for pattern in product((0, 1), repeat=4):
        assert eap(items, pattern).theta == pytest.approx(summed_eap(items)[sum(pattern)].theta, abs=1e-12)


@pytest.mark.parametrize(
    ("slope", "thresholds"),
    [
        (0.0, (0.0,)),
        (-1.0, (0.0,)),
        (float("nan"), (0.0,)),
        (float("inf"), (0.0,)),
        (1.0, ()),
        (1.0, (0.0, 0.0)),
        (1.0, (1.0, 0.0)),
        (1.0, (0.0, float("nan"))),
        (1.0, (float("-inf"), 0.0)),
        (1.0, (0.0, float("inf"))),
    ],
)
def test_parameters_of_no_item_are_refused(slope: float, thresholds: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match=r"slope|threshold"):
        GradedItem(slope, thresholds)


@pytest.mark.parametrize("category", [-1, 3])
def test_a_category_that_the_item_does_not_have_is_refused(category: int) -> None:
    with pytest.raises(IndexError):
        eap([THREE_WAYS], [category])
