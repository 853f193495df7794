"""The study in force and its sites."""

from app.errors import StorageError
from app.storage.change import Change
from app.storage.database import Reading, Row
from app.storage.documents import get_document, keep_document
from app.study.people import Site
from app.study.protocol import Study
from app.study.reader import study_of_document

_revived: dict[str, Study] = {}  # by content hash, so never stale


def add_study_version(change: Change, study: Study) -> None:
    """Put a version of the study in force, adding the sites that are new."""
    keep_document(
        change, kind="study", name=f"{study.code}@{study.version}", body=study.document, hash=study.hash
    )
    change.add("study_version", document_hash=study.hash)
    known = {row["code"] for row in change.rows("select code from site")}
    for site in study.sites:
        if site.code not in known:
            change.add("site", code=site.code, name=site.name, time_zone=site.time_zone)


def get_study(db: Reading) -> Study:
    """The study in force; StorageError if the instance has none."""
    row = db.row("select document_hash from study_version order by study_version_id desc limit 1")
    if row is None:
        raise StorageError("This instance has no study yet. Run: myelog init --study FILE.toml")
    return get_study_version(db, row["document_hash"])


def get_study_version(db: Reading, hash: str) -> Study:
    """The version of the study with that hash."""
    study = _revived.get(hash)
    if study is None:
        study = _revived[hash] = study_of_document(get_document(db, hash))
    return study


def sites_of(db: Reading) -> tuple[Site, ...]:
    """All sites, by code."""
    return tuple(_site(row) for row in db.rows("select * from site order by code"))


def _site(row: Row) -> Site:
    return Site(id=row["site_id"], code=row["code"], name=row["name"], time_zone=row["time_zone"])
