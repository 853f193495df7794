"""Instruments as they were when a sitting began: from the stored documents, never from today's files."""

from app.instruments.model import Instrument, Wording
from app.instruments.reader import instrument_of_document, wording_of_document
from app.storage.change import Change
from app.storage.database import Reading
from app.storage.documents import get_document, keep_document

_instruments: dict[str, Instrument] = {}  # by content hash, so never stale
_wordings: dict[str, Wording] = {}


def keep_instrument(change: Change, instrument: Instrument, wording: Wording) -> None:
    """Keep the definition and the words a sitting is about to use."""
    keep_definition(change, instrument)
    keep_wording(change, wording)


def keep_definition(change: Change, instrument: Instrument) -> None:
    """Keep a definition, with the packs it is equipped with."""
    keep_document(
        change,
        kind="definition",
        name=f"{instrument.id}@{instrument.version}",
        body=instrument.document,
        hash=instrument.hash,
    )


def keep_wording(change: Change, wording: Wording) -> None:
    """Keep the words of an instrument in one language."""
    keep_document(
        change,
        kind="wording",
        name=f"{wording.instrument}.{wording.locale}",
        body=wording.document,
        hash=wording.hash,
    )


def get_instrument(db: Reading, hash: str) -> Instrument:
    """The definition with that hash."""
    instrument = _instruments.get(hash)
    if instrument is None:
        instrument = _instruments[hash] = instrument_of_document(get_document(db, hash))
    return instrument


def get_wording(db: Reading, hash: str, instrument: Instrument) -> Wording:
    """The wording with that hash, of that instrument."""
    wording = _wordings.get(hash)
    if wording is None:
        wording = _wordings[hash] = wording_of_document(get_document(db, hash), instrument)
    return wording
