"""Real definitions that nobody here wrote. They are not ours to keep: where they are absent, this is skipped aloud."""

from pathlib import Path

import pytest

from app.instruments.importing.documents import read_drafts
from app.instruments.importing.draft import Draft
from app.instruments.importing.filing import file_draft
from tests.core.instruments.importing.foreign import codes, lines, words

OUTSIDE = Path(__file__).parents[5] / "shared" / "outside"
PHQ9 = OUTSIDE / "phq9.fhir-r4.json"
ENGLISH = OUTSIDE / "radar-armt.english.redcap.csv"
ITALIAN = OUTSIDE / "radar-armt.italian.redcap.csv"


def read(path: Path, locale: str | None = None) -> tuple[Draft, ...]:
    if not path.exists():
        pytest.skip(f"{path} is not here: no real file was tried")
    return read_drafts(path.read_bytes(), path.name, locale)


def form(path: Path, locale: str, name: str) -> Draft:
    return next(draft for draft in read(path, locale) if draft.id == name)


def test_the_nlm_phq9_has_nine_weighed_items_and_one_of_positions() -> None:
    draft = read(PHQ9)[0]
    assert [item.id for item in draft.items] == [str(number) for number in range(1, 11)]
    assert all(codes(item) == [0, 1, 2, 3] for item in draft.items)
    assert words(draft.items[0]) == [
        "Not at all",
        "Several days",
        "More than half the days",
        "Nearly every day",
    ]
    assert words(draft.items[9])[1] == "Somewhat difficult"
    assert [item.codings["loinc"] for item in draft.items][8:] == ["44260-8", "69722-7"]
    assert draft.codings["loinc"] == {"panel": "44249-1"}
    assert "/44261-6: left out: it is calculated, and scoring belongs to the definition" in lines(
        draft.remarks
    )
    assert any(
        "the answers to 1-9 have weights, whose sum runs from 0 to 27" in line
        for line in lines(draft.remarks)
    )


def test_the_radar_dictionaries_hold_five_forms_and_four() -> None:
    assert [(draft.id, len(draft.items)) for draft in read(ENGLISH, "en")] == [
        ("esm", 41),
        ("perceived_deficits_questionnaire", 5),
        ("phq8", 8),
        ("rses", 10),
        ("patient_determined_disease_step", 1),
    ]
    assert [draft.id for draft in read(ITALIAN, "it")] == [
        "esm",
        "perceived_deficits_questionnaire",
        "phq8",
        "patient_determined_disease_step",
    ]


def test_checkboxes_and_what_hangs_on_them_are_losses_with_their_rows() -> None:
    lost = [place for finding in form(ENGLISH, "en", "esm").lost for place in finding.places]
    assert "item 18, row 20 (esm_phys_activity)" in lost
    assert len(lost) == 3 + 9


def test_what_hangs_on_an_answer_is_kept() -> None:
    items = {item.name: item for item in form(ENGLISH, "en", "esm").items}
    condition = items["esm_social_virt_pleasant"].when[0]
    assert (condition.item, condition.codes) == (items["esm_social_virt_interact"].id, (1,))


def test_negative_codes_and_bold_words_are_kept() -> None:
    items = {item.name: item for item in form(ENGLISH, "en", "esm").items}
    assert codes(items["esm_stress"]) == [-3, -2, -1, 0, 1, 2, 3]
    steps = form(ENGLISH, "en", "patient_determined_disease_step").items[0]
    assert codes(steps) == list(range(9))
    assert words(steps)[0].startswith("**Normal:** I may have")


@pytest.mark.parametrize("name", ["esm", "perceived_deficits_questionnaire", "phq8"])
def test_the_italian_words_fit_the_english_definition(name: str) -> None:
    files = file_draft(form(ENGLISH, "en", name), {}).files
    filing = file_draft(form(ITALIAN, "it", name), files)
    assert filing.refusals == ()
    assert list(filing.files) == [f"{name}.it.toml"]


def test_the_bar_that_the_italian_steps_lack_is_found() -> None:
    name = "patient_determined_disease_step"
    italian = form(ITALIAN, "it", name)
    filing = file_draft(italian, file_draft(form(ENGLISH, "en", name), {}).files)
    assert filing.files == {}
    assert (
        "item 1: codes: 0, 2, 3, 4, 5, 6, 7, 8 in the file, 0, 1, 2, 3, 4, 5, 6, 7, 8 in the definition"
        in (filing.refusals)
    )
    assert lines(italian.lost) == [
        "item 1, row 60 (pdss): answer 1 stands within the words of answer 0: a “|” seems to be missing"
    ]
