"""Definitions this instance is bound to: those the site added, and those a sitting was first begun under."""

from collections.abc import Mapping

from app.instruments.model import Instrument
from app.storage.change import Change
from app.storage.database import Reading
from app.storage.library import keep_definition

Release = tuple[str, int]
"""An instrument's id and version."""


def add_release(change: Change, instrument: Instrument) -> None:
    """Add the site's own definition to the library of this instance."""
    keep_definition(change, instrument)
    change.add(
        "definition_release",
        instrument=instrument.id,
        version=instrument.version,
        document_hash=instrument.hash,
    )


def first_definitions(db: Reading) -> Mapping[Release, str]:
    """Id and version -> hash of the definition that was first kept under that name; later ones differ in packs."""
    rows = db.rows(
        "select name, hash, min(document_id) from document where kind = 'definition' group by name order by name"
    )
    return {_release(row["name"]): row["hash"] for row in rows}


def _release(name: str) -> Release:
    instrument_id, _, version = name.rpartition("@")
    return instrument_id, int(version)
