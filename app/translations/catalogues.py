"""Where each language's words are, and reading them."""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

SOURCE = "en"
TRANSLATED = ("fr", "it", "es")
LANGUAGES = (SOURCE, *TRANSLATED)


def path_of(language: str) -> Path:
    """The file with the language's words."""
    return Path(__file__).parent / language / "LC_MESSAGES" / "messages.po"


def read_catalogue(path: Path, language: str) -> Catalog:
    """Every entry of the file, obsolete and fuzzy ones included; ValueError or PoFileError if it does not parse."""
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def texts_of(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """The one text, or one for each plural form."""
    return (string,) if isinstance(string, str) else tuple(string or ("",))


@cache
def load_translations(language: str) -> NullTranslations:
    """The language's words, ready to be looked up; English is what the source says. Kept once read."""
    if language == SOURCE:
        return NullTranslations()
    return translations_of(read_catalogue(path_of(language), language))


def translations_of(catalogue: Catalog) -> Translations:
    """The catalogue in the form in which words are looked up."""
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
