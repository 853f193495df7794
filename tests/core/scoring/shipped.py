"""Every questionnaire of the library, equipped with the data packs of the tests so that all its scales have values."""

from functools import cache
from pathlib import Path

from app.instruments.model import Instrument
from app.instruments.packs import Pack
from app.instruments.reader import equipped, load_instrument, load_library, parse_pack
from app.scoring.patterns import PATTERN_RULES

PACKS = Path(__file__).parents[2] / "instruments" / "packs"


@cache
def pack_of_tests(name: str) -> Pack:
    return parse_pack((PACKS / f"{name}.toml").read_text("utf-8"), f"{name}.toml")


@cache
def shipped(instrument_id: str) -> Instrument:
    """The instrument with the packs its scales need; as it is, if they need none."""
    instrument = load_instrument(instrument_id)
    rules = {(scale.rule, scale.rule_version) for scale in instrument.scales}
    needs = {PATTERN_RULES[rule].needs for rule in rules & PATTERN_RULES.keys()}
    names = {"value_set": "england", "item_parameters": "promis"}
    return equipped(instrument, [pack_of_tests(names[kind]) for kind in sorted(needs)])


SHIPPED = tuple(shipped(instrument.id) for instrument in load_library())
