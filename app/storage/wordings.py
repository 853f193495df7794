"""Licensed words a site has loaded: which, under what certificate, when and by whom."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app import clock
from app.errors import NotFoundError
from app.instruments.model import Wording
from app.storage.change import Change
from app.storage.database import Reading, Row

LOADING = """
    select l.*, c.name as certificate_name, e.at, e.actor
    from wording_loading as l
        join audit_entry as e on e.entry_id = l.entry_id
        left join certificate as c on c.sha256 = l.certificate_sha256
"""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A file that certifies a wording, such as the report of its linguistic validation; kept as it was handed in."""

    name: str
    body: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where words come from. What certifies them is told in words, by a file, or both."""

    translator: str | None = None
    released_on: date | None = None
    certificate: str | None = None
    file: Certificate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingLoading:
    """One loading, as the record tells it. `hash` is the wording's; `at` and `actor` are the audit entry's."""

    instrument: str
    instrument_version: int
    locale: str
    hash: str
    translator: str | None
    released_on: date | None
    certificate: str | None
    certificate_sha256: str | None
    certificate_name: str | None
    at: datetime
    actor: str


def add_wording_loading(change: Change, wording: Wording, provenance: Provenance) -> None:
    """Put words, which are kept already, in force for new sittings."""
    file = provenance.file
    change.add(
        "wording_loading",
        instrument=wording.instrument,
        instrument_version=wording.instrument_version,
        locale=wording.locale,
        document_hash=wording.hash,
        translator=provenance.translator,
        released_on=None if provenance.released_on is None else provenance.released_on.isoformat(),
        certificate=provenance.certificate,
        certificate_sha256=None if file is None else _keep_certificate(change, file),
    )


def wording_loadings_of(db: Reading, instrument_id: str) -> tuple[WordingLoading, ...]:
    """Every loading of the instrument's words, the newest first."""
    sql = LOADING + "where l.instrument = ? order by wording_loading_id desc"
    return tuple(_loading(row) for row in db.rows(sql, instrument_id))


def newest_wordings(db: Reading) -> Mapping[tuple[str, int, str], str]:
    """Instrument, version and locale -> hash of the words loaded last."""
    rows = db.rows(
        "select instrument, instrument_version, locale, document_hash from wording_loading order by wording_loading_id"
    )
    return {
        (row["instrument"], row["instrument_version"], row["locale"]): row["document_hash"] for row in rows
    }


def find_wording_loading(db: Reading, wording: Wording) -> WordingLoading | None:
    """The newest loading for the wording's instrument version and locale, whatever its words; None if there is none."""
    row = db.row(
        LOADING + "where l.instrument = ? and l.instrument_version = ? and l.locale = ? "
        "order by wording_loading_id desc limit 1",
        wording.instrument,
        wording.instrument_version,
        wording.locale,
    )
    return None if row is None else _loading(row)


def get_certificate(db: Reading, sha256: str) -> Certificate:
    """The certificate with that SHA-256."""
    row = db.row("select name, body from certificate where sha256 = ?", sha256)
    if row is None:
        raise NotFoundError
    return Certificate(row["name"], row["body"])


def _keep_certificate(change: Change, file: Certificate) -> str:
    if change.row("select 1 from certificate where sha256 = ?", file.sha256) is None:
        change.add("certificate", sha256=file.sha256, name=file.name, body=file.body)
    return file.sha256


def _loading(row: Row) -> WordingLoading:
    released_on = row["released_on"]
    return WordingLoading(
        instrument=row["instrument"],
        instrument_version=row["instrument_version"],
        locale=row["locale"],
        hash=row["document_hash"],
        translator=row["translator"],
        released_on=None if released_on is None else date.fromisoformat(released_on),
        certificate=row["certificate"],
        certificate_sha256=row["certificate_sha256"],
        certificate_name=row["certificate_name"],
        at=clock.from_text(row["at"]),
        actor=row["actor"],
    )
