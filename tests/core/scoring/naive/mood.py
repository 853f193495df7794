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


def phq8(answers: Answers) -> Values:
    codes = given(answers, range(1, 9))
    return {"total": sum(codes) if len(codes) == 8 else None}


def gad7(answers: Answers) -> Values:
    codes = given(answers, range(1, 8))
    return {"total": sum(codes) if len(codes) == 7 else None}


def cesd(answers: Answers) -> Values:
    total, answered = 0, 0
    for number in range(1, 21):
        code = answers.get(str(number))
        if code is None:
            continue
        answered += 1
        if number in (4, 8, 12, 16):
            total += 3 - code
        else:
            total += code
    if answered < 16:
        return {"total": None}
    return {"total": total / answered * 20}


def bdi2(answers: Answers) -> Values:
    codes = given(answers, range(1, 22))
    return {"total": sum(codes) if len(codes) == 21 else None}


def hads(answers: Answers) -> Values:
    """Anxiety and depression take turns, anxiety first."""
    anxiety, depression = given(answers, range(1, 15, 2)), given(answers, range(2, 15, 2))
    return {
        "anxiety": sum(anxiety) if len(anxiety) == 7 else None,
        "depression": sum(depression) if len(depression) == 7 else None,
    }


def who5(answers: Answers) -> Values:
    codes = given(answers, range(1, 6))
    if len(codes) < 5:
        return {"raw": None, "percentage": None}
    return {"raw": sum(codes), "percentage": 4 * sum(codes)}


SCORERS: dict[str, Scorer] = {
    "phq9": phq9,
    "phq8": phq8,
    "gad7": gad7,
    "cesd": cesd,
    "bdi2": bdi2,
    "hads": hads,
    "who5": who5,
}
