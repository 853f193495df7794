"""A practice study whose first month asks the made-up bank of tests/instruments, one item chosen after the other."""

from dataclasses import dataclass
from datetime import UTC, datetime

from app.actions.answering import begin_sitting, record_answer
from app.actions.loading import load_pack, load_wording, release_definition
from app.actions.setting_up import put_study_in_force
from app.instruments.model import Item
from app.study.access import Actor, system
from app.study.reader import parse_study
from tests.core.garden import FOLDER
from tests.practice import EXAMPLE, PracticeInstance

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
VISIT = "month-1"
ASKED = 'instruments = ["phq9", "mfis", "rand36"]'


def schedule_storm(instance: PracticeInstance) -> None:
    """Bring the bank with its words and parameters into the instance's library, and into the study's first month."""
    db, actor = instance.db, system("tests")
    for load, name in (
        (release_definition, "storm.toml"),
        (load_wording, "storm.en.toml"),
        (load_pack, "packs/storm.toml"),
    ):
        load(db, actor=actor, text=(FOLDER / name).read_text("utf-8"), place=name, at=NOON)
    before, visit, after = EXAMPLE.read_text("utf-8").partition(f'id = "{VISIT}"')
    text = before + visit + after.replace(ASKED, 'instruments = ["storm"]', 1)
    put_study_in_force(db, actor=actor, study=parse_study(text, EXAMPLE.name), at=NOON)


@dataclass(frozen=True, slots=True)
class StormSitter:
    """A patient who has begun the bank."""

    instance: PracticeInstance
    patient_id: int
    sitting_id: int

    @property
    def actor(self) -> Actor:
        return Actor(kind="tablet", name=f"patient:{self.patient_id}", id=self.patient_id)

    def answer(self, item_id: str, value: int | None, key: str | None = None) -> Item | None:
        """Answer one item, each time on a page of its own; the next item."""
        return record_answer(
            self.instance.db,
            actor=self.actor,
            sitting_id=self.sitting_id,
            item_id=item_id,
            value=value,
            key=key or f"{item_id}={value}",
            at=NOON,
        )


def seat_before_storm(instance: PracticeInstance, code: str) -> StormSitter:
    """Schedule the bank, enrol a patient, and begin."""
    schedule_storm(instance)
    patient_id = instance.enrol(code)
    actor = Actor(kind="tablet", name=f"patient:{patient_id}", id=patient_id)
    sitting_id = begin_sitting(instance.db, actor=actor, visit=VISIT, instrument_id="storm", at=NOON)
    return StormSitter(instance, patient_id, sitting_id)
