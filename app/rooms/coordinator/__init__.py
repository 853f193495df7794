"""Patients, their visits, and handing the tablet over."""

from app.rooms.coordinator import enrolment, views, visits
from app.rooms.coordinator.room import room

__all__ = ["enrolment", "room", "views", "visits"]
