"""Which items a patient meets, in which order. Every question of order goes through here."""

from collections.abc import Mapping

from app.instruments.adaptive import next_step
from app.instruments.model import Instrument, Item
from app.instruments.values import Value

Answers = Mapping[str, Value | None]
"""Item id -> value; None where the patient declined, no entry where the item was not reached.

The entries stand in the order in which the items were first met, as `storage.answers.current_values_of` gives them.
"""


def items_on_path(instrument: Instrument, answers: Answers) -> tuple[Item, ...]:
    """The items to be met given what was answered so far, in the order in which they are met.

    That is the owner's order; in an adaptive instrument it is that in which they were first answered or declined,
    and then the item chosen next, if any.
    """
    return _chosen_path(instrument, answers) if instrument.adaptive else _owners_path(instrument, answers)


def _owners_path(instrument: Instrument, answers: Answers) -> tuple[Item, ...]:
    path: list[Item] = []
    met: set[str] = set()
    for item in instrument.items:
        if all(c.item in met and answers.get(c.item) in c.codes for c in item.when):
            path.append(item)
            met.add(item.id)
    return tuple(path)


def _chosen_path(instrument: Instrument, answers: Answers) -> tuple[Item, ...]:
    chosen = next_step(instrument, answers).item
    return tuple(map(instrument.item, [*answers, chosen] if chosen else answers))


def next_item(instrument: Instrument, answers: Answers, after: str | None) -> Item | None:
    """The item that follows `after` (the first, after None); None behind the last. KeyError off the path."""
    path = items_on_path(instrument, answers)
    position = 0 if after is None else _position(path, after) + 1
    return path[position] if position < len(path) else None


def previous_item(instrument: Instrument, answers: Answers, before: str) -> Item | None:
    """The item that comes before `before`; None at the first. KeyError off the path."""
    path = items_on_path(instrument, answers)
    position = _position(path, before)
    return path[position - 1] if position > 0 else None


def first_open_item(instrument: Instrument, answers: Answers) -> Item | None:
    """The first item that was neither answered nor declined; None when nothing is open."""
    return next((item for item in items_on_path(instrument, answers) if item.id not in answers), None)


def _position(path: tuple[Item, ...], item_id: str) -> int:
    for position, item in enumerate(path):
        if item.id == item_id:
            return position
    raise KeyError(item_id)
