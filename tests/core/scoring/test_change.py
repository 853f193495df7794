"""What a change is beyond: the group's minimal important difference and one person's error of measurement, apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.instruments.model import Scale
from app.instruments.reader import load_instrument
from app.scoring.change import change_of
from app.scoring.model import Beyond, Change, Number, Score
from tests.core.garden import GARDEN

PHQ9, MFIS, RAND36 = (load_instrument(name) for name in ("phq9", "mfis", "rand36"))
FATIGUE = MFIS.scale("total")


def scored(scale: Scale, value: Number | None) -> Score:
    return Score(
        scale=scale.id,
        value=value,
        status="complete" if value is not None else "not_scorable",
        answered=len(scale.items),
        of=len(scale.items),
        band=None,
        rule="",
        reason=None,
    )


def change(scale: Scale, then: Number, now: Number) -> Change:
    found = change_of(scale, now=scored(scale, now), then=scored(scale, then))
    assert found is not None
    return found


def passed(scale: Scale, then: Number, now: Number) -> dict[str, bool]:
    return {beyond.kind: beyond.passed for beyond in change(scale, then, now).beyond}


def test_a_change_is_now_minus_then_and_never_flipped() -> None:
    assert change(FATIGUE, then=40, now=31) == Change(
        scale="total",
        then=40,
        now=31,
        difference=-9,
        course="better",
        beyond=(
            Beyond(kind="group_mid", passed=True, value=4, reference="Rooney 2019"),
            Beyond(kind="measurement_error", passed=False, value=20.2, reference="CMSC 2013"),
        ),
    )


@pytest.mark.parametrize(("size", "beyond"), [(3.999999, False), (4, True), (5, True)])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_group_mid_is_passed_when_it_is_reached(size: float, beyond: bool, sign: int) -> None:
    assert passed(FATIGUE, then=40, now=40 + sign * size)["group_mid"] is beyond


@pytest.mark.parametrize(("size", "beyond"), [(20, False), (20.2, False), (20.200001, True), (21, True)])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_measurement_error_is_passed_only_when_it_is_exceeded(size: float, beyond: bool, sign: int) -> None:
    assert passed(FATIGUE, then=40, now=40 + sign * size)["measurement_error"] is beyond


@pytest.mark.parametrize(
    ("scale", "error"), [("physical", 9.9), ("cognitive", 10.6), ("psychosocial", 2.3), ("total", 20.2)]
)
def test_mfis_errors_of_measurement_are_those_of_the_retest_study(scale: str, error: float) -> None:
    beyond = change(MFIS.scale(scale), then=0, now=1).beyond
    assert [each.value for each in beyond if each.kind == "measurement_error"] == [error]


def test_the_phq9_has_a_group_mid_of_5_and_no_published_measurement_error() -> None:
    assert change(PHQ9.scale("total"), then=10, now=5).beyond == (
        Beyond(kind="group_mid", passed=True, value=5, reference="Löwe 2004"),
    )


def test_no_verdict_is_drawn_where_no_threshold_is_published() -> None:
    assert all(change(scale, then=0, now=100).beyond == () for scale in RAND36.scales)


@pytest.mark.parametrize(("then", "now", "course"), [(5, 9, "worse"), (9, 5, "better"), (5, 5, "same")])
def test_where_higher_is_worse_a_rise_is_worse(then: int, now: int, course: str) -> None:
    assert change(FATIGUE, then, now).course == course


@pytest.mark.parametrize(("then", "now", "course"), [(5, 9, "better"), (9, 5, "worse"), (5, 5, "same")])
def test_where_higher_is_better_a_rise_is_better(then: int, now: int, course: str) -> None:
    assert change(RAND36.scale("energy_fatigue"), then, now).course == course


@pytest.mark.parametrize(("now", "then"), [(None, 1), (1, None), (None, None)])
def test_without_two_values_there_is_no_change(now: int | None, then: int | None) -> None:
    assert change_of(FATIGUE, now=scored(FATIGUE, now), then=scored(FATIGUE, then)) is None


def test_a_difference_of_rounded_values_is_exact() -> None:
    assert change(FATIGUE, then=0.1, now=0.3).difference == 0.2


tenths = st.integers(0, 840).map(lambda tenth: tenth / 10)


@given(tenths, tenths)
def test_going_back_is_the_opposite_of_going_on(one: float, other: float) -> None:
    there, back = change(FATIGUE, one, other), change(FATIGUE, other, one)
    opposite = {"better": "worse", "worse": "better", "same": "same"}
    assert there.difference == -back.difference
    assert back.course == opposite[there.course]
    assert there.beyond == back.beyond


def test_the_made_up_questionnaire_needs_no_code_for_its_changes() -> None:
    assert passed(GARDEN.scale("joy"), then=4, now=7) == {"group_mid": True, "measurement_error": False}
