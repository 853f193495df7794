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


def fss(answers: Answers) -> Values:
    codes = given(answers, range(1, 10))
    return {"mean": sum(codes) / 9 if len(codes) == 9 else None}


def mfi20(answers: Answers) -> Values:
    def points(vigour: list[int], fatigue: list[int]) -> float | None:
        """Statements of vigour count as they stand (5: “no, that is not true”), those of fatigue turned round."""
        well, tired = given(answers, vigour), given(answers, fatigue)
        if len(well) + len(tired) < 4:
            return None
        return sum(well) + sum(6 - code for code in tired)

    return {
        "general_fatigue": points([1, 12], [5, 16]),
        "physical_fatigue": points([8, 20], [2, 14]),
        "reduced_activity": points([3, 6], [10, 17]),
        "reduced_motivation": points([4, 15], [9, 18]),
        "mental_fatigue": points([7, 11], [13, 19]),
    }


SCORERS: dict[str, Scorer] = {"mfis": mfis, "fss": fss, "mfi20": mfi20}
