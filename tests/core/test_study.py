"""A study file says everything or is refused whole, with every fault and its place."""

import pytest

from app.errors import DefinitionError
from app.study.reader import parse_study, study_of_document
from tests.practice import EXAMPLE

TEXT = EXAMPLE.read_text("utf-8")


def test_the_example_is_read() -> None:
    study = parse_study(TEXT, "example.toml")
    assert (study.code, study.version, study.baseline) == ("MSC-PMS-1", 1, "baseline")
    assert study.site("01").danger["en"].strip()
    assert study.visit("month-1").days_after == 7


def test_it_revives_from_its_document_the_same() -> None:
    study = parse_study(TEXT, "example.toml")
    assert study_of_document(study.document) == study


def test_comments_and_layout_do_not_change_what_it_is() -> None:
    assert parse_study("# another comment\n" + TEXT, "x").hash == parse_study(TEXT, "y").hash
    assert (
        parse_study(TEXT.replace("days_after = 14", "days_after = 13", 1), "x").hash
        != parse_study(TEXT, "y").hash
    )


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ('code = "MSC-PMS-1"\n', "", "the study: code is missing"),
        ("version = 1\n", "version = 1\nspeed = 3\n", "the study: speed is not known"),
        ('baseline = "baseline"', 'baseline = "month-0"', "baseline 'month-0' is not the id of a visit"),
        ('"Europe/London"', '"Europe/Londn"', "site 01: 'Europe/Londn' is not an IANA time zone"),
        ('anchor = "consent"', 'anchor = "birth"', "visit screening: anchor 'birth' is not one of"),
        ('offset = "1 month"', 'offset = "1 moon"', "visit month-1: '1 moon' is not an offset"),
        ("days_before = 5", "days_before = -5", "visit month-1: days_before is not a whole number"),
        ("days_before = 5", "days_before = 1.5", "visit month-1: days_before is not a whole number"),
        ('id = "month-3"', 'id = "month-1"', "visit 'month-1' stands there twice"),
        (
            'instruments = ["phq9", "mfis", "rand36"]',
            "instruments = []",
            "visit screening: instruments is not a list of texts, one or more",
        ),
        ('time_zone = "Europe/London"\n', "", "site 01: time_zone is missing"),
        ("days_after = 7", "", "visit month-1: days_after is missing"),
        ("version = 1", "version = ", "example.toml: "),
    ],
)
def test_a_fault_is_named_with_its_place(right: str, wrong: str, fault: str) -> None:
    assert right in TEXT
    with pytest.raises(DefinitionError) as caught:
        parse_study(TEXT.replace(right, wrong, 1), "example.toml")
    assert [one for one in caught.value.faults if fault in one], caught.value.faults
    assert all(one.startswith("example.toml: ") for one in caught.value.faults)


def test_a_site_without_words_for_danger_is_refused() -> None:
    start, end = TEXT.index('en = """'), TEXT.index("[[visit]]")
    with pytest.raises(DefinitionError, match="must read whom to call"):
        parse_study(TEXT[:start] + 'en = "  "\n' + TEXT[end:], "example.toml")


def test_all_faults_come_at_once() -> None:
    text = (
        TEXT.replace('"Europe/London"', '"Nowhere"')
        .replace("1 month", "1 moon", 1)
        .replace("version = 1\n", "")
    )
    with pytest.raises(DefinitionError) as caught:
        parse_study(text, "example.toml")
    assert len(caught.value.faults) == 3


@pytest.mark.parametrize(
    "text",
    [
        "",
        "site = 3\n",
        "visit = 'x'\n",
        "[[site]]\ncode = 3\n",
        "site = [1]\n",
        "visit = [[]]\n",
        TEXT.replace("version = 1", 'version = "one"'),
        TEXT.replace('code = "01"', "code = 1"),
        TEXT.replace('offset = "1 month"', "offset = 1"),
        TEXT.replace('instruments = ["phq9", "mfis", "rand36"]', 'instruments = "phq9"', 1),
        TEXT.replace('instruments = ["phq9", "mfis", "rand36"]', "instruments = [9]", 1),
        TEXT.replace('time_zone = "Europe/London"', "time_zone = 0"),
        TEXT.replace("Europe/London", "Europe"),
        TEXT.replace("Europe/London", "../etc"),
        TEXT.replace('id = "month-1"', "id = 1"),
        TEXT.replace('id = "month-1"', 'id = ["a"]'),
        TEXT.replace("[site.danger]\nen =", "danger ="),
        TEXT.replace("version = 1\n", 'version = 1\narms = "A"\n'),
    ],
)
def test_what_is_of_a_wrong_kind_is_a_fault_and_never_a_crash(text: str) -> None:
    with pytest.raises(DefinitionError):
        parse_study(text, "example.toml")
