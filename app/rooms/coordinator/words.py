"""A visit's state in words."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.study.visits import Obligation
from app.web.dates import day

STATES = {
    "planned": lazy_gettext("Planned"),
    "due": lazy_gettext("Due"),
    "overdue": lazy_gettext("Overdue"),
    "missed": lazy_gettext("Missed"),
    "in progress": lazy_gettext("In progress"),
    "done": lazy_gettext("Done"),
}
COLOURS = {"due": "blue", "overdue": "orange", "missed": "grey", "in progress": "purple", "done": "green"}


def state_words(obligation: Obligation) -> str:
    """`Due`, `In progress`, … or what is being waited for."""
    if obligation.window is None and obligation.state == "planned":
        return _("Waits for the injection date")
    return str(STATES[obligation.state])


def state_colour(obligation: Obligation) -> str:
    """The colour of the tag around the words; it says nothing the words do not."""
    return COLOURS.get(obligation.state, "")


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
