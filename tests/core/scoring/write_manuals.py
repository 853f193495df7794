"""The manuals of the made-up questionnaires and of two shipped, in words and as JSON, kept in tests/data/manuals.

`python -m tests.core.scoring.write_manuals` writes them anew, on purpose: what git then shows as changed is what
readers of manuals will find changed, so read it before it is committed.
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from app.instruments.model import Instrument, Wording
from app.instruments.reader import equipped, load_instrument, load_wording, parse_pack
from app.scoring.manual import manual_lines, manual_of
from tests.core.garden import FOLDER, GARDEN, GARDEN_WORDS
from tests.core.orchard import EQUIPPED, ORCHARD, ORCHARD_WORDS
from tests.core.storm import STORM, STORM_WORDS

MANUALS = Path(__file__).parents[2] / "data" / "manuals"
MARKET = equipped(
    load_instrument("market", FOLDER),
    [parse_pack((FOLDER / "packs" / "market.toml").read_text("utf-8"), "market.toml")],
)
TOLD: dict[str, tuple[Instrument, Wording | None]] = {
    "garden": (GARDEN, GARDEN_WORDS),
    "market": (MARKET, load_wording("market", "en", FOLDER)),
    "orchard": (ORCHARD, None),
    "orchard_equipped": (EQUIPPED, ORCHARD_WORDS),
    "phq9": (load_instrument("phq9"), load_wording("phq9", "en")),
    "storm": (STORM, STORM_WORDS),
    "who5": (load_instrument("who5"), None),
}
"""One with words of several kinds, one with every size of change, one bare and equipped, one adaptive; and of those
shipped, one with bands, cut-offs and changes from its form, and one without words."""


def manuals(name: str) -> Iterator[tuple[Path, str]]:
    """The two files of one manual, each with what belongs in it."""
    instrument, wording = TOLD[name]
    encoder = msgspec.json.Encoder(decimal_format="number")
    raw = msgspec.json.format(encoder.encode(manual_of(instrument, wording)), indent=2).decode("utf-8")
    yield MANUALS / f"{name}.txt", "\n".join(manual_lines(instrument, wording)) + "\n"
    yield MANUALS / f"{name}.json", f"{raw}\n"


def main() -> None:
    for name in TOLD:
        for file, text in manuals(name):
            file.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
