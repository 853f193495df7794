"""What is in force for sittings that begin: the newest version that speaks the patient's language, and never stale."""

import multiprocessing
from multiprocessing.synchronize import Barrier
from pathlib import Path
from unittest.mock import patch

import pytest

from app.errors import NotFoundError
from app.instruments import reader
from app.instruments.model import Instrument
from app.instruments.reader import load_instrument, load_library, load_wording, parse_instrument
from app.storage import in_force
from app.storage.change import changing
from app.storage.in_force import (
    find_version,
    find_wording_in_force,
    get_instrument_in_force,
    instruments_in_force,
    is_file_superseded,
    locales_in_force,
    locales_of,
    versions_of,
)
from app.storage.releases import add_release
from app.storage.wordings import wording_loadings_of
from tests.actions.conftest import NOON, seat
from tests.actions.library import (
    ITALIAN,
    NEWER,
    SITE,
    add_garden,
    add_words,
    edited,
    words_for,
)
from tests.core.garden import DEFINITION, GARDEN, WORDS, slip
from tests.practice import PracticeInstance, copy_instance, reopen_instance

ANOTHER = slip((reader.LIBRARY / "phq9.toml").read_text("utf-8"), 'recall = "', 'recall = "in all of ')


def test_a_new_instance_has_what_is_shipped(instance: PracticeInstance) -> None:
    assert instruments_in_force(instance.db) == load_library()
    phq9 = get_instrument_in_force(instance.db, "phq9", "en")
    assert phq9 is load_instrument("phq9")
    assert find_wording_in_force(instance.db, phq9, "en") is load_wording("phq9", "en")
    assert find_wording_in_force(instance.db, phq9, "tlh") is None
    assert locales_in_force(instance.db, "phq9") == ("en",)


def test_an_unknown_instrument_is_told_with_those_there_are(instance: PracticeInstance) -> None:
    with pytest.raises(NotFoundError, match=r"no instrument “garden”.*mfis"):
        get_instrument_in_force(instance.db, "garden")
    add_garden(instance)
    assert get_instrument_in_force(instance.db, "garden") == GARDEN
    assert [one.id for one in instruments_in_force(instance.db)].count("garden") == 1
    with pytest.raises(NotFoundError, match="garden"):
        get_instrument_in_force(instance.db, "meadow")


def test_a_newer_version_is_in_force_from_the_moment_it_has_words(instance: PracticeInstance) -> None:
    add_garden(instance)
    add_words(instance)
    add_garden(instance, edited(4))
    assert get_instrument_in_force(instance.db, "garden", "en").version == 3
    assert get_instrument_in_force(instance.db, "garden").version == 3
    add_words(instance, words_for(4))
    assert get_instrument_in_force(instance.db, "garden", "en").version == 4
    assert get_instrument_in_force(instance.db, "garden").version == 4
    assert versions_of(instance.db, "garden") == (4, 3)


def test_each_language_goes_on_in_its_version_until_the_newer_speaks_it(instance: PracticeInstance) -> None:
    add_garden(instance)
    add_words(instance)
    add_words(instance, ITALIAN)
    add_garden(instance, edited(4))
    add_words(instance, words_for(4))
    assert get_instrument_in_force(instance.db, "garden", "en").version == 4
    assert get_instrument_in_force(instance.db, "garden", "it").version == 3
    assert locales_in_force(instance.db, "garden") == ("en", "it")
    add_words(instance, words_for(4, ITALIAN))
    assert get_instrument_in_force(instance.db, "garden", "it").version == 4


def test_without_any_words_the_newest_version_is_shown(instance: PracticeInstance) -> None:
    add_garden(instance, edited(4))
    add_garden(instance)
    assert get_instrument_in_force(instance.db, "garden", "en").version == 4
    assert locales_of(instance.db, get_instrument_in_force(instance.db, "garden")) == ()


def test_a_change_of_another_process_is_seen_at_once(instance: PracticeInstance) -> None:
    add_garden(instance)
    assert find_wording_in_force(instance.db, GARDEN, "en") is None
    other = reopen_instance(instance.settings.instance)
    add_words(other)
    found = find_wording_in_force(instance.db, GARDEN, "en")
    assert found is not None
    assert found.version == "first"
    add_words(other, NEWER)
    found = find_wording_in_force(instance.db, GARDEN, "en")
    assert found is not None
    assert found.version == "second"
    other.db.close()


