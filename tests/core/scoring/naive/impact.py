"""What MS does to a person: its impact, walking, disability."""

from tests.core.scoring.naive.sheet import Answers, Scorer, Values, given


def msis29_v1(answers: Answers) -> Values:
    return {
        "physical": half_rule_percent(answers, range(1, 21), highest=5),
        "psychological": half_rule_percent(answers, range(21, 30), highest=5),
    }


def msis29_v2(answers: Answers) -> Values:
    return {
        "physical": half_rule_percent(answers, range(1, 21), highest=4),
        "psychological": half_rule_percent(answers, range(21, 30), highest=4),
    }


def half_rule_percent(answers: Answers, numbers: range, highest: int) -> float | None:
    """Each missing answer is filled in by the mean of the given ones; then 0 is the best sum and 100 the worst."""
    codes = given(answers, numbers)
    if len(codes) < len(numbers) / 2:
        return None
    mean = sum(codes) / len(codes)
    raw = sum(codes) + mean * (len(numbers) - len(codes))
    return 100 * (raw - len(numbers)) / (len(numbers) * (highest - 1))


def msws12_v1(answers: Answers) -> Values:
    codes = given(answers, range(1, 13))
    return {"score": 100 * (sum(codes) - 12) / 48 if len(codes) == 12 else None}


def msws12_v2(answers: Answers) -> Values:
    """Three items of 1 to 3 and nine of 1 to 5: sums of 12 to 54."""
    codes = given(answers, range(1, 13))
    return {"score": 100 * (sum(codes) - 12) / 42 if len(codes) == 12 else None}


def pdds(answers: Answers) -> Values:
    return {"step": answers.get("1")}


SCORERS: dict[str, Scorer] = {
    "msis29_v1": msis29_v1,
    "msis29_v2": msis29_v2,
    "msws12_v1": msws12_v1,
    "msws12_v2": msws12_v2,
    "pdds": pdds,
}
