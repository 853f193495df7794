"""The picture of a trend: whole scale, true time, nothing on anything else, said in words too."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.charts import Picture, draw, render_chart, render_trend
from app.reports.content import build_report
from app.reports.figures import ScoreCell, Trend, TrendBand, TrendLine, TrendPoint
from app.reports.labels import Wanted, in_levels, in_stack, width_of
from app.reports.plot import BOTTOM, LEFT, RIGHT, TOP, WIDTH
from tests.reports.patients import CASES, market, typical

SVG = "{http://www.w3.org/2000/svg}"
DONE = ScoreCell(
    value="5", status="complete", status_text="complete", answered="9 of 9", band=None, reason=None
)


def mood() -> Trend:
    return build_report(typical().record()).trends[0]


def trend(points: list[TrendPoint], injection_on: date | None = None) -> Trend:
    return replace(mood(), points=tuple(points), injection_on=injection_on)


def point(on: date, value: float | None, visit: str = "Month 1", error: float | None = None) -> TrendPoint:
    text = "missed" if value is None else f"{value:g}"
    cell = None if value is None else DONE
    return TrendPoint(on=on, visit=visit, value=value, text=text, cell=cell, error=value and error)


def texts(picture: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(picture).iter(f"{SVG}text")]


@pytest.mark.parametrize("name", CASES)
def test_every_picture_is_well_formed_and_says_itself_in_words(name: str) -> None:
    for one in build_report(CASES[name]().record()).trends:
        root = ElementTree.fromstring(render_chart(one))
        title = root.find(f"{SVG}title")
        assert title is not None
        assert title.text == one.alternative
        assert root.get("aria-labelledby") == title.get("id")


def test_a_picture_needs_no_style_sheet_and_no_script() -> None:
    for element in ElementTree.fromstring(render_chart(mood())).iter():
        assert element.tag not in (f"{SVG}style", f"{SVG}script", f"{SVG}image", f"{SVG}use")
        assert not {"style", "class", "href", "onload"} & set(element.attrib)


def test_words_in_a_picture_stay_words() -> None:
    hostile = replace(
        mood(), points=(point(date(2025, 1, 1), 5, "<script>alert(1)</script> & “x”"),), alternative="<&>"
    )
    assert "<script" not in render_chart(hostile)
    assert "<script" not in render_trend(hostile)
    assert ElementTree.fromstring(render_chart(hostile)).find(f"{SVG}title").text == "<&>"  # type: ignore[union-attr]


def test_the_axis_is_the_whole_scale_of_the_instrument_and_is_never_flipped() -> None:
    for one in build_report(typical().record()).trends:
        ticks = {tick.text: tick.y for tick in draw(one).ticks}
        assert ticks[f"{one.low:g}"] == BOTTOM
        assert ticks[f"{one.high:g}"] == TOP


def test_the_good_end_is_named_whichever_way_the_scale_runs() -> None:
    trends = build_report(typical().record()).trends
    assert {"27 = worst", "0 = best"} <= set(texts(render_chart(trends[0])))
    assert {"100 = best", "0 = worst"} <= set(texts(render_chart(trends[2])))


def test_bands_are_named_with_their_ends_and_only_where_the_owner_names_them() -> None:
    trends = build_report(typical().record()).trends
    said = set(texts(render_chart(trends[0])))
    assert {"Minimal 0–4", "Mild 5–9", "Moderate 10–14", "Moderately severe 15–19", "Severe 20–27"} <= said
    assert draw(trends[1]).shades == []


def test_the_worst_band_is_the_darkest() -> None:
    worse, better = mood(), replace(mood(), direction="higher is better")
    assert draw(worse).shades[-1].fill == draw(better).shades[0].fill
    assert draw(worse).shades[0].fill == "#ffffff"


def test_a_cut_off_is_dashed_and_carries_its_source() -> None:
    assert "- - 11 cut-off" in texts(render_chart(mood()))
    assert "stroke-dasharray" in render_chart(mood())
    assert (
        "screens positive for major depressive disorder in multiple sclerosis (Patrick &amp; Connick 2019)"
        in (render_trend(mood()))
    )


def test_the_injection_is_marked_by_a_labelled_line_on_its_day() -> None:
    injection = draw(mood()).injection
    assert injection is not None
    assert injection.text == "injection"
    marks = draw(mood()).marks
    assert marks[1] < injection.x < marks[2], "between baseline, the day before, and month 1"
    assert draw(replace(mood(), injection_on=None)).injection is None


def test_a_visit_without_a_score_is_shown_as_such_and_bridged_by_dots() -> None:
    picture = draw(mood())
    assert len(picture.gaps) == 2
    assert [stroke.is_bridge for stroke in picture.strokes] == [False, False, True, False]
    assert {"missed", "not scorable"} <= set(texts(render_chart(mood())))


def test_a_prorated_score_is_hollow_and_the_last_is_larger() -> None:
    dots = draw(build_report(typical().record()).trends[1]).dots
    assert [dot.is_hollow for dot in dots] == [False, False, True, False, False, True]
    assert [dot.is_last for dot in dots] == [False] * 5 + [True]
    assert dots[-1].radius > dots[0].radius


def t_scores() -> Trend:
    return next(one for one in build_report(market().record()).trends if one.key == "market-1-T")


def test_a_standard_error_is_a_bar_around_its_dot_with_a_cap_at_each_end() -> None:
    one = t_scores()
    picture, unit = draw(one), (BOTTOM - TOP) / (one.high - one.low)
    errors = [each.error for each in one.points if each.error is not None]
    assert len(picture.bars) == len(errors) == 5
    for bar, dot, error in zip(picture.bars, picture.dots, errors, strict=True):
        assert bar.x == dot.x
        assert bar.bottom - dot.y == pytest.approx(error * unit, abs=0.02)
        assert dot.y - bar.top == pytest.approx(error * unit, abs=0.02)
        assert bar.caps == (bar.top, bar.bottom)
    assert draw(mood()).bars == []


def test_a_bar_that_would_leave_the_plot_ends_open_at_its_edge() -> None:
    one = t_scores()
    floor = replace(one.points[0], value=one.low, error=4.9)
    (bar,) = draw(replace(one, points=(floor,))).bars
    assert bar.bottom == BOTTOM
    assert bar.caps == (bar.top,)


def test_the_levels_between_the_ends_of_an_odd_scale_are_round_numbers() -> None:
    assert {tick.text for tick in draw(t_scores()).ticks} == {"33.7", "40", "50", "60", "70", "75.8"}
    index = replace(mood(), low=-0.285, high=1.0, bands=(), lines=())
    assert {tick.text for tick in draw(index).ticks} == {"−0.29", "0", "0.5", "1"}
    assert {"25", "50", "75"} <= {
        tick.text for tick in draw(build_report(typical().record()).trends[2]).ticks
    }


def test_no_line_joins_values_of_two_data_packs() -> None:
    first, *rest = [replace(each, measure="one") for each in t_scores().points if each.value is not None]
    points = (first, *rest[:2], *(replace(each, measure="other") for each in rest[2:]))
    assert len(draw(replace(t_scores(), points=points)).strokes) == len(points) - 2


def test_one_visit_and_none_can_be_drawn() -> None:
    assert len(draw(trend([point(date(2025, 1, 1), 3)])).dots) == 1
    assert draw(trend([])).dots == []
    assert "<svg" in render_chart(trend([]))


days = st.lists(st.integers(0, 1500), min_size=1, max_size=40, unique=True).map(sorted)
scores = st.one_of(st.none(), st.integers(0, 27).map(float))
names = st.text("Wil month 0123456789", min_size=1, max_size=40)


@st.composite
def trends(draw_one: st.DrawFn) -> Trend:
    start = date(2025, 1, 1)
    error = draw_one(st.one_of(st.none(), st.floats(0.1, 12)))
    points = [
        point(start + timedelta(day), draw_one(scores), draw_one(names), error) for day in draw_one(days)
    ]
    injection = draw_one(st.one_of(st.none(), st.integers(0, 1500)))
    return trend(points, None if injection is None else start + timedelta(injection))


@given(trends())
def test_times_are_to_scale(one: Trend) -> None:
    marks, days_on = draw(one).marks, [each.on.toordinal() for each in one.points]
    if len(marks) > 2:
        unit = (marks[-1] - marks[0]) / (days_on[-1] - days_on[0])
        for mark, day_on in zip(marks, days_on, strict=True):
            assert abs(mark - marks[0] - (day_on - days_on[0]) * unit) < 0.05


@given(trends())
def test_no_label_lies_on_another_and_none_is_clipped(one: Trend) -> None:
    picture = draw(one)
    boxes = [*visit_boxes(picture), *value_boxes(picture), *side_boxes(picture)]
    for place, box in enumerate(boxes):
        assert box[0] >= 0
        assert box[2] <= WIDTH
        assert box[1] >= 0
        assert box[3] <= picture.height
        for other in boxes[:place]:
            assert not (box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3])


@pytest.mark.parametrize("values", [(1, 0), (26, 27), (0, 1, 0), (10, 14, 7, 11)])
def test_in_a_crowd_too_the_last_score_is_written(values: tuple[float, ...]) -> None:
    points = [point(date(2025, 1, day), value) for day, value in enumerate(values, start=1)]
    points.append(point(date(2027, 1, 1), None))
    assert [value.text for value in draw(trend(points)).values if value.is_last] == [f"{values[-1]:g}"]


@given(trends())
def test_the_last_score_is_always_written_beside_its_dot(one: Trend) -> None:
    values = draw(one).values
    scored = [each for each in one.points if each.value is not None]
    assert [value.text for value in values if value.is_last] == [scored[-1].text for _ in scored[:1]]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=9))
def test_a_stack_keeps_its_order_and_its_distances(heights: list[float]) -> None:
    placed = in_stack(heights, gap=10, top=0, bottom=100)
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    for above, below in pairwise(order):
        assert placed[below] - placed[above] >= 10 - 1e-6


def test_what_matters_most_gets_its_place_when_there_is_not_room_for_all() -> None:
    crowd = [Wanted(x=50, width=40, rank=2), Wanted(x=55, width=40, rank=0), Wanted(x=60, width=40, rank=1)]
    places = in_levels(crowd, levels=2, left=0, right=100)
    assert places[0] is None
    assert places[1] is not None
    assert places[2] is not None


def test_a_line_of_ends_and_bands_and_cut_offs_fits_beside_the_plot() -> None:
    crowded = replace(
        mood(),
        bands=tuple(TrendBand(low=low, high=low, label=f"Band {low}") for low in range(5)),
        lines=(TrendLine(value=1, label="one", source="x"), TrendLine(value=2, label="two", source="y")),
        low=0,
        high=4,
    )
    ys = sorted(text.y for text in draw(crowded).side)
    assert all(below - above >= 10 for above, below in pairwise(ys))


Box = tuple[float, float, float, float]


def visit_boxes(picture: Picture) -> list[Box]:
    return [(v.x - v.width / 2, v.y + 8, v.x + v.width / 2, v.y + 28) for v in picture.visits]


def value_boxes(picture: Picture) -> list[Box]:
    return [(v.x - v.width / 2, v.y - 7, v.x + v.width / 2, v.y + 7) for v in picture.values]


def side_boxes(picture: Picture) -> list[Box]:
    return [(t.x, t.y - 8, t.x + width_of(t.text, 10) - 6, t.y + 2) for t in picture.side]


def test_the_plot_stands_where_the_boxes_above_think_it_does() -> None:
    assert 0 < LEFT < RIGHT < WIDTH
    assert 0 < TOP < BOTTOM
