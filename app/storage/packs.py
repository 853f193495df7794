"""Data packs a site has loaded: item parameters and value sets. The newest per kind and name is in force."""

from dataclasses import dataclass
from datetime import datetime

from app import clock
from app.instruments.packs import Pack
from app.instruments.reader import document_of_pack, pack_of_document
from app.storage.change import Change
from app.storage.database import Reading

IN_FORCE = """
    select p.*, e.at, e.actor from pack_loading as p left join audit_entry as e using (entry_id)
    where pack_loading_id in (select max(pack_loading_id) from pack_loading group by kind, name)
    order by pack_loading_id desc
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackLoading:
    """One pack in force. `hash` is the SHA-256 of its canonical JSON; `at` and `actor` are the audit entry's."""

    pack: Pack
    hash: str
    at: datetime
    actor: str


def add_pack_loading(change: Change, pack: Pack) -> None:
    """Put a pack in force for new sittings."""
    body, hash = document_of_pack(pack)
    change.add("pack_loading", kind=pack.kind, name=pack.name, version=pack.version, hash=hash, body=body)


def is_pack_in_force(db: Reading, pack: Pack) -> bool:
    """Whether just this content is the newest of its kind and name."""
    row = db.row(
        "select hash from pack_loading where kind = ? and name = ? order by pack_loading_id desc limit 1",
        pack.kind,
        pack.name,
    )
    return row is not None and row["hash"] == document_of_pack(pack)[1]


def packs_in_force(db: Reading) -> tuple[Pack, ...]:
    """The newest pack of each kind and name, the last loaded first."""
    return tuple(pack_of_document(row["body"]) for row in db.rows(IN_FORCE))


def pack_loadings_in_force(db: Reading) -> tuple[PackLoading, ...]:
    """The packs in force with when and by whom they were loaded, the last loaded first."""
    return tuple(
        PackLoading(
            pack=pack_of_document(row["body"]),
            hash=row["hash"],
            at=clock.from_text(row["at"]),
            actor=row["actor"],
        )
        for row in db.rows(IN_FORCE)
    )
