"""Names a definition may have: of the instrument, of its language."""

import re
import unicodedata

LONGEST = 60


def slug(text: str) -> str:
    """The text as an instrument's id: small letters, digits and underscores, beginning with a letter."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    name = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST].rstrip("_")
    if not name:
        return "questionnaire"
    return name if name[0].isalpha() else f"q_{name}"


def is_slug(text: str) -> bool:
    """Whether the text may be an instrument's id as it stands."""
    return slug(text) == text
