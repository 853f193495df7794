"""The instance's library as it is in force for sittings that begin: definitions, words and packs, shipped and loaded.

A version that a sitting was begun under, or that the site released, is fixed: whatever a file under the same id
and version says later, it does not count. A sitting that was begun goes on from its kept documents.
"""

from collections.abc import Iterable

from app.errors import NotFoundError
from app.instruments.checks import wording_faults
from app.instruments.model import Instrument, Wording
from app.instruments.needs import fitting_packs
from app.instruments.reader import (
    bare,
    definition_files,
    equipped,
    find_wordings,
    load_instrument,
    load_wording,
)
from app.storage.database import Reading
from app.storage.library import get_instrument, get_wording
from app.storage.packs import packs_in_force
from app.storage.releases import Release, first_definitions
from app.storage.wordings import newest_wordings

STATE = """
    select chain from audit_entry where entry_id = (select max(newest) from (
        select max(entry_id) as newest from document union all select max(entry_id) from wording_loading
        union all select max(entry_id) from pack_loading))
"""
MEMORY = 16

_libraries: dict[
    str, "_Library"
] = {}  # by the link of the last entry that changed the library, so never stale


def instruments_in_force(db: Reading) -> tuple[Instrument, ...]:
    """Every instrument of the library, by id, each as `get_instrument_in_force` gives it."""
    library = _library(db)
    return tuple(library.instrument(db, instrument_id, None) for instrument_id in library.ids)


def get_instrument_in_force(db: Reading, instrument_id: str, locale: str | None = None) -> Instrument:
    """The newest version that has words in that language, else the newest at all; equipped with the packs it needs.

    Without a `locale` any words will do. NotFoundError names the instruments there are.
    """
    return _library(db).instrument(db, instrument_id, locale)


def find_version(db: Reading, instrument_id: str, version: int) -> Instrument | None:
    """The instrument in just that version, without packs; None if it is not in the library."""
    return _library(db).versions(db, instrument_id).get(version)


def versions_of(db: Reading, instrument_id: str) -> tuple[int, ...]:
    """The versions of an instrument in the library, the newest first; none of an unknown one."""
    return tuple(_library(db).versions(db, instrument_id))


def find_wording_in_force(db: Reading, instrument: Instrument, locale: str) -> Wording | None:
    """The instrument's words in that language: those loaded last, else those shipped; None without any."""
    return _library(db).wording(db, instrument, locale)


def locales_of(db: Reading, instrument: Instrument) -> tuple[str, ...]:
    """The languages in which this version of the instrument has words, English first."""
    return _library(db).locales(instrument)


def locales_in_force(db: Reading, instrument_id: str) -> tuple[str, ...]:
    """The languages in which a sitting can begin, in one version or another, English first."""
    library = _library(db)
    speaking = {one for each in library.versions(db, instrument_id).values() for one in library.locales(each)}
    return _english_first(speaking)


def is_file_superseded(db: Reading, instrument: Instrument) -> bool:
    """Whether the shipped file says something else under this id and version, and so does not count."""
    shipped = _shipped(instrument.id)
    if shipped is None or shipped.version != instrument.version:
        return False
    return shipped.hash != bare(instrument).hash


class _Library:
    """The library at one state of the record; what is worked out once is kept."""

    def __init__(self, db: Reading) -> None:
        self._fixed = first_definitions(db)
        self._loaded = newest_wordings(db)
        self._packs = packs_in_force(db)
        self._versions: dict[str, dict[int, Instrument]] = {}
        self._equipped: dict[Release, Instrument] = {}
        self._locales: dict[str, tuple[str, ...]] = {}
        self.ids = tuple(sorted({*_shipped_ids(), *(instrument_id for instrument_id, _ in self._fixed)}))

    def instrument(self, db: Reading, instrument_id: str, locale: str | None) -> Instrument:
        versions = tuple(self.versions(db, instrument_id).values())
        if not versions:
            raise NotFoundError(
                f"There is no instrument “{instrument_id}”. There are: {', '.join(self.ids)}."
            )
        chosen = next((one for one in versions if _speaks(self.locales(one), locale)), versions[0])
        return self._equip(chosen)

    def versions(self, db: Reading, instrument_id: str) -> dict[int, Instrument]:
        """Version -> definition without packs, the newest version first."""
        found = self._versions.get(instrument_id)
        if found is None:
            shipped = _shipped(instrument_id)
            by_version = {} if shipped is None else {shipped.version: shipped}
            for (fixed_id, version), hash in self._fixed.items():
                fixed = bare(get_instrument(db, hash)) if fixed_id == instrument_id else None
                if fixed is not None and (
                    version not in by_version or by_version[version].hash != fixed.hash
                ):
                    by_version[version] = fixed
            found = self._versions[instrument_id] = dict(sorted(by_version.items(), reverse=True))
        return found

    def wording(self, db: Reading, instrument: Instrument, locale: str) -> Wording | None:
        hash = self._loaded.get((instrument.id, instrument.version, locale))
        if hash is not None:
            return get_wording(db, hash, instrument)
        return _shipped_wording(instrument, locale)

    def locales(self, instrument: Instrument) -> tuple[str, ...]:
        found = self._locales.get(instrument.hash)
        if found is None:
            own = (instrument.id, instrument.version)
            speaking = {one for one in find_wordings(instrument.id) if _shipped_wording(instrument, one)}
            speaking |= {
                one for instrument_id, version, one in self._loaded if (instrument_id, version) == own
            }
            found = self._locales[instrument.hash] = _english_first(speaking)
        return found

    def _equip(self, instrument: Instrument) -> Instrument:
        release = (instrument.id, instrument.version)
        if release not in self._equipped:
            self._equipped[release] = equipped(instrument, fitting_packs(instrument, self._packs))
        return self._equipped[release]


def _library(db: Reading) -> _Library:
    row = db.row(STATE)
    if row is None:  # in the very act that changes the library: its entry has no link yet
        return _Library(db)
    state: str = row["chain"]
    library = _libraries.get(state)
    if library is None:
        if len(_libraries) >= MEMORY:
            _libraries.clear()
        library = _libraries[state] = _Library(db)
    return library


def _english_first(locales: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(locales, key=lambda locale: (locale != "en", locale)))


def _speaks(locales: tuple[str, ...], locale: str | None) -> bool:
    return bool(locales) if locale is None else locale in locales


def _shipped_ids() -> tuple[str, ...]:
    return tuple(path.stem for path in definition_files())


def _shipped(instrument_id: str) -> Instrument | None:
    try:
        return load_instrument(instrument_id)
    except NotFoundError:
        return None


def _shipped_wording(instrument: Instrument, locale: str) -> Wording | None:
    try:
        wording = load_wording(instrument.id, locale)
    except NotFoundError:
        return None
    return None if wording_faults(wording, instrument, "") else wording
