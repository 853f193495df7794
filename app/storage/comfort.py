"""What patients chose to read with, what was in force in each sitting, and what was read aloud."""

from app import clock
from app.storage.change import Change
from app.storage.database import Reading, Row
from app.study.comfort import Comfort, ComfortFrom, ReadingAloud


def add_comfort(change: Change, patient_id: int, comfort: Comfort) -> None:
    """Keep what the patient chose; it is in force from now on."""
    change.add(
        "comfort",
        patient_id=patient_id,
        text_size=comfort.text_size,
        theme=comfort.theme,
        hands=comfort.hands,
        letters=comfort.letters,
        reads_aloud=int(comfort.reads_aloud),
        at=clock.to_text(change.at),
    )


def add_sitting_comfort(change: Change, sitting_id: int, patient_id: int) -> None:
    """Record that the sitting is read with what the patient chose last."""
    row = change.row(
        "select comfort_id from comfort where patient_id = ? order by comfort_id desc limit 1", patient_id
    )
    change.add(
        "sitting_comfort",
        sitting_id=sitting_id,
        comfort_id=None if row is None else row["comfort_id"],
        at=clock.to_text(change.at),
    )


def add_reading_aloud(change: Change, sitting_id: int, item: str, voice: str) -> None:
    """Record that an item is being read aloud."""
    change.add("reading_aloud", sitting_id=sitting_id, item=item, voice=voice, at=clock.to_text(change.at))


def find_comfort(db: Reading, patient_id: int) -> Comfort | None:
    """What the patient chose last; None while nothing was chosen."""
    row = db.row("select * from comfort where patient_id = ? order by comfort_id desc limit 1", patient_id)
    return None if row is None else _comfort(row)


def comfort_of_sitting(db: Reading, sitting_id: int) -> tuple[ComfortFrom, ...]:
    """The settings in force in the sitting, each with the instant from which it was, in that order."""
    rows = db.rows(
        """select comfort.*, sitting_comfort.at as from_at from sitting_comfort left join comfort using (comfort_id)
           where sitting_id = ? order by sitting_comfort_id""",
        sitting_id,
    )
    return tuple(ComfortFrom(comfort=_comfort(row), at=clock.from_text(row["from_at"])) for row in rows)


def readings_aloud_of(db: Reading, sitting_id: int) -> tuple[ReadingAloud, ...]:
    """What was read aloud in the sitting, in the order it was."""
    rows = db.rows("select * from reading_aloud where sitting_id = ? order by reading_aloud_id", sitting_id)
    return tuple(
        ReadingAloud(item=row["item"], voice=row["voice"], at=clock.from_text(row["at"])) for row in rows
    )


def _comfort(row: Row) -> Comfort:
    if row["comfort_id"] is None:
        return Comfort()
    return Comfort(
        text_size=row["text_size"],
        theme=row["theme"],
        hands=row["hands"],
        letters=row["letters"],
        reads_aloud=bool(row["reads_aloud"]),
    )
