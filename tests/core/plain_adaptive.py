"""A plain second reading of adaptive testing with the made-up bank: every figure worked out anew, nothing kept."""

from collections.abc import Mapping

from app.instruments.graded_response import GradedItem
from tests.core.irt import plain_eap, plain_probabilities
from tests.core.storm import PACK

ITEMS = {str(number): PACK.parameters[f"STORM{number:02}"] for number in range(1, 21)}


def category(item_id: str, code: int) -> int:
    """Item 8 is turned round, and the two highest categories of item 13 are one."""
    if item_id == "8":
        return 5 - code
    return min(code, 4) - 1 if item_id == "13" else code - 1


def plain_step(answers: Mapping[str, int | None]) -> tuple[str | None, float, float]:
    """The item to be asked next, None at the end, and the estimate."""
    answered = {item_id: code for item_id, code in answers.items() if code is not None}
    theta, standard_error = plain_eap(
        [ITEMS[item_id] for item_id in answered],
        [category(item_id, code) for item_id, code in answered.items()],
    )
    if len(answers) >= 12 or (len(answers) >= 4 and standard_error <= 0.3):
        return None, theta, standard_error
    told = {
        item_id: plain_information(item, theta) for item_id, item in ITEMS.items() if item_id not in answers
    }
    most = max(told.values())
    return next(item_id for item_id, amount in told.items() if amount > most - 1e-9), theta, standard_error


def plain_information(item: GradedItem, theta: float) -> float:
    """The sum over categories of slope squared by probability, the slope taken between two near thetas."""
    near = 1e-4
    below, here, above = (plain_probabilities(item, theta + step) for step in (-near, 0.0, near))
    slopes = [(high - low) / (2 * near) for low, high in zip(below, above, strict=True)]
    return sum(slope**2 / share for slope, share in zip(slopes, here, strict=True) if share > 1e-12)
