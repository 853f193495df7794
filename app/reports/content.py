"""From a record to everything its summary says: pure, and the same for the same record."""

from app.record import Record
from app.reports.answers import build_answer_tables, build_changes
from app.reports.completeness import build_completeness
from app.reports.dangers import build_dangers, build_signatures
from app.reports.history import History
from app.reports.provenance import (
    build_instrument_notes,
    build_provenance,
    build_sittings,
    build_void_sittings,
)
from app.reports.report import Fact, Report
from app.reports.scores import build_score_tables
from app.reports.standings import build_index_notes, build_standings
from app.reports.trends import build_trends
from app.reports.words import count, day
from app.study.people import DISEASES


def build_report(record: Record) -> Report:
    """The patient's summary at the record's data cut."""
    history = History(record)
    standings = build_standings(history)
    return Report(
        patient=record.patient.code,
        study=record.study.code,
        study_title=record.study.title,
        facts=_facts(history),
        dangers=build_dangers(history),
        standings=standings,
        index_notes=build_index_notes(standings),
        completeness=build_completeness(history),
        trends=build_trends(history),
        scores=build_score_tables(history),
        answers=build_answer_tables(history),
        changes=build_changes(history),
        sittings=build_sittings(history),
        void=build_void_sittings(history),
        instruments=build_instrument_notes(history),
        signatures=build_signatures(history),
        provenance=build_provenance(history),
    )


def _facts(history: History) -> tuple[Fact, ...]:
    """Who: the arm only where this reader's record holds it."""
    patient = history.record.patient
    facts = [
        Fact(label="Disease course", value=f"{DISEASES[patient.disease]} ({patient.disease})"),
        Fact(label="Injection", value=_injection(history)),
        Fact(label="Visit shown", value=_visit_shown(history)),
        Fact(label="Site", value=f"{patient.site.code} {patient.site.name}"),
        Fact(label="Consent", value=day(patient.consent_on)),
    ]
    if patient.arm is not None:
        facts.append(Fact(label="Arm", value=patient.arm))
    return tuple(facts)


def _injection(history: History) -> str:
    injected = history.record.patient.injection_on
    if injected is None:
        return "not dated yet"
    days = (history.record.today - injected).days
    if days < 0:
        return f"planned for {day(injected)}"
    return (
        f"{day(injected)}, {count(days, 'day')} ago"
        if days < 61
        else f"{day(injected)}, {round(days / 30.4375)} months ago"
    )


def _visit_shown(history: History) -> str:
    sent = [placed for placed in history.sittings if placed.sitting.is_sent]
    if not sent:
        return "none sent yet"
    last = max(sent, key=lambda placed: (placed.on, placed.sitting.id))
    return f"{last.visit}, {day(last.on)}"
