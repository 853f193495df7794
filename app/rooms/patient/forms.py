"""What a patient chooses to read with."""

from collections.abc import Iterable, Mapping
from typing import Any, cast, get_args

from wtforms import RadioField
from wtforms.validators import InputRequired

from app.study.comfort import Comfort, Hands, Letters, TextSize, Theme
from app.web.forms import Form
from app.web.language import lazy as _

CHOOSE = _("Please choose one of these.")

TEXT_SIZES: Mapping[TextSize, str] = {
    "normal": _("Normal"),
    "large": _("Large"),
    "larger": _("Larger"),
    "largest": _("Largest"),
}
THEMES: Mapping[Theme, str] = {
    "device": _("Like this tablet"),
    "light": _("Light"),
    "dark": _("Dark"),
    "yellow": _("Yellow on black"),
}
HANDS: Mapping[Hands, str] = {"usual": _("Usual"), "steady": _("For unsteady hands: very large")}
LETTERS: Mapping[Letters, str] = {"clear": _("Easy to tell apart"), "plain": _("Plain")}
READING: Mapping[str, str] = {"no": _("I read myself"), "yes": _("Read aloud when I ask")}


def radio(question: str, words: Mapping[Any, str]) -> RadioField:
    """One setting; of what was sent, only what is offered is taken."""

    def choices() -> dict[str, str]:
        return {value: str(label) for value, label in words.items()}  # in the language of the request

    return RadioField(question, choices=choices, validators=[InputRequired(CHOOSE)])


class ComfortForm(Form):
    """Every setting. `reads_aloud` is taken out where the study allows no voice."""

    text_size = radio(_("Size of the letters"), TEXT_SIZES)
    theme = radio(_("Colours"), THEMES)
    hands = radio(_("Size of the buttons"), HANDS)
    letters = radio(_("Shape of the letters"), LETTERS)
    reads_aloud = radio(_("Read aloud"), READING)

    @property
    def settings(self) -> Iterable[RadioField]:
        """The fields that a patient sees, in their order."""
        return (field for field in self if isinstance(field, RadioField))

    @property
    def comfort(self) -> Comfort:
        """What was chosen."""
        return comfort_of({field.name: field.data for field in self.settings})


def comfort_of(chosen: Mapping[str, str]) -> Comfort:
    """The settings named in `chosen`; what is not named or not known stays as every tablet begins."""
    known = {
        name: chosen[name]
        for name, kind in (("text_size", TextSize), ("theme", Theme), ("hands", Hands), ("letters", Letters))
        if chosen.get(name) in get_args(kind)
    }
    return Comfort(**cast(Any, known), reads_aloud=chosen.get("reads_aloud") == "yes")


def chosen_of(comfort: Comfort) -> dict[str, str]:
    """The other way round: the value of every field."""
    return {
        "text_size": comfort.text_size,
        "theme": comfort.theme,
        "hands": comfort.hands,
        "letters": comfort.letters,
        "reads_aloud": "yes" if comfort.reads_aloud else "no",
    }
