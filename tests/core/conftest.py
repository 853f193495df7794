"""Property tests take as long as they take: speed is measured by benchmarks, never asserted."""

import pytest
from hypothesis import settings

from app.instruments import graded_response, item_bank, reader
from app.scoring import engine

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

MEMORIES = (
    reader.load_library,
    reader.load_instrument,
    reader.load_wording,
    graded_response.summed_eap,
    graded_response._log_likelihoods,
    item_bank.find_bank,
    engine.plan_of,
)


@pytest.fixture(autouse=True, scope="session")
def _nothing_is_remembered() -> None:
    """What was worked out before the tests began, while they were collected, would hide a fault put in since."""
    for memory in MEMORIES:
        memory.cache_clear()


@pytest.fixture(autouse=True)
def _nothing_was_scored_before() -> None:
    """Each test makes its own plans: what a plan does while it is made is then on trial in every one of them."""
    engine.plan_of.cache_clear()
