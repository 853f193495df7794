"""The power fails while patients answer: what was acknowledged is on the disk, because every commit is synced."""

from pathlib import Path

import pytest

from tests.kill.checks import faults_of
from tests.kill.disk import Disk, build_shim
from tests.kill.killing import Toll, kill_while_answering
from tests.practice import PracticeInstance

CUTS = 5


@pytest.fixture
def disk(instance: PracticeInstance, tmp_path: Path) -> Disk:
    return Disk(instance.settings.instance, tmp_path / "synced", build_shim(tmp_path))


def test_no_power_cut_takes_an_acknowledged_answer(instance: PracticeInstance, disk: Disk) -> None:
    toll = answer_through_cuts(instance, disk, synchronous=2, cuts=CUTS)
    assert toll.answers > CUTS
    assert faults_of(instance.db, toll.patients) == []


@pytest.mark.parametrize("synchronous", [0, 1], ids=["OFF", "NORMAL"])
def test_with_less_than_full_sync_answers_are_lost(
    instance: PracticeInstance, disk: Disk, synchronous: int
) -> None:
    """The control: what FULL is for, and the test above would see it."""
    toll = answer_through_cuts(instance, disk, synchronous=synchronous, cuts=1)
    assert toll.answers > 0
    assert any("lost: Given" in fault for fault in faults_of(instance.db, toll.patients))


def answer_through_cuts(instance: PracticeInstance, disk: Disk, *, synchronous: int, cuts: int) -> Toll:
    """Let patients answer while the power fails again and again."""
    return kill_while_answering(
        instance,
        hits=cuts,
        seed=1,
        ready=disk.hold,
        start=lambda: disk.start(synchronous),
        after=disk.cut_power,
    )
