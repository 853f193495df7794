"""Depression, anxiety and well-being."""

from tests.core.scoring.naive.sheet import Answers, Scorer, Values, given


def phq9(answers: Answers) -> Values:
    codes = given(answers, range(1, 10))
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


SCORERS: dict[str, Scorer] = {"phq9": phq9}
