"""What the plain scorings share: an answer sheet, the values they find in it, and looking an answer up."""

from collections.abc import Callable, Iterable, Mapping

Answers = Mapping[str, int | None]
Values = dict[str, float | None]
Scorer = Callable[[Answers], Values]


def given(answers: Answers, numbers: Iterable[int]) -> list[int]:
    """The codes of those of the items that were answered."""
    return [code for number in numbers if (code := answers.get(str(number))) is not None]
