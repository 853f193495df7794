"""A second, plain scoring of the shipped questionnaires, written from their manuals and not from our files.

Floats, loops and ifs; it knows nothing of definitions, tallies or plans.
"""

from tests.core.scoring.naive import fatigue, mood, quality_of_life
from tests.core.scoring.naive.sheet import Answers, Scorer, Values

SCORERS: dict[str, Scorer] = {**mood.SCORERS, **fatigue.SCORERS, **quality_of_life.SCORERS}


def score(instrument: str, answers: Answers) -> Values:
    """Every scale's value; None where the manual gives no score."""
    return SCORERS[instrument](answers)
