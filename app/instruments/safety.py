"""Which answers are dangerous."""

from app.instruments.model import Instrument, SafetyRule


def fired_rules(instrument: Instrument, item_id: str, value: int | None) -> tuple[SafetyRule, ...]:
    """The safety rules that this answer fires, in definition order; a declined item (None) fires none."""
    if value is None:
        return ()
    return tuple(rule for rule in instrument.safety if rule.item == item_id and value >= rule.at_least)
