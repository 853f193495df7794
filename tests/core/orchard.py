"""The made-up orchard questionnaire in tests/instruments, its words and its data packs."""

from app.instruments.reader import equipped, load_instrument, load_wording, parse_pack
from tests.core.garden import FOLDER

DEFINITION = (FOLDER / "orchard.toml").read_text("utf-8")
WORDS = (FOLDER / "orchard.en.toml").read_text("utf-8")
BANK = (FOLDER / "packs" / "orchard_bank.toml").read_text("utf-8")
VALUES = (FOLDER / "packs" / "orchard_values.toml").read_text("utf-8")
ORCHARD = load_instrument("orchard", FOLDER)
ORCHARD_WORDS = load_wording("orchard", "en", FOLDER)
EQUIPPED = equipped(
    ORCHARD, [parse_pack(BANK, "orchard_bank.toml"), parse_pack(VALUES, "orchard_values.toml")]
)
