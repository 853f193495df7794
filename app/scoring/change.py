"""What a change between two visits is beyond, and what it is not."""

from fractions import Fraction
from math import sqrt

from app.instruments.model import Scale, Threshold
from app.scoring.model import Beyond, Change, Course, Number, Score
from app.scoring.numbers import to_fraction, to_number

RELIABLE = Fraction("1.96")
"""Error alone takes the reliable change index beyond this, up or down, in 5 of 100 people (Jacobson & Truax 1991)."""

STANDARD_ERRORS = "Jacobson & Truax 1991"
"""The short citation of a verdict from the scores' own standard errors; `REFERENCES` has it in full."""

REFERENCES = {
    STANDARD_ERRORS: (
        "Jacobson NS, Truax P. Clinical significance: a statistical approach to defining meaningful change in "
        "psychotherapy research. J Consult Clin Psychol 1991; 59: 12-19. 10.1037/0022-006X.59.1.12. "
        "With a standard error of its own for each score, as item response theory gives it: Hays RD, Spritzer KL, "
        "Reise SP. Using item response theory to identify responders to treatment: examples with the "
        "Patient-Reported Outcomes Measurement Information System (PROMIS) physical function scale and emotional "
        "distress composite. Psychometrika 2021. 10.1007/s11336-021-09774-1."
    )
}


def change_of(scale: Scale, now: Score, then: Score) -> Change | None:
    """The change from `then` to `now`, in scale points; None if either has no value or the scale has no order.

    One verdict per published threshold of the scale, in its order, and one from the scores' own standard errors
    where both have one; none where neither is there.
    """
    if now.value is None or then.value is None or scale.direction == "not ordered":
        return None
    difference = to_fraction(now.value) - to_fraction(then.value)
    own = _beyond_errors(difference, now, then)
    return Change(
        scale=scale.id,
        then=then.value,
        now=now.value,
        difference=to_number(difference),
        course=_course(scale, difference),
        beyond=(*(_beyond(threshold, difference) for threshold in scale.thresholds), *([own] if own else [])),
    )


def _course(scale: Scale, difference: Fraction) -> Course:
    if difference == 0:
        return "same"
    is_worse = (difference > 0) == (scale.direction == "higher is worse")
    return "worse" if is_worse else "better"


def _beyond(threshold: Threshold, difference: Fraction) -> Beyond:
    """A minimal important difference is reached; a measurement error is exceeded.

    The MID is the smallest difference that matters, so a difference equal to it does. MDC95 is the largest
    difference that error alone explains in 95 of 100 people, so only a larger one is beyond it.
    """
    size, error = abs(difference), threshold.standard_error_of_measurement
    passed = size >= threshold.value if threshold.kind == "group_mid" else size > threshold.value
    return Beyond(
        kind=threshold.kind,
        passed=passed,
        value=to_number(threshold.value),
        reference=threshold.reference,
        evidence=threshold.evidence,
        index=None if error is None else _index(difference, 2 * error**2),
    )


def _beyond_errors(difference: Fraction, now: Score, then: Score) -> Beyond | None:
    """The verdict of the reliable change index; None unless both scores have a standard error above 0."""
    if not now.standard_error or not then.standard_error:
        return None
    variance = to_fraction(now.standard_error) ** 2 + to_fraction(then.standard_error) ** 2
    return Beyond(
        kind="measurement_error",
        basis="standard errors",
        passed=difference**2 > RELIABLE**2 * variance,
        value=to_number(RELIABLE * Fraction(sqrt(variance))),
        reference=STANDARD_ERRORS,
        evidence="recalled",
        index=_index(difference, variance),
    )


def _index(difference: Fraction, variance: Fraction) -> Number:
    """The difference in units of its standard error, the root of `variance`.

    From one standard error of measurement the variance is 2 SEM^2: both scores carry that error.
    """
    return to_number(Fraction(float(difference) / sqrt(variance)))
