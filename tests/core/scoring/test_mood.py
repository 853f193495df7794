"""Golden numbers of the scales of depression, anxiety and well-being, at every edge their sources name."""

import pytest

from app.instruments.model import Instrument
from app.instruments.reader import load_instrument
from app.scoring.engine import score, score_scale
from app.scoring.model import Score

PHQ8, GAD7, CESD, BDI2, HADS, WHO5 = (
    load_instrument(name) for name in ("phq8", "gad7", "cesd", "bdi2", "hads", "who5")
)


def scored(instrument: Instrument, *codes: int | None) -> dict[str, Score]:
    answers = {item.id: code for item, code in zip(instrument.items, codes, strict=True)}
    return {each.scale: each for each in score(instrument, answers)}


def spread(total: int, items: int) -> list[int]:
    """So many codes of 0 to 3 that add up to `total`."""
    return [min(3, max(0, total - 3 * place)) for place in range(items)]


# Bands

BANDS = {
    "phq8": [
        (0, 4, "minimal"),
        (5, 9, "mild"),
        (10, 14, "moderate"),
        (15, 19, "moderately severe"),
        (20, 24, "severe"),
    ],
    "gad7": [(0, 4, "minimal"), (5, 9, "mild"), (10, 14, "moderate"), (15, 21, "severe")],
    "bdi2": [(0, 13, "minimal"), (14, 19, "mild"), (20, 28, "moderate"), (29, 63, "severe")],
}


@pytest.mark.parametrize(
    ("name", "total", "band"),
    [
        (name, total, band)
        for name, bands in BANDS.items()
        for low, high, band in bands
        for total in (low, high)
    ],
)
def test_bands_begin_and_end_where_the_authors_put_them(name: str, total: int, band: str) -> None:
    instrument = load_instrument(name)
    found = scored(instrument, *spread(total, len(instrument.items)))["total"]
    assert (found.value, found.band, found.status) == (total, band, "complete")


@pytest.mark.parametrize(("name", "items"), [("phq8", 8), ("gad7", 7), ("bdi2", 21)])
def test_one_item_declined_leaves_no_total(name: str, items: int) -> None:
    instrument = load_instrument(name)
    for missing in range(items):
        codes: list[int | None] = [1] * items
        codes[missing] = None
        found = scored(instrument, *codes)["total"]
        assert (found.value, found.status, found.answered, found.of) == (
            None,
            "not_scorable",
            items - 1,
            items,
        )
        assert found.rule == "sum@1 complete@1 (project)"


# PHQ-8


def test_the_phq8_is_the_phq9_without_its_ninth_item() -> None:
    phq9 = load_instrument("phq9")
    assert [(item.id, item.codes) for item in PHQ8.items] == [
        (item.id, item.codes) for item in phq9.items[:8]
    ]
    codes = [1, 2, 0, 3, 1, 0, 2, 1]
    answers = {str(number): code for number, code in enumerate([*codes, 0], start=1)}
    assert scored(PHQ8, *codes)["total"].value == score_scale(phq9, "total", answers).value == 10


def test_the_phq8_cannot_hear_of_self_harm_and_says_so() -> None:
    assert PHQ8.safety == ()
    assert any("self-harm" in note for note in PHQ8.notes)
    assert any("death or self-harm" in caveat for caveat in PHQ8.scale("total").caveats)


# GAD-7


@pytest.mark.parametrize(
    ("codes", "total", "band"),
    [((1, 1, 1, 1, 0, 1, 2), 7, "mild"), ((1, 0, 0, 1, 0, 1, 1), 4, "minimal")],
)
def test_the_gad7_sheets_of_the_pacio_sample_data(codes: tuple[int, ...], total: int, band: str) -> None:
    """HL7 PACIO Sample Data Depot, patient BSJ1, October 2025 and January 2026: 7, mild; 4, minimal."""
    found = scored(GAD7, *codes)["total"]
    assert (found.value, found.band) == (total, band)


def test_the_gad7s_eighth_question_changes_no_score() -> None:
    answers = {str(number): 2 for number in range(1, 8)}
    assert score(GAD7, {**answers, "8": 3}) == score(GAD7, answers)


# CES-D


@pytest.mark.parametrize("number", range(1, 21))
def test_each_cesd_item_scores_as_in_the_printed_key(number: int) -> None:
    """PMC6025488, Table A2: items 4, 8, 12 and 16 count 3 2 1 0, all others 0 1 2 3."""
    key = (3, 2, 1, 0) if number in (4, 8, 12, 16) else (0, 1, 2, 3)
    rest = {str(other): 3 if other in (4, 8, 12, 16) else 0 for other in range(1, 21)}
    values = [score_scale(CESD, "total", {**rest, str(number): code}).value for code in range(4)]
    assert values == list(key)


def test_the_same_answer_throughout_is_never_the_best_or_worst_cesd_score() -> None:
    assert [scored(CESD, *[code] * 20)["total"].value for code in range(4)] == [12, 24, 36, 48]


@pytest.mark.parametrize(
    ("total", "band"),
    [(0, "below threshold"), (15, "below threshold"), (16, "at risk"), (60, "at risk")],
)
def test_the_cesd_is_at_risk_from_16_on(total: int, band: str) -> None:
    points = spread(total, 20)
    codes = [3 - own if number in (4, 8, 12, 16) else own for number, own in enumerate(points, start=1)]
    found = scored(CESD, *codes)["total"]
    assert (found.value, found.band) == (total, band)


