"""A date typed as day, month and year: no calendar to aim at, no guess which number is the month."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation

from app.web.language import _

PARTS = ("day", "month", "year")


class DateField(Field):
    """`data` is a date, or None where nothing was typed; `texts` are the three parts as they were typed."""

    def __init__(self, *args: Any, is_optional: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.is_optional = is_optional
        self.texts: dict[str, str] = dict.fromkeys(PARTS, "")

    def process(self, formdata: Any, data: Any = None, extra_filters: Sequence[Any] | None = None) -> None:
        super().process(None, data, extra_filters)
        if self.data is not None:
            self.texts = {
                "day": str(self.data.day),
                "month": str(self.data.month),
                "year": str(self.data.year),
            }
        if formdata is not None:
            self.texts = {part: formdata.get(f"{self.name}-{part}", "").strip() for part in PARTS}
            self.data = _date_of(self.texts)

    def pre_validate(self, form: object) -> None:
        if self.data is None and not self._is_left_out():
            words = _(
                "%(date)s: enter a day, a month and a year that exist, for example 27 3 2026.",
                date=self.label.text,
            )
            raise StopValidation(words)

    def _is_left_out(self) -> bool:
        return self.is_optional and not any(self.texts.values())


def _date_of(texts: dict[str, str]) -> date | None:
    try:
        year, month, day = (int(texts[part]) for part in reversed(PARTS))
        return date(year, month, day) if len(texts["year"]) == 4 else None
    except ValueError:
        return None
