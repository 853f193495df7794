"""The calibrated items of a scale: each item's parameters from its data pack, and what category a code falls in."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import msgspec

from app.instruments.graded_response import Estimate, GradedItem, eap
from app.instruments.model import Instrument, Scale
from app.instruments.packs import Pack


@dataclass(frozen=True, slots=True)
class BankItem:
    """One calibrated item. `categories` maps code -> category."""

    graded: GradedItem
    categories: Mapping[int, int]


Bank = Mapping[str, BankItem]
"""Item id -> calibrated item, in the order of the scale's items."""


@lru_cache(maxsize=64)
def find_bank(instrument: Instrument, scale_id: str) -> Bank | None:
    """The scale's bank; None where the instrument has not been equipped with item parameters.

    KeyError if there is no such scale; msgspec.ValidationError if the parameters do not fit its items.
    """
    pack = instrument.data.get("item_parameters")
    if pack is None:
        return None
    scale = instrument.scale(scale_id)
    return {
        item_id: BankItem(graded, _categories_of(scale.points[item_id]))
        for item_id, graded in zip(scale.items, graded_items(scale, pack), strict=True)
    }


def graded_items(scale: Scale, pack: Pack) -> tuple[GradedItem, ...]:
    """The parameters of the scale's items, by the names that its settings give them in the pack.

    msgspec.ValidationError says how settings, items and pack do not fit.
    """
    names = parameter_names(scale)
    found = []
    for item in scale.items:
        parameters = pack.parameters.get(names[item])
        if parameters is None:
            raise msgspec.ValidationError(f"{pack.name}: there is no item {names[item]}")
        categories = len(ranks_of(scale.points[item]))
        if len(parameters.thresholds) + 1 != categories:
            given = len(parameters.thresholds) + 1
            raise msgspec.ValidationError(
                f"{pack.name}: item {names[item]} has {given} categories; item {item} has {categories}"
            )
        found.append(parameters)
    return tuple(found)


def parameter_names(scale: Scale) -> dict[str, str]:
    """Settings of the graded response rules: item -> its name in the pack."""
    raw = scale.settings.get("parameters")
    names = {key: name for key, name in raw.items() if isinstance(name, str)} if isinstance(raw, dict) else {}
    if set(names) != set(scale.items) or set(scale.settings) != {"parameters"}:
        raise msgspec.ValidationError("parameters: each item needs one name, and there is no other setting")
    if len(set(names.values())) < len(names):
        raise msgspec.ValidationError("parameters: two items have the same name")
    return names


def ranks_of(points: Mapping[int, Fraction]) -> dict[Fraction, int]:
    """An item's points -> category, counted from 0 in rising points; codes with equal points share one."""
    return {value: rank for rank, value in enumerate(sorted(set(points.values())))}


def estimate_of(bank: Bank, answers: Mapping[str, object]) -> Estimate:
    """Where somebody stands by their answers (item id -> code); None and absent say nothing."""
    answered = [
        (bank[name], code) for name, code in answers.items() if name in bank and isinstance(code, int)
    ]
    return eap([item.graded for item, _ in answered], [item.categories[code] for item, code in answered])


def _categories_of(points: Mapping[int, Fraction]) -> dict[int, int]:
    ranks = ranks_of(points)
    return {code: ranks[value] for code, value in points.items()}
