"""How a manual says numbers and lists of items; its sentences are those of `app.saying`."""

from fractions import Fraction

from app.saying import Saying, Text, say
from app.scoring.numbers import to_number

__all__ = ["Saying", "Text", "number", "say", "spanned"]


def number(value: Fraction) -> Text:
    """An exact number as it is read: `12`, `20.2`, `−0.5`; the reader's language has its own decimal mark."""
    whole, point, decimals = str(to_number(value)).replace("-", "\N{MINUS SIGN}").partition(".")
    return say("%(whole)s.%(decimals)s", whole=whole, decimals=decimals) if point else whole


def spanned(item_ids: tuple[str, ...]) -> str:
    """Item ids as a definition file may list them: `1-5, 8, vas`."""
    runs: list[list[str]] = []
    for item_id in item_ids:
        if runs and _follows(item_id, runs[-1][-1]):
            runs[-1].append(item_id)
        else:
            runs.append([item_id])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(run) for run in runs)


def _follows(item_id: str, before: str) -> bool:
    return item_id.isdecimal() and before.isdecimal() and int(item_id) == int(before) + 1
