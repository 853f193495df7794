import pytest
from flask import Flask

from tests.practice import PracticeInstance
from tests.tablet import Tablet, handed_over


@pytest.fixture
def tablet(app: Flask, instance: PracticeInstance) -> Tablet:
    """A tablet at the first question of the PHQ-9."""
    tablet = handed_over(app, instance)
    tablet.press("Next")
    return tablet
