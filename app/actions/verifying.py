"""Proving the record: file, chain with the rows under it, the schema, and scores and adaptive paths worked out anew."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from app.errors import RefusedError, TamperedError
from app.instruments.adaptive import steps_after
from app.instruments.model import Instrument
from app.scoring.engine import score
from app.storage.adaptive_steps import KeptStep, steps_of
from app.storage.answers import answers_of, current_values_of
from app.storage.audit import check_chain, find_head
from app.storage.database import Database
from app.storage.integrity import check_file, check_schema
from app.storage.library import get_instrument
from app.storage.scores import scores_of
from app.storage.sittings import definitions_in_use, find_misplaced, sent_sittings, sittings_under

HEAD = re.compile("[0-9a-f]{12,64}")  # twelve digits stand in a summary's footer, all 64 on its last page


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was verified: pages of the file, audit entries, sent sittings, adaptive paths; and the chain's head then.

    `void` counts the sent sittings that are quarantined: they are scored again like the others.
    """

    pages: int
    entries: int
    sittings: int
    void: int
    paths: int
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
    sittings, void = _check_scores(db)
    _check_places(db)
    paths = _check_paths(db)
    check_schema(db)
    newest = find_head(db)
    head_now = newest[1] if newest else ""
    return Proof(pages=pages, entries=entries, sittings=sittings, void=void, paths=paths, head=head_now)


def _check_scores(db: Database) -> tuple[int, int]:
    """How many sent sittings were scored again, and how many of them are void."""
    count = void = 0
    for sitting in sent_sittings(db):
        instrument = get_instrument(db, sitting.definition_hash)
        if score(instrument, current_values_of(db, sitting.id)) != scores_of(db, sitting.id):
            raise TamperedError(f"Sitting {sitting.id}: the stored scores are not those of its answers.")
        count += 1
        void += sitting.is_void
    return count, void


def _check_places(db: Database) -> None:
    """TamperedError if two sittings that count stand in one place, or one in the place of a sitting that counts."""
    fault = find_misplaced(db)
    if fault is not None:
        raise TamperedError(f"Sitting {fault} stands in a place where another one counts.")


def _check_paths(db: Database) -> int:
    count = 0
    for hash in definitions_in_use(db):
        instrument = get_instrument(db, hash)
        if instrument.adaptive is not None:
            for sitting in sittings_under(db, hash):
                _check_path(db, sitting.id, instrument)
                count += 1
    return count


def _check_path(db: Database, sitting_id: int, instrument: Instrument) -> None:
    """Replay an adaptive sitting answer by answer; TamperedError names the first step that was kept differently."""
    kept, replayed = steps_of(db, sitting_id), _replay(db, sitting_id, instrument)
    for number, (found, wanted) in enumerate(zip_longest(kept, replayed), start=1):
        if found != wanted:
            raise TamperedError(
                f"Sitting {sitting_id}: step {number} of its adaptive path is kept as {_told(found)}; "
                f"its answers lead to {_told(wanted)}."
            )


def _replay(db: Database, sitting_id: int, instrument: Instrument) -> Iterator[KeptStep]:
    given = answers_of(db, sitting_id)
    steps = steps_after(instrument, [(answer.item, answer.value) for answer in given])
    met: set[str] = set()
    for answer, step in zip((None, *given), steps, strict=True):
        met |= set() if answer is None else {answer.item}
        answer_id = None if answer is None else answer.id
        yield KeptStep(position=len(met) + 1, answer_id=answer_id, step=step)


def _told(kept: KeptStep | None) -> str:
    if kept is None:
        return "no step"
    after = "the beginning" if kept.answer_id is None else f"answer {kept.answer_id}"
    chosen = "the end" if kept.step.item is None else f"item {kept.step.item}"
    estimate = f"theta {kept.step.theta:.6f}, standard error {kept.step.standard_error:.6f}"
    return f"{chosen} at position {kept.position} after {after} ({estimate})"
