"""Patients, their visits, and handing the tablet over."""

from app.rooms.coordinator import enrolment, tablets, views, visits, voiding
from app.rooms.coordinator.room import room

__all__ = ["enrolment", "room", "tablets", "views", "visits", "voiding"]
