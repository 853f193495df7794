"""From where to where a number or a slider goes, also where a file leaves that open."""

from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor

from app.instruments.importing.findings import Findings
from app.instruments.item_definition import WIDEST


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """All whole numbers from `low` to `high`, at least two and at most `WIDEST` + 1."""

    low: int
    high: int


def number_span(low: Decimal | None, high: Decimal | None, place: str, findings: Findings) -> Span:
    """The span of a number; an end that the file does not give is stood in for, and said."""
    return _span(low, high, Span(low=0, high=WIDEST - 1), place, findings)


def slider_span(low: Decimal | None, high: Decimal | None, place: str, findings: Findings) -> Span:
    """The span of a slider: 0 to 100 unless the file says otherwise."""
    return _span(low, high, Span(low=0, high=100), place, findings)


def _span(low: Decimal | None, high: Decimal | None, usual: Span, place: str, findings: Findings) -> Span:
    first = usual.low if low is None else ceil(low)
    last = usual.high if high is None else floor(high)
    if low is None and first >= last:
        first = last - (usual.high - usual.low)
    if high is None and last <= first:
        last = first + (usual.high - usual.low)
    if not 0 < last - first <= WIDEST:
        message = f"its bounds, {first} to {last}, cannot be kept: {usual.low} to {usual.high} stands in"
        findings.lose(message, place)
        return usual
    if low is None or high is None:
        findings.remark(
            f"the file gives not both bounds: {first} to {last} stands in until a person sets them", place
        )
    return Span(low=first, high=last)
