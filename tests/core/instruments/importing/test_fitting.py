"""A second language beside a definition that is there: its words are added, or the differences are told."""

from dataclasses import replace

import pytest

from app.instruments.importing.draft import Draft, DraftCondition
from app.instruments.importing.filing import file_draft
from app.instruments.reader import read_instrument, read_wording
from tests.core.instruments.importing.foreign import of_redcap, row

SAME = "0, No | 1, Yes"


def english() -> Draft:
    return of_redcap(
        row("a", "radio", "Frogs?", SAME, header="Last week"),
        row("b", "radio", "Newts?", SAME),
        row("c", "slider", "Depth?", "Low | High"),
        row("d", "text", "Why?", branching="[a] = '1'"),
    )


def italian(**changed: str) -> Draft:
    """The same in Italian, but for the rows that are given."""
    rows = {
        "a": row("a", "radio", "Rane?", "0, No | 1, Sì", header="La settimana scorsa"),
        "b": row("b", "radio", "Tritoni?", "0, No | 1, Sì"),
        "c": row("c", "slider", "Profondità?", "Poca | Molta"),
        "d": row("d", "text", "Perché?", branching="[a] = '1'"),
    } | changed
    return of_redcap(*(each for each in rows.values() if each), locale="it")


FILES = dict(file_draft(english(), {}).files)


def test_the_same_structure_in_another_language_adds_its_words_only() -> None:
    filing = file_draft(italian(), FILES)
    assert list(filing.files) == ["f.it.toml"]
    instrument, _ = read_instrument(FILES["f.toml"], "f.toml")
    assert instrument is not None
    wording, faults = read_wording(filing.files["f.it.toml"], instrument, "f.it.toml")
    assert faults == []
    assert wording is not None
    assert wording.items == {"1": "Rane?", "2": "Tritoni?", "3": "Profondità?", "4": "Perché?"}


def test_what_a_person_has_named_and_numbered_anew_since_is_kept_to() -> None:
    definition = FILES["f.toml"].replace("choices_1", "no_yes").replace("stem_1", "week")
    definition = definition.replace("version = 1", "version = 4")
    text = file_draft(italian(), {"f.toml": definition}).files["f.it.toml"]
    assert "instrument_version = 4" in text
    assert "[choices.no_yes]" in text
    assert 'week = "La settimana scorsa"' in text


def test_nothing_that_is_there_is_written_again() -> None:
    filing = file_draft(english(), FILES)
    assert filing.files == {}
    assert filing.refusals == ("f.en.toml is there already and stays as it is",)


def test_a_definition_that_cannot_be_read_is_named_with_its_faults() -> None:
    filing = file_draft(italian(), {"f.toml": "id = 3"})
    assert filing.refusals[0] == "f.toml is there already and cannot be read:"
    assert "f.toml: it has no items" in filing.refusals


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"b": ""}, ["item 2: name: c in the file, b in the definition"]),
        (
            {"b": row("x", "radio", "Tritoni?", "0, No | 1, Sì")},
            ["item 2: name: x in the file, b in the definition"],
        ),
        ({"e": row("e", "text", "E?")}, ["item 5 (e) is only in the file"]),
        ({"d": ""}, ["item 4 is only in the definition"]),
        (
            {"d": row("d", "notes", "Perché?")},
            ["item 4: conditions: none in the file, item 1 is 1 in the definition"],
        ),
        (
            {"b": row("b", "radio", "Tritoni?", "0, No | 2, Sì")},
            [
                "item 2: choices: “0, No | 2, Sì” in the file, but “0, No | 1, Sì” at item 1; "
                "in the definition both share choices_1",
                "item 2: codes: 0, 2 in the file, 0, 1 in the definition",
            ],
        ),
        (
            {"b": row("b", "radio", "Tritoni?", "0, No | 1, Si")},
            [
                "item 2: choices: “0, No | 1, Si” in the file, but “0, No | 1, Sì” at item 1; "
                "in the definition both share choices_1"
            ],
        ),
        (
            {"c": row("c", "slider", "?", "A | B", high="10")},
            ["item 3: codes: 0 to 10 in the file, 0 to 100 in the definition"],
        ),
        ({"c": row("c", "slider", "?")}, ["item 3: choices: none in the file, some in the definition"]),
        ({"c": row("c", "text", "?")}, ["item 3: kind: text in the file, visual_analogue in the definition"]),
    ],
)
def test_every_difference_is_told_with_its_item_and_nothing_is_written(
    changed: dict[str, str], told: list[str]
) -> None:
    filing = file_draft(italian(**changed), {"f.toml": FILES["f.toml"]})
    assert filing.files == {}
    assert filing.refusals[0] == "f.toml is there already and differs:"
    assert set(told) <= set(filing.refusals[1:])


def test_a_stem_more_or_less_and_other_conditions_are_differences() -> None:
    stemless = replace(
        english(), locales=("it",), items=tuple(replace(item, stem=None) for item in english().items)
    )
    assert (
        "item 1: stem: none in the file, one in the definition"
        in file_draft(stemless, {"f.toml": FILES["f.toml"]}).refusals
    )
    when = (DraftCondition(item="1", codes=(0, 1)), DraftCondition(item="2", codes=(1,)))
    other = replace(
        english(), locales=("it",), items=(*english().items[:3], replace(english().items[3], when=when))
    )
    assert file_draft(other, {"f.toml": FILES["f.toml"]}).refusals[1:] == (
        "item 4: conditions: item 1 is 0 or 1 and item 2 is 1 in the file, item 1 is 1 in the definition",
    )
