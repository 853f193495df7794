"""What a summary says of T-scores, labels, scales made of scales and scores from data packs."""

from dataclasses import replace

import pytest

from app.instruments.reader import equipped, parse_pack
from app.record import Record
from app.reports.content import build_report
from app.reports.figures import ScoreTable, Standing, Trend
from app.reports.html import figure, in_parts, render_html
from app.reports.report import Report
from app.scoring.engine import score
from app.study.sittings import values_of
from tests.reports.patients import adaptive, market
from tests.reports.records import MADE_UP, Case, but, definition, level, planned, study

MARKET, _ = definition("market")


@pytest.fixture(scope="module")
def report() -> Report:
    return build_report(market().record())


def standing(report: Report, scale: str) -> Standing:
    return next(one for one in report.standings if one.key == f"market-1-{scale}")


def trend(report: Report, scale: str) -> Trend:
    return next(one for one in report.trends if one.key == f"market-1-{scale}")


def with_other_numbers(case: Case, visit: str) -> Record:
    """The record as it would be if the site had loaded other item parameters before that visit and after."""
    text = (MADE_UP / "packs" / "market.toml").read_text("utf-8")
    text = text.replace('version = "1"', 'version = "2"').replace("slope = 1.8", "slope = 1.2")
    other = equipped(MARKET, [parse_pack(text, "market.toml")])
    first = next(place for place, one in enumerate(case.sittings) if one.sitting.visit == visit)
    for place, one in enumerate(case.sittings[first:], start=first):
        scores = score(other, values_of(one.answers))
        sitting = replace(one.sitting, definition_hash=other.hash)
        case.sittings[place] = replace(one, sitting=sitting, scores=scores)
    record = case.record()
    return replace(record, instruments={**record.instruments, other.hash: other})


def test_a_t_score_is_never_without_its_standard_error(report: Report) -> None:
    now = standing(report, "T")
    assert now.now.value == "43.1 ± 2.7 SE"
    assert (now.since_baseline.then, now.since_baseline.difference) == ("69 ± 2.5 SE", "−25.9")
    table = report.scores[0]
    column = [one.scale for one in table.columns].index("T")
    values = [row.cells[column].value for row in table.rows if row.cells]
    assert values == ["69 ± 2.5 SE", "69 ± 2.5 SE", None, "39.7 ± 3.1 SE", "55.1 ± 2.4 SE", "43.1 ± 2.7 SE"]
    assert "Baseline, 2 Mar 2025: 69 ± 2.5 SE (complete)" in trend(report, "T").alternative


def test_a_change_of_t_scores_is_judged_by_both_errors_and_says_so(report: Report) -> None:
    group, error = standing(report, "T").since_last.verdicts
    assert (group.passed, group.answer) == (None, "none published")
    assert (error.passed, error.index) == (True, "RCI −3.32"), "-12 / sqrt(2.7^2 + 2.4^2)"
    assert error.source == (
        "7.08 points, from both standard errors, Jacobson & Truax 1991, source not re-read"
    ), "1.96 x 3.6125"
    assert standing(report, "T").since_last.unpublished == "Group MID: none published"
    assert standing(report, "T").sizes == (
        "measurement error from both scores' own standard errors (RCI beyond 1.96, Jacobson & Truax 1991)",
    )


def test_beside_a_published_error_stands_the_index_and_what_it_is(report: Report) -> None:
    group, error = standing(report, "bustle").since_last.verdicts
    assert (group.answer, group.index, group.source) == ("yes", None, "8 points, Stall 1903")
    assert (error.answer, error.index) == ("yes", "RCI −2.76"), "-31.25 / (8 x 1.4142)"
    assert error.source == "22.2 points, Stall 1903, source not re-read"
    note, full = report.index_notes
    assert "1.96" in note
    assert "10.1037/0022-006X.59.1.12" in full


def test_what_an_index_is_is_not_explained_where_there_is_none() -> None:
    visits = [planned("screening", "Screening", "consent", "0 days", 0, 14)]
    assert (
        build_report(Case(study=study(visits)).visit("screening", level(0, 0, 0)).record()).index_notes == ()
    )


def test_a_label_is_shown_and_has_no_change_no_course_and_no_chart(report: Report) -> None:
    label = standing(report, "basket")
    assert (label.now.value, label.direction) == ("2211", "a label, not an amount")
    assert label.since_last.difference is None
    assert label.since_last.verdicts == ()
    assert label.since_last.why_not == (
        "2333 at Month 6. It is a label and not an amount, so no change is worked out."
    )
    assert [one.key for one in report.trends] == [
        f"market-1-{scale}" for scale in ("bustle", "content", "T", "T_pattern")
    ]


def test_a_composite_without_a_part_says_which_in_words(report: Report) -> None:
    table = report.scores[0]
    assert "Month 1, Contentment: not scorable. There is no score for Purse; all 2 scales are needed." in (
        table.notes
    )
    assert standing(report, "content").since_last.unpublished == (
        "Group MID and measurement error: none published"
    )


