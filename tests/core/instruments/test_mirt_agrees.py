"""Our item response theory beside the package mirt's (https://pypi.org/project/mirt/), on hundreds of random sheets.

How near the two can come is set by mirt (measured with 1.2.0):
- It integrates by Gauss-Hermite. 151 nodes lie 0.26 and more apart, too far for a dozen steep items: it is then off
  by 3e-4. With 401 nodes both agree to 3e-8 here, so 1e-6 is asked.
- It lets no answer be less likely than 1e-10, which bends what it makes of a sheet that contradicts itself. The last
  test shows one where it is off by 0.9, and that ours is the integral there.
- Its information leaves out categories less likely than that: it is off by up to 4e-9.
"""

from collections.abc import Sequence
from random import Random

import numpy as np
import pytest
from mirt.cat.engine import CATEngine
from mirt.models.polytomous import GradedResponseModel
from mirt.scoring._eapsum import EAPSumScorer
from mirt.scoring.eap import EAPScorer

from app.instruments.adaptive import next_step
from app.instruments.graded_response import GradedItem, eap, information, probabilities, summed_eap
from tests.core.irt import answered_by, made_up_items, plain_eap
from tests.core.storm import BANK, STORM, answered_code

NODES = 401
NEAR = 1e-6
LENGTHS = [4, 6, 7, 8, 12]


def their_model(items: Sequence[GradedItem]) -> GradedResponseModel:
    model = GradedResponseModel(len(items), [len(item.thresholds) + 1 for item in items])
    thresholds = np.zeros((len(items), max(len(item.thresholds) for item in items)))
    for row, item in zip(thresholds, items, strict=True):
        row[: len(item.thresholds)] = item.thresholds
    model.set_parameters(discrimination=np.array([item.slope for item in items]), thresholds=thresholds)
    model._is_fitted = True
    return model


def their_estimates(
    items: Sequence[GradedItem], sheets: Sequence[Sequence[int | None]]
) -> list[tuple[float, float]]:
    coded = np.array([[-1 if category is None else category for category in sheet] for sheet in sheets])
    found = EAPScorer(n_quadpts=NODES).score(their_model(items), coded)
    return list(zip(found.theta.ravel().tolist(), found.standard_error.ravel().tolist(), strict=True))


def likely_sheets(random: Random, items: Sequence[GradedItem], number: int) -> list[list[int | None]]:
    """As people fill them in: each by where the person stands, every tenth answer missing."""
    people = [random.gauss(0, 1) for _ in range(number)]
    return [
        [answered_by(random, theta, item) if random.random() > 0.1 else None for item in items]
        for theta in people
    ]


@pytest.mark.parametrize("length", LENGTHS)
def test_pattern_estimates_agree(length: int) -> None:
    items = made_up_items(Random(length), length)
    sheets = likely_sheets(Random(length), items, number=150)
    for sheet, theirs in zip(sheets, their_estimates(items, sheets), strict=True):
        ours = eap(items, sheet)
        assert (ours.theta, ours.standard_error) == pytest.approx(theirs, abs=NEAR)


@pytest.mark.parametrize("length", LENGTHS)
def test_summed_estimates_agree_for_every_sum(length: int) -> None:
    items = made_up_items(Random(length), length)
    sheets = [[0] * length]  # one with each sum: item after item is raised by one
    for place, item in enumerate(items):
        for category in range(1, len(item.thresholds) + 1):
            sheets.append([*sheets[-1][:place], category, *sheets[-1][place + 1 :]])
    theirs = EAPSumScorer(n_quadpts=NODES).score(their_model(items), np.array(sheets))
    ours = summed_eap(items)
    assert [estimate.theta for estimate in ours] == pytest.approx(theirs.theta.ravel().tolist(), abs=NEAR)
    ours_error = [estimate.standard_error for estimate in ours]
    assert ours_error == pytest.approx(theirs.standard_error.ravel().tolist(), abs=NEAR)


def test_probabilities_and_information_agree() -> None:
    items = made_up_items(Random(2), 40)
    model = their_model(items)
    thetas = np.linspace(-6, 6, 49)[:, None]
    for place, item in enumerate(items):
        their_shares = model.probability(thetas, place).tolist()
        their_information = model.information(thetas, place).ravel().tolist()
        for theta, shares, told in zip(thetas.ravel().tolist(), their_shares, their_information, strict=True):
            assert probabilities(item, theta) == pytest.approx(shares[: len(item.thresholds) + 1], abs=1e-12)
            assert information(item, theta) == pytest.approx(told, abs=1e-8)


def test_an_adaptive_test_asks_the_same_items_and_ends_with_the_same_estimate() -> None:
    items = [item.graded for item in BANK.values()]
    model = their_model(items)
    random = Random(3)
    lengths = set()
    for _ in range(100):
        theta = random.gauss(0, 1.3)
        sheet = {name: answered_by(random, theta, item.graded) for name, item in BANK.items()}
        engine = CATEngine(
            model, se_threshold=0.3, min_items=4, max_items=12, n_quadpts=NODES, theta_bounds=(-8, 8)
        )
        state = engine.get_current_state()
        answers: dict[str, int] = {}
        step = next_step(STORM, answers)
        while step.item is not None:
            assert state.next_item == [*BANK].index(step.item)
            answers[step.item] = answered_code(step.item, sheet[step.item])
            state = engine.administer_item(sheet[step.item])
            step = next_step(STORM, answers)
        assert state.is_complete
        assert (step.theta, step.standard_error) == pytest.approx(
            (state.theta, state.standard_error), abs=NEAR
        )
        lengths.add(len(answers))
    assert {4, 5, 12} <= lengths


def test_where_a_sheet_contradicts_itself_ours_is_the_integral_and_theirs_is_not() -> None:
    items = [GradedItem(4.5, (2.0, 2.5, 3.0))] * 3 + [GradedItem(4.5, (-3.0, -2.5, -2.0))] * 2
    sheet = [3, 3, 3, 0, 0]
    ours, plain, (theirs,) = eap(items, sheet), plain_eap(items, sheet), their_estimates(items, [sheet])
    assert (ours.theta, ours.standard_error) == pytest.approx(plain, abs=1e-10)
    assert theirs[0] - plain[0] > 0.9
