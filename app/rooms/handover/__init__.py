"""An enrolled tablet between two patients: staff open it by PIN, for the next hand-over and nothing else."""

from app.rooms.handover import views
from app.rooms.handover.room import room

__all__ = ["room", "views"]
