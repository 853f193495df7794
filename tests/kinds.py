"""Made-up questionnaires for every kind of item, in a patient's hands."""

from datetime import UTC, datetime

from app.actions.loading import load_wording, release_definition
from app.actions.setting_up import put_study_in_force
from app.study.access import system
from app.study.reader import parse_study
from tests.core.garden import FOLDER
from tests.practice import EXAMPLE, PracticeInstance
from tests.tablet import Tablet

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
VISIT = "month-1"
ASKED = 'instruments = ["phq9", "mfis", "rand36"]'
KINDS = ("hedge", "thorn", "sundial", "seedbox")
"""Single choices, ratings, lines, and what is typed or only read."""


def schedule(instance: PracticeInstance, *instruments: str) -> None:
    """Bring these questionnaires with their words into the instance's library, and into the study's first month."""
    db, actor = instance.db, system("tests")
    for one in instruments:
        for load, name in ((release_definition, f"{one}.toml"), (load_wording, f"{one}.en.toml")):
            load(db, actor=actor, text=(FOLDER / name).read_text("utf-8"), place=name, at=NOON)
    before, visit, after = EXAMPLE.read_text("utf-8").partition(f'id = "{VISIT}"')
    listed = ", ".join(f'"{one}"' for one in instruments)
    text = before + visit + after.replace(ASKED, f"instruments = [{listed}]", 1)
    put_study_in_force(db, actor=actor, study=parse_study(text, EXAMPLE.name), at=NOON)


def go_through(tablet: Tablet, **answers: str | dict[str, str] | None) -> None:
    """Answer what is asked, item by item: words of a choice, fields of a form, or None for declined."""
    for item, answer in answers.items():
        assert tablet.path.rpartition("/")[2] == item.removeprefix("_"), "the tablet asks something else"
        if answer is None:
            tablet.press("I prefer not to answer")
        elif isinstance(answer, str):
            tablet.answer(answer)
        else:
            tablet.press("Next", **answer)


SEEDBOX: dict[str, str | dict[str, str] | None] = {
    "intro": {},
    "_1": "Yes",
    "packets": {"answer": "12"},
    "frost": {"answer": "\N{MINUS SIGN}7"},
    "sown": {"answer-day": "27", "answer-month": "3", "answer-year": "1985"},
    "remark": {"answer": "They are good seeds.\r\n\r\nThe <best>."},
    "outro": {},
}
"""Every question of the seedbox answered."""
