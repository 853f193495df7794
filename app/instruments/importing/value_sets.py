"""The answers that a Questionnaire keeps apart from its items: value sets and code systems within the same file."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from app.instruments.importing.codes import Answer
from app.instruments.importing.json_node import Node
from app.instruments.importing.languages import locale_of, words_of

WEIGHTS = (
    "itemWeight",
    "ordinalValue",
    "questionnaire-ordinalValue",
    "valueset-ordinalValue",
    "codesystem-ordinalValue",
    "iso21090-CO-value",
)
"""Names under which a weight has stood since DSTU2; the first is R5's, the second R4's."""

_DEEPEST = 20


class ValueSets:
    """The value sets and code systems of a file, to be found by `#id`, by address or by the address's end."""

    def __init__(self, resources: Iterable[Node], locale: str) -> None:
        self._locale = locale
        self._sets: dict[str, Node] = {}
        self._systems: dict[str, Node] = {}
        self._concepts_of: dict[str, dict[str, Answer]] = {}
        for resource in resources:
            kind = resource.text("resourceType")
            shelf = self._sets if kind == "ValueSet" else self._systems if kind == "CodeSystem" else None
            if shelf is not None:
                names = (f"#{resource.text('id')}", f"{kind}/{resource.text('id')}", resource.text("url"))
                for name in names:
                    shelf.setdefault(name, resource)

    def answers(self, reference: str) -> tuple[Answer, ...]:
        """The answers of the value set that `reference` names; none if the file does not hold or list it."""
        answers = {(answer.system, answer.code): answer for answer in self._listed(reference, set())}
        return tuple(answers.values())

    def _listed(self, reference: str, seen: set[str]) -> tuple[Answer, ...]:
        """The answers; a value set that was met before, by whatever way, adds nothing new."""
        found = _find(self._sets, reference)
        if found is None or reference in seen:
            return ()
        seen.add(reference)
        composed = tuple(self._composed(found.node("compose"), seen))
        expanded = tuple(self._expanded(found.node("expansion"), 0))
        weighs = any(answer.weight is not None for answer in composed)
        return composed if composed and (weighs or not expanded) else expanded

    def _composed(self, compose: Node, seen: set[str]) -> Iterator[Answer]:
        without = {
            (part.text("system"), concept.text("code"))
            for part in compose.nodes("exclude")
            for concept in part.nodes("concept")
        }
        for part in compose.nodes("include"):
            for answer in self._included(part, seen):
                if (answer.system, answer.code) not in without:
                    yield answer

    def _included(self, part: Node, seen: set[str]) -> Iterator[Answer]:
        system = part.text("system")
        if part.nodes("concept"):
            listed = (self._answer(concept, system) for concept in part.nodes("concept"))
            yield from (_completed(answer, self._known(system).get(answer.code)) for answer in listed)
        elif system and not part.nodes("filter"):
            yield from self._known(system).values()
        for reference in part.texts("valueSet"):
            yield from self._listed(reference, seen)

    def _expanded(self, part: Node, depth: int) -> Iterator[Answer]:
        for concept in part.nodes("contains"):
            if "code" in concept and not concept.flag("abstract"):
                answer = self._answer(concept, concept.text("system"))
                yield _completed(answer, self._known(answer.system).get(answer.code))
            if depth < _DEEPEST:
                yield from self._expanded(concept, depth + 1)

    def _known(self, system: str) -> dict[str, Answer]:
        """What the code system says of its codes, if it is in the file."""
        if system not in self._concepts_of:
            found = _find(self._systems, system)
            concepts = self._concepts(found, system, 0) if found is not None else ()
            self._concepts_of[system] = {concept.code: concept for concept in concepts}
        return self._concepts_of[system]

    def _concepts(self, parent: Node, system: str, depth: int) -> Iterator[Answer]:
        for concept in parent.nodes("concept"):
            yield self._answer(concept, system)
            if depth < _DEEPEST:
                yield from self._concepts(concept, system, depth + 1)

    def _answer(self, concept: Node, system: str) -> Answer:
        words = dict(words_of(concept, "display", self._locale))
        for designation in concept.nodes("designation"):
            language = locale_of(designation.text("language"))
            if language and designation.text("value"):
                words.setdefault(language, designation.text("value"))
        code = concept.text("code")
        return Answer(
            words=words or ({self._locale: code} if code else {}),
            code=code,
            system=system,
            weight=weight_of(concept),
            prefix=concept.extension("questionnaire-optionPrefix", "valueset-label").text("valueString"),
        )


def weight_of(*nodes: Node) -> Decimal | None:
    """The first weight that one of the nodes carries, as an extension or as a code system's property."""
    for node in nodes:
        for extension in node.extensions(*WEIGHTS):
            key = extension.find_key("value")
            number = extension.number(key) if key else None
            if number is not None:
                return number
        for part in node.nodes("property"):
            key = part.find_key("value")
            if key and part.text("code") in WEIGHTS and part.number(key) is not None:
                return part.number(key)
    return None


def _completed(answer: Answer, known: Answer | None) -> Answer:
    """The answer, with what its code system says of it where the value set says nothing."""
    if known is None:
        return answer
    is_bare = set(answer.words.values()) == {answer.code}
    weight = answer.weight if answer.weight is not None else known.weight
    return replace(answer, weight=weight, words=known.words if is_bare else {**known.words, **answer.words})


def _find(shelf: dict[str, Node], reference: str) -> Node | None:
    name = reference.split("|")[0]
    if not name:
        return None
    return (
        shelf.get(name)
        or shelf.get("/".join(name.split("/")[-2:]))
        or shelf.get(f"#{name.rsplit('/', 1)[-1]}")
    )
