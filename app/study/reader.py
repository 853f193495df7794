"""Reads a study file (TOML) into a Study, with all its faults at once; revives one from the stored document."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.errors import DefinitionError
from app.study.protocol import AnchorName, SitePlan, Study, Visit, parse_offset

ANCHORS: tuple[AnchorName, ...] = ("consent", "injection")
STUDY_KEYS = {"code", "title", "version", "baseline", "arms", "site", "visit"}
SITE_KEYS = {"code", "name", "time_zone", "danger"}
VISIT_KEYS = {"id", "title", "anchor", "offset", "days_before", "days_after", "instruments"}


def parse_study(text: str, place: str) -> Study:
    """The study written in `text`; DefinitionError with every fault, each beginning with its `place`."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError([f"{place}: {error}"]) from error
    faults = [f"{place}: {fault}" for fault in _faults_of(data)]
    if faults:
        raise DefinitionError(faults)
    return study_of_document(json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False))


def study_of_document(document: str) -> Study:
    """The study whose canonical JSON is `document`."""
    data = json.loads(document)
    return Study(
        code=data["code"],
        title=data["title"],
        version=data["version"],
        baseline=data["baseline"],
        arms=tuple(data.get("arms", ())),
        sites=tuple(SitePlan(**site) for site in data["site"]),
        visits=tuple(_visit(visit) for visit in data["visit"]),
        document=document,
        hash=hashlib.sha256(document.encode()).hexdigest(),
    )


def _visit(data: Mapping[str, Any]) -> Visit:
    values = {**data, "offset": parse_offset(data["offset"]), "instruments": tuple(data["instruments"])}
    return Visit(**values)


def _faults_of(data: Mapping[str, Any]) -> list[str]:
    faults = _key_faults("the study", data, STUDY_KEYS, optional={"arms"})
    sites, visits = data.get("site", []), data.get("visit", [])
    for number, site in enumerate(sites, 1):
        faults += _site_faults(f"site {site.get('code', number)}", site)
    for number, visit in enumerate(visits, 1):
        faults += _visit_faults(f"visit {visit.get('id', number)}", visit)
    faults += _repeats("site", [site.get("code") for site in sites])
    ids = [visit.get("id") for visit in visits]
    faults += _repeats("visit", ids)
    if data.get("baseline") not in ids:
        faults.append(f"baseline {data.get('baseline')!r} is not the id of a visit")
    return faults


def _key_faults(
    place: str, data: Mapping[str, Any], keys: set[str], optional: set[str] | None = None
) -> list[str]:
    missing = sorted(keys - (optional or set()) - data.keys())
    unknown = sorted(data.keys() - keys)
    return [f"{place}: {key} is missing" for key in missing] + [
        f"{place}: {key} is not known" for key in unknown
    ]


def _site_faults(place: str, site: Mapping[str, Any]) -> list[str]:
    faults = _key_faults(place, site, SITE_KEYS)
    try:
        ZoneInfo(site.get("time_zone", "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        faults.append(f"{place}: {site['time_zone']!r} is not an IANA time zone")
    if not any(text.strip() for text in site.get("danger", {"": "?"}).values()):
        faults.append(f"{place}: danger has no text; a patient in danger must read whom to call")
    return faults


def _visit_faults(place: str, visit: Mapping[str, Any]) -> list[str]:
    faults = _key_faults(place, visit, VISIT_KEYS)
    if visit.get("anchor", "consent") not in ANCHORS:
        faults.append(f"{place}: anchor {visit['anchor']!r} is not one of {', '.join(ANCHORS)}")
    try:
        parse_offset(visit.get("offset", "0 days"))
    except ValueError as error:
        faults.append(f"{place}: {error}")
    for key in ("days_before", "days_after"):
        if not isinstance(visit.get(key, 0), int) or visit.get(key, 0) < 0:
            faults.append(f"{place}: {key} is not a whole number of days, 0 or more")
    if not visit.get("instruments", ["?"]):
        faults.append(f"{place}: instruments is empty")
    return faults


def _repeats(what: str, ids: list[Any]) -> list[str]:
    return [f"{what} {one!r} stands there twice" for one in sorted({i for i in ids if ids.count(i) > 1})]