def test_a_cesd_with_four_items_missing_is_prorated_and_with_five_it_is_not_scored() -> None:
    answers = {str(number): 1 for number in range(1, 17)}
    found = score_scale(CESD, "total", answers)
    assert (found.value, found.status, found.answered) == (25, "prorated", 16)  # 20 points / 16 * 20
    assert found.rule == "sum@1 at_least@1 (project)"
    del answers["16"]
    short = score_scale(CESD, "total", answers)
    assert (short.value, short.status) == (None, "not_scorable")
    assert short.reason == "15 of 20 items are answered; at least 16 are needed"


def test_a_prorated_cesd_between_15_and_16_has_not_reached_the_threshold() -> None:
    answers = {str(number): 0 for number in range(1, 20)} | {"4": 3, "8": 0, "12": 0, "16": 0, "1": 3, "2": 3}
    found = score_scale(CESD, "total", answers)
    assert (found.value, found.band) == (15.789474, "below threshold")  # 15 points / 19 * 20


# BDI-II


def test_the_bdi2s_ninth_item_is_dangerous_from_1_on() -> None:
    (rule,) = BDI2.safety
    assert (rule.item, rule.at_least) == ("9", 1)


def test_the_bdi2_says_that_two_items_have_alternatives_with_one_code() -> None:
    assert any("16" in note and "18" in note and "share a code" in note for note in BDI2.notes)
    assert {BDI2.item(number).codes for number in ("16", "18")} == {(0, 1, 2, 3)}


def test_the_bdi2_is_not_cdiscs_bdi() -> None:
    assert "cdisc" not in BDI2.codings


# HADS


def test_the_hads_items_take_turns_beginning_with_anxiety() -> None:
    for number in range(1, 15):
        codes = [2 if other == number else 0 for other in range(1, 15)]
        found = scored(HADS, *codes)
        wanted = (2, 0) if number % 2 else (0, 2)
        assert (found["anxiety"].value, found["depression"].value) == wanted


def test_the_hads_codes_stand_in_the_forms_order() -> None:
    """Two public copies of the form agree; eight of the fourteen begin with the worst answer."""
    worst_first = {1, 3, 5, 6, 8, 10, 11, 13}
    assert {int(item.id) for item in HADS.items if item.codes == (3, 2, 1, 0)} == worst_first
    assert {int(item.id) for item in HADS.items if item.codes == (0, 1, 2, 3)} == set(
        range(1, 15)
    ) - worst_first


@pytest.mark.parametrize("scale", ["anxiety", "depression"])
@pytest.mark.parametrize(
    ("total", "band"),
    [
        (0, "normal"),
        (7, "normal"),
        (8, "borderline"),
        (10, "borderline"),
        (11, "abnormal"),
        (21, "abnormal"),
    ],
)
def test_hads_bands_are_those_of_zigmond_and_snaith(scale: str, total: int, band: str) -> None:
    items = HADS.scale(scale).items
    found = score_scale(HADS, scale, dict(zip(items, spread(total, 7), strict=True)))
    assert (found.value, found.band) == (total, band)


def test_a_hads_scale_needs_its_own_seven_items_and_not_the_others() -> None:
    odd = {str(number): 1 for number in range(1, 15, 2)}
    values = {each.scale: each.value for each in score(HADS, odd)}
    assert values == {"anxiety": 7, "depression": None}


# WHO-5


@pytest.mark.parametrize(
    ("codes", "raw", "percentage"),
    [
        ((0, 0, 0, 0, 0), 0, 0),
        ((3, 3, 3, 3, 3), 15, 60),
        ((4, 1, 0, 2, 3), 10, 40),
        ((5, 5, 5, 5, 5), 25, 100),
    ],
)
def test_the_who5_sheets_of_a_public_scorer(codes: tuple[int, ...], raw: int, percentage: int) -> None:
    """awell-score, src/scores/who_5: its minimum, median, random and maximum response."""
    found = scored(WHO5, *codes)
    assert (found["raw"].value, found["percentage"].value) == (raw, percentage)


@pytest.mark.parametrize(
    ("codes", "percentage", "band"),
    [((2, 2, 2, 3, 3), 48, "poor well-being"), ((2, 2, 3, 3, 3), 52, "adequate")],
)
def test_the_who5_is_poor_below_half(codes: tuple[int, ...], percentage: int, band: str) -> None:
    found = scored(WHO5, *codes)["percentage"]
    assert (found.value, found.band) == (percentage, band)


def test_an_incomplete_who5_has_no_score() -> None:
    for found in scored(WHO5, 5, 5, 5, 5, None).values():
        assert (found.value, found.status) == (None, "not_scorable")
        assert found.rule.endswith("complete@1 (owner)")


def test_higher_is_better_on_the_who5_alone_of_these() -> None:
    every = (PHQ8, GAD7, CESD, BDI2, HADS, WHO5)
    better = {
        instrument.id
        for instrument in every
        for scale in instrument.scales
        if scale.direction == "higher is better"
    }
    assert better == {"who5"}
    assert all(scale.direction == "higher is better" for scale in WHO5.scales)