def test_two_instances_in_one_process_keep_their_own(
    instance: PracticeInstance, made_instance: Path, tmp_path: Path
) -> None:
    other = copy_instance(made_instance, tmp_path / "other")
    add_garden(instance)
    add_garden(other, slip(DEFINITION, '"gardening"', '"weeding"'))
    assert get_instrument_in_force(instance.db, "garden").domain == "gardening"
    assert get_instrument_in_force(other.db, "garden").domain == "weeding"
    other.db.close()


def test_what_a_change_brings_is_seen_inside_it_and_gone_when_it_fails(instance: PracticeInstance) -> None:
    add_garden(instance)
    newer = parse_instrument(edited(4), "garden.toml")
    seen: list[tuple[int, ...]] = []

    def give_up() -> None:
        with changing(instance.db, actor=SITE, act="x.y", at=NOON) as change:
            add_release(change, newer)
            seen.append(versions_of(change, "garden"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        give_up()
    assert seen == [(4, 3)]
    assert versions_of(instance.db, "garden") == (3,)


def test_reading_the_library_again_reads_no_document(instance: PracticeInstance) -> None:
    add_garden(instance)
    add_words(instance)
    get_instrument_in_force(instance.db, "garden", "en")
    with patch.object(in_force, "first_definitions", side_effect=AssertionError("read again")):
        assert get_instrument_in_force(instance.db, "garden", "en") == GARDEN
        assert find_wording_in_force(instance.db, GARDEN, "en") is not None


def test_a_version_once_begun_is_fixed_whatever_its_file_says_later(
    instance: PracticeInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat(instance, "0101")
    before = load_instrument("phq9")
    changed = reader_says(monkeypatch, before, ANOTHER)
    assert changed.hash != before.hash
    assert get_instrument_in_force(instance.db, "phq9", "en").hash == before.hash
    assert is_file_superseded(instance.db, get_instrument_in_force(instance.db, "phq9"))
    assert seat(instance, "0102").sitting_id == 2


def test_a_version_nobody_began_is_what_its_file_says(
    instance: PracticeInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = reader_says(monkeypatch, load_instrument("phq9"), ANOTHER)
    assert get_instrument_in_force(instance.db, "phq9", "en").hash == changed.hash
    assert not is_file_superseded(instance.db, changed)


def test_a_version_begun_that_is_no_longer_shipped_goes_on_until_the_newer_has_words(
    instance: PracticeInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_garden(instance)
    add_words(instance)
    assert find_version(instance.db, "garden", 3) == GARDEN
    newer = parse_instrument(edited(4), "garden.toml")
    monkeypatch.setattr(in_force, "_shipped", lambda _: newer)
    in_force._libraries.clear()
    assert get_instrument_in_force(instance.db, "garden", "en").version == 3
    assert versions_of(instance.db, "garden") == (4, 3)


def load_again(path: Path, text: str, start: Barrier) -> None:
    """Load words as another process would."""
    instance = reopen_instance(path)
    start.wait(30)
    add_words(instance, text)
    instance.db.close()


def test_two_processes_loading_at_once_load_one_after_the_other(instance: PracticeInstance) -> None:
    add_garden(instance)
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(4)
    path = instance.settings.instance
    loaders = [
        spawn.Process(target=load_again, args=(path, text, start)) for text in (WORDS, WORDS, NEWER, ITALIAN)
    ]
    for loader in loaders:
        loader.start()
    for loader in loaders:
        loader.join(60)
    assert [loader.exitcode for loader in loaders] == [0, 0, 0, 0]
    loadings = wording_loadings_of(instance.db, "garden")
    english = [loading for loading in loadings if loading.locale == "en"]
    assert len(loadings) == len(english) + 1
    assert len(english) in (2, 3), "the same words twice are one loading, unless others came in between"
    found = find_wording_in_force(instance.db, GARDEN, "en")
    assert found is not None
    assert found.hash == english[0].hash


def reader_says(monkeypatch: pytest.MonkeyPatch, was: Instrument, text: str) -> Instrument:
    """Let the file of a shipped instrument say something else under its version; what it says now."""
    now = parse_instrument(text, "phq9.toml")
    assert (now.id, now.version) == (was.id, was.version)
    monkeypatch.setattr(
        in_force, "load_instrument", lambda one: now if one == was.id else load_instrument(one)
    )
    in_force._libraries.clear()
    return now
