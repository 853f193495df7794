"""Patients, sites and staff, as the study knows them: a code, never a name of a patient."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from app.errors import RefusedError
from app.saying import Saying, say

Disease = Literal["SPMS", "PPMS"]
DISEASES: dict[Disease, Saying] = {
    "SPMS": say("Secondary progressive multiple sclerosis"),
    "PPMS": say("Primary progressive multiple sclerosis"),
}

LONGEST_AGO, LONGEST_AHEAD = timedelta(days=20 * 366), timedelta(days=2 * 366)
"""Beyond these a year was typed wrongly; visits hung on it could lie outside the calendar."""

CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,19}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place of the study. `time_zone` is an IANA name; dates of visits are dates there."""

    id: int
    code: str
    name: str
    time_zone: str

    def day_of(self, at: datetime) -> date:
        """The date at the site at that instant."""
        return at.astimezone(ZoneInfo(self.time_zone)).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """One person, by study code. `consent_on` and `injection_on` are the anchors visits hang on."""

    id: int
    code: str
    site: Site
    disease: Disease
    locale: str
    arm: str | None
    enrolled_on: date
    consent_on: date
    injection_on: date | None

    @property
    def anchors(self) -> dict[str, date]:
        """The dated facts known so far, by name."""
        known = {"consent": self.consent_on, "injection": self.injection_on}
        return {name: on for name, on in known.items() if on is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """A member of staff: `username` signs in, `name` is printed beside what they signed."""

    id: int
    username: str
    name: str


def check_code(code: str) -> str:
    """The patient's study code in capitals; RefusedError if it is not one."""
    tidy = code.strip().upper()
    if not CODE.fullmatch(tidy):
        raise RefusedError(
            say(
                "A study code has 2 to 20 letters, digits and hyphens, for example 0102 or A-0102. Never use a name."
            )
        )
    return tidy


def check_dates(*, consent_on: date, injection_on: date | None, today: date) -> None:
    """RefusedError unless consent is not in the future, the injection not before it, and both years believable."""
    if consent_on > today:
        raise RefusedError(
            say("The consent date is in the future. Enter the date on which consent was signed.")
        )
    if today - consent_on > LONGEST_AGO:
        raise RefusedError(say("The consent date is more than 20 years ago. Check the year."))
    if injection_on is not None and injection_on < consent_on:
        raise RefusedError(say("The injection date is before the consent date. Check both dates."))
    if injection_on is not None and injection_on - today > LONGEST_AHEAD:
        raise RefusedError(say("The injection date is more than two years ahead. Check the year."))
