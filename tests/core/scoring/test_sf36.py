"""SF-36 v1 against worked examples of other people's programs."""

from fractions import Fraction

import pytest

from app.scoring.composites import linear_of
from app.scoring.engine import score, score_scale
from app.scoring.model import Score
from tests.core.scoring.shipped import shipped

SF36 = shipped("sf36v1")

# Ten questionnaires and their scores by the SAS program of Apolone and Mosconi (Istituto Mario Negri), as kept in the
# tests of Braglia's R package lbscorer; "." is not answered. The second asks for the half rule in four scales.
SHEETS = """
5 5 1 1 1 1 1 1 1 1 2 2 1 1 1 1 1 1 1 5 6 . . 2 . 5 6 1 2 5 2 1 1 5 3 5
1 1 2 2 . 3 3 . 3 . . . 1 1 1 2 1 1 2 1 2 3 2 6 6 2 2 6 5 6 5 . . . . .
4 3 2 3 3 3 3 2 2 3 3 3 1 1 1 1 1 1 1 3 3 3 4 5 6 4 5 6 4 4 4 3 3 4 3 4
5 5 1 1 1 1 1 1 1 1 2 2 1 1 1 1 1 1 1 5 6 1 1 2 1 6 6 1 2 5 2 1 1 5 3 5
2 1 1 2 3 1 2 2 2 3 3 3 1 1 1 1 1 1 1 3 4 3 4 4 6 3 4 4 5 2 3 3 5 2 5 2
3 4 1 2 2 3 3 2 3 3 3 3 1 1 1 1 1 1 1 2 2 2 2 3 5 2 4 5 6 2 5 3 5 4 5 2
3 4 1 2 2 2 3 3 3 3 3 3 1 1 1 1 2 2 2 2 1 1 4 6 6 1 2 6 5 2 5 4 5 5 5 2
3 2 2 3 3 3 3 3 3 3 3 3 2 1 1 2 2 1 2 2 1 1 3 5 6 2 3 6 6 2 5 4 4 2 4 2
5 4 1 1 1 2 2 2 1 2 2 3 . 1 1 1 . 1 1 3 4 4 4 6 4 4 5 5 5 4 4 3 2 4 3 5
3 2 2 3 3 3 3 3 3 3 3 3 2 2 2 2 2 2 2 1 1 1 2 5 6 2 2 6 6 2 5 5 5 1 5 1
"""
SCORES = """
10   0   0 10 13.33333   0.0   0.00000 15 21.57120 21.80415
80  25  64 NA 80.00000 100.0  33.33333 76       NA       NA
85   0  52 35 45.00000  50.0   0.00000 72 38.84769 36.87770
10   0  40 10 35.00000   0.0   0.00000  8 28.11901 20.70724
60   0  41 87 50.00000  50.0   0.00000 72 39.23738 40.00224
75   0  74 72 75.00000  62.5   0.00000 72 44.91013 41.56973
75   0 100 67 70.00000  75.0 100.00000 96 38.92918 61.08827
95  50 100 72 75.00000  75.0  66.66667 88 51.43490 51.24144
35   0  31 20 50.00000  50.0   0.00000 64 25.95036 41.29078
95 100 100 92 85.00000 100.0 100.00000 88 57.22017 57.77303
"""
EXAMPLES = [
    (sheet.split(), scores.split())
    for sheet, scores in zip(SHEETS.strip().splitlines(), SCORES.strip().splitlines(), strict=True)
]


def sf36(codes: list[str]) -> dict[str, Score]:
    answers = {str(item): None if code == "." else int(code) for item, code in enumerate(codes, start=1)}
    return {found.scale: found for found in score(SF36, answers)}


@pytest.mark.parametrize(("codes", "expected"), EXAMPLES, ids=range(1, 11))
def test_the_ten_sheets_of_the_sas_program_score_as_it_prints_them(
    codes: list[str], expected: list[str]
) -> None:
    found = sf36(codes)
    assert list(found) == ["PF", "RP", "BP", "GH", "VT", "SF", "RE", "MH", "PCS", "MCS"]
    for own, value in zip(found.values(), expected, strict=True):
        assert own.value == (None if value == "NA" else pytest.approx(float(value), abs=6e-6)), own.scale


JULIA = "1 2 3 2 3 2 3 2 1 2 1 2 1 2 1 2 1 2 1 3 3 2 3 2 1 2 1 2 1 2 3 2 1 1 2 3"


def test_the_worked_example_of_the_julia_package() -> None:
    """SF36HealthSurvey.jl, test/runtests.jl: PCS 44.4027962318693, MCS 32.31104541346562."""
    found = sf36(JULIA.split())
    assert found["PCS"].value == pytest.approx(44.4027962318693, abs=1e-6)
    assert found["MCS"].value == pytest.approx(32.31104541346562, abs=1e-6)


@pytest.mark.parametrize(
    ("severity", "interference", "pain"),
    [
        (1, 1, 100),  # 6 + 6: no pain at all, and so no interference
        (2, 1, 84),  # 5.4 + 5: with any pain, no interference counts 5
        (1, 2, 80),  # 6 + 4
        (6, 5, 0),  # 1 + 1
        (6, 1, 40),  # 1 + 5
        (2, None, 88),  # 5.4 twice
        (None, 1, 100),  # alone, interference spreads over the whole range: 6, 4.75, 3.5, 2.25, 1
        (None, 2, 75),
        (None, 3, 50),
        (None, 4, 25),
        (None, 5, 0),
        (None, None, None),
    ],
)
def test_what_interference_counts_depends_on_the_pain(
    severity: int | None, interference: int | None, pain: float | None
) -> None:
    assert score_scale(SF36, "BP", {"21": severity, "22": interference}).value == pain


def test_general_health_is_recalibrated_and_so_is_no_rand36_score() -> None:
    others = {"33": 3, "34": 3, "35": 3, "36": 3}
    values = [score_scale(SF36, "GH", {"1": code, **others}).value for code in range(1, 6)]
    assert values == [60, 57, 52, 45, 40]  # 5, 4.4, 3.4, 2 and 1, with four times 3


def test_the_change_of_health_over_a_year_is_kept_and_belongs_to_no_scale() -> None:
    assert SF36.item("2").codes == (1, 2, 3, 4, 5)
    assert all("2" not in scale.items for scale in SF36.scales)


def test_a_summary_without_all_eight_scales_says_which_one_is_lacking() -> None:
    codes = [*EXAMPLES[9][0]]
    for item in (23, 27, 29):
        codes[item - 1] = "."
    found = sf36(codes)
    assert found["VT"].value is None
    for name in ("PCS", "MCS"):
        assert found[name].value is None
        assert found[name].reason == "there is no score for Vitality; all 8 scales are needed"


@pytest.mark.parametrize("summary", ["PCS", "MCS"])
def test_the_norms_mean_scores_make_a_summary_of_exactly_50(summary: str) -> None:
    scale = SF36.scale(summary)
    means = scale.settings["means"]
    assert isinstance(means, dict)
    assert linear_of(scale).value([Fraction(str(means[part])) for part in scale.parts]) == 50
