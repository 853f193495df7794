"""HTML in a label into bare words: `**…**` stays where it was bold or underlined, everything else goes."""

import html
import re

from app.instruments.importing.json_node import tidy

_TAGS = (
    "a|b|big|blockquote|br|center|div|em|font|h[1-6]|hr|i|img|label|li|ol|p|pre|s|script|small|span|strike|strong|"
    "style|sub|sup|table|tbody|td|th|thead|tr|u|ul"
)
_TAG = re.compile(rf"<(/?)({_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_SILENT = re.compile(r"<(script|style)\b.*?(</\1\s*>|$)|<!--.*?(-->|$)", re.IGNORECASE | re.DOTALL)
_EMPHATIC = frozenset({"b", "em", "strong", "u"})
_INLINE = frozenset({"a", "big", "font", "i", "label", "s", "small", "span", "strike", "sub", "sup"})


def plain(text: str) -> str:
    """The words of a label. Emphasis on all of it says nothing and goes too."""
    runs = _runs(_SILENT.sub(" ", text))
    spoken = [is_strong for words, is_strong in runs if words.strip()]
    if all(spoken) or not any(spoken):
        return tidy("".join(words for words, _ in runs))
    return tidy("".join(_marked(words) if is_strong else words for words, is_strong in runs))


def has_picture(text: str) -> bool:
    """Whether the label shows a picture, which is lost."""
    return re.search(r"<img\b", text, re.IGNORECASE) is not None


def _runs(text: str) -> list[tuple[str, bool]]:
    """The words between the tags, neighbours of equal weight joined, each with whether it is emphasised."""
    runs: list[tuple[str, bool]] = []
    depth, start = 0, 0
    for tag in [*_TAG.finditer(text), None]:
        words = html.unescape(text[start : tag.start() if tag else len(text)])
        if tag and tag[2].lower() not in _EMPHATIC | _INLINE:
            words += " "
        if runs and (runs[-1][1] == (depth > 0) or not words.strip()):
            runs[-1] = (runs[-1][0] + words, runs[-1][1])
        else:
            runs.append((words, depth > 0))
        if tag:
            start = tag.end()
            if tag[2].lower() in _EMPHATIC:
                depth = max(0, depth + (-1 if tag[1] else 1))
    return runs


def _marked(words: str) -> str:
    """Bold words between their marks, the white space around them outside."""
    inner = words.strip()
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return f"{before}**{inner}**{after}"
