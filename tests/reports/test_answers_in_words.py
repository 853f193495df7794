"""Texts, dates, numbers and lines as a summary shows them, on paper and on the screen."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app import clock
from app.reports.content import build_report
from app.reports.html import render_html
from app.reports.press import Press
from app.reports.report import AnswerRow, Report
from app.storage.records import get_record
from tests.kinds import SEEDBOX, VISIT, go_through, schedule
from tests.practice import PracticeInstance
from tests.reports.test_summary import LEFT, RIGHT, text_of, words_of
from tests.tablet import Tablet, handed_over

LONG = "Seeds in rows. " * 60 + "\n\n" + "x" * 900
ANSWERS = {**SEEDBOX, "remark": {"answer": LONG}}


@pytest.fixture
def tablet(app: Flask, instance: PracticeInstance) -> Tablet:
    """A tablet that has gone through the seedbox up to its review."""
    schedule(instance, "seedbox")
    tablet = handed_over(app, instance, visit=VISIT)
    tablet.press("Next")
    go_through(tablet, **ANSWERS)
    return tablet


@pytest.fixture
def report(tablet: Tablet, instance: PracticeInstance) -> Report:
    """What is said after sending, one date having been changed before."""
    tablet.go("/tablet/sitting/1/item/sown?change=1")
    tablet.press("Next", **{"answer-day": "1", "answer-month": "4", "answer-year": "1985"})
    tablet.press("Send my answers")
    return build_report(get_record(instance.db, 1, clock.now()))


def rows_of(report: Report) -> Iterator[AnswerRow]:
    for table in report.answers:
        for group in table.groups:
            yield from group.rows


def test_each_answer_is_shown_as_what_it_is_and_pages_to_read_are_not_shown(report: Report) -> None:
    rows = {row.item: (row.is_told, row.cells[0].code, row.cells[0].words) for row in rows_of(report)}
    assert rows == {
        "1": (False, 1, "Yes"),
        "packets": (False, 12, ""),
        "frost": (False, -7, ""),
        "sown": (True, None, "1 Apr 1985"),
        "remark": (True, None, LONG.strip()),
    }


def test_a_changed_date_is_told_with_both_days(report: Report) -> None:
    (change,) = report.changes
    assert [step.what for step in change.steps] == ["27 Mar 1985", "1 Apr 1985"]


def test_pages_to_read_count_neither_as_asked_nor_as_answered(report: Report) -> None:
    assert report.completeness.questions == (
        "Of 5 questions in sent questionnaires, 5 were answered and 0 declined."
    )


def test_what_was_declined_or_not_reached_is_said_in_words(app: Flask, instance: PracticeInstance) -> None:
    schedule(instance, "seedbox")
    tablet = handed_over(app, instance, visit=VISIT)
    tablet.press("Next")
    go_through(tablet, intro={}, _1="Yes", packets=None, frost=None, sown=None)
    report = build_report(get_record(instance.db, 1, clock.now()))
    states = {row.item: (row.cells[0].state, row.cells[0].words) for row in rows_of(report)}
    assert states["sown"] == ("declined", "declined")
    assert states["remark"] == ("not reached", "not reached")


def test_on_paper_a_long_text_is_whole_and_inside_the_margins(report: Report, press: Press) -> None:
    pdf = press.print(render_html(report))
    text = "".join(text_of(pdf).split())
    assert "Seedsinrows." * 60 in text
    assert text.count("x" * 60) > 0
    assert text.count("x") >= 900
    assert "1Apr1985*" in text
    for _, (x1, _, x2, _), word in words_of(pdf):
        assert LEFT - 1 <= x1 <= x2 <= RIGHT + 1, word
