"""The interface's words in every language but English, which is the language of the source.

`fr/LC_MESSAGES/messages.po` and its like are read as they are: nothing is compiled, so nothing compiled is out of date.
`python -m app.translations update` brings new words into them, `python -m app.translations check` finds what is wrong.
"""

from app.translations.catalogues import LANGUAGES, load_translations

__all__ = ["LANGUAGES", "load_translations"]
