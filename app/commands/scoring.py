"""`myelog score`: sheets on stdin, scores on stdout, line by line."""

import sys
from pathlib import Path

import click

from app.instruments.reader import LIBRARY, load_instrument
from app.scoring.lines import LineScorer


@click.command()
@click.argument("instrument_id", metavar="ID")
@click.option(
    "--library",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=LIBRARY,
    help="A folder of definitions other than the one shipped.",
)
def score(instrument_id: str, library: Path) -> None:
    """Score answer sheets of the instrument ID. NDJSON on stdin, NDJSON on stdout.

    In: {"id": "x", "answers": {"1": 2, "2": null, "3": "declined"}}. A line that cannot be scored gets an error
    in place of scores, the others are still scored, and the exit code is 1.
    """
    scorer = LineScorer(load_instrument(instrument_id, library))
    write = sys.stdout.buffer.write
    for number, text in enumerate(sys.stdin.buffer, start=1):
        if not text.isspace():
            write(scorer.line(text, number))
    sys.exit(1 if scorer.refused else 0)
