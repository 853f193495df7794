"""Signing in and out, passwords, and who may work here."""

from app.rooms.account import staff_views, views
from app.rooms.account.room import room

__all__ = ["room", "staff_views", "views"]
