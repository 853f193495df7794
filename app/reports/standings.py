"""How the patient is now, and what has changed since baseline and since the last visit."""

from typing import Literal

from app.instruments.model import Instrument, Scale, Threshold
from app.reports.figures import Comparison, Standing, Verdict
from app.reports.history import History, Placed, pack_of
from app.reports.scores import direction_text, key_of, range_text, score_cell
from app.reports.words import MINUS, capital, day, inner, listed, number, pack_name, signed
from app.scoring.change import REFERENCES, STANDARD_ERRORS, change_of
from app.scoring.model import Beyond, Change, Course, Score

BY_OWN_ERRORS = (
    f"measurement error from both scores' own standard errors (RCI beyond 1.96, {STANDARD_ERRORS})"
)
INDEX_NOTE = (
    "RCI, the reliable change index, is the change in units of its standard error: error alone keeps it between "
    f"{MINUS}1.96 and 1.96 in 95 of 100 people."
)

SizeKind = Literal["group_mid", "measurement_error"]

QUESTIONS: dict[SizeKind, str] = {
    "group_mid": "Beyond the group MID?",
    "measurement_error": "Beyond measurement error?",
}
SIZES: dict[SizeKind, str] = {"group_mid": "group MID", "measurement_error": "measurement error"}
NO_AMOUNT = "It is a label and not an amount, so no change is worked out."
TOWARDS: dict[Course, str] = {"better": "towards better", "worse": "towards worse", "same": "no change"}


def build_standings(history: History) -> tuple[Standing, ...]:
    """One per main scale that was ever sent, in the protocol's order."""
    return tuple(
        _standing(history, instrument, scale)
        for instrument in history.instruments()
        for scale in instrument.scales
        if scale.main and _scored(history, instrument, scale)
    )


def build_index_notes(standings: tuple[Standing, ...]) -> tuple[str, ...]:
    """What the reliable change index is and whose, where a change has one."""
    changes = [change for one in standings for change in (one.since_baseline, one.since_last)]
    if not any(verdict.index for change in changes for verdict in change.verdicts):
        return ()
    return (INDEX_NOTE, *(f"{short}: {full}" for short, full in REFERENCES.items()))


Scored = tuple[Placed, Score]


def _scored(history: History, instrument: Instrument, scale: Scale) -> tuple[Scored, ...]:
    """The sittings with a score of this scale, be it not scorable, in order."""
    found = ((placed, placed.score_of(scale)) for placed in history.sent(instrument))
    return tuple((placed, score) for placed, score in found if score is not None)


def _standing(history: History, instrument: Instrument, scale: Scale) -> Standing:
    *earlier, now = _scored(history, instrument, scale)
    placed, score = now
    return Standing(
        key=f"{key_of(instrument)}-{scale.id}",
        domain=capital(instrument.domain),
        scale=f"{instrument.short_title} {inner(scale.title)}",
        range=range_text(instrument, scale),
        direction=direction_text(scale),
        visit=placed.visit,
        on=day(placed.on),
        now=score_cell(score),
        since_baseline=_since_baseline(history, scale, earlier, now),
        since_last=_since_last(scale, earlier, now),
        sizes=_sizes(scale, score),
        caveats=scale.caveats,
    )


def _sizes(scale: Scale, now: Score) -> tuple[str, ...]:
    published = tuple(f"{SIZES[threshold.kind]} {_source(threshold)}" for threshold in scale.thresholds)
    return (*published, BY_OWN_ERRORS) if now.standard_error else published


def _since_baseline(history: History, scale: Scale, earlier: list[Scored], now: Scored) -> Comparison:
    baseline = history.record.study.baseline
    title = history.visit_title(baseline)
    if now[0].sitting.visit == baseline:
        return Comparison(since=title, why_not="This is the baseline.")
    for placed, score in earlier:
        if placed.sitting.visit == baseline:
            return _compared(scale, placed, score, now)
    return Comparison(since=title, why_not="No baseline to compare with.")


def _since_last(scale: Scale, earlier: list[Scored], now: Scored) -> Comparison:
    """The change since the last visit that has a value: one that could not be scored compares with nothing."""
    if not earlier:
        return Comparison(since="last visit", why_not="This is the first visit.")
    placed, score = next((pair for pair in reversed(earlier) if pair[1].value is not None), earlier[-1])
    return _compared(scale, placed, score, now)


def _compared(scale: Scale, placed: Placed, then: Score, latest: Scored) -> Comparison:
    now_placed, now = latest
    since, on = placed.visit, day(placed.on)
    if then.value is None or now.value is None:
        return Comparison(
            since=since, on=on, why_not=f"Not scorable: {since if then.value is None else 'now'}."
        )
    pack = pack_of(placed.instrument, scale)
    if pack is not None and pack != pack_of(now_placed.instrument, scale):
        value = f"{score_cell(then).value} at {since}"
        return Comparison(since=since, on=on, why_not=f"{value}, with {pack_name(pack)}: not comparable.")
    change = change_of(scale, now, then)
    if change is None:
        return Comparison(since=since, on=on, why_not=f"{number(then.value)} at {since}. {NO_AMOUNT}")
    return Comparison(
        since=since,
        on=on,
        then=score_cell(then).value,
        difference=signed(change.difference),
        course=TOWARDS[change.course],
        verdicts=_verdicts(change),
        unpublished=_unpublished(change),
    )


def _unpublished(change: Change) -> str | None:
    """The sizes of change that are neither published nor known from the scores' own standard errors."""
    known = {beyond.kind for beyond in change.beyond}
    absent = [words for kind, words in SIZES.items() if kind not in known]
    return f"{capital(listed(absent))}: none published" if absent else None


def _verdicts(change: Change) -> tuple[Verdict, ...]:
    """Both questions, always apart: where the owner or the literature gives no size, the answer says so."""
    verdicts: list[Verdict] = []
    for kind in QUESTIONS:
        own = [_verdict(beyond) for beyond in change.beyond if beyond.kind == kind]
        verdicts += own or [_no_verdict(kind)]
    return tuple(verdicts)


def _verdict(beyond: Beyond) -> Verdict:
    return Verdict(
        kind=beyond.kind,
        question=QUESTIONS[beyond.kind],
        passed=beyond.passed,
        answer="yes" if beyond.passed else "no",
        index=None if beyond.index is None else f"RCI {number(beyond.index)}",
        source=_source(beyond),
    )


def _source(size: Beyond | Threshold) -> str:
    """The size of change and where it comes from; of one worked out anew for each pair of scores, how."""
    recalled = "" if size.evidence == "verified" else ", source not re-read"
    how = (
        ", from both standard errors" if isinstance(size, Beyond) and size.basis == "standard errors" else ""
    )
    return f"{number(float(size.value))} points{how}, {size.reference}{recalled}"


def _no_verdict(kind: SizeKind) -> Verdict:
    return Verdict(
        kind=kind, question=QUESTIONS[kind], passed=None, answer="none published", index=None, source=""
    )
