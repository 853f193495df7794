"""Every data file ever used, kept by its content: studies, definitions, wordings."""

from typing import Literal

from app.errors import NotFoundError
from app.storage.change import Change
from app.storage.database import Reading

Kind = Literal["study", "definition", "wording"]


def keep_document(change: Change, *, kind: Kind, name: str, body: str, hash: str) -> str:
    """Keep a document unless its content is kept already; its hash."""
    if change.row("select 1 from document where hash = ?", hash) is None:
        change.add("document", hash=hash, kind=kind, name=name, body=body)
    return hash


def get_document(db: Reading, hash: str) -> str:
    """The document's canonical JSON."""
    row = db.row("select body from document where hash = ?", hash)
    if row is None:
        raise NotFoundError
    body: str = row["body"]
    return body
