"""How people answer: a severity per side of a person and visit, turned item by item into a code.

Every item has its difficulty, every person a way of reading it, every visit its chance. Which way an item points
is read from the definition: the first scale that scores it says which of its codes is worse.
"""

import math
from functools import lru_cache
from random import Random

from app.demo.people import Course, Person
from app.instruments.model import Instrument, Item

SIDES = {  # the side of a person a scale asks about; every other scale asks about the person as a whole
    "phq9": {"total": "mood"},
    "mfis": {"physical": "fatigue", "cognitive": "thinking", "psychosocial": "fatigue"},
    "rand36": {
        "physical_functioning": "body",
        "role_physical": "body",
        "role_emotional": "mood",
        "energy_fatigue": "fatigue",
        "emotional_wellbeing": "mood",
        "social_functioning": "mood",
    },
}
# Where people in progressive MS lie on the average, on the logistic scale on which 0 is the middle of the codes:
# little depression, much fatigue, poor walking. Made up, to look plausible; no estimate of anything.
AVERAGE = {"mood": -1.0, "fatigue": 0.3, "thinking": -0.4, "body": 0.9, "whole": 0.0}
DESPAIR = 1.6  # how much worse the mood is at a visit with a dangerous answer


def draw_answers(
    person: Person, instrument: Instrument, *, months: float, rng: Random, in_danger: bool
) -> dict[str, int | None]:
    """Item -> code, None where the person declines, `months` after the injection (negative before it)."""
    feeling = {side: _severity(person, side, months, rng) for side in AVERAGE}
    feeling["mood"] += DESPAIR if in_danger else 0.0
    answers: dict[str, int | None] = {}
    for item in instrument.items:
        codes = best_to_worst(instrument, item)
        leaning = feeling[_side(instrument, item)] - _difficulty(instrument, item) + _reading(person, item)
        code = _pick(codes, leaning + rng.gauss(0, 0.45))
        answers[item.id] = None if rng.random() < person.declines else code
        danger = danger_of(instrument, item)
        if danger is not None:
            answers[item.id] = danger if in_danger else min(codes)
    return answers


def danger_of(instrument: Instrument, item: Item) -> int | None:
    """The lowest code of the item that raises an alert, if it has one."""
    return next((rule.at_least for rule in instrument.safety if rule.item == item.id), None)


@lru_cache(maxsize=1024)
def best_to_worst(instrument: Instrument, item: Item) -> tuple[int, ...]:
    """The item's codes, the healthiest first."""
    scale = next((scale for scale in instrument.scales if item.id in scale.points), None)
    if scale is None:
        return item.codes
    sign = 1 if scale.direction == "higher is worse" else -1
    return tuple(sorted(item.codes, key=lambda code: sign * scale.points[item.id][code]))


def drift(course: Course, months: float) -> float:
    """How far the course has moved a person from where they began, so many months after the injection."""
    since = max(0.0, months)
    if course == "better":
        return -1.1 * (1 - math.exp(-since / 5))
    if course == "worse":
        return 0.055 * since
    return 0.7 * math.sin(since / 2.2) if course == "up and down" else 0.0


def _severity(person: Person, side: str, months: float, rng: Random) -> float:
    nature = Random(f"{person.seed}/{side}").gauss(0, 0.5)
    return AVERAGE[side] + person.burden + nature + drift(person.course, months) + rng.gauss(0, 0.2)


@lru_cache(maxsize=1024)
def _side(instrument: Instrument, item: Item) -> str:
    sides = SIDES.get(instrument.id, {})
    return next(
        (sides[scale.id] for scale in instrument.scales if item.id in scale.items and scale.id in sides),
        "whole",
    )


@lru_cache(maxsize=1024)
def _difficulty(instrument: Instrument, item: Item) -> float:
    return Random(f"{instrument.id}/{item.id}").gauss(0, 0.5)


def _reading(person: Person, item: Item) -> float:
    return Random(f"{person.seed}/{item.choices}/{item.id}").gauss(0, 0.4)


def _pick(codes: tuple[int, ...], leaning: float) -> int:
    share = 1 / (1 + math.exp(-leaning))
    return codes[min(len(codes) - 1, int(share * len(codes)))]
