"""Hands that shake by 6 to 12 mm: what the steady-hand profile is for, and what small targets would do."""

from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.practice import PracticeInstance
from tests.shaking import CONTROL, LEAST, MOST, STEADY, Outcome, measure, tremors

SEED = 20261123


@pytest.fixture
def shake(browser: Browser, server: str, app: Flask, instance: PracticeInstance) -> Any:
    """Lets so many patients answer an MFIS each, 21 questions, in a profile."""

    def shake(profile: Any, patients: int) -> Outcome:
        return measure(
            browser, server, app, instance, profile, instruments=("mfis",), patients=patients, seed=SEED
        )

    return shake


def test_with_the_steady_hand_under_1_percent_are_wrong_or_left_by_accident(shake: Any) -> None:
    outcome = shake(STEADY, patients=5)
    assert outcome.questions == 105
    assert outcome.taps > 2 * outcome.questions
    assert outcome.wrong_share < 0.01, outcome
    assert outcome.left_share < 0.01, outcome


def test_with_targets_of_44_px_it_is_many_times_as_much(shake: Any) -> None:
    outcome = shake(CONTROL, patients=1)
    assert outcome.wrong_share > 0.1, outcome
    assert outcome.left_share > 0.1, outcome


def test_tremors_reach_from_the_least_to_the_most() -> None:
    found = list(tremors(4))
    assert found == sorted(found)
    assert (found[0] - LEAST, MOST - found[-1]) == (0.75, 0.75)
