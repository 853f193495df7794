"""Audit entries in words: what was done, and who did it."""

from collections.abc import Mapping

from app.web.language import _, lazy

ACTS = {
    "alert.read": lazy("Patient had read whom to call"),
    "alert.sign": lazy("Signed for an alert"),
    "answer.record": lazy("Answer kept"),
    "comfort.choose": lazy("Way of reading chosen"),
    "data.load": lazy("Data pack loaded"),
    "instrument.release": lazy("Questionnaire added"),
    "item.read_aloud": lazy("Question read aloud"),
    "password.refuse": lazy("Own password typed wrongly"),
    "patient.change_locale": lazy("Language of the questionnaires changed"),
    "patient.date_injection": lazy("Injection dated"),
    "patient.enrol": lazy("Patient enrolled"),
    "report.print": lazy("Summary printed"),
    "session.end": lazy("Signed out"),
    "session.open": lazy("Signed in"),
    "session.refuse": lazy("Signing in refused"),
    "sitting.begin": lazy("Questionnaire begun"),
    "sitting.break": lazy("Break taken"),
    "sitting.resumed": lazy("Back from a break"),
    "pin.refuse": lazy("Wrong PIN typed on a tablet"),
    "session.open_by_pin": lazy("Tablet opened by PIN"),
    "sitting.send": lazy("Questionnaire sent and scored"),
    "sitting.void": lazy("Questionnaires made void"),
    "staff.choose_pin": lazy("PIN chosen"),
    "staff.change_grants": lazy("Roles changed"),
    "staff.change_password": lazy("Password changed"),
    "staff.choose_language": lazy("Language of the pages chosen"),
    "staff.choose_password": lazy("Password chosen"),
    "staff.invite": lazy("Staff invited"),
    "staff.renew_invitation": lazy("New one-time link made"),
    "study.put_in_force": lazy("Study version put in force"),
    "tablet.confirm": lazy("Patient confirmed code and visit"),
    "tablet.end": lazy("Tablet given back"),
    "tablet.enrol": lazy("Tablet enrolled"),
    "tablet.refuse": lazy("Patient said: this is not me"),
    "tablet.revoke": lazy("Tablet revoked"),
    "visit.hand_over": lazy("Tablet handed over"),
    "wording.load": lazy("Words of a questionnaire loaded"),
}


PACKS = {"item_parameters": lazy("Item parameters"), "value_set": lazy("Value set")}
LACKING = {
    "item_parameters": lazy("no item parameters are loaded"),
    "value_set": lazy("no value set is loaded"),
}


def pack_kind(kind: str) -> str:
    """What a data pack holds."""
    return str(PACKS[kind])


def lacking(kind: str) -> str:
    """What scores lack without a data pack."""
    return str(LACKING[kind])


def act_words(act: str) -> str:
    """What was done; an act without words stands there by its name."""
    return str(ACTS.get(act, act))


def actor_words(actor: str, staff_names: Mapping[str, str]) -> str:
    """Who did it."""
    kind, _colon, rest = actor.partition(":")
    if kind == "patient":
        return _("Patient")
    if kind == "tablet":
        return _("Enrolled tablet %(number)s", number=rest)
    if kind == "system":
        return _("Myelog (%(what)s)", what=rest)
    if kind == "nobody":
        return _("Somebody not signed in")
    return staff_names.get(actor, actor)
