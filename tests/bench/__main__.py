"""`make bench`: what Myelog costs, each time beside a baseline measured in the same run.

`python -m tests.bench scoring page answers pdf demo` picks parts; without a name all of them run. The numbers
are those of this machine with whatever else runs on it: the ratios are what can be compared.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

SECONDS = 6.0


def answers(folder: Path) -> None:
    """Question pages and answers over HTTP."""
    from tests.bench.answers import measure_answers, percentile

    print(
        "Answers: one question page and one posted answer are a pair; milliseconds as the client sees them."
    )
    print("The floor is a bare Flask view and one durable insert under the same server.")
    print("Targets: at 16 clients 300 pairs/s and p99 50 ms, at 64 clients p99 150 ms.")
    head = ("clients", "pairs/s", "floor", "ratio", "GET p50", "p99", "POST p50", "p99", "CPU/pair", "floor")
    print("".join(f"{word:>10}" for word in head))
    for row in measure_answers(folder, seconds=SECONDS):
        ours, bare = row.ours, row.bare
        numbers = (
            f"{row.clients}",
            f"{ours.pairs_per_second:.0f}",
            f"{bare.pairs_per_second:.0f}",
            f"{ours.pairs_per_second / bare.pairs_per_second:.2f}",
            f"{percentile(ours.gets, 0.5):.1f}",
            f"{percentile(ours.gets, 0.99):.1f}",
            f"{percentile(ours.posts, 0.5):.1f}",
            f"{percentile(ours.posts, 0.99):.1f}",
            f"{row.cpu * 1000:.2f}",
            f"{row.bare_cpu * 1000:.2f}",
        )
        print("".join(f"{number:>10}" for number in numbers), flush=True)


def page(folder: Path) -> None:
    """Drawing a question page."""
    from tests.bench.page import measure_page

    ours, widgets = measure_page(folder)
    show("question page, CPU, against WTForms' widgets", ours, widgets, "at most 0.25")


def pdf(folder: Path) -> None:
    """One summary, warm."""
    from tests.bench.pdf import measure

    for name, ours, baseline in measure():
        show(name, ours, baseline, "at most 0.75" if "CPU" in name else "")


def demo(folder: Path) -> None:
    """Summaries by the commands."""
    from tests.bench.demo import measure_demo

    for name, ours, baseline in measure_demo(folder):
        show(name, ours, baseline)


def scoring(folder: Path) -> None:
    """Many sheets."""
    from tests.bench.scoring import SHEETS, measure_scoring

    for instrument in SHEETS:
        found = measure_scoring(folder, instrument)
        name = f"scoring {found.sheets:,} {instrument} sheets"
        show(f"{name}, against json and a plain sum", found.ours.seconds, found.plain.seconds, "at most 4")
        show(f"{name}, memory, against a tenth", found.ours.memory, found.fewer.memory, "1", "MB")


def hands(folder: Path) -> None:
    """Hands that shake."""
    from tests.bench.hands import measure_hands

    print("Hands that shake by 6 to 12 mm, 15 % double taps (target for the steady hand: under 1 % each).")
    for name, found in measure_hands(folder):
        print(
            f"{name:<50}{found.questions:>5} questions{found.taps:>7} taps"
            f"   wrong answers stored {found.wrong_share:>6.2%}   left by accident {found.left_share:>6.2%}",
            flush=True,
        )


PARTS: dict[str, Callable[[Path], None]] = {
    "scoring": scoring,
    "page": page,
    "answers": answers,
    "pdf": pdf,
    "demo": demo,
    "hands": hands,
}


def show(name: str, ours: float, baseline: float, target: str = "", unit: str = "s") -> None:
    """One line: what, how much, the baseline's, the ratio, and what it should be."""
    wanted = f"   (target: {target})" if target else ""
    print(
        f"{name:<66}{ours:>9.4f} {unit}{baseline:>9.4f} {unit}   ratio {ours / baseline:.2f}{wanted}",
        flush=True,
    )


def main(chosen: list[str]) -> None:
    """Run the parts chosen, each in a folder of its own that is gone afterwards."""
    unknown = [name for name in chosen if name not in PARTS]
    if unknown:
        sys.exit(f"There is no part {', '.join(unknown)}. Parts: {', '.join(PARTS)}.")
    for name in chosen or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            PARTS[name](Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
