"""A FHIR Questionnaire (R4, R5; STU3 where it is alike) into a draft."""

from app.instruments.importing.draft import Draft
from app.instruments.importing.fhir_questions import Questions
from app.instruments.importing.fhir_walk import Frame, Walk, codings_of
from app.instruments.importing.findings import Findings
from app.instruments.importing.json_node import Node
from app.instruments.importing.languages import main_locale, words_of
from app.instruments.importing.value_sets import ValueSets


def read_questionnaire(root: Node, others: tuple[Node, ...], place: str, locale: str | None = None) -> Draft:
    """The draft of the Questionnaire `root`; `others` may hold its value sets, `locale` overrides its language."""
    findings = Findings()
    locale = main_locale(locale, root.text("language"), findings)
    locales = _languages(root, locale)
    sets = ValueSets((*root.nodes("contained"), *others), locale)
    walk = Walk(locales, Questions(sets, locales, findings), findings)
    walk.level(root.nodes("item"), Frame(title=root.text("title")))
    walk.tell_of_the_whole()
    version = root.text("version") or root.text("date")
    address = root.text("url") or root.text("id")
    return Draft(
        id=root.text("name") or root.text("id") or root.text("title") or address,
        titles=words_of(root, "title", locale) or words_of(root, "name", locale),
        wording_version=version or "as imported",
        source=" ".join(part for part in (place, address, version) if part),
        format="FHIR Questionnaire",
        locales=locales,
        instructions=tuple(walk.instructions),
        items=tuple(walk.items),
        codings=_panel_codings(root, address),
        notes=_notes(root),
        lost=findings.lost,
        remarks=findings.remarks,
    )


def _languages(root: Node, own: str) -> tuple[str, ...]:
    """The file's own language, then those into which a title or an item is translated."""
    languages = dict.fromkeys([own, *words_of(root, "title", own)])
    waiting = [root]
    while waiting:
        node = waiting.pop()
        languages.update(dict.fromkeys(words_of(node, "text", own)))
        waiting += reversed(node.nodes("item"))
    return tuple(languages)


def _panel_codings(root: Node, address: str) -> dict[str, dict[str, str]]:
    codings = {system: {"panel": code} for system, code in codings_of(root).items()}
    fhir = {"questionnaire": address, "version": root.text("version")}
    return {"fhir": {key: value for key, value in fhir.items() if value}, **codings}


def _notes(root: Node) -> tuple[str, ...]:
    told = {
        "The file's copyright statement": root.text("copyright"),
        "The file's publisher": root.text("publisher"),
    }
    return tuple(f"{what}: {text}" for what, text in told.items() if text)
