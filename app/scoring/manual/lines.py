"""The manual on a terminal."""

from collections.abc import Iterable, Iterator

from app.instruments.model import Instrument, Wording
from app.scoring.manual.entries import EVIDENCE, Entry, Grid
from app.scoring.manual.items import ItemGroup, asking_entries, item_groups, safety_saying
from app.scoring.manual.scales import references_of, scales_manual


def manual_lines(instrument: Instrument, wording: Wording | None) -> Iterator[str]:
    """What an instrument asks, how it is scored and on whose authority, line by line."""
    yield from _head(instrument)
    yield "\nItems"
    for group in item_groups(instrument, wording):
        yield from _group_lines(group)
    yield from _entry_lines(asking_entries(instrument))
    yield from (f"  {safety_saying(rule)} ({rule.reference})" for rule in instrument.safety)
    manual = scales_manual(instrument)
    if manual.shared:
        yield "\nEvery scale that is made of items"
        yield from _entry_lines(manual.shared)
    for one in manual.scales:
        yield f"\nScale {one.scale.id}: {one.scale.title}{', a main score' if one.scale.main else ''}"
        yield from _entry_lines(one.entries)
    yield "\nReferences"
    yield from (f"  {short}: {full}" for short, full in references_of(instrument).items())
    yield from (f"\nNote: {note}" for note in instrument.notes)
    changes = wording.changes if wording else ()
    yield from (f"\nChanged from the owner's form: {change}" for change in changes)


def _head(instrument: Instrument) -> Iterator[str]:
    licence = instrument.licence
    yield f"{instrument.title} ({instrument.short_title}), {instrument.domain}, {instrument.recall}"
    yield instrument.name
    yield f"Owner: {licence.owner}"
    yield f"Terms: {licence.terms} ({EVIDENCE[licence.evidence]})"
    yield f"Credit: {licence.credit}"


def _group_lines(group: ItemGroup) -> Iterator[str]:
    choices = " · ".join(f"{one.code} {one.text}" for one in group.choices)
    answers = [str(group.answers)] if group.answers else []
    yield f"  {group.span}  {': '.join(answers + ([choices] if choices else []))}"
    yield from (f"    {condition}" for condition in group.conditions)
    if group.stem:
        yield f"    {group.stem}"
    yield from (f"    {item_id:>3}  {text}" for item_id, text in group.texts.items())


def _entry_lines(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        source = f" ({', '.join(map(str, entry.source))})" if entry.source else ""
        yield f"  {entry.name}: {' '.join(map(str, entry.texts))}{source}"
        if entry.grid is not None:
            yield from _grid_lines(entry.grid)


def _grid_lines(grid: Grid) -> Iterator[str]:
    rows = [tuple(map(str, row)) for row in (grid.head, *grid.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        figures = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        yield f"    {first.ljust(widths[0])}  {'  '.join(figures)}"
