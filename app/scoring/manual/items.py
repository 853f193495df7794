"""What an instrument asks: neighbouring items with the same words above them and the same answers stand together."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from app.instruments.model import Choice, Condition, Instrument, Item, SafetyRule, Wording
from app.scoring.manual.entries import Entry
from app.scoring.manual.saying import Saying, number, say, spanned


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """Items that share what stands above them, how they are answered and when they are asked.

    `answers` is None where `choices` say it all. `texts` are the items' own words by id; empty, as `stem` and
    `choices` are, without a wording.
    """

    ids: tuple[str, ...]
    stem: str | None
    answers: Saying | None
    choices: tuple[Choice, ...]
    conditions: tuple[Saying, ...]
    texts: Mapping[str, str]

    @property
    def span(self) -> str:
        return spanned(self.ids)


def item_groups(instrument: Instrument, wording: Wording | None) -> tuple[ItemGroup, ...]:
    """The items in the owner's order."""

    def shared(item: Item) -> object:
        words = (wording.stem_of(item), wording.choices_of(item)) if wording else (item.stem, item.choices)
        return words, item.kind, item.codes, item.when

    return tuple(_group(tuple(own), wording) for _, own in groupby(instrument.items, key=shared))


def _group(items: tuple[Item, ...], wording: Wording | None) -> ItemGroup:
    first = items[0]
    choices = wording.choices_of(first) if wording else ()
    stem = wording.stem_of(first) if wording else None
    return ItemGroup(
        ids=tuple(item.id for item in items),
        stem=plain(stem) if stem else None,
        answers=None if choices and len(choices) == len(first.codes) else ANSWERS[first.kind](first),
        choices=tuple(Choice(code=one.code, text=plain(one.text)) for one in choices),
        conditions=tuple(map(_condition, first.when)),
        texts={item.id: plain(wording.text_of(item)) for item in items} if wording else {},
    )


def _condition(condition: Condition) -> Saying:
    codes = ", ".join(map(str, condition.codes))
    return say("Asked only if item %(item)s is answered %(codes)s.", item=condition.item, codes=codes)


def plain(text: str) -> str:
    """An owner's words without the marks of emphasis."""
    return text.replace("**", "")


ANSWERS: Mapping[str, Callable[[Item], Saying]] = {
    "single_choice": lambda item: say("One of %(codes)s", codes=", ".join(map(str, item.codes))),
    "numeric_rating": lambda item: say(
        "A rating from %(low)d to %(high)d", low=item.codes[0], high=item.codes[-1]
    ),
    "visual_analogue": lambda item: say(
        "A mark on a line from %(low)d to %(high)d", low=item.codes[0], high=item.codes[-1]
    ),
    "number": lambda item: say("A whole number, %(low)d to %(high)d", low=item.codes[0], high=item.codes[-1]),
    "text": lambda _: say("Words of one's own, not scored"),
    "date": lambda _: say("A date, not scored"),
    "instructions": lambda _: say("To be read, not answered"),
}


def safety_saying(rule: SafetyRule) -> Saying:
    """What raises an alert."""
    return say(
        "Alert: item %(item)s at %(at_least)d or more. %(meaning)s",
        item=rule.item,
        at_least=rule.at_least,
        meaning=rule.meaning,
    )


def asking_entries(instrument: Instrument) -> Iterator[Entry]:
    """What else there is to say of the items: which are left out, and how they are chosen."""
    if instrument.left_out:
        ids = spanned(tuple(item.id for item in instrument.left_out))
        text = say("Of the owner's form neither shown nor scored: %(ids)s.", ids=ids)
        yield Entry(say("Left out"), (text,))
    adaptive = instrument.adaptive
    if adaptive is not None:
        title = instrument.scale(adaptive.scale).title
        texts = (
            say(
                "One by one: the item that tells most about “%(scale)s”, given the answers so far.",
                scale=title,
            ),
            say(
                "It ends when the standard error is at most %(error)s, after at least %(least)d and at most %(most)d "
                "items.",
                error=number(adaptive.standard_error),
                least=adaptive.at_least,
                most=adaptive.at_most,
            ),
        )
        yield Entry(say("Choice of items"), texts, (f"{adaptive.rule}@{adaptive.rule_version}",))
