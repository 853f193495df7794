"""Alerts and who signs for them; a patient's record; the summary as a PDF."""

from app.rooms.investigator import alerts, records
from app.rooms.investigator.room import room

__all__ = ["alerts", "records", "room"]
