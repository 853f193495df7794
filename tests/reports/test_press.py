"""A document that hangs, crashes, swells or calls home harms nothing but itself; each with its control."""

import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import PdfError
from app.reports import printer
from app.reports.press import Limits, Press

PAGE = '<!doctype html><html lang="en"><title>One page</title><h1>One page</h1>'
LONG = PAGE + "<table>" + ("<tr>" + "<td>cell</td>" * 8 + "</tr>") * 900 + "</table>"


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def printer_of(press: Press) -> int:
    assert press._printer is not None
    return press._printer.process.pid


def is_gone(pid: int) -> bool:
    for _ in range(500):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.01)
    return False


@pytest.fixture
def own_press() -> Iterator[Press]:
    """A warm press of the test's own."""
    with Press() as press:
        press.print(PAGE)
        yield press


class Printing(threading.Thread):
    """A print on another thread: `result` is the PDF or the error it ended with."""

    def __init__(self, press: Press, html: str) -> None:
        super().__init__()
        self.press, self.html = press, html
        self.result: bytes | PdfError | None = None

    def run(self) -> None:
        try:
            self.result = self.press.print(self.html)
        except PdfError as error:
            self.result = error

    def ended(self) -> bytes | PdfError | None:
        self.join(60)
        return self.result


def begin(press: Press, html: str) -> tuple[Printing, int]:
    """A print just begun, and the process id of its child; children of earlier prints have ended."""
    warm = printer_of(press)
    while children_of(warm):
        time.sleep(0.01)
    printing = Printing(press, html)
    printing.start()
    while not (children := children_of(warm)):
        time.sleep(0.01)
    return printing, children[0]


def test_a_page_is_printed_and_the_next_one_too(press: Press) -> None:
    assert press.print(PAGE).startswith(b"%PDF-1.7")
    assert press.print(PAGE) == press.print(PAGE)


def test_the_long_document_of_these_tests_prints_within_ordinary_limits(press: Press) -> None:
    assert press.print(LONG).startswith(b"%PDF-1.7")


def test_a_document_that_takes_too_long_is_given_up_and_its_child_ended() -> None:
    with Press(Limits(seconds=2)) as hasty:
        assert hasty.print(PAGE)
        printing, child = begin(hasty, LONG)
        result = printing.ended()
        assert isinstance(result, PdfError)
        assert result.message == "The PDF was not ready after 2 seconds. The record is unharmed."
        assert is_gone(child)
        assert hasty.print(PAGE)


def test_a_child_that_is_stopped_counts_as_hanging_too() -> None:
    with Press(Limits(seconds=3)) as press:
        press.print(PAGE)
        printing, child = begin(press, LONG)
        os.kill(child, signal.SIGSTOP)
        assert isinstance(printing.ended(), PdfError)
        assert is_gone(child)
        assert press.print(PAGE)


def test_a_child_that_crashes_gives_an_error_and_the_next_print_is_fine(own_press: Press) -> None:
    printing, child = begin(own_press, LONG)
    os.kill(child, signal.SIGSEGV)
    result = printing.ended()
    assert isinstance(result, PdfError)
    assert result.message == "The PDF could not be made: printing broke off. The record is unharmed."
    assert own_press.print(PAGE)


def test_a_document_nested_too_deeply_gives_an_error(own_press: Press) -> None:
    with pytest.raises(PdfError, match=r"nested too deeply|broke off"):
        own_press.print(PAGE + "<div>" * 5000)
    assert own_press.print(PAGE + "<div>" * 20)


def test_a_document_that_needs_too_much_memory_gives_an_error() -> None:
    with Press(Limits(memory=32 << 20)) as frugal:
        assert frugal.print(PAGE)
        with pytest.raises(PdfError, match=r"too much memory|broke off"):
            frugal.print(LONG)
        assert frugal.print(PAGE)


def test_a_page_cannot_call_home(press: Press) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.5)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        calls = (
            f'<img alt="x" src="{address}/a.png"><link rel="stylesheet" href="{address}/b.css">'
            f'<link rel="attachment" href="{address}/c"><style>@import "{address}/d.css";'
            f"p {{ background: url({address}/e.png) }} @font-face {{ font-family: F; src: url({address}/f) }}"
            f'p {{ font-family: F }}</style><p>text <svg><image href="{address}/g.png" /></svg>'
        )
        assert press.print(PAGE + calls)
        with pytest.raises(TimeoutError):
            listener.accept()
        with socket.create_connection(listener.getsockname()):
            caller, _ = listener.accept()
            caller.close()  # somebody who does call is heard


