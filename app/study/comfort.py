"""How a patient likes to read: letters, colours, targets for unsteady hands, and a voice."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

TextSize = Literal["normal", "large", "larger", "largest"]
Theme = Literal["device", "light", "dark", "yellow"]
Hands = Literal["usual", "steady"]
Letters = Literal["clear", "plain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comfort:
    """What a patient chose; as it stands without arguments, what every tablet begins with.

    `device` follows the tablet's own light or dark; `steady` has targets of 30 mm and a filter for second taps;
    `clear` letters are those drawn for low vision, `plain` ones the tablet's own.
    """

    text_size: TextSize = "normal"
    theme: Theme = "device"
    hands: Hands = "usual"
    letters: Letters = "clear"
    reads_aloud: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ComfortFrom:
    """The settings in force in a sitting from that instant on."""

    comfort: Comfort
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingAloud:
    """A voice of the tablet's own began to read an item."""

    item: str
    voice: str
    at: datetime
