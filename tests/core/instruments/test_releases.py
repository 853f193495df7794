"""A released version never changes: what the file pins must be what the library still says."""

import shutil
from pathlib import Path

import pytest

from app.instruments import reader
from app.instruments.releases import release, release_faults, released, shipped
from tests.core.garden import FOLDER, slip
from tests.core.instruments.test_commands import run


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with one instrument, released."""
    for name in ("garden.toml", "garden.en.toml"):
        shutil.copy(FOLDER / name, tmp_path)
    release(tmp_path)
    return tmp_path


def edit(library: Path, name: str, right: str, wrong: str) -> None:
    """Change a file, and forget what was read of it before."""
    path = library / name
    path.write_text(slip(path.read_text("utf-8"), right, wrong), "utf-8")
    for cached in (reader.load_library, reader.load_instrument, reader.load_wording):
        cached.cache_clear()


def test_nothing_shipped_was_changed_after_its_release() -> None:
    assert release_faults() == []


def test_everything_shipped_is_released() -> None:
    assert shipped().keys() <= released().keys()


def test_everything_released_is_still_shipped_or_was_followed_by_a_newer_version() -> None:
    there = {name.partition("@")[0] for name in shipped()}
    assert {name.partition("@")[0] for name in released()} <= there


def test_releasing_pins_definition_and_words(library: Path) -> None:
    assert set(released(library)) == {"garden@3", "garden@3.en, first"}
    assert released(library) == shipped(library)
    assert release_faults(library) == []
    assert release(library) == ()


def test_the_pins_are_written_as_a_person_reads_them(library: Path) -> None:
    edit(library, "garden.en.toml", 'version = "first"', 'version = "für Gärtner"')
    assert release(library) == ("garden@3.en, für Gärtner",)
    assert '"garden@3.en, für Gärtner" = "' in (library / reader.RELEASED).read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "right", "wrong", "fault"),
    [
        ("garden.toml", '"gardening"', '"weeding"', "garden@3 was changed after its release: raise version"),
        (
            "garden.en.toml",
            '"Never"',
            '"Nie"',
            "garden@3.en, first was changed after its release: raise version",
        ),
    ],
)
def test_a_change_under_the_same_version_is_told(
    library: Path, name: str, right: str, wrong: str, fault: str
) -> None:
    edit(library, name, right, wrong)
    assert release_faults(library) == [fault]
    assert release(library) == (), "what is pinned stays as it is"
    done = run("check", "--library", str(library))
    assert (done.returncode, done.stdout) == (1, fault + "\n")


def test_a_new_version_is_no_fault_and_is_pinned_beside_the_old_one(library: Path) -> None:
    edit(library, "garden.toml", '"gardening"', '"weeding"')
    edit(library, "garden.toml", "version = 3", "version = 4")
    edit(library, "garden.en.toml", "instrument_version = 3", "instrument_version = 4")
    assert release_faults(library) == []
    assert release(library) == ("garden@4", "garden@4.en, first")
    assert set(released(library)) == {"garden@3", "garden@3.en, first", "garden@4", "garden@4.en, first"}
    assert run("check", "--library", str(library)).returncode == 0


def test_the_pins_are_no_instrument(library: Path) -> None:
    done = run("check", *map(str, library.glob("*.toml")))
    assert (done.returncode, done.stdout) == (0, "2 files without a fault\n")
    assert [one.id for one in reader.load_library(library)] == ["garden"]
