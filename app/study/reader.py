"""Reads a study file (TOML) into a Study, with all its faults at once; revives one from the stored document."""

import hashlib
import json
import tomllib
from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.errors import DefinitionError
from app.study.protocol import AnchorName, SitePlan, Study, Visit, parse_offset

Kind = tuple[str, Callable[[Any], bool]]
"""What a value must be: in words, and as a test."""

ANCHORS: tuple[AnchorName, ...] = ("consent", "injection")

TEXT: Kind = ("a text", lambda value: isinstance(value, str) and bool(value.strip()))
NUMBER: Kind = ("a whole number, 1 or more", lambda value: type(value) is int and value > 0)
DAYS: Kind = ("a whole number of days, 0 or more", lambda value: type(value) is int and value >= 0)
TEXTS: Kind = ("a list of texts", lambda value: isinstance(value, list) and all(map(TEXT[1], value)))
YES_OR_NO: Kind = ("true or false", lambda value: isinstance(value, bool))
SOME_TEXTS: Kind = ("a list of texts, one or more", lambda value: TEXTS[1](value) and bool(value))
TABLES: Kind = ("a list of tables, one or more", lambda value: isinstance(value, list) and bool(value))
BY_LOCALE: Kind = (
    "a text for one language or more: a patient in danger must read whom to call",
    lambda value: isinstance(value, dict) and bool(value) and all(map(TEXT[1], value.values())),
)

STUDY = {"code": TEXT, "title": TEXT, "version": NUMBER, "baseline": TEXT, "site": TABLES, "visit": TABLES}
STUDY_MAY = {"arms": TEXTS, "reads_aloud": YES_OR_NO}
SITE = {"code": TEXT, "name": TEXT, "time_zone": TEXT, "danger": BY_LOCALE}
VISIT = {
    "id": TEXT,
    "title": TEXT,
    "anchor": TEXT,
    "offset": TEXT,
    "days_before": DAYS,
    "days_after": DAYS,
    "instruments": SOME_TEXTS,
}


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
        reads_aloud=data.get("reads_aloud", True),
        document=document,
        hash=hashlib.sha256(document.encode()).hexdigest(),
    )


def _visit(data: Mapping[str, Any]) -> Visit:
    values = {**data, "offset": parse_offset(data["offset"]), "instruments": tuple(data["instruments"])}
    return Visit(**values)


def _faults_of(data: Mapping[str, Any]) -> list[str]:
    faults = _table_faults("the study", data, STUDY, STUDY_MAY)
    sites, visits = _tables(data, "site"), _tables(data, "visit")
    for number, site in enumerate(sites, 1):
        faults += _site_faults(_place("site", "code", site, number), site)
    for number, visit in enumerate(visits, 1):
        faults += _visit_faults(_place("visit", "id", visit, number), visit)
    ids = [visit.get("id") for visit in visits if isinstance(visit, dict)]
    faults += _repeats("site", [site.get("code") for site in sites if isinstance(site, dict)])
    faults += _repeats("visit", ids)
    if data.get("baseline") not in ids:
        faults.append(f"baseline {data.get('baseline')!r} is not the id of a visit")
    return faults


def _table_faults(
    place: str, table: object, needed: Mapping[str, Kind], optional: Mapping[str, Kind]
) -> list[str]:
    """What is missing, unknown, or of a wrong kind."""
    if not isinstance(table, dict):
        return [f"{place}: this is not a table"]
    known = {**needed, **optional}
    faults = [f"{place}: {key} is missing" for key in sorted(needed.keys() - table.keys())]
    faults += [f"{place}: {key} is not known" for key in sorted(table.keys() - known.keys())]
    for key, (words, is_right) in known.items():
        if key in table and not is_right(table[key]):
            faults.append(f"{place}: {key} is not {words}")
    return faults


def _site_faults(place: str, site: Any) -> list[str]:
    faults = _table_faults(place, site, SITE, {})
    if faults:
        return faults
    try:
        ZoneInfo(site["time_zone"])
    except (ZoneInfoNotFoundError, ValueError, OSError):
        faults.append(f"{place}: {site['time_zone']!r} is not an IANA time zone")
    return faults


def _visit_faults(place: str, visit: Any) -> list[str]:
    faults = _table_faults(place, visit, VISIT, {})
    if faults:
        return faults
    if visit["anchor"] not in ANCHORS:
        faults.append(f"{place}: anchor {visit['anchor']!r} is not one of {', '.join(ANCHORS)}")
    try:
        parse_offset(visit["offset"])
    except ValueError as error:
        faults.append(f"{place}: {error}")
    return faults


def _tables(data: Mapping[str, Any], key: str) -> list[Any]:
    return data[key] if isinstance(data.get(key), list) else []


def _place(what: str, key: str, table: object, number: int) -> str:
    name = table.get(key) if isinstance(table, dict) else None
    return f"{what} {name if isinstance(name, str) else number}"


def _repeats(what: str, ids: list[Any]) -> list[str]:
    names = [one for one in ids if isinstance(one, str)]
    return [f"{what} {one!r} stands there twice" for one in sorted({i for i in names if names.count(i) > 1})]
