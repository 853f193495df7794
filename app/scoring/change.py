"""What a change between two visits is beyond, and what it is not."""

from app.instruments.model import Scale, Threshold
from app.scoring.model import Beyond, Change, Course, Number, Score
from app.scoring.numbers import to_fraction, to_number


def change_of(scale: Scale, now: Score, then: Score) -> Change | None:
    """The change from `then` to `now`, in scale points; None if either has no value.

    One verdict per published threshold of the scale, in its order; none where none is published.
    """
    if now.value is None or then.value is None:
        return None
    difference = to_number(to_fraction(now.value) - to_fraction(then.value))
    return Change(
        scale=scale.id,
        then=then.value,
        now=now.value,
        difference=difference,
        course=_course(scale, difference),
        beyond=tuple(_beyond(threshold, difference) for threshold in scale.thresholds),
    )


def _course(scale: Scale, difference: Number) -> Course:
    if difference == 0:
        return "same"
    is_worse = (difference > 0) == (scale.direction == "higher is worse")
    return "worse" if is_worse else "better"


def _beyond(threshold: Threshold, difference: Number) -> Beyond:
    """A minimal important difference is reached; a measurement error is exceeded.

    The MID is the smallest difference that matters, so a difference equal to it does. MDC95 is the largest
    difference that error alone explains in 95 of 100 people, so only a larger one is beyond it.
    """
    size = abs(to_fraction(difference))
    passed = size >= threshold.value if threshold.kind == "group_mid" else size > threshold.value
    return Beyond(
        kind=threshold.kind, passed=passed, value=to_number(threshold.value), reference=threshold.reference
    )
