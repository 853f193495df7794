"""The made-up questionnaire in tests/instruments, whole or with a slip of the pen."""

from pathlib import Path

from app.instruments.reader import load_instrument, load_wording

FOLDER = Path(__file__).parents[1] / "instruments"
DEFINITION = (FOLDER / "garden.toml").read_text("utf-8")
WORDS = (FOLDER / "garden.en.toml").read_text("utf-8")
GARDEN = load_instrument("garden", FOLDER)
GARDEN_WORDS = load_wording("garden", "en", FOLDER)


def slip(text: str, right: str, wrong: str) -> str:
    """`text` with one slip; the place must be there, or the test would prove nothing."""
    assert right in text
    return text.replace(right, wrong, 1)
