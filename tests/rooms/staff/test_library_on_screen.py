"""The monitor sees which words and data are in force, where they come from, who loaded them and when."""

from datetime import date

import pytest

from app.actions.loading import release_definition
from app.instruments.reader import LIBRARY, load_instrument, parse_instrument
from app.storage import in_force
from app.storage.wordings import Certificate, Provenance
from tests.actions.conftest import NOON, seat
from tests.actions.library import (
    ITALIAN,
    NEWER,
    SITE,
    add_garden,
    add_words,
    ask,
    bring_bank,
    bring_meadow,
    edited,
)
from tests.core.garden import FOLDER, WORDS, slip
from tests.desk import Desk
from tests.practice import PracticeInstance
from tests.tablet import Screen

FILE = Certificate('a "certificate".pdf', b"%PDF-1.7 <script>alert(1)</script>")
PROVENANCE = Provenance(translator="A. Nother", released_on=date(2024, 2, 29), file=FILE)


def page(desk: Desk, instrument_id: str) -> str:
    return Screen(desk.open(f"/instruments/{instrument_id}").text).text


def test_what_the_site_added_is_in_the_list_with_its_languages(
    monitor: Desk, instance: PracticeInstance
) -> None:
    assert "Garden" not in monitor.open("/instruments").text
    add_garden(instance)
    add_words(instance)
    add_words(instance, ITALIAN)
    text = Screen(monitor.open("/instruments").text).text
    assert "The Garden Questionnaire Garden gardening garden@3 5 last season en, it" in text


def test_patients_are_enrolled_in_every_language_there_are_words_in(
    coordinator: Desk, instance: PracticeInstance
) -> None:
    add_garden(instance)
    for locale in ("pt-BR", "tlh", "xx"):
        add_words(instance, slip(WORDS, 'locale = "en"', f'locale = "{locale}"'))
    ask(instance, "garden")
    offered = Screen(coordinator.open("/patients/enrol").text).choices
    assert {
        f"{name} (buttons on the tablet: English)" for name in ("português (Brasil)", "xx")
    } <= offered.keys()


def test_words_are_told_with_translator_certificate_hash_and_who_loaded_them_when(
    monitor: Desk, instance: PracticeInstance
) -> None:
    add_garden(instance)
    wording = add_words(instance, provenance=PROVENANCE).wording
    text = page(monitor, "garden")
    for told in ("A. Nother", FILE.name, FILE.sha256, wording.hash, "29 Feb 2024", "garden@3"):
        assert told in text
    assert "20 Nov 2026 12:00 Myelog (command line)" in text
    assert "shipped with Myelog" not in text
    assert "no longer in force" not in text


def test_words_that_were_replaced_stay_on_the_page(monitor: Desk, instance: PracticeInstance) -> None:
    add_garden(instance)
    first = add_words(instance, provenance=PROVENANCE).wording
    second = add_words(instance, NEWER).wording
    text = page(monitor, "garden")
    assert text.count("no longer in force") == 1
    assert text.index(second.hash) < text.index("no longer in force") < text.index(first.hash)
    assert "Not once" in text, "the page shows the words in force"


def test_shipped_words_are_told_as_such(monitor: Desk) -> None:
    assert "shipped with Myelog" in page(monitor, "phq9")


def test_a_certificate_is_saved_just_as_it_was_handed_in(monitor: Desk, instance: PracticeInstance) -> None:
    add_garden(instance)
    add_words(instance, provenance=PROVENANCE)
    address = Screen(monitor.open("/instruments/garden").text).links[FILE.name]
    saved = monitor.open(address)
    assert saved.data == FILE.body
    assert saved.headers["Content-Type"] == "application/octet-stream"
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert saved.headers["X-Content-Type-Options"] == "nosniff"
    assert monitor.open("/instruments/certificates/" + "0" * 64).status_code == 404


def test_what_is_missing_is_told_until_it_is_loaded(monitor: Desk, instance: PracticeInstance) -> None:
    bring_meadow(instance)
    assert "T_pattern: not scored, no item parameters are loaded." in page(monitor, "meadow")
    bring_bank(instance)
    text = page(monitor, "meadow")
    assert "not scored" not in text
    assert "Item parameters: Orchard bank, 1. Invented for the tests of Myelog." in text
    assert "loaded 20 Nov 2026 12:00 UTC, Myelog (command line)" in text


def test_an_instrument_that_cannot_be_asked_says_so(monitor: Desk, instance: PracticeInstance) -> None:
    text = (FOLDER / "storm.toml").read_text("utf-8")
    release_definition(instance.db, actor=SITE, text=text, place="storm.toml", at=NOON)
    shown = page(monitor, "storm")
    assert "It cannot be asked: its items are chosen by item parameters, and" in shown
    assert "No wording is loaded." in shown


def test_all_versions_are_named(monitor: Desk, instance: PracticeInstance) -> None:
    add_garden(instance)
    add_words(instance)
    assert "Versions in this library" not in page(monitor, "garden")
    add_garden(instance, edited(4))
    assert "Versions in this library: 4, 3" in page(monitor, "garden")
    assert "garden@3" in page(monitor, "garden")


def test_a_file_changed_under_a_version_in_use_is_told(
    monitor: Desk, instance: PracticeInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat(instance, "0101")
    words = "It does not count here: a released version never changes."
    assert words not in page(monitor, "phq9")
    text = (LIBRARY / "phq9.toml").read_text("utf-8")
    changed = parse_instrument(slip(text, 'recall = "', 'recall = "in all of '), "phq9.toml")
    monkeypatch.setattr(
        in_force, "load_instrument", lambda one: changed if one == "phq9" else load_instrument(one)
    )
    in_force._libraries.clear()
    assert words in page(monitor, "phq9")
    assert "in all of" not in page(monitor, "phq9")
