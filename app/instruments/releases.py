"""What each shipped definition and wording was when it was released: a released version never changes.

`released.toml` beside the definitions pins each by its hash; `python -m app.instruments` adds what is new to it.
"""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from app.instruments.reader import LIBRARY, RELEASED, find_wordings, load_library, load_wording

HEAD = """\
# What was released, by the SHA-256 of its canonical JSON. Nothing here is ever changed or taken out: whoever alters a
# definition or its words raises their version. Written by `python -m app.instruments`, held by `instruments check`.
"""


def released(library: Path = LIBRARY) -> Mapping[str, str]:
    """`phq9@1` or `phq9@1.en, <version of the words>` -> hash at its release; nothing where nothing was released."""
    path = library / RELEASED
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def shipped(library: Path = LIBRARY) -> Mapping[str, str]:
    """The same of every definition and wording as the files say it now; DefinitionError if one has faults."""
    found: dict[str, str] = {}
    for instrument in load_library(library):
        name = f"{instrument.id}@{instrument.version}"
        found[name] = instrument.hash
        for locale in find_wordings(instrument.id, library):
            wording = load_wording(instrument.id, locale, library)
            found[f"{name}.{locale}, {wording.version}"] = wording.hash
    return found


def release_faults(library: Path = LIBRARY) -> list[str]:
    """Whatever was changed after its release, in words."""
    then = released(library)
    return [
        f"{name} was changed after its release: raise version"
        for name, hash in shipped(library).items()
        if then.get(name, hash) != hash
    ]


def release(library: Path = LIBRARY) -> tuple[str, ...]:
    """Pin what is not released yet in `released.toml`; the names of what was added. What is pinned stays as it is."""
    then = released(library)
    added = {name: hash for name, hash in shipped(library).items() if name not in then}
    lines = [
        f'{json.dumps(name, ensure_ascii=False)} = "{hash}"\n'
        for name, hash in sorted({**then, **added}.items())
    ]
    (library / RELEASED).write_text(HEAD + "\n" + "".join(lines), "utf-8")
    return tuple(added)
