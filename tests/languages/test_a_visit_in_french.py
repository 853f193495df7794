"""A visit in French from the words' arrival by command to the last answer, staff reading English beside it."""

import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from app import clock
from app.actions.loading import load_wording
from app.actions.speaking import change_locale
from app.errors import RefusedError
from app.storage.patients import get_patient
from app.storage.sittings import sittings_of_visit
from tests.actions.library import SITE, add_garden, add_words, ask
from tests.axe import STRICT, axe_faults
from tests.conftest import TABLET
from tests.core.garden import FOLDER
from tests.desk import desk_of
from tests.journeys.robot import Robot
from tests.languages.reading import PageReader
from tests.practice import PASSWORD, PracticeInstance
from tests.tablet import Screen, Tablet

FRENCH = FOLDER / "garden.fr.toml"


@pytest.fixture
def garden(instance: PracticeInstance) -> PracticeInstance:
    """The study asks the garden, which has words in English; French ones arrive by command."""
    add_garden(instance)
    add_words(instance)
    ask(instance, "garden")
    myelog = str(Path(sys.executable).with_name("myelog"))
    command = [myelog, "instruments", "wording", "garden", "fr", str(FRENCH)]
    whose = ["--instance", str(instance.settings.instance)]
    subprocess.run([*command, *whose], check=True, capture_output=True, timeout=120)
    return instance


def change(
    instance: PracticeInstance, patient_id: int, locale: str, reason: str = "speaks it better"
) -> None:
    actor = instance.staff("coordinator")
    change_locale(
        instance.db, actor=actor, patient_id=patient_id, locale=locale, reason=reason, at=clock.now()
    )


