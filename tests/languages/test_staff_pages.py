"""Every page of every staff room says everything in the reader's language, and says which language that is."""

import re

import pytest
from flask import Flask

from app.translations.catalogues import TRANSLATED, load_translations, path_of, read_catalogue, texts_of
from app.translations.extraction import extract_words
from tests.desk import Desk, desk_of
from tests.languages.places import put_something_everywhere, read_everything
from tests.languages.pseudo import LOCALE, speak_pseudo
from tests.languages.reading import PageReader, pattern_of
from tests.practice import PracticeInstance

DATA = {  # what the study file, the tests' staff and standards call things
    *(
        "Myelog",
        "UTC",
        "SPMS",
        "PPMS",
        "MID",
        "MDC",
        "PDF",
        "français",
        "English",
        "italiano",
        "español",
        "sha",
    ),
    *(
        "Example",
        "University",
        "Hospital",
        "PHQ",
        "Screening",
        "Baseline",
        "Month",
        "The",
        "Coordinator",
        "Investigator",
        "Monitor",
    ),
    *("Administrator", "coordinator", "investigator", "monitor", "administrator", "en"),
}
ID = re.compile(r"[a-z_0-9]+@\d+")
WORD = re.compile(r"[A-Za-z]{2,}")


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_page_says_anything_in_english(app: Flask, instance: PracticeInstance, language: str) -> None:
    put_something_everywhere(instance)
    english = [pattern_of(words) for words in _told_otherwise(language)]
    own = {text for entry in read_catalogue(path_of(language), language) for text in texts_of(entry.string)}
    assert len(english) > 400
    faults = [
        f"{place}: {text}"
        for place, page in read_everything(app, instance, language).items()
        for text in PageReader(page).texts
        if text not in own and any(pattern.fullmatch(text) for pattern in english)
    ]
    assert faults == [], "\n".join(faults)


@pytest.mark.parametrize("language", ["en", *TRANSLATED])
def test_every_page_says_which_language_it_is_in(
    app: Flask, instance: PracticeInstance, language: str
) -> None:
    put_something_everywhere(instance)
    for place, page in read_everything(app, instance, language).items():
        reader = PageReader(page)
        assert (reader.language, reader.direction) == (language, "ltr"), place


def test_in_the_pseudo_language_nothing_plain_is_left(
    app: Flask, instance: PracticeInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_something_everywhere(instance)
    speak_pseudo(monkeypatch)
    pages = read_everything(app, instance, LOCALE)
    faults = []
    for place, page in pages.items():
        reader = PageReader(page)
        assert (reader.language, reader.direction) == (LOCALE, "rtl"), place
        if (
            "/instruments/" not in place and "/audit" not in place
        ):  # definitions' words and acts' names are data
            faults += [
                f"{place}: {text}" for text in reader.texts if set(WORD.findall(ID.sub("", text))) - DATA
            ]
    assert faults == [], "\n".join(faults)
    assert any("]Şíğń~ íń[" in page for page in pages.values())


def test_a_record_is_told_in_one_language(app: Flask, instance: PracticeInstance) -> None:
    put_something_everywhere(instance)
    desk = desk_of(app, instance, "investigator")
    desk.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "fr"
    page = desk.open("/patients/1/record").text
    own, english = page.split('<div lang="en" dir="ltr">')
    assert "Télécharger le PDF" in own
    assert "All scores by visit" in english
    assert "Tous les scores par visite" not in english


def test_dates_are_words_and_numbers_have_the_readers_comma(app: Flask, instance: PracticeInstance) -> None:
    instance.enrol("0101")
    told = {}
    for language in ("en", "fr", "it", "es"):
        desk = desk_of(app, instance, "monitor")
        desk.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
        visits = " ".join(PageReader(desk.open("/patients/1/visits").text).texts)
        manual = " ".join(PageReader(desk.open("/instruments/mfis").text).texts)
        told[language] = (
            next(date for date in DATES.values() if date in visits),
            re.findall(r"1[.,]96|20[.,]2\b", manual)[:1],
        )
    assert {language: date for language, (date, _) in told.items()} == DATES
    assert told["en"][1] == ["20.2"]
    assert told["fr"][1] == told["it"][1] == told["es"][1] == ["20,2"]


DATES = {"en": "5 Jan 2026", "fr": "5 janv. 2026", "it": "5 gen 2026", "es": "5 ene 2026"}


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [("fr-CA,fr;q=0.9", "fr"), ("de,it;q=0.5", "it"), ("de", "en"), ("es-MX", "es"), ("", "en")],
)
def test_before_anything_is_known_the_browser_says_which_language(
    app: Flask, asked: str, spoken: str
) -> None:
    reply = app.test_client().get("/sign-in", headers={"Accept-Language": asked})
    assert PageReader(reply.text).language == spoken


def test_staff_choose_a_language_and_keep_it_everywhere(app: Flask, instance: PracticeInstance) -> None:
    desk = desk_of(app, instance, "coordinator")
    reply = desk.send("/language", language="es", next="/patients")
    assert reply.location == "/patients"
    elsewhere = desk_of(app, instance, "coordinator")
    elsewhere.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "fr"
    page = elsewhere.open("/patients").text
    assert PageReader(page).language == "es"
    assert "Incluir a un paciente" in page
    assert PageReader(desk_of(app, instance, "monitor").open("/patients").text).language == "en"
    assert "staff.choose_language" in desk_of(app, instance, "monitor").open("/audit").text


def test_choosing_the_same_language_again_leaves_no_entry(app: Flask, instance: PracticeInstance) -> None:
    desk = desk_of(app, instance, "coordinator")
    for _ in range(2):
        desk.send("/language", language="es")
    audit = desk_of(app, instance, "monitor").open("/audit").text
    assert audit.count("staff.choose_language") == 1


def test_whoever_is_not_signed_in_chooses_for_the_browser_alone(app: Flask) -> None:
    desk = Desk(app)
    desk.send("/language", language="it", next="/sign-in")
    assert PageReader(desk.open("/sign-in").text).language == "it"
    assert PageReader(Desk(app).open("/sign-in").text).language == "en"


@pytest.mark.parametrize("language", ["de", "", "../fr", "en-GB"])
def test_a_language_nobody_offers_changes_nothing(app: Flask, language: str) -> None:
    desk = Desk(app)
    assert desk.send("/language", language=language, next="/sign-in").status_code == 303
    assert PageReader(desk.open("/sign-in").text).language == "en"


def test_choosing_a_language_leads_nowhere_else(app: Flask) -> None:
    assert Desk(app).send("/language", language="fr", next="//evil.example").location == "/"


def _told_otherwise(language: str) -> list[str]:
    """The words of the interface that the language says in another way."""
    translations = load_translations(language)
    texts = [text for entry in extract_words() if entry.id for text in texts_of(entry.id)]
    return [
        text
        for text in texts
        if translations.ugettext(text) != text and len(WORD.findall(re.sub(r"%\(\w+\)", "", text))) > 0
    ]
