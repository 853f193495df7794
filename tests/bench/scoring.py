"""Scoring many sheets through the command, against the least that plain Python could do with the same lines."""

import json
import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from app.instruments.reader import load_instrument

SHEETS = {"phq9": 1_000_000, "rand36": 200_000}
FEWER = 10
"""Memory is compared with that of a tenth of the sheets."""

PLAIN_SUM = """
import json, sys
for line in sys.stdin:
    sheet = json.loads(line)
    total = sum(sheet["answers"].values())
    print(json.dumps({"id": sheet["id"], "total": total}))
"""
SCORE = "from app.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Run:
    """One command over many sheets: wall seconds, and the most memory it held, in MB."""

    seconds: float
    memory: float


@dataclass(frozen=True, slots=True)
class Scoring:
    """One instrument's sheets through our command, through the plain sum, and a tenth of them through ours."""

    sheets: int
    ours: Run
    plain: Run
    fewer: Run


def measure_scoring(folder: Path, instrument: str, times: int = 3) -> Scoring:
    """Ours and the plain sum in turn: the quickest of each counts."""
    sheets = SHEETS[instrument]
    many, few = folder / f"{instrument}.ndjson", folder / f"{instrument}.few.ndjson"
    write_sheets(many, instrument, sheets)
    write_sheets(few, instrument, sheets // FEWER)
    ours = ["-c", SCORE, "score", instrument]
    runs = [(_run(many, ours), _run(many, ["-c", PLAIN_SUM])) for _ in range(times)]
    return Scoring(
        sheets=sheets,
        ours=min((ours for ours, _ in runs), key=lambda run: run.seconds),
        plain=min((plain for _, plain in runs), key=lambda run: run.seconds),
        fewer=_run(few, ours),
    )


def write_sheets(path: Path, instrument: str, sheets: int) -> None:
    """Complete sheets, drawn from a seed."""
    rng = random.Random(1)
    items = load_instrument(instrument).items
    with path.open("w", encoding="utf-8") as file:
        for number in range(sheets):
            answers = {item.id: rng.choice(item.codes) for item in items}
            file.write(json.dumps({"id": f"s{number}", "answers": answers}) + "\n")


def _run(sheets: Path, command: list[str]) -> Run:
    with sheets.open("rb") as lines:
        started = time.perf_counter()
        child = subprocess.Popen([sys.executable, *command], stdin=lines, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    return Run(seconds, used.ru_maxrss / 1024)
