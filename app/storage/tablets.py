"""Enrolled tablets: the device brings a token, this table says whether it opens anything."""

from collections.abc import Iterable
from datetime import datetime

from app import clock
from app.errors import NotFoundError
from app.storage.change import Change
from app.storage.database import Reading, Row
from app.study.people import Site
from app.study.tablets import Tablet

TABLET = """
    select tablet.*, site.code as site_code, site.name as site_name, site.time_zone,
        tablet_revocation.at as revoked_at, tablet_revocation.reason
    from tablet join site using (site_id) left join tablet_revocation using (tablet_id)
"""


def add_tablet(change: Change, *, site_id: int, name: str, token_hash: str) -> int:
    """Enrol the device that brings the token."""
    return change.add(
        "tablet", site_id=site_id, name=name, token_hash=token_hash, enrolled_at=clock.to_text(change.at)
    )


def add_revocation(change: Change, tablet_id: int, reason: str) -> None:
    """From now on the device opens nothing."""
    change.add("tablet_revocation", tablet_id=tablet_id, at=clock.to_text(change.at), reason=reason)


def find_tablet(db: Reading, token_hash: str) -> Tablet | None:
    """The tablet that brings this token, in use or revoked, or None."""
    row = db.row(TABLET + "where tablet.token_hash = ?", token_hash)
    return None if row is None else _tablet(row)


def get_tablet(db: Reading, tablet_id: int) -> Tablet:
    """The tablet of that id."""
    row = db.row(TABLET + "where tablet.tablet_id = ?", tablet_id)
    if row is None:
        raise NotFoundError
    return _tablet(row)


def tablets_of(db: Reading, site_ids: Iterable[int]) -> tuple[Tablet, ...]:
    """All tablets ever enrolled at those sites: those in use first, each group by site and name."""
    rows = [row for site_id in site_ids for row in db.rows(TABLET + "where site.site_id = ?", site_id)]
    return tuple(
        sorted(map(_tablet, rows), key=lambda one: (not one.is_in_use, one.site.code, one.name, one.id))
    )


def last_use_of(db: Reading, tablet_id: int) -> datetime | None:
    """When a session on the tablet last began or ended; None if none ever did."""
    row = db.row(
        """select max(coalesce(e.at, opened_at)) as at from session left join session_end as e using (session_id)
           where session.tablet_id = ?""",
        tablet_id,
    )
    return None if row is None else clock.from_optional_text(row["at"])


def _tablet(row: Row) -> Tablet:
    return Tablet(
        id=row["tablet_id"],
        site=Site(
            id=row["site_id"], code=row["site_code"], name=row["site_name"], time_zone=row["time_zone"]
        ),
        name=row["name"],
        enrolled_at=clock.from_text(row["enrolled_at"]),
        revoked_at=clock.from_optional_text(row["revoked_at"]),
        reason=row["reason"],
    )
