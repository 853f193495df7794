"""Whatever a file holds, an import reads it or refuses it in plain words: never a bug."""

import json
import random
import re
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.errors import ForeignFileError
from app.instruments.importing.documents import read_drafts
from app.instruments.importing.draft import Draft
from app.instruments.importing.filing import file_draft
from app.instruments.importing.identity import is_slug, slug
from app.instruments.reader import read_instrument, read_wording
from tests.core.instruments.importing.foreign import CORE, FOLDER, Json

KEYS = re.findall(
    r"\w+",
    "resourceType item linkId type text _text prefix code system display answerOption option options valueCoding "
    "valueString valueInteger answerValueSet enableWhen enableBehavior question operator answerCoding "
    "answerInteger extension url lang content repeats readOnly required contained id compose include concept "
    "expansion contains valueSet designation language value property title name version copyright "
    "initialSelected entry resource",
)
TYPES = [
    "group",
    "display",
    "choice",
    "coding",
    "open-choice",
    "boolean",
    "integer",
    "decimal",
    "string",
    "date",
]
TEXTS = [
    "Questionnaire",
    "ValueSet",
    "CodeSystem",
    "Bundle",
    *TYPES,
    "1",
    "2",
    "=",
    "!=",
    ">",
    "exists",
    "any",
]
TEXTS += ["#1", "1e9", "-3", "\ud800", "\x00", "**"]
URLS = [
    CORE + name
    for name in ("ordinalValue", "itemWeight", "translation", "minValue", "maxValue", "questionnaire-hidden")
]
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.sampled_from(TEXTS + URLS)
)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=30,
)
POND = json.loads((FOLDER / "pond.r4.json").read_text("utf-8"))
MEADOW = (FOLDER / "meadow.en.csv").read_bytes()


def imported(content: bytes) -> tuple[Draft, ...]:
    """All the way through, up to reading back what would be written."""
    try:
        drafts = read_drafts(content, "any")
    except ForeignFileError:
        return ()
    for draft in drafts:
        files = file_draft(draft, {}).files
        instrument, _ = read_instrument(files[f"{draft.id}.toml"], "any")
        assert instrument is not None
        for text in list(files.values())[1:]:
            read_wording(text, instrument, "any")
        assert is_slug(slug(draft.id))
    return drafts


@given(st.dictionaries(st.sampled_from(KEYS), anything))
def test_any_json_is_read_or_refused(document: Json) -> None:
    imported(json.dumps({**document, "resourceType": "Questionnaire"}).encode())


@given(anything)
def test_any_json_at_all_is_read_or_refused(document: Any) -> None:
    imported(json.dumps(document).encode())


@given(st.integers(), st.lists(anything, min_size=1, max_size=5))
def test_a_questionnaire_with_parts_replaced_is_read_or_refused(seed: int, parts: list[Any]) -> None:
    imported(json.dumps(mutated(POND, random.Random(seed), parts)).encode())


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    imported(content)


@given(st.integers(0, len(MEADOW)), st.binary(max_size=20), st.integers(0, 60))
def test_a_dictionary_with_a_part_replaced_is_read_or_refused(at: int, part: bytes, length: int) -> None:
    imported(MEADOW[:at] + part + MEADOW[at + length :])


def mutated(document: Any, chance: random.Random, parts: list[Any]) -> Any:
    """The document with some of its values replaced."""
    copy = json.loads(json.dumps(document))
    for part in parts:
        holder, key = chance.choice(list(places(copy)))
        holder[key] = part
    return copy


def places(document: Any) -> Iterator[tuple[Any, Any]]:
    entries = document.items() if isinstance(document, dict) else enumerate(document)
    for key, value in list(entries):
        yield document, key
        if isinstance(value, dict | list):
            yield from places(value)
