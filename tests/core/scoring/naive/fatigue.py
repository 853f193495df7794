"""Fatigue."""

from tests.core.scoring.naive.sheet import Answers, Scorer, Values, given

MFIS = {
    "physical": [4, 6, 7, 10, 13, 14, 17, 20, 21],
    "cognitive": [1, 2, 3, 5, 11, 12, 15, 16, 18, 19],
    "psychosocial": [8, 9],
    "total": list(range(1, 22)),
    "mfis5": [1, 9, 10, 17, 19],
}


def mfis(answers: Answers) -> Values:
    values: Values = {}
    for name, numbers in MFIS.items():
        codes = given(answers, numbers)
        enough = 2 * len(codes) >= len(numbers)
        values[name] = sum(codes) / len(codes) * len(numbers) if enough else None
    return values


SCORERS: dict[str, Scorer] = {"mfis": mfis}
