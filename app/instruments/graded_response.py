"""Samejima's graded response model, and how far along the trait a person stands by their answers.

The metric is the logistic one of PROMIS, without the constant 1.7: somebody at `theta` answers in category k
or above with probability 1 / (1 + exp(-slope * (theta - threshold k))). Theta counts in standard deviations of
the reference population around its mean, which is also the prior: a standard normal distribution.
Samejima F. Psychometrika Monograph 17, 1969; PROMIS: Reeve BB et al. Med Care 2007;45(5 Suppl 1):S22-31.

Nothing is rounded here. One machine repeats its results to the last digit; two may differ in the fifteenth, so
whoever keeps or compares them rounds first (scores: to six decimals).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import exp, expm1, inf, log, log1p, sqrt
from operator import add, mul

T_AT_ZERO, T_PER_THETA = 50, 10
"""PROMIS shows theta as a T-score: 50 + 10 theta, with ten times its standard error."""

STEPS = 16
REACH = 8
GRID = tuple(step / STEPS for step in range(-REACH * STEPS, REACH * STEPS + 1))
"""Where the posterior is weighed: 257 values of theta, every sixteenth from -8 to 8.

Beyond 8 the prior holds 1.2e-15 of its mass, and 5e-11 of the mass it has above 4, where hardly a threshold lies. A
sum over equal steps h stands for the integral with an error near exp(-2 (pi sd / h)^2): below 1e-13 while the
posterior's standard deviation is 0.08 or more, as it is with whole banks of items; adaptive tests end at 0.3.
"""

STEEPEST = 15
"""The largest slope for which weights along `GRID` give theta exactly to six decimals.

The steeper an item, the nearer the poles of its likelihood (pi / slope): against direct integration the error is
1e-8 at 15, and up to 1e-2 at 50.
"""

SQUARES = tuple(theta * theta for theta in GRID)

PRIOR = tuple(-theta * theta / 2 for theta in GRID)
"""The logarithm of the prior's density at each theta of `GRID`, less a constant."""


@dataclass(frozen=True, slots=True)
class GradedItem:
    """One item's published parameters: its slope, above 0, and its thresholds, each above the one before.

    It has one category more than thresholds; categories count from 0. ValueError if the parameters are no such.
    """

    slope: float
    thresholds: tuple[float, ...]

    def __post_init__(self) -> None:
        if not 0 < self.slope < inf:
            raise ValueError(f"the slope {self.slope} is not above 0")
        if not self.thresholds or not all(-inf < threshold < inf for threshold in self.thresholds):
            raise ValueError("at least one threshold is needed, each a number")
        if any(lower >= upper for lower, upper in pairwise(self.thresholds)):
            raise ValueError(f"the thresholds {', '.join(map(str, self.thresholds))} do not rise")


@dataclass(frozen=True, slots=True)
class Estimate:
    """Where a person stands: the posterior's mean (EAP) and its standard deviation, both in units of theta."""

    theta: float
    standard_error: float


def probabilities(item: GradedItem, theta: float) -> tuple[float, ...]:
    """How likely each category is at `theta`; they add up to 1."""
    return tuple(exp(value) for value in _log_probabilities(item, theta))


def information(item: GradedItem, theta: float) -> float:
    """The Fisher information of the item at `theta`, per unit of theta squared: minus the expected second derivative
    of the log-likelihood. With P* the probability of a category or above, a category's own is P = P*k - P*k+1, its
    slope is P' = a P (1 - P*k - P*k+1), and the information is the sum of P'^2 / P.
    """
    reached = [1.0, *(exp(_log_logistic(item.slope * (theta - b))) for b in item.thresholds), 0.0]
    shares = zip(probabilities(item, theta), pairwise(reached), strict=True)
    return item.slope**2 * sum(share * (1 - lower - upper) ** 2 for share, (lower, upper) in shares)


def eap(items: Sequence[GradedItem], categories: Sequence[int | None]) -> Estimate:
    """Where somebody stands who answered each item in that category (None: not answered).

    What was not answered says nothing, so no rule for missing items is needed; without any answer this is the
    prior. IndexError if an item has no such category.
    """
    answered = zip(items, categories, strict=True)
    tables = [_log_likelihood(item, category) for item, category in answered if category is not None]
    return _estimate([*map(sum, zip(PRIOR, *tables, strict=True))])


@lru_cache(maxsize=64)
def summed_eap(items: tuple[GradedItem, ...]) -> tuple[Estimate, ...]:
    """Where somebody stands who answered all items with that sum of categories, from 0 to the highest sum.

    The likelihood of a sum is that of all its patterns together, built up item by item:
    Lord FM, Wingersky MS. Appl Psychol Meas 1984;8:453-461; Thissen D et al. Appl Psychol Meas 1995;19:39-49.
    """
    likelihoods: list[tuple[float, ...]] = [tuple(map(exp, PRIOR))]
    for item in items:
        likelihoods = _with_item(likelihoods, item)
    return tuple(_moments(weights) for weights in likelihoods)


def _with_item(likelihoods: Sequence[tuple[float, ...]], item: GradedItem) -> list[tuple[float, ...]]:
    shares = [tuple(map(exp, table)) for table in _log_likelihoods(item)]
    sums = [(0.0,) * len(GRID)] * (len(likelihoods) + len(shares) - 1)
    for below, likelihood in enumerate(likelihoods):
        for category, share in enumerate(shares):
            sums[below + category] = tuple(map(add, sums[below + category], map(mul, likelihood, share)))
    return sums


def _estimate(logs: Sequence[float]) -> Estimate:
    """The moments of a posterior known by its logarithm: the largest weight is made 1, so they never all vanish."""
    largest = max(logs)
    return _moments([exp(value - largest) for value in logs])


def _moments(weights: Sequence[float]) -> Estimate:
    """Mean and standard deviation of weights along the grid."""
    total = sum(weights)
    theta = sum(map(mul, GRID, weights)) / total
    return Estimate(theta, sqrt(sum(map(mul, SQUARES, weights)) / total - theta * theta))


def _log_likelihood(item: GradedItem, category: int) -> tuple[float, ...]:
    if category < 0:
        raise IndexError(f"there is no category {category}")
    return _log_likelihoods(item)[category]


@lru_cache(maxsize=512)
def _log_likelihoods(item: GradedItem) -> tuple[tuple[float, ...], ...]:
    """Per category, the logarithm of its probability along the grid."""
    return tuple(zip(*(_log_probabilities(item, theta) for theta in GRID), strict=True))


def _log_probabilities(item: GradedItem, theta: float) -> tuple[float, ...]:
    """Per category, the logarithm of its probability; exact where the probability itself is nearly 0.

    With s the logistic function, s(x) - s(y) = s(x) s(-y) (1 - exp(y - x)): no difference of near equals.
    """
    a, b = item.slope, item.thresholds
    within = (
        _log_logistic(a * (theta - lower))
        + _log_logistic(a * (upper - theta))
        + log(-expm1(a * (lower - upper)))
        for lower, upper in pairwise(b)
    )
    return (_log_logistic(a * (b[0] - theta)), *within, _log_logistic(a * (theta - b[-1])))


def _log_logistic(x: float) -> float:
    """The logarithm of 1 / (1 + exp(-x)), without overflow."""
    return -log1p(exp(-x)) if x >= 0 else x - log1p(exp(x))
