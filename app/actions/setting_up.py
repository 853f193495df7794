"""Putting a study into force on a new instance."""

from datetime import datetime

from app.errors import DefinitionError
from app.instruments.reader import load_library
from app.storage.change import changing
from app.storage.database import Database
from app.storage.studies import add_study_version
from app.study.access import Actor
from app.study.protocol import Study


def put_study_in_force(db: Database, *, actor: Actor, study: Study, at: datetime) -> None:
    """From now on this version of the study is the one in force; DefinitionError if an instrument is unknown."""
    known = {instrument.id for instrument in load_library()}
    faults = [
        f"visit {visit.id}: there is no instrument {instrument!r} in the library"
        for visit in study.visits
        for instrument in visit.instruments
        if instrument not in known
    ]
    if faults:
        raise DefinitionError(faults)
    with changing(db, actor=actor, act="study.put_in_force", at=at) as change:
        add_study_version(change, study)
