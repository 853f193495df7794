"""Who owes what, when: windows by the calendar, states by what was done and what day it is."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.study.protocol import Offset, Study, parse_offset
from app.study.reader import parse_study
from app.study.visits import Done, Obligation, Window, add_offset, obligations_of, window_of
from tests.practice import EXAMPLE

STUDY = parse_study(EXAMPLE.read_text("utf-8"), "example.toml")
CONSENT, INJECTION = date(2026, 1, 5), date(2026, 2, 2)
ANCHORS = {"consent": CONSENT, "injection": INJECTION}
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
ALL = ("phq9", "mfis", "rand36")


@pytest.mark.parametrize(
    ("start", "offset", "expected"),
    [
        ("2026-01-31", "1 month", "2026-02-28"),
        ("2024-01-31", "1 month", "2024-02-29"),
        ("2026-03-31", "-1 month", "2026-02-28"),
        ("2026-08-31", "6 months", "2027-02-28"),
        ("2026-12-15", "1 month", "2027-01-15"),
        ("2026-01-15", "-1 month", "2025-12-15"),
        ("2024-02-29", "12 months", "2025-02-28"),
        ("2024-02-29", "24 months", "2026-02-28"),
        ("2026-02-02", "-1 day", "2026-02-01"),
        ("2026-03-01", "-1 day", "2026-02-28"),
        ("2026-02-02", "6 weeks", "2026-03-16"),
        ("2026-02-02", "0 days", "2026-02-02"),
    ],
)
def test_months_are_calendar_months_and_the_31st_becomes_the_last_day(
    start: str, offset: str, expected: str
) -> None:
    assert add_offset(date.fromisoformat(start), parse_offset(offset)) == date.fromisoformat(expected)


@given(DAYS, st.integers(-36, 36))
def test_adding_months_lands_in_that_month_on_that_day_or_on_its_last(start: date, months: int) -> None:
    found = add_offset(start, Offset(months=months))
    assert (found.year * 12 + found.month) - (start.year * 12 + start.month) == months
    assert found.day == min(start.day, calendar.monthrange(found.year, found.month)[1])


@given(DAYS, DAYS, st.integers(-36, 36), st.integers(-400, 400))
def test_a_later_start_is_never_due_earlier(one: date, other: date, months: int, days: int) -> None:
    offset = Offset(months=months, days=days)
    assert add_offset(min(one, other), offset) <= add_offset(max(one, other), offset)


@given(DAYS, st.integers(-1000, 1000))
def test_days_are_days(start: date, days: int) -> None:
    assert add_offset(start, Offset(days=days)) - start == timedelta(days=days)


@pytest.mark.parametrize("text", ["", "1", "month", "1.5 months", "1 year", "+1 day", "1  day", "1 days ago"])
def test_what_is_no_offset_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not an offset"):
        parse_offset(text)


def test_a_window_has_both_its_ends() -> None:
    window = window_of(STUDY.visit("month-1"), ANCHORS)
    assert window == Window(opens_on=date(2026, 2, 25), due_on=date(2026, 3, 2), closes_on=date(2026, 3, 9))


def test_a_visit_whose_anchor_has_no_date_has_no_window_and_stays_planned() -> None:
    found = seen(today=date(2030, 1, 1), anchors={"consent": CONSENT})["month-24"]
    assert (found.window, found.state, found.timing) == (None, "planned", None)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2026-02-24", "planned"),
        ("2026-02-25", "due"),
        ("2026-03-09", "due"),
        ("2026-03-10", "overdue"),
        ("2026-04-17", "overdue"),
        ("2026-04-18", "missed"),  # month 3 opens
    ],
)
def test_nothing_done_the_day_decides(today: str, state: str) -> None:
    assert seen(today=date.fromisoformat(today))["month-1"].state == state


def test_the_last_visit_stays_overdue_for_no_visit_follows_it() -> None:
    assert seen(today=date(2099, 1, 1))["month-24"].state == "overdue"


@pytest.mark.parametrize("today", ["2026-01-01", "2026-03-02", "2027-03-02"])
def test_a_visit_begun_is_in_progress_whatever_the_day(today: str) -> None:
    begun = Done(visit="month-1", instrument="phq9", begun_on=date(2026, 3, 2), sent_on=None)
    found = seen([begun], today=date.fromisoformat(today))["month-1"]
    assert (found.state, found.begun_on, found.done_on) == ("in progress", date(2026, 3, 2), None)
    assert found.open == ALL


def test_a_visit_half_sent_is_in_progress_and_knows_what_is_open() -> None:
    found = seen(done("month-1", "2026-03-02", instruments=("mfis",)))["month-1"]
    assert (found.state, found.sent, found.open) == ("in progress", ("mfis",), ("phq9", "rand36"))
    assert found.is_startable


@pytest.mark.parametrize(
    ("on", "timing"),
    [
        ("2026-02-24", "early"),
        ("2026-02-25", "in window"),
        ("2026-03-09", "in window"),
        ("2026-03-10", "late"),
    ],
)
def test_all_sent_it_is_done_and_early_in_time_or_late(on: str, timing: str) -> None:
    found = seen(done("month-1", on), today=date(2027, 1, 1))["month-1"]
    assert (found.state, found.timing, found.done_on) == ("done", timing, date.fromisoformat(on))
    assert not found.is_startable


def test_a_visit_is_done_on_the_day_of_its_last_questionnaire() -> None:
    sittings = done("month-1", "2026-03-05", instruments=("phq9",)) + done(
        "month-1", "2026-03-12", instruments=("mfis", "rand36")
    )
    found = seen(sittings)["month-1"]
    assert (found.done_on, found.timing) == (date(2026, 3, 12), "late")


def test_a_late_visit_is_late_even_though_the_next_one_opened() -> None:
    found = seen(done("month-1", "2026-05-01"), today=date(2026, 5, 2))
    assert (found["month-1"].state, found["month-1"].timing) == ("done", "late")
    assert found["month-3"].state == "due"


@given(DAYS, st.sets(st.sampled_from([visit.id for visit in STUDY.visits])))
def test_there_is_one_obligation_per_visit_in_order_and_sent_plus_open_is_all(
    today: date, kept: set[str]
) -> None:
    sittings = [one for visit in kept for one in done(visit, "2026-03-02")]
    found = obligations_of(STUDY, ANCHORS, sittings, today)
    assert [one.visit for one in found] == list(STUDY.visits)
    for one in found:
        assert sorted(one.sent + one.open) == sorted(one.visit.instruments)
        assert (one.state == "done") == (one.visit.id in kept)
        assert (one.timing is None) == (one.state != "done")


@given(st.lists(DAYS, min_size=2, max_size=2, unique=True))
def test_time_moves_an_untouched_visit_only_forward(days: list[date]) -> None:
    order = ["planned", "due", "overdue", "missed"]
    for visit in STUDY.visits:
        earlier, later = (order.index(seen(today=day)[visit.id].state) for day in sorted(days))
        assert earlier <= later


def seen(
    sittings: list[Done] | None = None,
    today: date = date(2026, 3, 5),
    anchors: dict[str, date] = ANCHORS,
    study: Study = STUDY,
) -> dict[str, Obligation]:
    """The obligations by visit."""
    return {one.visit.id: one for one in obligations_of(study, anchors, sittings or [], today)}


def done(visit: str, on: str, instruments: tuple[str, ...] = ALL) -> list[Done]:
    """The visit's questionnaires begun and sent on one day."""
    day = date.fromisoformat(on)
    return [Done(visit=visit, instrument=one, begun_on=day, sent_on=day) for one in instruments]


def test_the_example_study_asks_over_two_years() -> None:
    assert [visit.id for visit in STUDY.visits] == [
        "screening",
        "baseline",
        *(f"month-{month}" for month in (1, 3, 6, 12, 18, 24)),
    ]
    assert all(visit.instruments == ALL for visit in STUDY.visits)
