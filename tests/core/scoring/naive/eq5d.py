"""The EQ-5D-5L, with the value set of England (Devlin 2018)."""

from tests.core.scoring.naive.sheet import Answers, Scorer, Values, given

ENGLAND = [
    [0, 0.058, 0.076, 0.207, 0.274],
    [0, 0.050, 0.080, 0.164, 0.203],
    [0, 0.050, 0.063, 0.162, 0.184],
    [0, 0.063, 0.084, 0.276, 0.335],
    [0, 0.078, 0.104, 0.285, 0.289],
]


def eq5d5l(answers: Answers) -> Values:
    levels = given(answers, range(1, 6))
    values: Values = {"profile": None, "index": None, "vas": answers.get("vas")}
    if len(levels) == 5:
        values["profile"] = int("".join(str(level) for level in levels))
        values["index"] = 1 - sum(lost[level - 1] for lost, level in zip(ENGLAND, levels, strict=True))
    return values


SCORERS: dict[str, Scorer] = {"eq5d5l": eq5d5l}
