"""The calibrated items of a scale: each item's parameters from its data pack, and what category a code falls in."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import msgspec

from app.instruments.graded_response import Estimate, GradedItem, eap
from app.instruments.model import Instrument, Scale


class BankSettings(msgspec.Struct, forbid_unknown_fields=True):
    """Settings of the graded-response rules: item id -> the name its parameters have in the pack."""

    parameters: dict[str, str]


@dataclass(frozen=True, slots=True)
class BankItem:
    """One calibrated item. `categories` maps code -> category, counted from 0 at the fewest points."""

    graded: GradedItem
    categories: Mapping[int, int]


Bank = Mapping[str, BankItem]
"""Item id -> calibrated item, in the order of the scale's items."""


@lru_cache(maxsize=64)
def find_bank(instrument: Instrument, scale_id: str) -> Bank | None:
    """The scale's bank; None where the instrument has not been equipped with item parameters.

    KeyError if there is no such scale, or the pack does not name an item that the scale needs.
    """
    pack = instrument.data.get("item_parameters")
    if pack is None:
        return None
    scale = instrument.scale(scale_id)
    names = parameter_names(scale)
    return {
        item_id: BankItem(pack.parameters[names[item_id]], categories_of(scale.points[item_id]))
        for item_id in scale.items
    }


def parameter_names(scale: Scale) -> dict[str, str]:
    """Item id -> the name of its parameters; msgspec.ValidationError says what is wrong with the settings."""
    return msgspec.convert(scale.settings, BankSettings).parameters


def categories_of(points: Mapping[int, Fraction]) -> dict[int, int]:
    """Code -> category: codes with equal points share one, as where a bank's calibration joined them."""
    ranks = {value: rank for rank, value in enumerate(sorted(set(points.values())))}
    return {code: ranks[value] for code, value in points.items()}


def estimate_of(bank: Bank, answers: Mapping[str, object]) -> Estimate:
    """Where somebody stands by their answers (item id -> code); None and absent say nothing."""
    answered = [
        (bank[name], code) for name, code in answers.items() if name in bank and isinstance(code, int)
    ]
    return eap([item.graded for item, _ in answered], [item.categories[code] for item, code in answered])
