"""A second, plain scoring of the shipped questionnaires, written from their manuals and not from our files.

Floats, loops and ifs; it knows nothing of definitions, tallies or plans.
"""

from tests.core.scoring.naive import eq5d, fatigue, impact, mood, msqol54, promis, quality_of_life, sf36
from tests.core.scoring.naive.sheet import Answers, Scorer, Values

SUBJECTS = (mood, fatigue, impact, quality_of_life, msqol54, sf36, eq5d, promis)
SCORERS: dict[str, Scorer] = {
    name: scorer for subject in SUBJECTS for name, scorer in subject.SCORERS.items()
}


def score(instrument: str, answers: Answers) -> Values:
    """Every scale's value; None where the manual gives no score."""
    return SCORERS[instrument](answers)
