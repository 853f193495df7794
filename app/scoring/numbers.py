"""Exact numbers inside, rounded once on the way out."""

from fractions import Fraction

from app.scoring.model import Number

DECIMALS = 6


def to_number(value: Fraction) -> Number:
    """`value` to six decimals, half to even; a whole number stays whole."""
    rounded = round(value, DECIMALS)
    return rounded.numerator if rounded.denominator == 1 else float(rounded)


def to_fraction(value: Number) -> Fraction:
    """The decimal number that `value` shows, exactly: 20.2 is 101/5."""
    return Fraction(str(value))
