"""Every answer by visit, in the words the patient read; what was declined, not reached, changed or dangerous."""

from collections.abc import Iterable
from itertools import groupby, pairwise

from app.instruments.model import Instrument, Item, Wording
from app.reports.history import History, Placed
from app.reports.report import (
    AnswerCell,
    AnswerChange,
    AnswerGroup,
    AnswerRow,
    AnswerState,
    AnswerTable,
    AnswerVisit,
    Step,
)
from app.reports.words import day_of, moment, plain, short_day
from app.study.sittings import Answer, Value

Words = dict[int, str]


def build_answer_tables(history: History) -> tuple[AnswerTable, ...]:
    """One table per definition and wording: another language or a mended file is another table."""
    order = {(one.id, one.version): place for place, one in enumerate(history.instruments())}
    tables: dict[tuple[str, str], list[Placed]] = {}
    for placed in history.sittings:
        tables.setdefault((placed.sitting.definition_hash, placed.sitting.wording_hash), []).append(placed)
    alerted = {(alert.sitting_id, alert.item, alert.value) for alert in history.record.alerts}
    placings = sorted(tables.values(), key=lambda own: order[own[0].instrument.id, own[0].instrument.version])
    return tuple(_table(own, alerted) for own in placings)


def build_changes(history: History) -> tuple[AnswerChange, ...]:
    """Every item that was answered again differently before sending, with each answer and its time."""
    changes = []
    for placed in history.sittings:
        for item in placed.instrument.questions:
            given = [answer for answer in placed.record.answers if answer.item == item.id]
            if is_changed(given):
                changes.append(_change(history, placed, item, given))
    return tuple(changes)


def is_changed(given: Iterable[Answer]) -> bool:
    """Whether one item's answers, in order, ever differ from the one before."""
    return any(before.value != after.value for before, after in pairwise(given))


def _change(history: History, placed: Placed, item: Item, given: list[Answer]) -> AnswerChange:
    words = _words(placed.wording, item)
    return AnswerChange(
        visit=placed.visit,
        place=f"{placed.instrument.short_title} item {item.id}",
        question=plain(placed.wording.text_of(item)),
        steps=tuple(
            Step(
                when=moment(answer.at, history.zone),
                what=_told(item, answer.value, words),
            )
            for answer in given
        ),
    )


def _told(item: Item, value: Value | None, words: Words) -> str:
    """`2 (More than half the days)`; a number that has no words stands alone, a text in quotation marks."""
    if value is None:
        return "declined"
    if isinstance(value, str):
        return day_of(value) if item.kind == "date" else f"“{value}”"
    return f"{value} ({words[value]})" if value in words else str(value)


def _table(own: list[Placed], alerted: set[tuple[int, str, int]]) -> AnswerTable:
    instrument, wording = own[0].instrument, own[0].wording
    columns = [_column(placed, alerted) for placed in own]
    return AnswerTable(
        key=f"{instrument.id}-{instrument.version}-{wording.locale}-{instrument.hash[:6]}{wording.hash[:6]}",
        title=f"{instrument.short_title}, {instrument.title}{', the items asked' if instrument.adaptive else ''}",
        language=wording.version,
        visits=tuple(
            AnswerVisit(
                visit_id=placed.sitting.visit,
                title=placed.visit,
                on=short_day(placed.on),
                is_sent=placed.sitting.is_sent,
            )
            for placed in own
        ),
        groups=tuple(_groups(instrument, wording, columns)),
    )


Column = dict[str, AnswerCell]


def _groups(instrument: Instrument, wording: Wording, columns: list[Column]) -> Iterable[AnswerGroup]:
    shown = [item for item in instrument.questions if not instrument.adaptive or _is_asked(item, columns)]
    for (_, _), group in groupby(shown, key=lambda item: (item.stem, item.choices)):
        items = tuple(group)
        stem = wording.stem_of(items[0])
        yield AnswerGroup(
            stem=plain(stem) if stem else None,
            choices=tuple(_words(wording, items[0]).items()),
            rows=tuple(
                AnswerRow(
                    item=item.id,
                    text=plain(wording.text_of(item)),
                    is_told=not item.codes,
                    cells=tuple(column[item.id] for column in columns),
                )
                for item in items
            ),
        )


def _is_asked(item: Item, columns: list[Column]) -> bool:
    """Whether the item was met at any visit: of a bank from which few items are chosen, only those are listed."""
    return any(column[item.id].state != "not asked" for column in columns)


def _column(placed: Placed, alerted: set[tuple[int, str, int]]) -> Column:
    """One sitting's cells by item."""
    given: dict[str, list[Answer]] = {}
    for answer in placed.record.answers:
        given.setdefault(answer.item, []).append(answer)
    asked = {item.id for item in placed.asked}
    return {
        item.id: _cell(placed, item, given.get(item.id, []), item.id in asked, alerted)
        for item in placed.instrument.items
    }


def _cell(
    placed: Placed, item: Item, given: list[Answer], is_asked: bool, alerted: set[tuple[int, str, int]]
) -> AnswerCell:
    value = given[-1].value if given else None
    state = _state(given, is_asked)
    return AnswerCell(
        state=state,
        code=value if isinstance(value, int) else None,
        words=state if value is None else _own_words(placed.wording, item, value),
        is_changed=is_changed(given),
        is_alert=any((placed.sitting.id, item.id, answer.value) in alerted for answer in given),
    )


def _state(given: list[Answer], is_asked: bool) -> AnswerState:
    if given:
        return "declined" if given[-1].value is None else "answered"
    return "not reached" if is_asked else "not asked"


def _own_words(wording: Wording, item: Item, value: Value) -> str:
    """The choice's words, if it has any; of an item without codes what was written."""
    if isinstance(value, int):
        return _words(wording, item).get(value, "")
    return day_of(value) if item.kind == "date" else value


def _words(wording: Wording, item: Item) -> Words:
    return {choice.code: plain(choice.text) for choice in wording.choices_of(item)}
