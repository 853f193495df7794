"""Quality of life: RAND-36."""

from tests.core.scoring.naive.sheet import Answers, Scorer, Values

RAND36 = {
    "physical_functioning": list(range(3, 13)),
    "role_physical": [13, 14, 15, 16],
    "role_emotional": [17, 18, 19],
    "energy_fatigue": [23, 27, 29, 31],
    "emotional_wellbeing": [24, 25, 26, 28, 30],
    "social_functioning": [20, 32],
    "pain": [21, 22],
    "general_health": [1, 33, 34, 35, 36],
    "health_change": [2],
}


def rand36(answers: Answers) -> Values:
    values: Values = {}
    for name, numbers in RAND36.items():
        points = [
            rand36_points(number, code)
            for number in numbers
            if (code := answers.get(str(number))) is not None
        ]
        values[name] = sum(points) / len(points) if points else None
    return values


def rand36_points(number: int, code: int) -> float:
    if 3 <= number <= 12:
        return 50 * (code - 1)
    if 13 <= number <= 19:
        return 100 * (code - 1)
    if number in (21, 23, 26, 27, 30):
        return 20 * (6 - code)
    if number in (24, 25, 28, 29, 31):
        return 20 * (code - 1)
    if number in (32, 33, 35):
        return 25 * (code - 1)
    return 25 * (5 - code)


SCORERS: dict[str, Scorer] = {"rand36": rand36}
