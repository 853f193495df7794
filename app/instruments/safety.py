"""Which answers are dangerous."""

from app.instruments.model import Instrument, SafetyRule
from app.instruments.values import Value, is_code


def fired_rules(instrument: Instrument, item_id: str, value: Value | None) -> tuple[SafetyRule, ...]:
    """The safety rules that this answer fires, in definition order; a declined item (None) or a text fires none."""
    if not is_code(value):
        return ()
    return tuple(rule for rule in instrument.safety if rule.item == item_id and value >= rule.at_least)
