"""A REDCap data dictionary into drafts, one per form.

A section header, and a descriptive text that reads as a question, become the stem of the fields that follow.
Other descriptive texts are instructions: of the whole form before its first field, else a page of their own.
Fields are numbered in order, those that could not be carried over too; their variables' names are kept.
"""

import re
from itertools import groupby

from app.instruments.importing.draft import Draft, DraftCondition, DraftItem, Words
from app.instruments.importing.findings import Findings
from app.instruments.importing.languages import asks, main_locale
from app.instruments.importing.markup import has_picture, plain
from app.instruments.importing.redcap_logic import Coded, NotCarriedOverError, conditions_of
from app.instruments.importing.redcap_questions import Questions
from app.instruments.importing.redcap_table import Field, read_fields

TITLE_STANDS_IN = (
    "the form's name stands in for the titles and for the heading patients see: choose neutral ones"
)
RECORD_NAMES = frozenset(
    {"record_id", "study_id", "participant_id", "subject_id", "subjid", "patient_id", "record"}
)
_IDENTIFYING = re.compile(r"email|phone|ssn|v?mrn", re.IGNORECASE)
_PIPED = re.compile(r"\[[a-z][a-z0-9_:()-]*\]", re.IGNORECASE)


def read_dictionary(content: bytes, place: str, locale: str | None = None) -> tuple[Draft, ...]:
    """One draft per form; `locale` is the dictionary's language. ForeignFileError if the file is no dictionary."""
    shared = Findings()
    fields = read_fields(content, place, shared)
    language = main_locale(locale, "", shared)
    forms: dict[str, list[Field]] = {}
    for form, run in groupby(fields, key=lambda field: field["form"] or "form"):
        forms.setdefault(form, []).extend(run)
    return tuple(_draft(form, rows, place, language, shared) for form, rows in forms.items())


def _draft(form: str, fields: list[Field], place: str, locale: str, shared: Findings) -> Draft:
    findings = Findings()
    walk = _Walk(locale, findings)
    for at, field in enumerate(fields):
        walk.field(field, may_lead=_may_lead(fields[at + 1 :]))
    findings.remark(TITLE_STANDS_IN)
    return Draft(
        id=form,
        titles={locale: form.replace("_", " ").strip().capitalize()},
        wording_version="as imported",
        source=f"{place}, form {form}",
        format="REDCap data dictionary",
        locales=(locale,),
        instructions=tuple(walk.instructions),
        items=tuple(walk.items),
        codings={"redcap": {"form": form}},
        notes=(),
        lost=findings.lost,
        remarks=(*shared.remarks, *findings.remarks),
    )


class _Walk:
    """Goes through the fields of a form in order and collects those that Myelog can show."""

    def __init__(self, locale: str, findings: Findings) -> None:
        self.items: list[DraftItem] = []
        self.instructions: list[Words] = []
        self._locale = locale
        self._questions = Questions(locale, findings)
        self._findings = findings
        self._coded: dict[str, Coded] = {}
        self._stem: Words | None = None
        self._numbers = {"question": 0, "instructions": 0}

    def field(self, field: Field, *, may_lead: bool) -> None:
        """One field: left out with a remark, an instruction, or a question."""
        if field["header"]:
            self._stem = self._words(field["header"], field.place) or None
        reason = _why_no_question(field)
        if reason is not None:
            self._findings.remark(f"left out: {reason}", field.place)
        elif field["type"].lower() == "descriptive":
            self._description(field, may_lead=may_lead)
        else:
            self._question(field)

    def _description(self, field: Field, *, may_lead: bool) -> None:
        words = self._words(field["label"], field.place)
        if not words:
            return
        when = self._conditions(field, field.place)
        if may_lead and not when and asks(words):
            self._findings.remark("its words stand above the items that follow", field.place)
            self._stem = words
        elif not when and not self.items:
            self.instructions.append(words)
        else:
            name = self._next("instructions")
            self._findings.remark(f"its words are a page of their own, {name}", field.place)
            kind, variable = "instructions", field["variable"]
            self.items.append(
                DraftItem(id=name, name=variable, kind=kind, words=words, when=when, codings={})
            )

    def _question(self, field: Field) -> None:
        name, variable = self._next("question"), field["variable"]
        place = f"item {name}, {field.place}"
        shape = self._questions.shape(field, place)
        if shape is None:
            return
        words = self._words(field["label"], place)
        if not words:
            self._findings.lose("it has no words at all", place)
        self._tell_small_losses(field, place)
        span = shape.span
        self.items.append(
            DraftItem(
                id=name,
                name=variable,
                kind=shape.kind,
                words=words,
                options=shape.options,
                low=span.low if span else None,
                high=span.high if span else None,
                stem=self._stem,
                when=self._conditions(field, place),
                codings={},
            )
        )
        if variable.lower() in self._coded:
            self._findings.lose("this variable stands twice; conditions mean the first", place)
        self._coded.setdefault(variable.lower(), Coded(name, shape.names))

    def _tell_small_losses(self, field: Field, place: str) -> None:
        if field["note"]:
            self._findings.lose(f"the note “{plain(field['note'])}”", place)
        if field["ranking"].lower() == "y":
            self._findings.lose("each answer could be chosen only once within its matrix", place)
        if re.search(r"@DEFAULT\b|@SETVALUE\b|@PREFILL\b", field["annotation"]):
            self._findings.remark("an answer was chosen beforehand; here nothing is", place)

    def _conditions(self, field: Field, place: str) -> tuple[DraftCondition, ...]:
        logic = field["branching"]
        if not logic:
            return ()
        try:
            conditions = conditions_of(logic, self._coded)
        except NotCarriedOverError:
            told = " ".join(logic.split())
            self._findings.lose(f"asked always, though the file asks it only if: {told}", place)
            return ()
        if "<>" in logic or "!=" in logic:
            self._findings.remark("asked only once the item it hangs on is answered", place)
        return conditions

    def _words(self, label: str, place: str) -> Words:
        if has_picture(label):
            self._findings.lose("a picture in its words", place)
        words = plain(label)
        if _PIPED.search(words):
            self._findings.lose("words that REDCap fills in from other fields", place)
        return {self._locale: words} if words else {}

    def _next(self, kind: str) -> str:
        self._numbers[kind] += 1
        return str(self._numbers[kind]) if kind == "question" else f"i{self._numbers[kind]}"


def _why_no_question(field: Field) -> str | None:
    annotation, kind = field["annotation"].upper(), field["type"].lower()
    if field.row == 2 and kind == "text" and _is_record(field):
        return "it numbers the records; Myelog has study codes"
    if kind == "calc" or "@CALC" in annotation:
        return "it is calculated, and scoring belongs to the definition"
    if re.search(r"@HIDDEN\b(?!-(PDF|APP))", annotation):
        return "it is hidden"
    if "@READONLY" in annotation and kind != "descriptive":
        return "it can only be read"
    if field["identifier"].lower() == "y" or _IDENTIFYING.match(field["validation"]):
        return "it identifies a person, and Myelog keeps no names"
    return None


def _may_lead(rest: list[Field]) -> bool:
    """Whether a question follows that brings no header of its own."""
    questions = (f for f in rest if _why_no_question(f) is None and f["type"].lower() != "descriptive")
    following = next(questions, None)
    return following is not None and not following["header"]


def _is_record(field: Field) -> bool:
    name = field["variable"].lower()
    return name in RECORD_NAMES or (name.endswith("id") and not field["validation"])
