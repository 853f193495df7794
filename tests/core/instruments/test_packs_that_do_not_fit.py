"""A data pack that would give wrong scores does not serve the instrument, and says why."""

import pytest

from app.instruments.needs import lacking_in, needs_of
from app.instruments.reader import load_instrument, parse_pack

EQ5D, FATIGUE = load_instrument("eq5d5l"), load_instrument("promis_fatigue_4a")
HEAD = 'name = "n"\nversion = "1"\nsource = "s"\nlicence = "l"\n'
LEVELS = "[0, 0.05, 0.1, 0.2, 0.3]"
DECREMENTS = (
    f'kind = "value_set"\n{HEAD}full_health = 1\n[decrements]\n'
    + "".join(f"{item} = {LEVELS}\n" for item in range(1, 6))
)  # fmt: skip
BANK = f'kind = "item_parameters"\n{HEAD}' + "".join(
    f"[items.{name}]\nslope = 3.0\nthresholds = [-1, 0, 1, 2]\n"
    for name in ("HI7", "AN3", "FATEXP41", "FATEXP40")
)


def lacking(instrument: str, text: str) -> tuple[str, ...]:
    subject = {"eq5d5l": EQ5D, "promis_fatigue_4a": FATIGUE}[instrument]
    (need,) = needs_of(subject)
    return lacking_in(parse_pack(text, "pack"), need, subject)


@pytest.mark.parametrize(("instrument", "text"), [("eq5d5l", DECREMENTS), ("promis_fatigue_4a", BANK)])
def test_the_whole_pack_fits(instrument: str, text: str) -> None:
    assert lacking(instrument, text) == ()


@pytest.mark.parametrize(
    ("instrument", "text", "fault"),
    [
        (
            "promis_fatigue_4a",
            BANK.replace("[-1, 0, 1, 2]", "[-1, 0, 1]", 1),
            "item HI7 has 4 categories; item 1 has 5",
        ),
        (
            "eq5d5l",
            DECREMENTS.replace("0.3", "3", 1),
            "its values reach from -3.2 to 1.0, beyond -1.1 to 1.0",
        ),
        # a slip in the middle of a list, where the worst and the best profile do not show it
        (
            "eq5d5l",
            DECREMENTS.replace("0.1,", "-10,", 1),
            "its values reach from -0.5 to 11.0, beyond -1.1 to 1.0",
        ),
        (
            "eq5d5l",
            f"{DECREMENTS}6 = {LEVELS}\n",
            "item 6: it has decrements for an item that is not valued",
        ),
    ],
)
def test_what_does_not_fit_is_named(instrument: str, text: str, fault: str) -> None:
    assert lacking(instrument, text) == (fault,)


def test_a_value_set_has_just_the_profiles_there_are_and_values_in_the_range() -> None:
    digits = "12345"
    profiles = [
        a + b + c + d + e for a in digits for b in digits for c in digits for d in digits for e in digits
    ]
    listed = f'kind = "value_set"\n{HEAD}[values]\n' + "".join(f"{profile} = 0.5\n" for profile in profiles)
    assert lacking("eq5d5l", listed) == ()
    assert lacking("eq5d5l", f"{listed}11116 = 0.5\n") == (
        "it has values for 1 profiles that do not exist, such as 11116",
    )
    assert lacking("eq5d5l", listed.replace("23154 = 0.5", "23154 = 52")) == (
        "its values reach from 0.5 to 52.0, beyond -1.1 to 1.0",
    )
