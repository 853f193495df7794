"""What an import has to say, collected while it reads: the same sentence about ten items is said once."""

from app.instruments.importing.draft import Finding


class Findings:
    """Losses and remarks, in the order in which they were first found."""

    def __init__(self) -> None:
        self._lost: dict[str, list[str]] = {}
        self._remarks: dict[str, list[str]] = {}

    def lose(self, message: str, place: str | None = None) -> None:
        """Note something that could not be carried over."""
        _note(self._lost, message, place)

    def remark(self, message: str, place: str | None = None) -> None:
        """Note something that was decided here and that a person may decide otherwise."""
        _note(self._remarks, message, place)

    @property
    def lost(self) -> tuple[Finding, ...]:
        return _findings(self._lost)

    @property
    def remarks(self) -> tuple[Finding, ...]:
        return _findings(self._remarks)


def _note(found: dict[str, list[str]], message: str, place: str | None) -> None:
    places = found.setdefault(message, [])
    if place is not None and place not in places:
        places.append(place)


def _findings(found: dict[str, list[str]]) -> tuple[Finding, ...]:
    return tuple(Finding(message=message, places=tuple(places)) for message, places in found.items())
