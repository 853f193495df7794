"""A plain second reading of the graded response model, slow and obvious, and made-up items to read with it.

The integrals are sums over 6,001 thetas, every 250th from -12 to 12; logarithms are never taken, and nothing is shared
with the code under test but the parameters.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import exp, sqrt
from random import Random

from app.instruments.graded_response import GradedItem

THETAS = [step / 250 for step in range(-3000, 3001)]


def plain_probabilities(item: GradedItem, theta: float) -> list[float]:
    reached = [1 / (1 + exp(-item.slope * (theta - b))) for b in item.thresholds]
    lowest = 1 / (1 + exp(item.slope * (theta - item.thresholds[0])))  # 1 - reached[0] would lose its digits
    return [lowest, *(lower - upper for lower, upper in pairwise(reached)), reached[-1]]


def plain_eap(items: Sequence[GradedItem], categories: Sequence[int | None]) -> tuple[float, float]:
    """Mean and standard deviation of the posterior."""
    weights = []
    for theta in THETAS:
        weight = exp(-theta * theta / 2)
        for item, category in zip(items, categories, strict=True):
            if category is not None:
                weight *= plain_probabilities(item, theta)[category]
        weights.append(weight)
    return moments(weights)


def moments(weights: Sequence[float]) -> tuple[float, float]:
    mean = sum(theta * weight for theta, weight in zip(THETAS, weights, strict=True)) / sum(weights)
    square = sum((theta - mean) ** 2 * weight for theta, weight in zip(THETAS, weights, strict=True))
    return mean, sqrt(square / sum(weights))


def made_up_items(
    random: Random, number: int, slopes: tuple[float, float] = (1.0, 4.5)
) -> tuple[GradedItem, ...]:
    """Items of 2 to 5 categories whose thresholds are at least 0.1 apart, as calibrated ones are."""
    items = []
    for _ in range(number):
        at, thresholds = random.uniform(-2.5, 0.5), []
        for _ in range(random.randint(1, 4)):
            thresholds.append(round(at, 3))
            at += random.uniform(0.1, 1.5)
        items.append(GradedItem(round(random.uniform(*slopes), 3), tuple(thresholds)))
    return tuple(items)


def answered_by(random: Random, theta: float, item: GradedItem) -> int:
    """The category that somebody at `theta` happens to answer in."""
    shares = plain_probabilities(item, theta)
    return random.choices(range(len(shares)), shares)[0]
