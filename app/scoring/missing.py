"""The named rules for unanswered items. An old version is never changed; a new one stands beside it."""

from collections.abc import Callable, Mapping

from app.instruments.model import MissingRule

MINIMA: Mapping[tuple[str, int], Callable[[int], int] | None] = {
    ("complete", 1): lambda items: items,
    ("half_rule", 1): lambda items: (items + 1) // 2,
    ("any_answered", 1): lambda _: 1,
    ("at_least", 1): None,
}
"""(name, version) -> how many of so many items must be answered; None: the definition sets the number."""


def is_scorable(rule: MissingRule, answered: int) -> bool:
    """Whether enough items were answered."""
    return answered >= rule.minimum


def reason_of(rule: MissingRule, answered: int, of: int) -> str:
    """Why there is no score, in words."""
    unanswered = of - answered
    if of == 1:
        return "its only item is not answered"
    if rule.minimum == of:
        return f"{unanswered} of {of} items {'is' if unanswered == 1 else 'are'} not answered; all are needed"
    needed = "1 is" if rule.minimum == 1 else f"{rule.minimum} are"
    return f"{answered} of {of} items {'is' if answered == 1 else 'are'} answered; at least {needed} needed"
