"""PROMIS short forms: the T-scores of the scoring manuals' conversion tables, and the posterior's mean on a grid.

The tables are copied from public scorers and not from our definitions; that of Fatigue 6a has no public copy and
was worked out (see test_promis). The posterior is weighed at 1,001 thetas from -7 to 7 by numpy.
"""

import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.core.scoring.naive.sheet import Answers, Scorer, Values

FATIGUE_8A = ["HI7", "AN3", "FATEXP41", "FATEXP40", "FATEXP35", "FATIMP49", "FATIMP3", "FATIMP16"]
FATIGUE_7A = ["FATEXP20", "FATEXP5", "FATEXP18", "FATIMP33", "FATIMP30", "FATIMP21", "FATIMP40"]
DEPRESSION_8A = ["EDDEP04", "EDDEP06", "EDDEP29", "EDDEP41", "EDDEP22", "EDDEP36", "EDDEP05", "EDDEP09"]
FORMS = {
    "promis_fatigue_4a": FATIGUE_8A[:4],
    "promis_fatigue_6a": FATIGUE_8A[:6],
    "promis_fatigue_7a": FATIGUE_7A,
    "promis_fatigue_8a": FATIGUE_8A,
    "promis_depression_4a": DEPRESSION_8A[:4],
    "promis_depression_8a": DEPRESSION_8A,
}
# fmt: off
T_SCORES = {
    "promis_fatigue_4a": [33.7, 39.7, 43.1, 46.0, 48.6, 51.0, 53.1, 55.1, 57.0, 58.8, 60.7, 62.7, 64.6, 66.7, 69.0,
                          71.6, 75.8],
    "promis_fatigue_6a": [33.4, 39.1, 42.0, 44.2, 46.1, 47.8, 49.4, 50.9, 52.4, 53.7, 55.1, 56.3, 57.5, 58.8, 60.0,
                          61.2, 62.4, 63.7, 65.0, 66.4, 67.8, 69.3, 71.0, 73.0, 76.8],
    "promis_fatigue_7a": [29.4, 33.4, 36.9, 39.6, 41.9, 43.9, 45.8, 47.6, 49.2, 50.8, 52.2, 53.7, 55.1, 56.4, 57.8,
                          59.2, 60.6, 62.0, 63.4, 64.8, 66.3, 67.8, 69.4, 71.1, 72.9, 74.8, 77.1, 79.8, 83.2],
    "promis_fatigue_8a": [33.1, 38.5, 41.0, 42.8, 44.3, 45.6, 46.9, 48.1, 49.2, 50.4, 51.5, 52.5, 53.6, 54.6, 55.6,
                          56.6, 57.5, 58.5, 59.4, 60.4, 61.3, 62.3, 63.3, 64.3, 65.3, 66.4, 67.5, 68.6, 69.8, 71.0,
                          72.4, 74.2, 77.8],
    "promis_depression_4a": [41.0, 49.0, 51.8, 53.9, 55.7, 57.3, 58.9, 60.5, 62.2, 63.9, 65.7, 67.5, 69.4, 71.2,
                             73.3, 75.7, 79.4],
    "promis_depression_8a": [38.2, 44.7, 47.5, 49.4, 50.9, 52.1, 53.2, 54.1, 55.1, 55.9, 56.8, 57.7, 58.5, 59.4,
                             60.3, 61.2, 62.1, 63.0, 63.9, 64.9, 65.8, 66.8, 67.7, 68.7, 69.7, 70.7, 71.7, 72.8,
                             73.9, 75.0, 76.4, 78.2, 81.3],
}
# fmt: on
BANK = Path(__file__).parents[3] / "instruments" / "packs" / "promis.toml"
Curve = NDArray[np.float64]
THETAS: Curve = np.linspace(-7, 7, 1001)


def promis(form: str) -> Scorer:
    names = FORMS[form]

    def score(answers: Answers) -> Values:
        codes = [answers.get(str(number)) for number in range(1, len(names) + 1)]
        if form == "promis_fatigue_7a" and codes[6] is not None:
            codes[6] = 6 - codes[6]
        there = [code for code in codes if code is not None]
        complete = len(there) == len(names)
        return {
            "T": T_SCORES[form][sum(there) - len(names)] if complete else None,
            "T_pattern": pattern_score(names, codes) if there else None,
        }

    return score


def pattern_score(names: list[str], codes: list[int | None]) -> float:
    weights = PRIOR
    for name, code in zip(names, codes, strict=True):
        if code is not None:
            weights = weights * curves_of(name)[code - 1]
    return 50 + 10 * float(weights @ THETAS / weights.sum())


def summed_scores(names: list[str], thetas: Curve) -> list[tuple[float, float]]:
    """T-score and standard error of every sum of points, lowest first, weighed at these thetas."""
    sums = [prior(thetas)]
    for name in names:
        longer = [np.zeros_like(thetas) for _ in range(len(sums) + 4)]
        for code, curve in enumerate(curves(name, thetas)):
            for below, weights in enumerate(sums):
                longer[below + code] += weights * curve
        sums = longer
    scores = []
    for weights in sums:
        mean = float(weights @ thetas / weights.sum())
        spread = float(weights @ (thetas - mean) ** 2 / weights.sum())
        scores.append((50 + 10 * mean, 10 * spread**0.5))
    return scores


def prior(thetas: Curve) -> Curve:
    return np.exp(-(thetas**2) / 2)


PRIOR = prior(THETAS)


@cache
def curves_of(name: str) -> list[Curve]:
    return curves(name, THETAS)


def curves(name: str, thetas: Curve) -> list[Curve]:
    """The probability of each code of an item along the thetas."""
    item = tomllib.loads(BANK.read_text("utf-8"))["items"][name]
    reached = [1 / (1 + np.exp(-item["slope"] * (thetas - threshold))) for threshold in item["thresholds"]]
    edges = [np.ones_like(thetas), *reached, np.zeros_like(thetas)]
    return [upper - lower for upper, lower in pairwise(edges)]


SCORERS: dict[str, Scorer] = {form: promis(form) for form in FORMS}
