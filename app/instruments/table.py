"""Reading a definition part by part, so that every fault is noted with its place and none hides another."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TypeGuard, TypeVar

Value = TypeVar("Value")


class Table:
    """One table of a definition.

    Reading what is absent or of a wrong kind notes a fault and gives an empty value; `is_broken` then says
    that something needed could not be read. `close()` notes the keys that nobody asked for.
    """

    def __init__(self, raw: object, place: str, faults: list[str]) -> None:
        self.place = place
        self.faults = faults
        self.is_broken = False
        self._asked: set[str] = set()
        self._raw: Mapping[str, object] = {}
        if isinstance(raw, dict):
            self._raw = raw
        elif raw is not None:
            self.break_off("this is not a table")

    def fault(self, message: str) -> None:
        """Note a fault that leaves the rest of this table usable."""
        self.faults.append(f"{self.place}: {message}")

    def break_off(self, message: str) -> None:
        """Note a fault after which this table cannot be used."""
        self.is_broken = True
        self.fault(message)

    @property
    def raw(self) -> Mapping[str, object]:
        """The table as it was written."""
        return self._raw

    def keys(self) -> tuple[str, ...]:
        """All keys, in the order written; asking for them counts as asking for each."""
        self._asked.update(self._raw)
        return tuple(self._raw)

    def text(self, key: str, default: str | None = None) -> str:
        """A text that says something."""
        if default is not None and key not in self._raw:
            return default
        value = self._needed(key)
        if isinstance(value, str) and value.strip():
            return value
        return self._not(key, value, "a text", "")

    def optional_text(self, key: str) -> str | None:
        """A text, or None where it is absent."""
        return self.text(key) if key in self._raw else None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; absent means none."""
        value = self._optional(key, [])
        if isinstance(value, list) and all(isinstance(entry, str) and entry.strip() for entry in value):
            return tuple(value)
        return self._not(key, value, "a list of texts", ())

    def one_of(self, key: str, allowed: tuple[str, ...]) -> str:
        """A text out of a few."""
        value = self.text(key)
        if value and value not in allowed:
            self.break_off(f"{key}: “{value}” is not one of: {', '.join(allowed)}")
        return value

    def integer(self, key: str) -> int:
        """A whole number."""
        value = self._needed(key)
        return value if is_integer(value) else self._not(key, value, "a whole number", 0)

    def integers(self, key: str) -> tuple[int, ...]:
        """A list of whole numbers."""
        value = self._needed(key)
        if isinstance(value, list) and all(is_integer(entry) for entry in value):
            return tuple(value)
        return self._not(key, value, "a list of whole numbers", ())

    def number(self, key: str) -> Fraction:
        """An exact number: 20.2 is 101/5."""
        value = self._needed(key)
        return Fraction(str(value)) if is_number(value) else self._not(key, value, "a number", Fraction(0))

    def optional_number(self, key: str) -> Fraction | None:
        """An exact number, or None where it is absent."""
        return self.number(key) if key in self._raw else None

    def has(self, key: str) -> bool:
        """Whether the key is written, whatever its value."""
        return key in self._raw

    def decimals(self, key: str) -> int:
        """With how many decimals the numbers of a list are written at most."""
        value = self._raw.get(key)
        written = value if isinstance(value, list) else []
        exponents = [entry.as_tuple().exponent for entry in written if isinstance(entry, Decimal)]
        return max((-exponent for exponent in exponents if isinstance(exponent, int)), default=0)

    def numbers(self, key: str) -> tuple[Fraction, ...]:
        """A list of exact numbers."""
        value = self._needed(key)
        if isinstance(value, list) and all(is_number(entry) for entry in value):
            return tuple(Fraction(str(entry)) for entry in value)
        return self._not(key, value, "a list of numbers", ())

    def interval(self, key: str) -> tuple[Fraction, Fraction]:
        """`[low, high]`, exact."""
        value = self._needed(key)
        if isinstance(value, list) and len(value) == 2 and all(is_number(end) for end in value):
            return Fraction(str(value[0])), Fraction(str(value[1]))
        return self._not(key, value, "two numbers, [low, high]", (Fraction(0), Fraction(0)))

    def flag(self, key: str) -> bool:
        """True or false; absent means false."""
        value = self._optional(key, False)
        return value if isinstance(value, bool) else self._not(key, value, "true or false", False)

    def mapping(self, key: str) -> dict[str, object]:
        """A table taken as it stands; absent means empty."""
        value = self._optional(key, {})
        return value if isinstance(value, dict) else self._not(key, value, "a table", {})

    def table(self, key: str) -> "Table":
        """A table within this one."""
        return Table(self._needed(key), f"{self.place}: {key}", self.faults)

    def parts(self, key: str, name: str) -> tuple["Table", ...]:
        """The tables of a list, each called by `name` and its id or number; absent means none."""
        value = self._optional(key, [])
        raws = value if isinstance(value, list) else self._not(key, value, "a list of tables", [])
        return tuple(
            Table(raw, f"{self.place}: {name} {_called(raw, number)}", self.faults)
            for number, raw in enumerate(raws, start=1)
        )

    def close(self) -> None:
        """Note every key that has no meaning here: most are slips of the pen."""
        for key in self._raw:
            if key not in self._asked:
                self.fault(f"{key} has no meaning here")

    def _needed(self, key: str) -> object:
        self._asked.add(key)
        if key not in self._raw:
            self.break_off(f"{key} is missing")
        return self._raw.get(key)

    def _optional(self, key: str, default: object) -> object:
        self._asked.add(key)
        return self._raw.get(key, default)

    def _not(self, key: str, value: object, wanted: str, empty: Value) -> Value:
        if value is not None:
            self.break_off(f"{key} is not {wanted}")
        return empty


def is_integer(value: object) -> TypeGuard[int]:
    """Whether a raw value is a whole number; true and false are not."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value: object) -> bool:
    """Whether a raw value is a finite number."""
    return is_integer(value) or (isinstance(value, Decimal) and value.is_finite())


def _called(raw: object, number: int) -> str:
    name = raw.get("id") if isinstance(raw, dict) else None
    return name if isinstance(name, str) and name else str(number)
