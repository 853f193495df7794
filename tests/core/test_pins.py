"""Which PINs are too easy: those that are tried first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.study.tablets import is_easy, is_pin

DIGITS = st.text("0123456789", min_size=6, max_size=12)


@pytest.mark.parametrize(
    "pin",
    [
        "000000",
        "111111",
        "123456",
        "654321",
        "890123",
        "246802",
        "121212",
        "123123",
        "112233",
        "100000",
        "011011",
    ],
)
def test_these_are_too_easy(pin: str) -> None:
    assert is_easy(pin)


@pytest.mark.parametrize("pin", ["271828", "301947", "9081726354", "1029384756"])
def test_these_are_not(pin: str) -> None:
    assert not is_easy(pin)


@given(st.text("0123456789", min_size=2, max_size=6), st.integers(3, 4))
def test_whatever_is_said_again_and_again_is_too_easy(part: str, times: int) -> None:
    assert is_easy(part * times)


@given(st.integers(0, 9), st.integers(0, 9), st.integers(6, 12))
def test_whatever_climbs_in_equal_steps_is_too_easy(first: int, step: int, length: int) -> None:
    assert is_easy("".join(str((first + step * place) % 10) for place in range(length)))


@given(DIGITS)
def test_a_pin_is_as_easy_backwards_as_forwards(pin: str) -> None:
    assert is_easy(pin) == is_easy(pin[::-1])


@given(DIGITS)
def test_six_to_twelve_digits_are_a_pin(pin: str) -> None:
    assert is_pin(pin)


@pytest.mark.parametrize(
    "text", ["", "12345", "1234567890123", "12345a", "123 456", "٣٤٥٦٧٨", "12345½", "-12345"]
)
def test_nothing_else_is(text: str) -> None:
    assert not is_pin(text)


def test_most_pins_remain() -> None:
    easy = sum(is_easy(f"{number:06}") for number in range(0, 1_000_000, 7))
    assert easy < 0.02 * 1_000_000 / 7
