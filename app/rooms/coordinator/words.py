"""A visit's state and a patient's language in words."""

from collections.abc import Iterable
from datetime import date

from app.rooms.coordinator.rows import OPEN
from app.study.visits import Obligation
from app.web.dates import day
from app.web.language import _, counted, lazy
from app.web.languages import name_of, spoken

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
        return counted(
            "%(on)s, %(num)d day late",
            "%(on)s, %(num)d days late",
            _days(window.closes_on, obligation.done_on),
            on=on,
        )
    if obligation.timing == "early":
        return counted(
            "%(on)s, %(num)d day early",
            "%(on)s, %(num)d days early",
            _days(obligation.done_on, window.opens_on),
            on=on,
        )
    return _("%(on)s, on time", on=on)


def _days(first: date, last: date) -> int:
    return (last - first).days


def named(locales: Iterable[str]) -> dict[str, str]:
    """Locale -> what its speakers call it; where the tablet's own buttons speak another language, that is said."""
    return {locale: language_words(locale) for locale in locales}


def language_words(locale: str) -> str:
    """`français`, or `Deutsch (buttons on the tablet: English)`."""
    name, buttons = name_of(locale), spoken(locale)
    if locale.split("-")[0] == buttons:
        return name
    return _("%(language)s (buttons on the tablet: %(buttons)s)", language=name, buttons=name_of(buttons))
