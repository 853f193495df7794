"""Scoring many sheets through the command, against the least that plain Python could do with the same lines."""

import json
import random
import subprocess
import sys
import time
from pathlib import Path

LINES = 100_000
PLAIN_SUM = """
import json, sys
for line in sys.stdin:
    sheet = json.loads(line)
    total = sum(sheet["answers"].values())
    print(json.dumps({"id": sheet["id"], "total": total}))
"""
SCORE = "from app.cli import main; main()"


def measure_scoring(folder: Path, times: int = 3) -> tuple[float, float]:
    """Wall seconds for the lines, ours and the plain sum's, run in turn: the least of each counts."""
    sheets = folder / "sheets.ndjson"
    write_sheets(sheets)
    runs = [
        (_run(sheets, ["-c", SCORE, "score", "phq9"]), _run(sheets, ["-c", PLAIN_SUM])) for _ in range(times)
    ]
    return min(ours for ours, _ in runs), min(plain for _, plain in runs)


def write_sheets(path: Path) -> None:
    """Complete PHQ-9 sheets, drawn from a seed."""
    rng = random.Random(1)
    with path.open("w", encoding="utf-8") as file:
        for number in range(LINES):
            answers = {str(item): rng.randrange(4) for item in range(1, 10)}
            file.write(json.dumps({"id": f"s{number}", "answers": answers}) + "\n")


def _run(sheets: Path, command: list[str]) -> float:
    with sheets.open("rb") as lines:
        started = time.perf_counter()
        subprocess.run([sys.executable, *command], stdin=lines, stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - started
