"""Audit entries in words: what was done, and who did it."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

ACTS = {
    "alert.read": _l("Patient had read whom to call"),
    "alert.sign": _l("Signed for an alert"),
    "answer.record": _l("Answer kept"),
    "password.refuse": _l("Own password typed wrongly"),
    "patient.date_injection": _l("Injection dated"),
    "patient.enrol": _l("Patient enrolled"),
    "report.print": _l("Summary printed"),
    "session.end": _l("Signed out"),
    "session.open": _l("Signed in"),
    "session.refuse": _l("Signing in refused"),
    "sitting.begin": _l("Questionnaire begun"),
    "sitting.break": _l("Break taken"),
    "sitting.resumed": _l("Back from a break"),
    "sitting.send": _l("Questionnaire sent and scored"),
    "staff.change_grants": _l("Roles changed"),
    "staff.change_password": _l("Password changed"),
    "staff.choose_password": _l("Password chosen"),
    "staff.invite": _l("Staff invited"),
    "staff.renew_invitation": _l("New one-time link made"),
    "study.put_in_force": _l("Study version put in force"),
    "tablet.confirm": _l("Patient confirmed code and visit"),
    "tablet.end": _l("Tablet given back"),
    "visit.hand_over": _l("Tablet handed over"),
}


def act_words(act: str) -> str:
    """What was done; an act without words stands there by its name."""
    return str(ACTS.get(act, act))


def actor_words(actor: str, staff_names: Mapping[str, str]) -> str:
    """Who did it."""
    kind, _colon, rest = actor.partition(":")
    if kind == "patient":
        return _("Patient")
    if kind == "system":
        return _("Myelog (%(what)s)", what=rest)
    if kind == "nobody":
        return _("Somebody not signed in")
    return staff_names.get(actor, actor)
