"""The SF-36, version 1, from its manuals: Ware 1993 for the scales, Ware 1994 for the two summaries.

Missing items are filled in by the mean of those answered, as the manual does it.
"""

from collections.abc import Sequence

from tests.core.scoring.naive.sheet import Answers, Scorer, Values

MEANS = [84.52404, 81.19907, 75.49196, 72.21316, 61.05453, 83.59753, 81.29467, 74.84212]
DEVIATIONS = [22.89490, 33.79729, 23.55879, 20.16964, 20.86942, 22.37642, 33.02717, 18.01189]
PHYSICAL = [0.42402, 0.35119, 0.31754, 0.24954, 0.02877, -0.00753, -0.19206, -0.22069]
MENTAL = [-0.22999, -0.12329, -0.09731, -0.01571, 0.23534, 0.26876, 0.43407, 0.48581]


def sf36v1(answers: Answers) -> Values:
    code = [answers.get(str(number)) for number in range(37)]
    values: Values = {
        "PF": percentage(code[3:13], 1, 3),
        "RP": percentage(code[13:17], 1, 2),
        "BP": bodily_pain(code[21], code[22]),
        "GH": percentage(
            [recalibrated(code[1]), code[33], turned(code[34], 6), code[35], turned(code[36], 6)], 1, 5
        ),
        "VT": percentage([turned(code[23], 7), turned(code[27], 7), code[29], code[31]], 1, 6),
        "SF": percentage([turned(code[20], 6), code[32]], 1, 5),
        "RE": percentage(code[17:20], 1, 2),
        "MH": percentage([code[24], code[25], turned(code[26], 7), code[28], turned(code[30], 7)], 1, 6),
    }
    scales = list(values.values())
    values["PCS"] = summary(scales, PHYSICAL)
    values["MCS"] = summary(scales, MENTAL)
    return values


def percentage(points: Sequence[float | None], low: int, high: int) -> float | None:
    there = [value for value in points if value is not None]
    if 2 * len(there) < len(points):
        return None
    mean = sum(there) / len(there)
    raw = sum(mean if value is None else value for value in points)
    return (raw - low * len(points)) / ((high - low) * len(points)) * 100


def turned(code: int | None, sum_of_ends: int) -> int | None:
    return None if code is None else sum_of_ends - code


def recalibrated(code: int | None) -> float | None:
    return None if code is None else [5, 4.4, 3.4, 2, 1][code - 1]


def bodily_pain(severity: int | None, interference: int | None) -> float | None:
    if severity is None and interference is None:
        return None
    if severity is None:
        assert interference is not None
        first = second = [6, 4.75, 3.5, 2.25, 1][interference - 1]
    else:
        first = [6, 5.4, 4.2, 3.1, 2.2, 1][severity - 1]
        if interference is None:
            second = first
        elif interference == 1 and severity == 1:
            second = 6
        else:
            second = 6 - interference
    return (first + second - 2) / 10 * 100


def summary(scales: Sequence[float | None], weights: Sequence[float]) -> float | None:
    total = 0.0
    for value, mean, deviation, weight in zip(scales, MEANS, DEVIATIONS, weights, strict=True):
        if value is None:
            return None
        total += (value - mean) / deviation * weight
    return total * 10 + 50


SCORERS: dict[str, Scorer] = {"sf36v1": sf36v1}
