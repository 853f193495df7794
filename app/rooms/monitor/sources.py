"""Where an instrument's words and numbers come from: what was shipped, what the site loaded, when and by whom."""

from dataclasses import dataclass

from app.instruments.model import Instrument, Wording
from app.instruments.reader import document_of_pack
from app.storage.database import Reading
from app.storage.in_force import find_version, find_wording_in_force, locales_of
from app.storage.library import get_wording
from app.storage.packs import PackLoading, pack_loadings_in_force
from app.storage.wordings import WordingLoading, wording_loadings_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """An instrument's words in one language. `loading` is None for those that are shipped."""

    wording: Wording
    loading: WordingLoading | None
    is_in_force: bool


def words_of(db: Reading, instrument: Instrument) -> tuple[Words, ...]:
    """Words in force first, by language; then those they replaced and those of other versions, the newest first."""
    in_force = {
        wording.hash: wording
        for locale in locales_of(db, instrument)
        if (wording := find_wording_in_force(db, instrument, locale)) is not None
    }
    newest: dict[str, WordingLoading] = {}
    older: list[Words] = []
    for loading in wording_loadings_of(db, instrument.id):
        if loading.hash in in_force and loading.hash not in newest:
            newest[loading.hash] = loading
        else:
            older += _older(db, loading)
    current = (
        Words(wording=wording, loading=newest.get(hash), is_in_force=True)
        for hash, wording in in_force.items()
    )
    return (*current, *older)


def packs_of(db: Reading, instrument: Instrument) -> tuple[PackLoading, ...]:
    """The packs that the instrument is equipped with now."""
    own = {document_of_pack(pack)[1] for pack in instrument.data.values()}
    return tuple(loading for loading in pack_loadings_in_force(db) if loading.hash in own)


def _older(db: Reading, loading: WordingLoading) -> list[Words]:
    instrument = find_version(db, loading.instrument, loading.instrument_version)
    if instrument is None:
        return []
    wording = get_wording(db, loading.hash, instrument)
    return [Words(wording=wording, loading=loading, is_in_force=False)]
