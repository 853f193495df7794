"""The MSQOL-54, from its scoring forms: table 1 for the scales, tables 2 and 3 for the composites."""

from tests.core.scoring.naive.sheet import Answers, Scorer, Values

SCALES = {
    "physical_health": [3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    "role_physical": [13, 14, 15, 16],
    "role_emotional": [17, 18, 19],
    "pain": [21, 22, 52],
    "emotional_wellbeing": [24, 25, 26, 28, 30],
    "energy": [23, 27, 29, 31, 32],
    "health_perceptions": [1, 34, 35, 36, 37],
    "social_function": [20, 33, 51],
    "cognitive_function": [42, 43, 44, 45],
    "health_distress": [38, 39, 40, 41],
    "sexual_function": [46, 47, 48, 49],
    "change_in_health": [2],
    "satisfaction_sexual_function": [50],
    "overall_qol": [53, 54],
}
PHYSICAL = {
    "physical_health": 0.17,
    "health_perceptions": 0.17,
    "energy": 0.12,
    "role_physical": 0.12,
    "pain": 0.11,
    "sexual_function": 0.08,
    "social_function": 0.12,
    "health_distress": 0.11,
}
MENTAL = {
    "health_distress": 0.14,
    "overall_qol": 0.18,
    "emotional_wellbeing": 0.29,
    "role_emotional": 0.24,
    "cognitive_function": 0.15,
}
BEST_FIRST_OF_SIX = (21, 23, 26, 27, 30, 32)
WORST_FIRST_OF_FIVE = (33, 34, 36)
BEST_FIRST_OF_FIVE = (1, 2, 20, 22, 35, 37, 50, 51, 52)


def msqol54(answers: Answers) -> Values:
    values: Values = {}
    for name, numbers in SCALES.items():
        found = [points(number, code) for number in numbers if (code := answers.get(str(number))) is not None]
        values[name] = sum(found) / len(found) if found else None
    values["physical_health_composite"] = composite(values, PHYSICAL)
    values["mental_health_composite"] = composite(values, MENTAL)
    return values


def composite(values: Values, weights: dict[str, float]) -> float | None:
    total = 0.0
    for name, weight in weights.items():
        value = values[name]
        if value is None:
            return None
        total += weight * value
    return total


def points(number: int, code: int) -> float:
    if number in BEST_FIRST_OF_FIVE:
        return 125 - 25 * code
    if number in WORST_FIRST_OF_FIVE:
        return 25 * code - 25
    if number in BEST_FIRST_OF_SIX:
        return 120 - 20 * code
    if number <= 19:
        return (50 if number <= 12 else 100) * (code - 1)
    return last_points(number, code) if number >= 46 else 20 * code - 20


def last_points(number: int, code: int) -> float:
    if number == 53:
        return 10 * code
    if number == 54:
        return (code - 1) / 6 * 100
    return [100, 66.6667, 33.3333, 0][code - 1]


SCORERS: dict[str, Scorer] = {"msqol54": msqol54}
