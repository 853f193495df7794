"""A licensed questionnaire from its arrival by command to the last answer, its words replaced on the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import clock
from app.actions.staffing import invite_staff
from app.actions.verifying import verify_record
from app.factory import create_app
from app.storage.database import Database
from app.storage.scores import scores_of
from app.storage.sittings import get_sitting
from app.storage.studies import sites_of
from app.study.access import Grant, system
from tests.actions.test_library_commands import BANK, MEADOW, MEADOW_WORDS, Shell
from tests.core.garden import slip
from tests.practice import PracticeInstance, reopen_instance
from tests.tablet import Tablet, handed_over

ASKED, ASKED_NEWER = "How many flowers are there today?", "Today, how many flowers do you see?"
NEWER = slip(
    slip(MEADOW_WORDS.read_text("utf-8"), ASKED, ASKED_NEWER), "licensed copy", "licensed copy, corrected"
)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """An instance made by command, whose study asks the licensed meadow and nothing else."""
    shell = Shell(tmp_path)
    shell.says(*shell.init("--definition", MEADOW, "--wording", MEADOW_WORDS, asks='"meadow"'))
    return shell


@pytest.fixture
def instance(shell: Shell) -> Iterator[PracticeInstance]:
    """The same instance as the server's process sees it, with a coordinator."""
    instance = reopen_instance(shell.instance)
    employ_coordinator(instance.db)
    yield instance
    instance.db.close()


@pytest.fixture
def app(instance: PracticeInstance) -> Iterator[Flask]:
    app = create_app(instance.settings)
    yield app
    app.extensions["myelog"].press.close()


def employ_coordinator(db: Database) -> None:
    """Someone who enrols and hands over."""
    invite_staff(
        db,
        actor=system("tests"),
        username="coordinator",
        name="The Coordinator",
        grants=[Grant("coordinator", sites_of(db)[0].id)],
        token="coordinator",
        at=clock.now(),
    )


def finish(tablet: Tablet) -> None:
    """Answer the second item and send."""
    tablet.answer("Many")
    tablet.press("Send my answers")
    assert tablet.screen.heading == "Thank you. Please give the tablet back."


def test_a_sitting_begun_finishes_in_its_own_words_and_the_next_begins_in_the_new_ones(
    app: Flask, instance: PracticeInstance, shell: Shell
) -> None:
    tablet = handed_over(app, instance)
    assert tablet.screen.heading == "Your meadow"
    tablet.press("Next")
    assert tablet.screen.heading == ASKED
    tablet.answer("Some")

    newer = shell.file("newer.toml", NEWER)
    shell.says("instruments", "wording", "meadow", "en", newer)
    shell.says("instruments", "data", BANK)

    tablet.press("Back")
    assert tablet.screen.heading == ASKED, "the sitting goes on as it began"
    tablet.answer("Some")
    finish(tablet)

    second = handed_over(app, instance, "0102")
    second.press("Next")
    assert second.screen.heading == ASKED_NEWER
    second.answer("Some")
    finish(second)

    first_scores, second_scores = scores_of(instance.db, 1), scores_of(instance.db, 2)
    assert [(score.scale, score.status) for score in first_scores] == [
        ("T", "complete"),
        ("T_pattern", "not_scorable"),
    ]
    assert [score.status for score in second_scores] == ["complete", "complete"]
    assert first_scores[0].value == second_scores[0].value == 61
    begun, later = get_sitting(instance.db, 1), get_sitting(instance.db, 2)
    assert begun.wording_hash != later.wording_hash
    assert verify_record(instance.db).sittings == 2
    assert shell.says("verify").startswith("Verified: ")


def test_before_a_sitting_begins_its_first_page_already_has_the_words_in_force(
    app: Flask, instance: PracticeInstance, shell: Shell
) -> None:
    tablet = handed_over(app, instance)
    shell.says(
        "instruments", "wording", "meadow", "en", shell.file("newer.toml", slip(NEWER, "Your m", "A m"))
    )
    tablet.go("/tablet/")
    assert tablet.screen.heading == "A meadow"
