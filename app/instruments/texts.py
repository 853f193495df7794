"""Whether a text came through whole: letters lost or mangled on the way from the owner's file to ours."""

import re
import unicodedata
from collections.abc import Iterable

MANGLED = re.compile(
    # UTF-8 read as Windows-1252: one letter of the Latin alphabets, after anything but a capital ("MANHÃ»" is right) …
    "(?<![A-ZÀ-ÖØ-Þ])[Â-Å][\u0080-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
    # … a quotation mark, a dash or an ellipsis …
    "|â€[\u0080-¿‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
    # … or three letters of any other alphabet.
    "|(?:[Â-ô][\u0080-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]){3,}"
)
"""Signs that no language writes in a row, but a file read in a wrong encoding does."""

LAYOUT = "\n\t"


def text_faults(raw: object, place: str) -> list[str]:
    """The faults of every text in a raw definition, wording or pack, each with its place."""
    if isinstance(raw, str):
        return [f"{place}: {fault}" for fault in _faults_of(raw)]
    parts: Iterable[tuple[object, object]] = ()
    if isinstance(raw, dict):
        parts = raw.items()
    elif isinstance(raw, list):
        parts = enumerate(raw, start=1)
    return [fault for name, part in parts for fault in text_faults(part, f"{place}: {name}")]


def has_words(text: str) -> bool:
    """Whether a text shows anything: a letter, a digit or a sign, not only spaces and what nobody can see."""
    return any(unicodedata.category(sign)[0] not in "ZC" for sign in text)


def hidden_sign(text: str) -> str | None:
    """The first control character of a text that is neither a line end nor a tab; None if it has none."""
    return next((sign for sign in text if unicodedata.category(sign) == "Cc" and sign not in LAYOUT), None)


def _faults_of(text: str) -> list[str]:
    faults = []
    if "\ufffd" in text:
        faults.append("a letter was lost (U+FFFD)")
    mangled = MANGLED.search(text)
    if mangled:
        faults.append(f"“{mangled[0]}” stands where “{_meant(mangled[0])}” was meant: a wrong encoding")
    hidden = hidden_sign(text)
    if hidden is not None:
        faults.append(f"it has a sign that nobody can see (U+{ord(hidden):04X})")
    if text.strip() and not has_words(text):
        faults.append("it shows nothing")
    return faults


def _meant(mangled: str) -> str:
    """The letters as they were before UTF-8 was read as Windows-1252; where it leaves gaps, Latin-1 fills them."""
    octets = bytearray()
    for sign in mangled:
        try:
            octets += sign.encode("cp1252")
        except UnicodeEncodeError:
            octets += sign.encode("latin-1")
    return octets.decode("utf-8", errors="replace")
