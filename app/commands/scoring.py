"""`myelog score`: sheets on stdin, scores on stdout, line by line."""

import sys
from pathlib import Path

import click

from app.commands.equipping import data_option, equipped_from, library_option
from app.instruments.reader import load_instrument
from app.scoring.lines import LineScorer


@click.command()
@click.argument("instrument_id", metavar="ID")
@data_option
@library_option
def score(instrument_id: str, packs: tuple[Path, ...], library: Path) -> None:
    """Score answer sheets of the instrument ID. NDJSON on stdin, NDJSON on stdout.

    In: {"id": "x", "answers": {"1": 2, "2": null, "3": "declined"}}. A line that cannot be scored gets an error
    in place of scores, the others are still scored, and the exit code is 1.
    """
    scorer = LineScorer(equipped_from(load_instrument(instrument_id, library), packs))
    write = sys.stdout.buffer.write
    for number, text in enumerate(sys.stdin.buffer, start=1):
        if not text.isspace():
            write(scorer.line(text, number))
    sys.exit(1 if scorer.refused else 0)
