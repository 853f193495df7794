"""The made-up item bank in tests/instruments, with its parameters and without."""

from app.instruments.item_bank import find_bank
from app.instruments.reader import equipped, load_instrument, load_wording, parse_pack
from tests.core.garden import FOLDER

BARE = load_instrument("storm", FOLDER)
PACK = parse_pack((FOLDER / "packs" / "storm.toml").read_text("utf-8"), "storm.toml")
STORM = equipped(BARE, [PACK])
STORM_WORDS = load_wording("storm", "en", FOLDER)
BANK = find_bank(STORM, "T") or {}


def answered_code(item_id: str, category: int) -> int:
    """A code of the item that falls in that category."""
    return next(code for code, own in BANK[item_id].categories.items() if own == category)
