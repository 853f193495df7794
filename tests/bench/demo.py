"""The PDFs of the demo study through the commands, cold, against WeasyPrint with the natural template."""

import subprocess
import sys
import time
from pathlib import Path

from weasyprint import CSS

from app import clock
from app.reports.content import build_report
from app.reports.pdf import FONTS
from app.storage.records import get_record
from tests.bench.pdf import HERE, Line, natural_html, natural_pdf
from tests.practice import reopen_instance

MYELOG = [sys.executable, "-c", "from app.cli import main; main()"]
IMPORT = [sys.executable, "-c", "import weasyprint"]
JOBS = 2


def measure_demo(folder: Path) -> list[Line]:
    """Wall seconds: one summary by a fresh command against importing WeasyPrint; all summaries against the natural."""
    instance = ["--instance", str(folder / "instance")]
    _run([*MYELOG, "demo", *instance])
    cold = _run([*MYELOG, "report", "0101", "-o", str(folder / "one.pdf"), *instance])
    imported = _run(IMPORT)
    every = _run([*MYELOG, "reports", "-o", str(folder / "all"), "--jobs", str(JOBS), *instance])
    return [
        ("summary PDF, cold, against importing WeasyPrint", cold, imported),
        (
            f"all {len(list((folder / 'all').glob('*.pdf')))} PDFs of the demo, {JOBS} at once",
            every,
            natural_of(folder),
        ),
    ]


def natural_of(folder: Path) -> float:
    """Wall seconds for all of them by the natural template, one after another in this process."""
    db, now = reopen_instance(folder / "instance").db, clock.now()
    style = CSS(string=(HERE / "natural.css").read_text("utf-8"), font_config=FONTS)
    started = time.perf_counter()
    for row in db.rows("select patient_id from patient"):
        natural_pdf(natural_html(build_report(get_record(db, row["patient_id"], now))), style)
    return time.perf_counter() - started


def _run(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started
