"""Summaries that were handed out."""

from app import clock
from app.storage.change import Change


def add_print(change: Change, *, patient_id: int, record_hash: str, sha256: str) -> int:
    """Note that a summary with these bytes was made from the record with that hash."""
    return change.add(
        "report_print",
        patient_id=patient_id,
        record_hash=record_hash,
        sha256=sha256,
        at=clock.to_text(change.at),
    )
