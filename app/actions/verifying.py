"""Proving the record: file, chain with the rows under it, every stored score computed anew, and the schema."""

import re
from dataclasses import dataclass

from app.errors import RefusedError, TamperedError
from app.scoring.engine import score
from app.storage.answers import current_values_of
from app.storage.audit import check_chain, find_head
from app.storage.database import Database
from app.storage.integrity import check_file, check_schema
from app.storage.library import get_instrument
from app.storage.scores import scores_of
from app.storage.sittings import sent_sittings

HEAD = re.compile("[0-9a-f]{12,64}")  # twelve digits stand in a summary's footer, all 64 on its last page


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was verified: pages of the file, audit entries, sent sittings; and the chain's head then."""

    pages: int
    entries: int
    sittings: int
    head: str


def verify_record(db: Database, head: str | None = None) -> Proof:
    """Verify everything stored; TamperedError or StorageError names the first fault.

    RefusedError if `head` is no chain head at all, which is no sign of tampering.
    """
    if head is not None and not HEAD.fullmatch(head):
        raise RefusedError(
            f"{head} is no chain head. One has 12 to 64 digits: 0 to 9 and small letters a to f."
        )
    pages = check_file(db)
    entries = check_chain(db, head)
    sittings = _check_scores(db)
    check_schema(db)
    newest = find_head(db)
    return Proof(pages=pages, entries=entries, sittings=sittings, head=newest[1] if newest else "")


def _check_scores(db: Database) -> int:
    count = 0
    for sitting in sent_sittings(db):
        instrument = get_instrument(db, sitting.definition_hash)
        if score(instrument, current_values_of(db, sitting.id)) != scores_of(db, sitting.id):
            raise TamperedError(f"Sitting {sitting.id}: the stored scores are not those of its answers.")
        count += 1
    return count