def test_a_page_cannot_read_files(press: Press, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the key of the database")
    trick = f'<link rel="attachment" href="{secret.as_uri()}"><img alt="x" src="{secret.as_uri()}">'
    pdf = press.print(PAGE + trick)
    assert b"/EmbeddedFile" not in pdf
    assert pdf == press.print(PAGE + trick.replace("secret.txt", "absent.txt"))


def test_the_printing_process_has_no_network(own_press: Press) -> None:
    net = Path(f"/proc/{printer_of(own_press)}/ns/net").readlink()
    if net == Path("/proc/self/ns/net").readlink():
        pytest.skip("the kernel allows no network of one's own here")
    devices = Path(f"/proc/{printer_of(own_press)}/net/dev").read_text().splitlines()[2:]
    assert [line.split(":")[0].strip() for line in devices] == ["lo"]


def test_the_child_is_held_to_its_limits() -> None:
    """In a process of its own: what the child does before it reads the document."""
    program = (
        "import resource; from app.reports.printer import limit; limit(200 << 20, 7);"
        "print(resource.getrlimit(resource.RLIMIT_CPU)[0], resource.getrlimit(resource.RLIMIT_FSIZE)[0],"
        "resource.getrlimit(resource.RLIMIT_AS)[0] > 200 << 20)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert run.stdout.split() == ["7", "0", "True"]
    assert resource.getrlimit(resource.RLIMIT_CPU)[0] == resource.RLIM_INFINITY, "and ours are as they were"


def test_when_all_places_are_taken_the_next_waits_and_then_is_told_so() -> None:
    with Press(Limits(at_once=1, patience=0.2)) as press:
        press.print(PAGE)
        printing, _ = begin(press, LONG)
        with pytest.raises(PdfError, match="Too many PDFs"):
            press.print(PAGE)
        assert isinstance(printing.ended(), bytes)
        assert press.print(PAGE)


def test_many_threads_print_at_the_same_time_and_each_gets_its_own(press: Press) -> None:
    pages = [PAGE + f"<p>Document {number}" for number in range(8)]
    alone = [press.print(page) for page in pages]
    printings = [Printing(press, page) for page in pages]
    for printing in printings:
        printing.start()
    assert [printing.ended() for printing in printings] == alone


def test_a_warm_process_that_was_killed_is_replaced(own_press: Press) -> None:
    before = printer_of(own_press)
    os.kill(before, signal.SIGKILL)
    own_press._printer.process.wait()  # type: ignore[union-attr]
    assert own_press.print(PAGE)
    assert printer_of(own_press) != before


def test_a_warm_process_that_hangs_is_replaced() -> None:
    with Press(Limits(waking=4)) as press:
        press.print(PAGE)
        before = printer_of(press)
        os.kill(before, signal.SIGSTOP)
        with pytest.raises(PdfError, match="not ready"):
            press.print(PAGE)
        assert is_gone(before)
        assert press.print(PAGE)


def test_when_the_press_is_killed_nothing_is_left_behind() -> None:
    program = (
        "import threading, time; from app.reports.press import Press; from tests.reports.test_press import LONG, PAGE;"
        "press = Press(); press.print(PAGE); print(press._printer.process.pid, flush=True); press.print(LONG * 20)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        warm = int(owner.stdout.readline())
        while not (children := children_of(warm)):
            time.sleep(0.01)
        owner.kill()
    assert is_gone(warm)
    assert all(is_gone(child) for child in children)


def test_after_a_fork_each_process_has_a_press_of_its_own(own_press: Press) -> None:
    alone = own_press.print(PAGE)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        with os.fdopen(writer, "wb") as end:
            end.write(own_press.print(PAGE))
        own_press.close()
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as end:
        assert end.read() == alone
    assert os.waitpid(child, 0)[1] == 0
    assert own_press.print(PAGE) == alone


def test_memory_is_given_back_after_each_document(own_press: Press) -> None:
    def held() -> int:
        pages = int(Path(f"/proc/{printer_of(own_press)}/statm").read_text().split()[1])
        return pages * resource.getpagesize()

    before = held()
    for _ in range(40):
        own_press.print(PAGE)
    assert held() - before < 4 << 20


def test_what_a_child_says_is_read_whole() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(b"abc")
        theirs.close()
        assert printer.exactly(ours, 3) == b"abc"
        with pytest.raises(EOFError):
            printer.exactly(ours, 1)
