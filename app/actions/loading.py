"""What a site brings into the library of its instance: licensed words, data packs, definitions of its own."""

from dataclasses import dataclass
from datetime import datetime

from app.errors import DefinitionError, NotAllowedError, NotFoundError, RefusedError
from app.instruments.model import Instrument, Wording
from app.instruments.needs import lacking_in, needs_of
from app.instruments.packs import Pack
from app.instruments.reader import (
    find_subject,
    find_subject_version,
    parse_instrument,
    parse_pack,
    read_wording,
)
from app.scoring.checks import definition_faults, is_pack
from app.storage.change import Change, changing
from app.storage.database import Database, Reading
from app.storage.in_force import find_version, instruments_in_force, versions_of
from app.storage.library import keep_wording
from app.storage.packs import add_pack_loading, is_pack_in_force
from app.storage.releases import add_release
from app.storage.wordings import Provenance, add_wording_loading, find_wording_loading
from app.study.access import Actor, may

NOWHERE = Provenance()


@dataclass(frozen=True, slots=True)
class LoadedWording:
    """The words, and whether anything was new: the same words with the same provenance are loaded once."""

    wording: Wording
    is_new: bool


@dataclass(frozen=True, slots=True)
class LoadedPack:
    """The pack, whether it was new, and per instrument in force that needs its kind what it lacks for it."""

    pack: Pack
    is_new: bool
    lacking: dict[str, tuple[str, ...]]


def load_wording(
    db: Database,
    *,
    actor: Actor,
    text: str,
    place: str,
    at: datetime,
    instrument_id: str | None = None,
    locale: str | None = None,
    provenance: Provenance = NOWHERE,
) -> LoadedWording:
    """Put the words of a wording file in force for sittings that begin from now on.

    The file says of which instrument and in which locale it has words; where the caller says so too, they must agree.
    DefinitionError with every fault of the file, each with its place; RefusedError or NotFoundError if the
    instrument is not there in the version the words are for. Then nothing is stored.
    """
    _check_may(actor, "wording.load")
    with changing(db, actor=actor, act="wording.load", at=at) as change:
        instrument = _subject(change, instrument_id, text, place)
        wording, faults = read_wording(text, instrument, place)
        if wording is not None and locale not in (None, wording.locale):
            faults = [*faults, f"{place}: these are words in {wording.locale}, not in {locale}"]
        if wording is None or faults:
            raise DefinitionError(faults)
        is_new = not _is_loaded(change, wording, provenance)
        if is_new:
            keep_wording(change, wording)
            add_wording_loading(change, wording, provenance)
    return LoadedWording(wording, is_new)


def load_pack(db: Database, *, actor: Actor, text: str, place: str, at: datetime) -> LoadedPack:
    """Put a data pack in force for sittings that begin from now on; DefinitionError with every fault of the file."""
    _check_may(actor, "data.load")
    if not is_pack(text):
        raise DefinitionError([f"{place}: this is not a data pack, it does not say of what kind it is"])
    pack = parse_pack(text, place)
    with changing(db, actor=actor, act="data.load", at=at) as change:
        is_new = not is_pack_in_force(change, pack)
        if is_new:
            add_pack_loading(change, pack)
    return LoadedPack(pack, is_new, _lacking(db, pack))


def release_definition(
    db: Database, *, actor: Actor, text: str, place: str, at: datetime
) -> tuple[Instrument, bool]:
    """Add the site's own definition to the library; the instrument, and whether it was new.

    DefinitionError with every fault of the file. A version that is there already never changes: other content
    under it is refused.
    """
    _check_may(actor, "instrument.release")
    if find_subject(text) is not None:
        raise DefinitionError([f"{place}: these are words, not a definition"])
    faults = definition_faults(text, place)
    if faults:
        raise DefinitionError(faults)
    instrument = parse_instrument(text, place)
    with changing(db, actor=actor, act="instrument.release", at=at) as change:
        there = find_version(change, instrument.id, instrument.version)
        if there is None:
            add_release(change, instrument)
        elif there.hash != instrument.hash:
            newest = max(versions_of(change, instrument.id))
            raise RefusedError(
                f"{place}: {instrument.id}@{instrument.version} is released already and never changes. "
                f"Give the edited definition a new version: {newest + 1}."
            )
    return instrument, there is None


def _check_may(actor: Actor, act: str) -> None:
    if not may(actor, act):
        raise NotAllowedError


def _subject(db: Reading, given_id: str | None, text: str, place: str) -> Instrument:
    """The definition the words are for: of that id, in the version that the file names."""
    named_id, version = find_subject(text), find_subject_version(text)
    instrument_id = given_id or named_id
    if instrument_id is None:
        raise DefinitionError(
            [f"{place}: this is not TOML, or does not say of which instrument it has words"]
        )
    if named_id not in (None, instrument_id):
        raise DefinitionError([f"{place}: these are the words of {named_id}, not of {instrument_id}"])
    versions = versions_of(db, instrument_id)
    if not versions:
        there = ", ".join(instrument.id for instrument in instruments_in_force(db))
        raise NotFoundError(f"There is no instrument “{instrument_id}”. There are: {there}.")
    instrument = find_version(db, instrument_id, versions[0] if version is None else version)
    if instrument is None:
        there = ", ".join(f"{instrument_id}@{one}" for one in versions)
        raise RefusedError(f"{place}: there is no {instrument_id}@{version}. There is: {there}.")
    return instrument


def _is_loaded(change: Change, wording: Wording, provenance: Provenance) -> bool:
    newest = find_wording_loading(change, wording)
    if newest is None or newest.hash != wording.hash:
        return False
    file = None if provenance.file is None else provenance.file.sha256
    told = (provenance.translator, provenance.released_on, provenance.certificate, file)
    kept = (newest.translator, newest.released_on, newest.certificate, newest.certificate_sha256)
    return all(new is None or new == old for new, old in zip(told, kept, strict=True))


def _lacking(db: Reading, pack: Pack) -> dict[str, tuple[str, ...]]:
    return {
        instrument.id: lacking_in(pack, need, instrument)
        for instrument in instruments_in_force(db)
        for need in needs_of(instrument)
        if need.kind == pack.kind
    }
