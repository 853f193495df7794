"""The server dies while patients answer, again and again: nothing acknowledged is lost, nothing is there twice.

Set MYELOG_KILLS for more than the usual 200 kills that hit an answer in flight.
"""

import os

import pytest

from tests.kill.checks import faults_of
from tests.kill.killing import kill_while_answering
from tests.kill.serving import keep_no_key, start_victim
from tests.practice import PracticeInstance

HITS = int(os.environ.get("MYELOG_KILLS", "200"))


def test_after_any_number_of_kills_the_record_is_whole(instance: PracticeInstance) -> None:
    toll = kill_while_answering(
        instance, hits=HITS, seed=1, start=lambda: start_victim(instance.settings.instance)
    )
    assert faults_of(instance.db, toll.patients) == []
    assert toll.hits == HITS
    assert toll.answers > toll.kills
    assert sum(len(patient.sent) for patient in toll.patients) > HITS // 10


def test_without_keys_the_same_kills_store_answers_twice(
    instance: PracticeInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: this is what the keys are for, and the test above would see it."""
    monkeypatch.setattr("app.actions.verifying.check_schema", lambda _: None)  # an index is taken away below
    instance.db.connection.execute("drop index answer_once")
    faults: list[str] = []
    for seed in range(2, 22):  # a kill between commit and reply comes sooner or later
        toll = kill_while_answering(
            instance, hits=5, seed=seed, start=lambda: start_victim(instance.settings.instance, keep_no_key)
        )
        faults = faults_of(instance.db, toll.patients)
        if faults:
            break
    assert any("stored 2 times" in fault for fault in faults)
