"""What a change is beyond: the group's minimal important difference and one person's error of measurement, apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.instruments.model import Scale
from app.instruments.reader import load_instrument
from app.scoring.change import REFERENCES, STANDARD_ERRORS, change_of
from app.scoring.model import Beyond, Change, Number, Score
from tests.core.garden import GARDEN

PHQ9, MFIS, RAND36 = (load_instrument(name) for name in ("phq9", "mfis", "rand36"))
FATIGUE = MFIS.scale("total")


def scored(scale: Scale, value: Number | None, error: Number | None = None) -> Score:
    return Score(
        scale=scale.id,
        value=value,
        status="complete" if value is not None else "not_scorable",
        answered=len(scale.items),
        of=len(scale.items),
        band=None,
        rule="",
        reason=None,
        standard_error=error,
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
            Beyond(kind="group_mid", passed=True, value=4, reference="Rooney 2019", evidence="verified"),
            Beyond(
                kind="measurement_error",
                passed=False,
                value=20.2,
                reference="CMSC 2013",
                evidence="verified",
                index=-0.871775,  # -9 / (7.3 x 1.414214)
            ),
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
        Beyond(kind="group_mid", passed=True, value=5, reference="Löwe 2004", evidence="verified"),
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
    assert [each.passed for each in there.beyond] == [each.passed for each in back.beyond]
    assert [each.index for each in there.beyond] == [each.index and -each.index for each in back.beyond]


def test_the_made_up_questionnaire_needs_no_code_for_its_changes() -> None:
    assert passed(GARDEN.scale("joy"), then=4, now=7) == {"group_mid": True, "measurement_error": False}


@pytest.mark.parametrize(
    ("scale", "sem"), [("physical", 3.6), ("cognitive", 3.8), ("psychosocial", 0.8), ("total", 7.3)]
)
def test_beside_a_published_error_stands_the_reliable_change_index(scale: str, sem: float) -> None:
    (error,) = [each for each in change(MFIS.scale(scale), 8, 2).beyond if each.kind == "measurement_error"]
    assert error.index == pytest.approx(-6 / (sem * 2**0.5), abs=1e-6)
    assert abs(error.value - 1.96 * 2**0.5 * sem) < 0.1, "MDC95 and SEM of one study belong together"


PROMIS = load_instrument("promis_fatigue_4a").scale("T")


def by_errors(then: Number, now: Number, error_then: Number | None, error_now: Number | None) -> Change:
    found = change_of(PROMIS, now=scored(PROMIS, now, error_now), then=scored(PROMIS, then, error_then))
    assert found is not None
    return found


def test_scores_with_standard_errors_of_their_own_are_compared_by_both() -> None:
    assert by_errors(then=60.7, now=51.0, error_then=2.3, error_now=2.5).beyond == (
        Beyond(
            kind="measurement_error",
            basis="standard errors",
            passed=True,
            value=6.658233,  # 1.96 x sqrt(2.3^2 + 2.5^2)
            reference="Jacobson & Truax 1991",
            evidence="recalled",
            index=-2.855412,  # -9.7 / 3.397058
        ),
    )


@pytest.mark.parametrize(("size", "beyond"), [(9.799999, False), (9.8, False), (9.800001, True)])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_change_is_reliable_only_beyond_1_96_standard_errors(size: float, beyond: bool, sign: int) -> None:
    (verdict,) = by_errors(then=50, now=50 + sign * size, error_then=3, error_now=4).beyond
    assert verdict.passed is beyond
    assert verdict.value == 9.8


@pytest.mark.parametrize(("error_then", "error_now"), [(None, 2.5), (2.5, None), (None, None), (0, 2.5)])
def test_without_two_standard_errors_there_is_no_such_verdict(
    error_then: Number | None, error_now: Number | None
) -> None:
    assert by_errors(60, 50, error_then, error_now).beyond == ()


@given(st.integers(100, 900), st.integers(100, 900), st.integers(1, 80), st.integers(1, 80))
def test_the_verdict_is_that_of_the_index(then: int, now: int, error_then: int, error_now: int) -> None:
    (verdict,) = by_errors(then / 10, now / 10, error_then / 10, error_now / 10).beyond
    assert verdict.index is not None
    if abs(abs(verdict.index) - 1.96) > 1e-5:
        assert verdict.passed is (abs(verdict.index) > 1.96)
        assert verdict.passed is (abs(now - then) / 10 > verdict.value)


def test_a_label_is_no_amount_and_does_not_change_by_any() -> None:
    profile = load_instrument("eq5d5l").scale("profile")
    assert change_of(profile, now=scored(profile, 21345), then=scored(profile, 11111)) is None


def test_a_composite_without_published_thresholds_has_a_course_and_no_verdict() -> None:
    composite = load_instrument("msqol54").scale("physical_health_composite")
    found = change(composite, then=41.5, now=52.25)
    assert (found.difference, found.course, found.beyond) == (10.75, "better", ())


def test_every_citation_of_ours_is_given_in_full() -> None:
    assert all(each.reference in REFERENCES for each in by_errors(60, 50, 2.4, 2.4).beyond)
    assert "10.1037/0022-006X.59.1.12" in REFERENCES[STANDARD_ERRORS]
