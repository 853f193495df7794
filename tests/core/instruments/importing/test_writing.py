"""What an import writes is what the reader of definitions reads: the same items, codes and words."""

import tomllib
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.instruments.importing.draft import Draft
from app.instruments.importing.identity import is_slug, slug
from app.instruments.importing.structure import new_names
from app.instruments.importing.toml_text import Inline, to_toml
from app.instruments.importing.writing import id_list, wording_text
from app.instruments.notation import item_ids
from tests.core.instruments.importing.foreign import (
    Json,
    choice,
    drafted,
    extended,
    option,
    questionnaire,
    stored,
    translated,
    weighing,
)

scalars = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**6), max_value=10**6, places=3),
)
tables = st.recursive(
    st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), scalars | st.lists(scalars)),
    lambda inner: st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"])), scalars | inner | st.lists(inner, min_size=1)
    ),
    max_leaves=20,
)


@given(tables)
def test_any_table_is_written_so_that_it_reads_back_the_same(table: dict[str, Any]) -> None:
    assert tomllib.loads(to_toml(table), parse_float=Decimal) == table


def test_tables_are_laid_out_as_definitions_are() -> None:
    table = {
        "id": "pond",
        "items": [{"ids": "1-2", "codes": [0, 1], "when": [{"item": "1", "codes": [1]}]}, {"ids": "3"}],
        "recode": [{"items": "3", "points": Inline({"0": Decimal("0.5"), "-1": Decimal("-2")})}],
        "codings": {"loinc": {"items": {"1": "a b", "a b": 'say "so"'}}},
    }
    assert to_toml(table) == (
        'id = "pond"\n'
        '\n[[items]]\nids = "1-2"\ncodes = [0, 1]\n'
        '\n[[items.when]]\nitem = "1"\ncodes = [1]\n'
        '\n[[items]]\nids = "3"\n'
        '\n[[recode]]\nitems = "3"\npoints = { 0 = 0.5, -1 = -2 }\n'
        '\n[codings.loinc.items]\n1 = "a b"\n"a b" = "say \\"so\\""\n'
    )


@given(
    st.lists(st.integers(1, 30), unique=True).map(sorted),
    st.lists(st.sampled_from(["i1", "i2"]), unique=True),
)
def test_lists_of_ids_read_back_the_same(numbers: list[int], pages: list[str]) -> None:
    ids = (*pages, *map(str, numbers))
    assert item_ids(id_list(ids)) == ids


@given(st.text())
def test_any_name_becomes_an_id(text: str) -> None:
    assert is_slug(slug(text))


def test_ids_stay_recognisable() -> None:
    assert slug("PHQ-9 (für Sie!)") == "phq_9_fur_sie"
    assert slug("7 Ponds") == "q_7_ponds"
    assert slug("問卷") == "questionnaire"


texts = st.text(min_size=1, max_size=40).filter(lambda text: text.strip())
languages = st.dictionaries(st.sampled_from(["de", "it", "pt-BR"]), texts, max_size=2)


@st.composite
def items(draw: st.DrawFn, name: str) -> Json:
    kind = draw(
        st.sampled_from(["choice", "boolean", "integer", "string", "date", "display", "decimal", "group"])
    )
    item: Json = {
        "linkId": name,
        "type": kind,
        "text": draw(st.none() | texts),
        "_text": translated(**draw(languages)),
    }
    if kind == "choice":
        displays = draw(st.lists(texts, min_size=1, max_size=5))
        weights = draw(st.none() | st.lists(st.sampled_from([0, 1, 2, 3, 0.5, -4]), min_size=5, max_size=5))
        options = [option(display, f"c{at}") for at, display in enumerate(displays)]
        item["answerOption"] = [
            {**each, **weighing(weights[at])} if weights else each for at, each in enumerate(options)
        ]
    if kind == "integer" and draw(st.booleans()):
        item = extended(item, "minValue", valueInteger=draw(st.integers(-5, 5)))
    if kind == "group":
        item["item"] = [draw(items(f"{name}.{number}")) for number in range(draw(st.integers(0, 2)))]
    if draw(st.booleans()):
        item["enableWhen"] = [{"question": "1", "operator": "=", "answerCoding": {"code": "c0"}}]
    return item


@st.composite
def questionnaires(draw: st.DrawFn) -> Json:
    first = choice("1", [option("Yes", "c0"), option("No", "c1")])
    rest = [draw(items(str(number))) for number in range(2, 2 + draw(st.integers(0, 4)))]
    return questionnaire(first, *rest, title=draw(texts), _title=translated(**draw(languages)))


@given(questionnaires())
def test_whatever_was_read_is_read_back_from_what_was_written(document: Json) -> None:
    draft = drafted(document)
    instrument, wordings = stored(draft)
    assert [(item.id, item.kind) for item in instrument.items] == [
        (item.id, item.kind) for item in draft.items
    ]
    for new, old in zip(instrument.items, draft.items, strict=True):
        span = () if old.low is None or old.high is None else tuple(range(old.low, old.high + 1))
        assert new.codes == (span or tuple(option.code for option in old.options))
        assert [(each.item, each.codes) for each in new.when] == [
            (each.item, each.codes) for each in old.when
        ]
    assert set(wordings) == set(draft.locales)
    for locale, wording in wordings.items():
        for new, old in zip(instrument.items, draft.items, strict=True):
            assert wording.items.get(new.id) == old.words.get(locale)
            assert wording.stems.get(new.stem or "") == (old.stem or {}).get(locale)
            written = {choice.code: choice.text for choice in wording.choices.get(new.choices or "", ())}
            assert written == {each.code: each.words[locale] for each in old.options if locale in each.words}


def test_a_wording_tells_its_version_and_its_source() -> None:
    draft: Draft = drafted(questionnaire(choice("q"), url="https://ponds.example/q", version="7"))
    text = wording_text(draft, new_names(draft), "en", draft.id, 2)
    assert tomllib.loads(text)["source"] == "ponds.json https://ponds.example/q 7"
    assert (tomllib.loads(text)["version"], tomllib.loads(text)["instrument_version"]) == ("7", 2)
