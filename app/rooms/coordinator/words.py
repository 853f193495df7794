"""A visit's state in words."""

from app.rooms.coordinator.rows import OPEN
from app.study.visits import Obligation
from app.web.dates import day
from app.web.language import _, lazy

STATES = {
    "planned": lazy("Planned"),
    "due": lazy("Due"),
    "overdue": lazy("Overdue"),
    "missed": lazy("Missed"),
    "in progress": lazy("In progress"),
    "done": lazy("Done"),
}
COLOURS = {"due": "blue", "overdue": "orange", "in progress": "purple", "done": "green"}


def state_words(obligation: Obligation) -> str:
    """`Due`, `In progress`, … or what is being waited for."""
    if obligation.window is None and obligation.state == "planned":
        return _("Waits for the injection date")
    return str(STATES[obligation.state])


def state_look(obligation: Obligation) -> str:
    """The class of the words: a tag where there is something to do or done; colour says nothing they do not."""
    colour = COLOURS.get(obligation.state)
    return f"govuk-tag govuk-tag--{colour}" if colour else "staff-quiet"


def is_open(obligation: Obligation) -> bool:
    """Whether now is the time for the visit."""
    return obligation.state in OPEN


def done_words(obligation: Obligation) -> str:
    """`12 Mar 2026, on time` or `12 Mar 2026, 3 days late`; empty until all is sent."""
    if obligation.done_on is None or obligation.window is None:
        return day(obligation.done_on) if obligation.done_on else ""
    window, on = obligation.window, day(obligation.done_on)
    if obligation.timing == "late":
        return _("%(on)s, %(days)d days late", on=on, days=(obligation.done_on - window.closes_on).days)
    if obligation.timing == "early":
        return _("%(on)s, %(days)d days early", on=on, days=(window.opens_on - obligation.done_on).days)
    return _("%(on)s, on time", on=on)