def test_a_visit_in_french(browser: Browser, server: str, garden: PracticeInstance) -> None:
    page = browser.new_context(base_url=server, viewport=TABLET).new_page()
    sign_in(page)
    enrol_in_french(page)
    page.get_by_role("row", name="Baseline").get_by_role("link", name="Start on this tablet").click()
    page.get_by_role("button", name="Start on this tablet").click()
    robot = Robot(page)
    assert spoken(page) == ("fr", "ltr")
    assert robot.heading == "Est-ce bien vous ?"
    faults = axe_faults(page, STRICT)
    robot.press("Oui, c’est moi")
    assert robot.heading == "Comment souhaitez-vous lire ?"
    faults += axe_faults(page, STRICT)
    robot.press("Suivant")
    faults += axe_faults(page, STRICT)
    expect(page.get_by_text("5 questions.")).to_be_visible()
    robot.press("Suivant")
    expect(page.get_by_text("Question 1 sur 5")).to_be_visible()
    faults += axe_faults(page, STRICT)
    robot.press("Suivant")
    expect(page.locator("#fault")).to_have_text(
        "Veuillez choisir l’une des réponses ou « Je préfère ne pas répondre »."
    )
    for answer in ("Jamais", "Souvent", "Toujours"):
        robot.choose(answer)
        robot.leave_by("Suivant")
    robot.press("Faire une pause")
    assert robot.heading == "Vos réponses sont enregistrées"
    robot.press("Continuer")
    robot.choose("Rarement")
    robot.leave_by("Suivant")
    robot.press("Je préfère ne pas répondre")
    assert robot.heading == "Vérifiez vos réponses"
    faults += axe_faults(page, STRICT)
    robot.press("Envoyer mes réponses")
    assert robot.heading == "Merci. Veuillez rendre la tablette."
    assert spoken(page) == ("fr", "ltr")
    assert faults + axe_faults(page, STRICT) == []
    robot.look()
    page.get_by_role("link", name="Personnel : se connecter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert spoken(page) == ("en", "ltr")


def test_enrolling_offers_only_languages_in_which_everything_has_words(
    app: Flask, garden: PracticeInstance
) -> None:
    coordinator = desk_of(app, garden, "coordinator")
    offered = Screen(coordinator.open("/patients/enrol").text).choices
    assert offered.keys() & {"English", "français", "italiano", "español"} == {"English", "français"}
    ask(garden, "garden", "phq9", version=3)
    assert "français" not in Screen(coordinator.open("/patients/enrol").text).choices


def test_words_missing_in_a_patients_language_are_told_on_the_patients_page(
    app: Flask, garden: PracticeInstance
) -> None:
    patient_id = garden.enrol("0101")
    change(garden, patient_id, "fr")
    coordinator = desk_of(app, garden, "coordinator")
    told = "Not every questionnaire of this study has words in français"
    assert told not in coordinator.open(f"/patients/{patient_id}/visits").text
    ask(garden, "garden", "phq9", version=3)
    assert told in coordinator.open(f"/patients/{patient_id}/visits").text
    reply = coordinator.send(f"/patients/{patient_id}/visits/baseline/start")
    assert reply.status_code == 422
    assert "phq9 has no wording in the patient&#39;s language (fr)" in reply.text


def test_a_coordinator_changes_the_language_with_a_reason_and_the_trail_says_so(
    app: Flask, garden: PracticeInstance
) -> None:
    patient_id = garden.enrol("0101")
    coordinator = desk_of(app, garden, "coordinator")
    address = f"/patients/{patient_id}/language"
    refused = coordinator.send(address, locale="fr", reason=" ")
    assert refused.status_code == 422
    assert "Write why the language is changed." in refused.text
    assert get_patient(garden.db, patient_id).locale == "en"
    assert coordinator.send(address, locale="it", reason="speaks it").status_code == 422
    reply = coordinator.send(address, follow=True, locale="fr", reason="reads French more easily")
    assert "Questionnaires now begin in: français." in reply.text
    assert get_patient(garden.db, patient_id).locale == "fr"
    audit = desk_of(app, garden, "monitor").open("/audit").text
    assert "patient.change_locale" in audit
    assert "reads French more easily" in audit


def test_a_questionnaire_begun_is_finished_in_its_language_and_the_next_begins_in_the_new_one(
    app: Flask, garden: PracticeInstance
) -> None:
    patient_id = garden.enrol("0101")
    tablet = Tablet(app, garden.hand_over(patient_id))
    tablet.press("Yes, this is me")
    if "practise" in tablet.screen.text:
        tablet.press("Next")
    tablet.press("Next")
    tablet.answer("Never")
    change(garden, patient_id, "fr")
    tablet.go("/tablet/")
    assert PageReader(tablet.response.text).language == "en"
    for _ in range(3):
        tablet.answer("Never")
    tablet.answer("Better")
    tablet.press("Send my answers")
    later = Tablet(app, garden.hand_over(patient_id, "month-1"))
    assert "Oui, c’est moi" in later.screen.buttons
    assert PageReader(later.response.text).language == "fr"
    (sitting,) = sittings_of_visit(garden.db, patient_id, "baseline")
    assert sitting.locale == "en"


def test_the_language_cannot_become_one_without_words(garden: PracticeInstance) -> None:
    patient_id = garden.enrol("0101")
    with pytest.raises(RefusedError, match=r"Not all questionnaires .* in it\. Allowed: en, fr"):
        change(garden, patient_id, "it")
    with pytest.raises(RefusedError, match="Write why"):
        change(garden, patient_id, "fr", reason=" ")


def test_an_instruments_words_on_a_page_of_another_language_say_which_they_are(
    app: Flask, garden: PracticeInstance
) -> None:
    """Portuguese words, for which the tablet has no buttons: English ones, and both are marked."""
    text = FRENCH.read_text("utf-8").replace('locale = "fr"', 'locale = "pt-BR"')
    load_wording(garden.db, actor=SITE, text=text, place="garden.toml", at=clock.now())
    patient_id = garden.enrol("0101")
    change(garden, patient_id, "pt-BR")
    tablet = Tablet(app, garden.hand_over(patient_id))
    tablet.press("Yes, this is me")
    if "practise" in tablet.screen.text:
        tablet.press("Next")
    tablet.press("Next")
    page = tablet.response.text
    assert '<html lang="en" dir="ltr"' in page
    assert '<div lang="pt-BR" dir="ltr">' in page
    assert not any("assis" in text for text in PageReader(page).texts)


@pytest.mark.parametrize(("locale", "words"), [("fr", "Cette tablette est verrouillée"), ("en", "is locked")])
def test_a_locked_tablet_says_so_in_the_patients_language(
    app: Flask, garden: PracticeInstance, locale: str, words: str
) -> None:
    patient_id = garden.enrol("0101")
    if locale != "en":
        change(garden, patient_id, locale)
    tablet = Tablet(app, garden.hand_over(patient_id))
    garden.hand_over(patient_id)  # elsewhere: this tablet's session ends
    tablet.go("/tablet/")
    assert words in tablet.screen.text


def sign_in(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_label("Username").fill("coordinator")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def enrol_in_french(page: Page) -> None:
    page.get_by_role("link", name="Enrol a patient").click()
    page.get_by_label("Study code").fill("0107")
    page.get_by_label("Secondary progressive multiple sclerosis (SPMS)").check()
    page.get_by_label("français").check()
    for group, parts in (("Date of consent", ("5", "1", "2026")), ("Date of injection", ("2", "2", "2026"))):
        boxes = page.get_by_role("group", name=group)
        for label, text in zip(("Day", "Month", "Year"), parts, strict=True):
            boxes.get_by_label(label).fill(text)
    page.get_by_role("button", name="Enrol", exact=True).click()


def spoken(page: Page) -> tuple[str | None, str | None]:
    root = page.locator("html")
    return root.get_attribute("lang"), root.get_attribute("dir")
