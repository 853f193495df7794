"""A record with something in every table, made once, copied for every test that harms it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.practice import PracticeInstance, copy_instance
from tests.storage.full import fill_every_table


@pytest.fixture(scope="session")
def full_path(made_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance nobody writes to."""
    path = tmp_path_factory.mktemp("full") / "instance"
    instance = copy_instance(made_instance, path)
    fill_every_table(instance)
    instance.db.close()
    return path


@pytest.fixture
def full(full_path: Path, tmp_path: Path) -> Iterator[PracticeInstance]:
    """A copy of it, to be read, written and tampered with."""
    instance = copy_instance(full_path, tmp_path / "full")
    yield instance
    instance.db.close()
