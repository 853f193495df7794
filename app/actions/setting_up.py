"""Putting a study into force on a new instance."""

from datetime import datetime

from app.actions.scheduling import scheduling_faults
from app.errors import DefinitionError
from app.storage.change import changing
from app.storage.database import Database
from app.storage.studies import add_study_version
from app.study.access import Actor
from app.study.protocol import Study


def put_study_in_force(db: Database, *, actor: Actor, study: Study, at: datetime) -> None:
    """From now on this version of the study is the one in force; DefinitionError if an instrument cannot be asked."""
    with changing(db, actor=actor, act="study.put_in_force", at=at) as change:
        faults = scheduling_faults(change, study)
        if faults:
            raise DefinitionError(faults)
        add_study_version(change, study)
