"""Signing in and out, passwords, and who may work here."""

from app.rooms.account import pin_views, staff_views, views
from app.rooms.account.room import room

__all__ = ["pin_views", "room", "staff_views", "views"]
