"""The patient's room: the tablet, from the moment it is handed over until it is given back."""

from app.rooms.patient import comfort, questions, visit  # noqa: F401  (importing them hangs their views into the room)
from app.rooms.patient.room import room

__all__ = ["room"]
