"""What cannot be asked is refused before a patient sits at the tablet, each time in one plain sentence."""

import pytest

from app.actions.answering import begin_sitting
from app.actions.enrolling import enrol_patient
from app.actions.handing_over import hand_over
from app.actions.loading import release_definition
from app.actions.scheduling import locales_of_study, scores_lacking
from app.errors import DefinitionError, RefusedError
from app.storage.audit import check_chain
from app.storage.sittings import get_sitting
from app.storage.studies import get_study
from tests.actions.conftest import NOON
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
    words_for,
)
from tests.core.garden import FOLDER
from tests.desk import patient_actor
from tests.practice import CONSENT, INJECTION, PracticeInstance


def enrol(instance: PracticeInstance, locale: str, code: str = "0101") -> int:
    return enrol_patient(
        instance.db,
        actor=instance.staff("coordinator"),
        site_id=instance.site.id,
        code=code,
        disease="SPMS",
        consent_on=CONSENT,
        injection_on=INJECTION,
        arm=None,
        locale=locale,
        at=NOON,
    )


def give(instance: PracticeInstance, patient_id: int) -> None:
    hand_over(
        instance.db,
        actor=instance.staff("coordinator"),
        patient_id=patient_id,
        visit="baseline",
        token=f"for {patient_id}",
        at=NOON,
    )


def begin(instance: PracticeInstance, patient_id: int) -> int:
    return begin_sitting(
        instance.db, actor=patient_actor(patient_id), visit="baseline", instrument_id="garden", at=NOON
    )


def test_a_study_that_asks_what_has_no_words_is_refused_until_they_are_loaded(
    instance: PracticeInstance,
) -> None:
    add_garden(instance)
    before = check_chain(instance.db)
    with pytest.raises(DefinitionError, match="garden cannot be asked: it has no words yet"):
        ask(instance, "phq9", "garden")
    assert check_chain(instance.db) == before
    add_words(instance)
    ask(instance, "phq9", "garden")
    assert get_study(instance.db).version == 2


def test_every_questionnaire_that_cannot_be_asked_is_named_with_its_visits(
    instance: PracticeInstance,
) -> None:
    for name in ("thorn", "storm"):
        text = (FOLDER / f"{name}.toml").read_text("utf-8").replace("high = 10", "high = 20")
        text = text.replace("[1, 41]", "[1, 71]")
        release_definition(instance.db, actor=SITE, text=text, place=name, at=NOON)
    with pytest.raises(DefinitionError) as refused:
        ask(instance, "thorn", "storm", "meadow")
    told = "\n".join(refused.value.faults)
    assert "thorn cannot be asked: item 1 has 21 choices, the tablet shows at most 11" in told
    assert "storm cannot be asked: its items are chosen by item parameters, and no item param" in told
    assert "there is no instrument 'meadow' in the library" in told
    assert "visits screening, baseline, month-1" in told


def test_a_study_in_which_no_language_has_words_for_everything_is_refused(instance: PracticeInstance) -> None:
    add_garden(instance)
    add_words(instance, ITALIAN)
    with pytest.raises(DefinitionError, match=r"no language has words for every.*phq9 has en; garden has it"):
        ask(instance, "phq9", "garden")
    ask(instance, "garden")


def test_patients_are_enrolled_in_languages_that_every_questionnaire_has(instance: PracticeInstance) -> None:
    add_garden(instance)
    add_words(instance, ITALIAN)
    ask(instance, "garden")
    with pytest.raises(RefusedError, match=r"words in en\. Allowed: it\."):
        enrol(instance, "en")
    add_words(instance)
    assert locales_of_study(instance.db, get_study(instance.db)) == ("en", "it")
    assert enrol(instance, "en")
    assert enrol(instance, "it", "0102")


def test_a_tablet_is_not_handed_over_for_what_has_no_words_in_the_patients_language(
    instance: PracticeInstance,
) -> None:
    add_garden(instance)
    add_words(instance)
    add_words(instance, ITALIAN)
    ask(instance, "garden")
    patient_id = enrol(instance, "it")
    ask(instance, "garden", "phq9", version=3)
    with pytest.raises(RefusedError, match=r"phq9 has no wording in the patient's language \(it\)"):
        give(instance, patient_id)


def test_what_was_begun_is_handed_over_again_in_its_own_words(instance: PracticeInstance) -> None:
    add_garden(instance)
    add_words(instance)
    ask(instance, "garden")
    patient_id = enrol(instance, "en")
    sitting_id = begin(instance, patient_id)
    begun = get_sitting(instance.db, sitting_id)
    add_words(instance, NEWER)
    add_garden(instance, edited(4))
    add_words(instance, words_for(4))
    give(instance, patient_id)
    assert begin(instance, patient_id) == sitting_id
    assert get_sitting(instance.db, sitting_id) == begun
    after = get_sitting(instance.db, begin(instance, enrol(instance, "en", "0102")))
    assert after.definition_hash != begun.definition_hash
    assert after.wording_hash != begun.wording_hash


def test_a_score_that_lacks_its_data_is_allowed_and_told(instance: PracticeInstance) -> None:
    bring_meadow(instance)
    ask(instance, "meadow")
    told = scores_lacking(instance.db, get_study(instance.db))
    assert told == ("meadow: T_pattern cannot be scored, no item parameters are loaded",)
    bring_bank(instance)
    assert scores_lacking(instance.db, get_study(instance.db)) == ()