def test_a_composite_of_a_prorated_scale_is_prorated_and_says_why() -> None:
    visits = [planned("screening", "Screening", "consent", "0 days", 0, 14, instruments=("market",))]
    case = Case(study=study(visits)).visit("screening", but(level(0, 0.5, 0), market_2=[None]))
    notes = build_report(case.record()).scores[0].notes
    assert "Screening, Bustle: prorated: half rule (the owner's rule)." in notes
    assert "Screening, Contentment: made of prorated scales." in notes
    assert "Screening, T-score from the pattern: prorated: one answer is enough (the owner's rule)." in notes


def test_a_caveat_stands_with_the_change_and_nowhere_else(report: Report) -> None:
    (caveat,) = MARKET.scale("bustle").caveats
    assert standing(report, "bustle").caveats == (caveat,)
    assert render_html(report).count(caveat) == 1


def test_the_axis_is_what_a_scale_can_reach_and_not_an_outer_bound(report: Report) -> None:
    assert (trend(report, "T").low, trend(report, "T").high) == (33.7, 75.8)
    pattern = trend(report, "T_pattern")
    assert 30 < pattern.low < 35, "by the data pack, where the definition says 10"
    assert 74 < pattern.high < 80, "by the data pack, where the definition says 100"
    assert standing(report, "T_pattern").range == f"{pattern.low:.2f} to {pattern.high:.2f}"
    assert pattern.direction_text.endswith("; bars: ± 1 standard error (SE)")
    assert "bars" not in trend(report, "bustle").direction_text


def test_what_was_not_asked_is_neither_missing_nor_counted(report: Report) -> None:
    table = report.answers[0]
    states = {
        (row.item, visit.title): cell.state
        for group in table.groups
        for row in group.rows
        for visit, cell in zip(table.visits, row.cells, strict=True)
    }
    assert states["5", "Month 3"] == "not asked", "no bread was bought"
    assert states["2", "Month 1"] == "declined"
    assert report.completeness.questions == (
        "Of 35 questions in sent questionnaires, 33 were answered and 2 declined."
    )


def test_of_an_item_bank_only_what_was_asked_is_listed_and_counted() -> None:
    case = adaptive()
    report = build_report(case.record())
    asked = {answer.item for one in case.sittings for answer in one.answers}
    rows = {row.item: row for group in report.answers[0].groups for row in group.rows}
    assert 4 <= len(asked) < 20
    assert set(rows) == asked
    assert report.answers[0].title == "Storm, The Storm Bank, the items asked"
    assert [cell.state for cell in rows["5"].cells] == ["answered", "answered", "declined"]
    count = sum(len(one.answers) for one in case.sittings)
    assert report.completeness.questions == (
        f"Of {count} questions in sent questionnaires, {count - 1} were answered and 1 declined."
    )
    assert [point.cell and point.cell.status for point in report.trends[0].points[:3]] == [
        "complete",
        "complete",
        "prorated",
    ]


def test_the_data_pack_behind_a_score_is_named_with_its_source(report: Report) -> None:
    (note,) = report.instruments
    assert note.data == ("Item parameters: Market bank, 1. Invented for the tests of Myelog.",)
    assert "Item parameters: Market bank, 1." in render_html(report)


def test_scores_from_other_numbers_are_not_compared() -> None:
    report = build_report(with_other_numbers(market(), "month-12"))
    pattern = standing(report, "T_pattern")
    for comparison in (pattern.since_baseline, pattern.since_last):
        assert comparison.difference is None
        assert (comparison.why_not or "").endswith(
            "SE at " + comparison.since + ", with Market bank, 1: not comparable."
        )
    assert standing(report, "T").since_last.difference == "−12", "its table is in the definition"


def test_a_trend_over_two_packs_says_from_when_each() -> None:
    report = build_report(with_other_numbers(market(), "month-6"))
    assert trend(report, "T_pattern").measures == (
        "From Screening on: Market bank, 1.",
        "From Month 6 on: Market bank, 2.",
    )
    assert trend(report, "T").measures == ()
    assert "Values compare within one." in render_html(report)


def test_many_scales_are_printed_in_tables_that_have_room_for_their_figures(report: Report) -> None:
    wide = many_scales(report.scores[0], 16)
    parts = list(in_parts(wide))
    assert len(parts) > 1
    assert [column for part in parts for column in part.columns] == list(wide.columns)
    for part in parts:
        assert part.notes == wide.notes
        widest = max(len(figure(cell)) for row in part.rows for cell in row.cells)
        assert len(part.columns) * widest * 1.38 <= 144
        for row, whole in zip(part.rows, wide.rows, strict=True):
            assert (row.visit, row.absence) == (whole.visit, whole.absence)
    for place, row in enumerate(wide.rows):
        assert [cell for part in parts for cell in part.rows[place].cells] == list(row.cells)


def many_scales(table: ScoreTable, times: int) -> ScoreTable:
    column = table.columns[0]
    return replace(
        table,
        columns=tuple(replace(column, scale=f"s{place}") for place in range(times)),
        rows=tuple(replace(row, cells=row.cells[:1] * times) for row in table.rows),
    )
