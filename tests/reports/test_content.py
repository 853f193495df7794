"""What a summary says, decided before anything is drawn."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.instruments.reader import load_instrument
from app.reports.content import build_report
from app.reports.figures import Standing
from app.reports.report import Report
from app.reports.words import number
from tests.reports.patients import CASES, earlier_alert, forty_visits, in_progress, one_visit, typical, unseen
from tests.reports.records import Case, but, level, patient, study

SIGNED_NOTE = "Spoke with the patient at once; no plan; psychiatrist saw him today."


def standing(report: Report, key: str) -> Standing:
    return next(one for one in report.standings if one.key == key)


@pytest.mark.parametrize("name", CASES)
def test_the_same_record_gives_the_same_content(name: str) -> None:
    assert build_report(CASES[name]().record()) == build_report(CASES[name]().record())


def test_open_alerts_come_before_signed_ones_and_tell_their_story() -> None:
    report = build_report(earlier_alert().record())
    assert [danger.is_open for danger in report.dangers] == [True, False]
    opened, signed = report.dangers
    assert (opened.visit, opened.place, opened.choice) == ("Month 3", "PHQ-9 item 9", "1 (Several days)")
    assert [step.what for step in opened.timeline][-1] == "nobody has signed for it yet"
    assert [step.when for step in signed.timeline] == [
        "2 Mar 2025 10:01",
        "2 Mar 2025 10:02",
        "2 Mar 2025 10:21",
    ]
    assert signed.timeline[-1].what == "Dr Ada Byron signed for it"
    assert signed.note == SIGNED_NOTE
    assert [signature.who for signature in report.signatures] == ["Dr Ada Byron"]


def test_an_alert_whose_text_the_patient_has_not_read_says_so() -> None:
    case = earlier_alert()
    case.alerts = [replace(alert, read_at=None) for alert in case.alerts]
    assert any("not confirmed" in step.what for step in build_report(case.record()).dangers[0].timeline)


def test_a_dangerous_answer_that_was_taken_back_is_still_an_alert_and_tells_so() -> None:
    case = Case().visit("screening", but(level(0.5, 0.5, 0.5), phq9_9=[2, 0, None]))
    (danger,) = build_report(case.record()).dangers
    assert danger.choice == "2 (More than half the days)"
    assert [step.what for step in danger.timeline][1:3] == [
        "answer changed to 0 (Not at all)",
        "answer changed to declined",
    ]


def test_now_is_the_last_sent_score_with_status_band_and_direction() -> None:
    report = build_report(typical().record())
    mood, fatigue = standing(report, "phq9-1-total"), standing(report, "mfis-1-total")
    assert (mood.now.value, mood.now.status_text, mood.now.band) == ("12", "complete", "moderate")
    assert (mood.visit, mood.direction, mood.range) == ("Month 18", "higher = worse", "0 to 27")
    assert (fatigue.now.value, fatigue.now.status_text, fatigue.now.answered) == (
        "33.6",
        "prorated",
        "20 of 21",
    )
    assert fatigue.now.band is None, "the owner publishes no bands"


def test_mid_and_measurement_error_are_two_verdicts_each_with_its_source() -> None:
    change = standing(build_report(typical().record()), "mfis-1-total").since_baseline
    assert (change.then, change.difference, change.course) == ("48", "−14.4", "towards better")
    group, error = change.verdicts
    assert (group.question, group.answer, group.source) == (
        "Beyond the group MID?",
        "yes",
        "4 points, Rooney 2019",
    )
    assert (error.question, error.answer, error.source) == (
        "Beyond measurement error?",
        "no",
        "20.2 points, CMSC 2013",
    )


def test_published_sizes_of_change_are_told_before_there_is_a_change() -> None:
    first = build_report(one_visit().record())
    assert standing(first, "mfis-1-total").sizes == (
        "group MID 4 points, Rooney 2019",
        "measurement error 20.2 points, CMSC 2013",
    )
    assert standing(first, "rand36-1-energy_fatigue").sizes == ()


def test_no_verdict_is_given_where_no_size_is_published() -> None:
    report = build_report(typical().record())
    assert standing(report, "phq9-1-total").since_baseline.unpublished == "Measurement error: none published"
    quality = standing(report, "rand36-1-energy_fatigue").since_baseline
    assert [verdict.passed for verdict in quality.verdicts] == [None, None]
    assert quality.unpublished == "Group MID and measurement error: none published"


def test_a_score_is_compared_with_the_last_visit_that_has_one() -> None:
    case = Case(today=date(2025, 7, 1))
    case.visit("baseline", level(0.5, 0.5, 0.5)).visit("month-1", but(level(0.4, 0.4, 0.4), phq9_1=[None]))
    case.visit("month-3", level(0.3, 0.3, 0.3))
    report = build_report(case.record())
    assert standing(report, "phq9-1-total").since_last.since == "Baseline"
    assert standing(report, "mfis-1-total").since_last.since == "Month 1"


def test_what_cannot_be_scored_now_has_a_reason_and_no_change() -> None:
    case = Case(today=date(2025, 5, 1)).visit("baseline", level(0.5, 0.5, 0.5))
    case.visit("month-1", but(level(0.5, 0.5, 0.5), phq9_2=[None]))
    mood = standing(build_report(case.record()), "phq9-1-total")
    assert mood.now.value is None
    assert mood.now.status_text == "not scorable"
    assert mood.now.reason
    assert mood.since_baseline.difference is None
    assert mood.since_baseline.why_not == "Not scorable: now."


def test_before_and_at_baseline_nothing_is_compared_with_it() -> None:
    screening = build_report(one_visit().record()).standings[0]
    assert screening.since_baseline.why_not == "No baseline to compare with."
    assert screening.since_last.why_not == "This is the first visit."
    begun = build_report(in_progress().record())
    assert standing(begun, "phq9-1-total").since_baseline.why_not == "This is the baseline."


def test_completeness_counts_what_was_due_done_late_and_missed() -> None:
    completeness = build_report(typical().record()).completeness
    assert completeness.summary == "6 of 7 visits due so far done (1 late); 1 missed."
    assert (
        completeness.questions == "Of 396 questions in sent questionnaires, 391 were answered and 5 declined."
    )
    assert completeness.coming == "Next: Month 24, due 3 Mar 2027 (from 3 Feb 2027 to 31 Mar 2027)."
    assert [visit.state_text for visit in completeness.visits] == [
        "done",
        "done",
        "done",
        "done late",
        "missed",
        "done",
        "done",
        "planned",
    ]


def test_a_patient_without_any_visit_has_a_summary() -> None:
    report = build_report(unseen().record())
    assert not any([report.standings, report.trends, report.scores, report.answers, report.changes])
    assert report.completeness.summary == "0 of 1 visit due so far done; 1 due now."
    assert {fact.label: fact.value for fact in report.facts}["Injection"] == "not dated yet"
    assert all(visit.due == "no injection date yet" for visit in report.completeness.visits[1:])


def test_answers_not_sent_yet_are_listed_as_not_sent_and_not_scored() -> None:
    report = build_report(in_progress().record())
    fatigue = next(table for table in report.answers if table.key.startswith("mfis"))
    assert [visit.is_sent for visit in fatigue.visits] == [True, False]
    states = [row.cells[1].state for group in fatigue.groups for row in group.rows]
    assert states == ["answered"] * 8 + ["not reached"] * 13
    scores = next(table for table in report.scores if table.key == "mfis-1")
    assert [(row.visit, row.absence) for row in scores.rows] == [
        ("Screening", None),
        ("Baseline", "not sent"),
    ]
    lines = [line for visit in report.sittings for line in visit.lines]
    assert [line.is_sent for line in lines] == [True, True, True, True, False]


def test_declined_changed_and_dangerous_answers_are_marked_where_they_were_given() -> None:
    report = build_report(typical().record())
    mood = next(table for table in report.answers if table.key.startswith("phq9"))
    rows = {row.item: row for group in mood.groups for row in group.rows}
    visits = [visit.title for visit in mood.visits]
    assert rows["5"].cells[visits.index("Month 3")].state == "declined"
    assert rows["3"].cells[visits.index("Baseline")].is_changed
    dangerous = rows["9"].cells[visits.index("Month 18")]
    assert (dangerous.code, dangerous.words, dangerous.is_alert) == (1, "Several days", True)
    assert sum(cell.is_alert for row in rows.values() for cell in row.cells) == 1
    assert sum(cell.is_changed for row in rows.values() for cell in row.cells) == 2


def test_every_answer_of_every_sheet_is_there_in_the_owners_words() -> None:
    record = typical().record()
    report = build_report(record)
    shown = {
        (table.key[:4], row.item, visit.title): (row.text, cell.code)
        for table in report.answers
        for group in table.groups
        for row in group.rows
        for visit, cell in zip(table.visits, row.cells, strict=True)
    }
    assert len(shown) == 6 * 66
    for one in record.sittings:
        title = record.study.visit(one.sitting.visit).title
        for answer in one.answers:  # the last one given for an item counts
            words = record.wording_of(one.sitting).items[answer.item].replace("**", "")
            assert shown[one.sitting.instrument[:4], answer.item, title][0] == words
        for item, value in {answer.item: answer.value for answer in one.answers}.items():
            assert shown[one.sitting.instrument[:4], item, title][1] == value


def test_a_change_of_answer_is_told_in_each_of_its_steps() -> None:
    changes = build_report(typical().record()).changes
    assert [change.place for change in changes] == ["PHQ-9 item 3", "PHQ-9 item 9"]
    assert [step.what for step in changes[0].steps] == [
        "2 (More than half the days)",
        "1 (Several days)",
        "3 (Nearly every day)",
    ]


def test_the_same_answer_given_twice_is_no_change() -> None:
    case = Case().visit("screening", but(level(0.5, 0.5, 0.5), phq9_1=[2, 2]))
    assert build_report(case.record()).changes == ()


def test_breaks_languages_versions_rules_and_seals_are_told() -> None:
    record = typical().record()
    report = build_report(record)
    baseline = next(visit for visit in report.sittings if visit.visit == "Baseline")
    assert baseline.lines[2].breaks == ("at 10:10, 14 minutes",)
    assert {line.language for visit in report.sittings for line in visit.lines} == {"en"}
    assert [note.name for note in report.instruments] == [
        load_instrument(i).name for i in ("phq9", "mfis", "rand36")
    ]
    fatigue = report.instruments[1]
    assert [(rule.scales, rule.owner) for rule in fatigue.missing] == [("all scales", "project")]
    assert report.provenance.record_hash == record.hash
    assert report.provenance.data_cut_utc == "2026-09-07 10:11:03 UTC"
    assert report.provenance.data_cut_site == "7 Sep 2026 11:11 Europe/London"


def test_another_wording_gets_a_table_of_its_own() -> None:
    case = (
        Case(today=date(2025, 3, 10))
        .visit("screening", level(0.5, 0.5, 0.5))
        .visit("baseline", level(0.4, 0.4, 0.4))
    )
    record = case.record()
    english = record.wordings[case.sittings[0].sitting.wording_hash]
    italian = replace(english, locale="it", version="Italiano", hash="17" * 32)
    last = case.sittings[3]
    case.sittings[3] = replace(last, sitting=replace(last.sitting, wording_hash=italian.hash, locale="it"))
    record = replace(case.record(), wordings={**record.wordings, italian.hash: italian})
    tables = [table for table in build_report(record).answers if table.key.startswith("phq9")]
    assert [table.language for table in tables] == [english.version, "Italiano"]
    assert len(next(table for table in build_report(record).scores if table.key == "phq9-1").rows) == 2


def test_a_visit_that_left_the_protocol_keeps_its_answers() -> None:
    case = (
        Case(today=date(2025, 3, 10))
        .visit("screening", level(0.5, 0.5, 0.5))
        .visit("baseline", level(0.4, 0.4, 0.4))
    )
    case.study = study([visit for visit in study().visits if visit.id != "screening"])
    report = build_report(case.record())
    assert [visit.title for visit in report.answers[0].visits] == ["screening", "Baseline"]


def test_the_arm_is_told_only_where_the_record_holds_it() -> None:
    blinded, unblinded = Case(), Case(patient=patient(arm="cells"))
    assert "Arm" not in {fact.label for fact in build_report(blinded.record()).facts}
    assert {fact.label: fact.value for fact in build_report(unblinded.record()).facts}["Arm"] == "cells"


def test_a_trend_holds_every_sent_score_and_every_gap_in_order_of_time() -> None:
    trend = build_report(typical().record()).trends[0]
    assert [(point.visit, point.text) for point in trend.points] == [
        ("Screening", "14"),
        ("Baseline", "15"),
        ("Month 1", "10"),
        ("Month 3", "not scorable"),
        ("Month 6", "missed"),
        ("Month 12", "7"),
        ("Month 18", "12"),
    ]
    assert "Month 6, 3 Sep 2025: missed" in trend.alternative
    assert "Month 18, 7 Sep 2026: 12 (complete, moderate)" in trend.alternative
    assert (trend.low, trend.high) == (0, 27)


def test_forty_visits_are_all_there() -> None:
    report = build_report(forty_visits().record())
    assert len(report.answers[0].visits) == 38
    assert len(report.trends[0].points) == 40
    assert report.completeness.summary == "38 of 40 visits due so far done; 2 missed."


@given(st.floats(0, 100, allow_nan=False))
def test_a_printed_number_is_within_half_a_hundredth_of_the_score(value: float) -> None:
    assert abs(float(number(value)) - value) <= 0.005 + 1e-9


@given(st.integers(-60, 60))
def test_a_visit_is_late_exactly_after_its_window(days: int) -> None:
    case = Case(today=date(2025, 3, 3) + timedelta(days=200)).visit(
        "month-3", level(0.5, 0.5, 0.5), days_off=days
    )
    visit = next(one for one in build_report(case.record()).completeness.visits if one.title == "Month 3")
    assert visit.is_late == (days > 14)
    assert visit.state_text == ("done late" if days > 14 else "done early" if days < -14 else "done")
