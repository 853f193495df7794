"""A dangerous answer: raised at once, read by the patient, open until a member of staff signs for it."""

from dataclasses import dataclass
from datetime import datetime

from app.study.sittings import Voiding


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSignature:
    """Who took charge of an alert, when, and what was done."""

    staff_id: int
    staff_name: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One firing of a safety rule. `read_at` is when the patient had read whom to call.

    It stays an alert when its sitting is void: then somebody else may have answered, who must be heard all the same.
    """

    id: int
    patient_id: int
    patient_code: str
    site_id: int
    sitting_id: int
    visit: str
    instrument: str
    item: str
    value: int
    rule: str
    meaning: str
    raised_at: datetime
    read_at: datetime | None
    signature: AlertSignature | None
    voiding: Voiding | None = None

    @property
    def is_open(self) -> bool:
        return self.signature is None
