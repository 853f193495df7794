"""The form of one item: what it holds is what is stored."""

from collections.abc import Mapping
from functools import lru_cache

from app.instruments.model import Item
from app.instruments.values import Value
from app.web.answer_fields import FIELDS
from app.web.forms import DeclineForm


@lru_cache(maxsize=1024)
def item_form(item: Item) -> type[DeclineForm]:
    """The form of one item: the page's key and an answer that the item allows."""

    class ItemForm(DeclineForm):
        answer = FIELDS[item.kind](item, label="answer")

        @property
        def value(self) -> Value | None:
            value: Value = self.answer.data
            return value

    return ItemForm


def is_anything_entered(sent: Mapping[str, str]) -> bool:
    """Whether a sent form holds an answer or part of one."""
    return any(text.strip() for name, text in sent.items() if name.partition("-")[0] == "answer")


def entered(item: Item, value: Value | None) -> Mapping[str, str]:
    """A stored value as the fields of its form: what the page shows when it is opened again."""
    if value is None:
        return {}
    if item.kind == "date":
        year, month, day = (str(int(part)) for part in str(value).split("-"))
        return {"answer-day": day, "answer-month": month, "answer-year": year}
    return {"answer": str(value)}
