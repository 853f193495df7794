"""Where every figure comes from: seals, sittings, versions, rules, owners and sources."""

from app.instruments.model import Instrument
from app.instruments.packs import Pack
from app.reports.history import History, Placed
from app.reports.report import (
    InstrumentNote,
    MissingRuleUse,
    Provenance,
    SittingLine,
    VisitSittings,
    VoidSitting,
)
from app.reports.scores import rule_text
from app.reports.words import capital, count, day, listed, moment, pack_name, until, utc
from app.study.sittings import SittingEvent


def build_provenance(history: History) -> Provenance:
    """The cut through the data, and its seals in full."""
    record = history.record
    return Provenance(
        patient=record.patient.code,
        study=record.study.code,
        data_cut_utc=utc(record.data_cut),
        data_cut_site=f"{moment(record.data_cut, history.zone)} {record.patient.site.time_zone}",
        seen_on=day(record.today),
        record_hash=record.hash,
        chain_head=record.chain_head,
        study_version=f"{record.study.code} version {record.study.version}, SHA-256 {record.study.hash}",
    )


def build_sittings(history: History) -> tuple[VisitSittings, ...]:
    """How each questionnaire was answered: when, in which language, with which breaks, by whom."""
    visits: dict[str, list[Placed]] = {}
    for placed in history.sittings:
        visits.setdefault(placed.sitting.visit, []).append(placed)
    return tuple(
        VisitSittings(
            visit=own[0].visit,
            on=day(history.day_of(own[0].sitting.begun_at)),
            lines=tuple(_sitting_line(history, placed) for placed in own),
        )
        for own in visits.values()
    )


def build_void_sittings(history: History) -> tuple[VoidSitting, ...]:
    """What was quarantined: that it happened, and why. Its answers may be another person's, so none is shown."""
    return tuple(
        VoidSitting(
            visit=placed.visit,
            instrument=placed.instrument.short_title,
            times=_day_and_times(history, placed),
            who=voiding.staff_name,
            when=moment(voiding.at, history.zone),
            reason=voiding.reason,
            alerts=sum(alert.sitting_id == placed.sitting.id for alert in history.record.alerts),
        )
        for placed in history.void
        if (voiding := placed.sitting.voiding)
    )


def build_instrument_notes(history: History) -> tuple[InstrumentNote, ...]:
    """Every definition and wording in use, once each, with owner, terms, credit, rules and sources."""
    used = {
        (placed.sitting.definition_hash, placed.sitting.wording_hash): placed for placed in history.sittings
    }
    return tuple(_note(placed) for placed in used.values())


def _sitting_line(history: History, placed: Placed) -> SittingLine:
    sitting = placed.sitting
    actors = dict.fromkeys(history.name_of(answer.actor) for answer in placed.record.answers)
    return SittingLine(
        instrument=placed.instrument.short_title,
        language=sitting.locale,
        times=_times(history, placed),
        is_sent=sitting.is_sent,
        breaks=_breaks(history, placed.record.events),
        entered_by=listed(actors) if actors else "nobody yet",
    )


def _day_and_times(history: History, placed: Placed) -> str:
    on = day(history.day_of(placed.sitting.begun_at))
    return f"{on}, {_times(history, placed)}" if placed.sitting.is_sent else _times(history, placed)


def _times(history: History, placed: Placed) -> str:
    sitting = placed.sitting
    if sitting.sent_at is None:
        return f"begun {moment(sitting.begun_at, history.zone)}, not sent"
    return until(sitting.begun_at, sitting.sent_at, history.zone)


def _breaks(history: History, events: tuple[SittingEvent, ...]) -> tuple[str, ...]:
    """Each break from its beginning to the return, `at 10:14, 12 minutes`."""
    breaks: list[str] = []
    began: SittingEvent | None = None
    for event in events:
        if event.kind == "break":
            began = began or event
        elif began is not None:
            breaks.append(f"at {began.at.astimezone(history.zone):%H:%M}, {_lasting(began, event)}")
            began = None
    if began is not None:
        breaks.append(f"since {moment(began.at, history.zone)}, not resumed yet")
    return tuple(breaks)


def _lasting(began: SittingEvent, ended: SittingEvent) -> str:
    minutes = round((ended.at - began.at).total_seconds() / 60)
    if minutes < 1:
        return "under a minute"
    if minutes < 120:
        return count(minutes, "minute")
    return count(round(minutes / 60), "hour") if minutes < 2880 else count(round(minutes / 1440), "day")


def _note(placed: Placed) -> InstrumentNote:
    instrument, wording = placed.instrument, placed.wording
    return InstrumentNote(
        title=f"{instrument.short_title}, {instrument.title}",
        name=instrument.name,
        wording=f"{wording.version} ({wording.locale}), SHA-256 {wording.hash}",
        recall=instrument.recall,
        data=tuple(_pack_text(pack) for pack in instrument.data.values()),
        owner=instrument.licence.owner,
        terms=instrument.licence.terms,
        credit=instrument.licence.credit,
        missing=_missing_rules(instrument),
        notes=instrument.notes,
        wording_changes=wording.changes,
        references=tuple(f"{short}: {full}" for short, full in instrument.references.items()),
    )


def _pack_text(pack: Pack) -> str:
    return f"{capital(pack.kind.replace('_', ' '))}: {pack_name(pack)}. {pack.source}"


def _missing_rules(instrument: Instrument) -> tuple[MissingRuleUse, ...]:
    """Each rule once, with the scales it serves."""
    uses: dict[tuple[str, str], list[str]] = {}
    for scale in instrument.scales:
        uses.setdefault((rule_text(scale), scale.missing.source), []).append(scale.title)
    owners = {rule_text(scale): scale.missing.owner for scale in instrument.scales}
    return tuple(
        MissingRuleUse(
            scales="all scales" if len(titles) == len(instrument.scales) else listed(titles),
            rule=rule,
            owner=owners[rule],
            source=source,
        )
        for (rule, source), titles in uses.items()
    )
