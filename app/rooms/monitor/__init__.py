"""Who did what, when, about whom and why; and what each questionnaire is and how it is scored."""

from app.rooms.monitor import audit, library
from app.rooms.monitor.room import room

__all__ = ["audit", "library", "room"]
