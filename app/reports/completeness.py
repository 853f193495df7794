"""How complete it is: what was due, done, late and missed, and which questions were not answered."""

from collections import Counter

from app.reports.history import History
from app.reports.report import Completeness, VisitState
from app.reports.words import count, day, listed, short_day
from app.study.visits import Obligation


def build_completeness(history: History) -> Completeness:
    """Each visit's state on the record's day, and the whole in sentences."""
    obligations = history.obligations
    return Completeness(
        visits=tuple(_visit_state(obligation) for obligation in obligations),
        summary=_summary(obligations),
        questions=_questions(history),
        coming=_coming(obligations),
    )


def _visit_state(obligation: Obligation) -> VisitState:
    window = obligation.window
    return VisitState(
        visit_id=obligation.visit.id,
        title=obligation.visit.title,
        due=day(window.due_on) if window else f"no {obligation.visit.anchor} date yet",
        window=f"{short_day(window.opens_on)} to {short_day(window.closes_on)}" if window else "",
        state=obligation.state,
        state_text=_state_text(obligation),
        done=day(obligation.done_on) if obligation.done_on else None,
        is_late=obligation.timing == "late",
    )


def _state_text(obligation: Obligation) -> str:
    if obligation.state == "done":
        return "done" if obligation.timing in (None, "in window") else f"done {obligation.timing}"
    if obligation.state == "in progress":
        total = len(obligation.sent) + len(obligation.open)
        return f"in progress: {len(obligation.sent)} of {total} sent"
    return obligation.state


def _summary(obligations: tuple[Obligation, ...]) -> str:
    """How many visits that were due so far are done, and what became of the others."""
    due = [obligation for obligation in obligations if obligation.state != "planned"]
    if not due:
        return "No visit has been due so far."
    states = Counter(obligation.state for obligation in due)
    timings = Counter(obligation.timing for obligation in due)
    odd = [f"{timings[timing]} {timing}" for timing in ("late", "early") if timings[timing]]
    done = f"{states['done']} of {count(len(due), 'visit')} due so far done" + (
        f" ({listed(odd)})" if odd else ""
    )
    rest = [f"{states[state]} {state}" for state in ("missed", "overdue", "in progress") if states[state]]
    if states["due"]:
        rest.append(f"{states['due']} due now")
    return "; ".join([done, *rest]) + "."


def _questions(history: History) -> str:
    """How many questions of the sent questionnaires were answered."""
    sent = [placed for placed in history.sittings if placed.sitting.is_sent]
    asked = sum(len(placed.asked) for placed in sent)
    if not asked:
        return "No questionnaire has been sent yet."
    values = [placed.values[item.id] for placed in sent for item in placed.asked if item.id in placed.values]
    declined = sum(value is None for value in values)
    not_reached = asked - len(values)
    parts = [f"{len(values) - declined} were answered", f"{declined} declined"]
    if not_reached:
        parts.append(f"{not_reached} not reached")
    return f"Of {count(asked, 'question')} in sent questionnaires, {listed(parts)}."


def _coming(obligations: tuple[Obligation, ...]) -> str | None:
    for obligation in obligations:
        if obligation.window and obligation.state in ("planned", "due", "overdue"):
            window = obligation.window
            return (
                f"Next: {obligation.visit.title}, due {day(window.due_on)} "
                f"(from {day(window.opens_on)} to {day(window.closes_on)})."
            )
    return None
