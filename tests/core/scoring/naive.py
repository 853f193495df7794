"""A second, plain scoring of the shipped questionnaires, written from their manuals and not from our files.

Floats, loops and ifs; it knows nothing of definitions, tallies or plans.
"""

from collections.abc import Mapping

Answers = Mapping[str, int | None]

MFIS_SCALES = {
    "physical": [4, 6, 7, 10, 13, 14, 17, 20, 21],
    "cognitive": [1, 2, 3, 5, 11, 12, 15, 16, 18, 19],
    "psychosocial": [8, 9],
    "total": list(range(1, 22)),
    "mfis5": [1, 9, 10, 17, 19],
}
RAND36_SCALES = {
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


def score(instrument: str, answers: Answers) -> dict[str, float | None]:
    return {"phq9": phq9, "mfis": mfis, "rand36": rand36}[instrument](answers)


def phq9(answers: Answers) -> dict[str, float | None]:
    given = [answers.get(str(number)) for number in range(1, 10)]
    codes = [code for code in given if code is not None]
    if len(codes) < 9:
        return {"total": None, "algorithm": None}
    symptoms = 0
    for number, code in enumerate(codes, start=1):
        if code >= 2 or (number == 9 and code >= 1):
            symptoms += 1
    syndrome = 0
    if codes[0] >= 2 or codes[1] >= 2:
        if symptoms >= 5:
            syndrome = 2
        elif symptoms >= 2:
            syndrome = 1
    return {"total": sum(codes), "algorithm": syndrome}


def mfis(answers: Answers) -> dict[str, float | None]:
    values: dict[str, float | None] = {}
    for name, numbers in MFIS_SCALES.items():
        codes = [code for number in numbers if (code := answers.get(str(number))) is not None]
        enough = 2 * len(codes) >= len(numbers)
        values[name] = sum(codes) / len(codes) * len(numbers) if enough else None
    return values


def rand36(answers: Answers) -> dict[str, float | None]:
    values: dict[str, float | None] = {}
    for name, numbers in RAND36_SCALES.items():
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
