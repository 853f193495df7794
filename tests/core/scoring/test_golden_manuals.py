"""Manuals that a person has read are kept whole: nothing a reader sees of one changes unnoticed."""

import pytest

from tests.core.scoring.write_manuals import TOLD, manuals


@pytest.mark.parametrize("name", TOLD)
def test_a_manual_reads_as_when_a_person_last_read_it(name: str) -> None:
    for file, text in manuals(name):
        assert text == file.read_text("utf-8"), (
            f"{file.name} differs: tests.core.scoring.write_manuals tells what to do"
        )
