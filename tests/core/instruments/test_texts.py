"""Letters lost or mangled on the way here are told; what people write in their languages is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import DefinitionError
from app.instruments.reader import parse_wording
from app.instruments.texts import text_faults
from tests.core.garden import GARDEN, WORDS, slip

SENTENCES = [
    "Pendant la saison dernière, à quelle fréquence… ?",
    "« FATIGUÉ\u00a0: jamais, QUALITÉ\u00a0! »",
    "Während der letzten Saison: „Ärger“ – Größe über alles",
    "Durante la última estación, ¿cuántas veces?",
    "AMANHÃ\u00a0» e «MANHû",
    "Jak często czułeś zmęczenie? Źdźbło łąki",
    "Как часто вы чувствовали усталость?",
    "Πόσο συχνά νιώσατε κόπωση;",
    "Geçen ay ne sıklıkta yorgundunuz? Çok",
    "過去4週間",
    "Å gå ute er à la carte — 20 °C, naïve façade",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_no_language_is_taken_for_damage(text: str) -> None:
    assert text_faults({"items": [text]}, "x.toml") == []


@pytest.mark.parametrize("text", SENTENCES)
def test_the_same_sentence_read_in_a_wrong_encoding_is_told_with_its_place(text: str) -> None:
    for octet in ("latin-1", "cp1252"):
        try:
            mangled = text.encode("utf-8").decode(octet)
        except UnicodeDecodeError:
            continue
        faults = text_faults({"items": {"1": mangled}}, "x.toml")
        assert faults
        assert all(fault.startswith("x.toml: items: 1: ") for fault in faults)


def test_what_was_meant_is_named() -> None:
    assert text_faults("Une fatiguÃ©", "x") == ["x: “Ã©” stands where “é” was meant: a wrong encoding"]
    assert text_faults("the patientâ€™s", "x") == ["x: “â€™” stands where “’” was meant: a wrong encoding"]


def test_what_was_meant_is_named_where_the_wrong_encoding_has_no_letter_for_an_octet() -> None:
    assert (
        text_faults("la \u00c3\u0081rea", "x")[0]
        == "x: “\u00c3\u0081” stands where “Á” was meant: a wrong encoding"
    )


def test_damage_that_nobody_can_undo_is_told_all_the_same() -> None:
    (fault,) = text_faults("é»é»é»", "x")
    assert fault.startswith("x: “é»é»é»” stands where “\ufffd")


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"])))
def test_plain_letters_never_are_a_fault(text: str) -> None:
    assert text_faults(text, "x") == []


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ("did you meet \ufffdasps?", "w.toml: items: w1: a letter was lost (U+FFFD)"),
        ("did you meet wÃ¤sps?", "“Ã¤” stands where “ä” was meant"),
        ("   ", "items: w1 has no words"),
        ("\\u00a0\\t", "items: w1 has no words"),
        ("\\u200b\\u00ad", "w.toml: items: w1: it shows nothing"),
        ("did you meet\\u0007 wasps?", "w.toml: items: w1: it has a sign that nobody can see (U+0007)"),
        ("Did you sit  in the garden?", "items 1 and w1 have the same words"),
    ],
)
def test_words_that_are_no_words_are_refused(wrong: str, fault: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        parse_wording(slip(WORDS, "did you meet **wasps**?", wrong), GARDEN, "w.toml")
    assert fault in str(refused.value)


@pytest.mark.parametrize("locale", ["english", "EN", "en_GB", "en-gb", "e", "../en", "en-GB-x"])
def test_a_language_is_named_by_its_code(locale: str) -> None:
    with pytest.raises(DefinitionError, match="is not a language such as en, it or pt-BR"):
        parse_wording(slip(WORDS, 'locale = "en"', f'locale = "{locale}"'), GARDEN, "w.toml")


@pytest.mark.parametrize("locale", ["en", "pt-BR", "tlh", "zh-Hant", "zh-Hant-TW", "es-419"])
def test_a_language_may_be_that_of_a_country(locale: str) -> None:
    text = slip(WORDS, 'locale = "en"', f'locale = "{locale}"')
    assert parse_wording(text, GARDEN, "w.toml").locale == locale


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ('4 = "Always"', "", "item 1: choices often are for [1, 2, 3]; its codes are [1, 2, 3, 4]"),
        ('4 = "Always"', '4 = "never "', "choices often: “Never” stands twice"),
        ('4 = "Always"', '4 = "Always"\n4 = "Ever"', "this stands there twice (at line"),
        ('2 = "did you long', '1 = "did you long', "this stands there twice (at line"),
    ],
)
def test_every_choice_has_words_once(right: str, wrong: str, fault: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        parse_wording(slip(WORDS, right, wrong), GARDEN, "w.toml")
    assert fault in str(refused.value)
