"""What an instrument is. Frozen values only; `reader` makes them from TOML, `checks` finds their faults."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from app.instruments.packs import Pack

Direction = Literal["higher is worse", "higher is better", "not ordered"]
Evidence = Literal["verified", "recalled"]
Layout = Literal["row", "column"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """An item is asked only if `item`, which comes before it, was answered with one of these codes."""

    item: str
    codes: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question. `codes` are the values it allows, in the owner's order; a text or a date has none.

    `choices` names the words for its codes. The item is asked where all conditions of `when` hold.
    `layout` and `numbers` are the owner's, where given: whether the codes stand beside or below one another, and at
    every how many of them a line bears its number.
    """

    id: str
    kind: str
    codes: tuple[int, ...]
    choices: str | None
    stem: str | None = None
    when: tuple[Condition, ...] = ()
    layout: Layout | None = None
    numbers: int | None = None

    @property
    def is_question(self) -> bool:
        """Whether it has an answer: a page of instructions is only read."""
        return self.kind != "instructions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A named part of a scale's range, both ends included."""

    low: Fraction
    high: Fraction
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingRule:
    """How a scale treats unanswered items; `owner` tells whether the instrument's owner published the rule.

    `minimum` is the number of items that must be answered for a score.
    """

    name: str
    version: int = 1
    minimum: int
    owner: Literal["owner", "project"]
    evidence: Evidence
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A published size of change: the minimal important difference of groups, or one person's MDC95.

    `standard_error_of_measurement` is published with some MDC95; the reliable change index needs it.
    """

    kind: Literal["group_mid", "measurement_error"]
    value: Fraction
    reference: str
    evidence: Evidence
    standard_error_of_measurement: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    """A published screening cut-off: at `value` or beyond (in the scale's worse direction)."""

    value: Fraction
    meaning: str
    reference: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionalPoints:
    """Points that the codes of `item` have while `given` was answered with one of `codes`."""

    item: str
    given: str
    codes: tuple[int, ...]
    points: Mapping[int, Fraction]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A score. `points` maps item id -> code -> points (all recoding and reversing is already in it).

    A composite is made of other scales, its `parts`; then `items` are those of its parts and `points` is empty.
    `decimals` is how exactly the range is written. `settings` holds what the named rule needs beyond points;
    most rules need nothing.
    """

    id: str
    title: str
    items: tuple[str, ...]
    rule: str
    rule_version: int
    points: Mapping[str, Mapping[int, Fraction]]
    missing: MissingRule
    low: Fraction
    high: Fraction
    direction: Direction
    main: bool
    bands: tuple[Band, ...]
    thresholds: tuple[Threshold, ...]
    cut_offs: tuple[CutOff, ...]
    caveats: tuple[str, ...]
    references: tuple[str, ...]
    settings: Mapping[str, object] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    conditional: tuple[ConditionalPoints, ...] = ()
    decimals: int = 0

    def __hash__(self) -> int:
        return hash((self.id, self.items, self.rule, self.rule_version))


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyRule:
    """Answering `item` with `at_least` or more is dangerous: an alert, at once."""

    id: str
    item: str
    at_least: int
    meaning: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """Who owns the instrument and on what terms it may be shown."""

    owner: str
    terms: str
    credit: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Adaptive:
    """How items are chosen one by one: by `rule`, until `scale` is known to `standard_error` (in its units).

    At least `at_least` and at most `at_most` items are asked.
    """

    rule: str
    rule_version: int
    scale: str
    standard_error: Fraction
    at_least: int
    at_most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One version of a questionnaire. `hash` is the SHA-256 of its canonical JSON; `document` is that JSON.

    `references` maps a short citation ("Rooney 2019") to the full one; thresholds, cut-offs and safety rules
    name the short one.
    `left_out` are items of the owner's form that Myelog neither shows nor scores.
    `data` holds the packs the instrument was equipped with, by kind; the document and so the hash contain them.
    """

    id: str
    version: int
    title: str
    short_title: str
    domain: str
    recall: str
    items: tuple[Item, ...]
    scales: tuple[Scale, ...]
    safety: tuple[SafetyRule, ...]
    references: Mapping[str, str]
    licence: Licence
    codings: Mapping[str, object]
    notes: tuple[str, ...]
    document: str
    hash: str
    left_out: tuple[Item, ...] = ()
    adaptive: Adaptive | None = None
    data: Mapping[str, Pack] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.hash)

    @property
    def name(self) -> str:
        """`phq9@1+sha256:…`: which instrument, exactly."""
        return f"{self.id}@{self.version}+sha256:{self.hash}"

    @property
    def questions(self) -> tuple[Item, ...]:
        """Its items but for the pages that are only read."""
        return tuple(item for item in self.items if item.is_question)

    def item(self, item_id: str) -> Item:
        """The item of that id; KeyError if the instrument has none."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def scale(self, scale_id: str) -> Scale:
        """The scale of that id; KeyError if the instrument has none."""
        for scale in self.scales:
            if scale.id == scale_id:
                return scale
        raise KeyError(scale_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One permitted answer: its code and the owner's words for it."""

    code: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The owner's words in one locale. `**…**` marks what the owner emphasises; everything else is literal.

    `instructions` are for the screen; `paper_instructions` are the owner's own, where they speak of paper;
    `headings` stand above the choices of that name, as over a column of the owner's form;
    `changes` identifies every difference between what is shown and the owner's form.
    """

    instrument: str
    instrument_version: int
    locale: str
    version: str
    heading: str
    instructions: tuple[str, ...]
    stems: Mapping[str, str]
    items: Mapping[str, str]
    choices: Mapping[str, tuple[Choice, ...]]
    source: str
    document: str
    hash: str
    paper_instructions: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.hash)

    def stem_of(self, item: Item) -> str | None:
        """The words above the item that it shares with others; None if it stands alone."""
        return None if item.stem is None else self.stems[item.stem]

    def text_of(self, item: Item) -> str:
        """The item's own words."""
        return self.items[item.id]

    def heading_of(self, item: Item) -> str | None:
        """The words above the item's choices; None where the owner has none."""
        return None if item.choices is None else self.headings.get(item.choices)

    def choices_of(self, item: Item) -> tuple[Choice, ...]:
        """The item's choices, in the order of its codes; of a rating, those that have words."""
        if item.choices is None:
            return ()
        by_code = {choice.code: choice for choice in self.choices[item.choices]}
        return tuple(by_code[code] for code in item.codes if code in by_code)
