"""What is dangerous: open alerts first, each with its timeline."""

from datetime import datetime

from app.reports.history import History, Placed
from app.reports.report import Danger, Signature, Step
from app.reports.words import moment, plain
from app.study.alerts import Alert
from app.study.sittings import Value

STILL_HEARD = "somebody else may have answered, and needs to be heard all the same"


def build_dangers(history: History) -> tuple[Danger, ...]:
    """Every alert: open ones before signed ones, the newest first."""
    alerts = sorted(history.record.alerts, key=lambda alert: (alert.raised_at, alert.id), reverse=True)
    alerts.sort(key=lambda alert: not alert.is_open)
    return tuple(_danger(history, alert) for alert in alerts)


def build_signatures(history: History) -> tuple[Signature, ...]:
    """Who signed, when, with what meaning, in order of time."""
    signed = [(alert, alert.signature) for alert in history.record.alerts if alert.signature is not None]
    signed.sort(key=lambda pair: pair[1].at)
    return tuple(
        Signature(
            who=signature.staff_name,
            when=moment(signature.at, history.zone),
            meaning=f"Took charge of the alert at {history.visit_title(alert.visit)}: {alert.meaning}",
            note=signature.note,
        )
        for alert, signature in signed
    )


def _danger(history: History, alert: Alert) -> Danger:
    placed = history.sitting_of(alert)
    return Danger(
        alert_id=alert.id,
        is_open=alert.is_open,
        meaning=alert.meaning,
        visit=history.visit_title(alert.visit),
        place=f"{placed.instrument.short_title} item {alert.item}",
        question=plain(placed.wording.text_of(placed.instrument.item(alert.item))),
        choice=_choice(placed, alert.item, alert.value),
        timeline=_timeline(history, alert, placed),
        note=alert.signature.note if alert.signature else None,
    )


def _choice(placed: Placed, item_id: str, value: Value | None) -> str:
    if value is None:
        return "declined"
    choices = placed.wording.choices_of(placed.instrument.item(item_id))
    words = next((plain(choice.text) for choice in choices if choice.code == value), "")
    return f"{value} ({words})" if words else str(value)


def _timeline(history: History, alert: Alert, placed: Placed) -> tuple[Step, ...]:
    """What happened, in order; what has not happened yet comes last."""
    happened = [(alert.raised_at, f"answered {_choice(placed, alert.item, alert.value)}; alert raised")]
    happened += _later_answers(alert, placed)
    if alert.voiding:
        happened.append(
            (alert.voiding.at, f"{alert.voiding.staff_name} made the sitting void: {STILL_HEARD}")
        )
    if alert.read_at:
        happened.append((alert.read_at, "the patient had read whom to call"))
    if alert.signature:
        happened.append((alert.signature.at, f"{alert.signature.staff_name} signed for it"))
    happened.sort(key=lambda pair: pair[0])
    steps = [Step(when=moment(at, history.zone), what=what) for at, what in happened]
    if not alert.read_at:
        steps.append(Step(when="not yet", what="the patient has not confirmed having read whom to call"))
    if not alert.signature:
        steps.append(Step(when="open", what="nobody has signed for it yet"))
    return tuple(steps)


def _later_answers(alert: Alert, placed: Placed) -> list[tuple[datetime, str]]:
    """An answer taken back is part of the story; the alert stands all the same."""
    return [
        (answer.at, f"answer changed to {_choice(placed, alert.item, answer.value)}")
        for answer in placed.record.answers
        if answer.item == alert.item and answer.at > alert.raised_at and answer.value != alert.value
    ]
