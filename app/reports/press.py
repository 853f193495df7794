"""Printing away from the web worker: a document that crashes, hangs or swells harms nothing but itself."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from app.errors import PdfError
from app.reports.printer import DONE, LIMITS, PID, SIZE
from app.saying import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may take: seconds of wall and of CPU time, bytes of memory beyond the warm process.

    `at_once` documents are printed at a time; others wait for at most `patience` seconds. `waking` is the time a
    child may take to begin, which is long only when the warm process itself has to start.
    """

    seconds: int = 30
    memory: int = 768 << 20
    at_once: int = 2
    patience: float = 15.0
    waking: float = 10.0


class Press:
    """Prints HTML as PDF in limited child processes of a warm one, which starts with the first print.

    One press serves all threads of a process. After a fork each process has a press of its own.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._places = threading.BoundedSemaphore(self.limits.at_once)
        self._lock = threading.Lock()
        self._printer: _Printer | None = None

    def print(self, html: str) -> bytes:
        """The page as PDF. PdfError says plainly what stopped it; the next print is not affected."""
        if not self._places.acquire(timeout=self.limits.patience):
            raise PdfError(
                say("Too many PDFs are being made just now. Nothing is lost; please try again in a minute.")
            )
        try:
            return self._print(html)
        finally:
            self._places.release()

    def warm(self) -> None:
        """Start the warm process now, so that the first print need not wait for it."""
        self._job().close()

    def close(self) -> None:
        """End the warm process and whatever it prints."""
        with self._lock:
            if self._printer is not None:
                self._printer.close()
                self._printer = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _print(self, html: str) -> bytes:
        try:
            with self._job() as job:
                mark, answer = self._exchange(job, html.encode())
        except TimeoutError:
            raise PdfError(
                say(
                    "The PDF was not ready after %(seconds)s seconds. The record is unharmed.",
                    seconds=self.limits.seconds,
                )
            ) from None
        except (EOFError, OSError):
            raise PdfError(
                say("The PDF could not be made: printing broke off. The record is unharmed.")
            ) from None
        if mark != DONE:
            raise PdfError(
                say("The PDF could not be made: %(why)s. The record is unharmed.", why=answer.decode())
            )
        return answer

    def _exchange(self, job: socket.socket, page: bytes) -> tuple[bytes, bytes]:
        """Send the page to the job's child; whether it could print, and the PDF or why not."""
        child = 0
        try:
            child = PID.unpack(_receive(job, PID.size, time.monotonic() + self.limits.waking))[0]
            deadline = time.monotonic() + self.limits.seconds
            job.settimeout(_left(deadline))
            job.sendall(SIZE.pack(len(page)) + page)
            mark = _receive(job, 1, deadline)
            return mark, _receive(job, SIZE.unpack(_receive(job, SIZE.size, deadline))[0], deadline)
        except TimeoutError:
            self._end(child)
            raise

    def _end(self, child: int) -> None:
        """End a child that is late; its socket is still open, so the process id is still its own.

        Without a child it is the warm process that hangs: it is ended, and the next print starts another.
        """
        if child:
            os.kill(child, signal.SIGKILL)
        else:
            self.close()

    def _job(self) -> socket.socket:
        """A new job's socket; its other end is with the warm process, which is started anew if it is gone."""
        with self._lock:
            if self._printer is not None and not self._printer.is_alive():
                self._printer.close()
                self._printer = None
            self._printer = self._printer or _Printer()
            return self._printer.begin(self.limits)


class _Printer:
    """The warm process, seen from the press."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.jobs, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "app.reports.printer"],
                stdin=theirs.fileno(),
                start_new_session=True,
            )

    def begin(self, limits: Limits) -> socket.socket:
        """Our end of a new job's socket."""
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self.jobs, [LIMITS.pack(limits.memory, limits.seconds)], [theirs.fileno()])
            except OSError:
                ours.close()
                raise
        return ours

    def is_alive(self) -> bool:
        """Whether it still runs, and is this process's own: after a fork the parent's is left to the parent."""
        return self.owner == os.getpid() and self.process.poll() is None

    def close(self) -> None:
        """End it and its children, which are in its process group; after a fork only let go of the parent's."""
        self.jobs.close()
        if self.owner == os.getpid():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def _receive(job: socket.socket, size: int, deadline: float) -> bytes:
    """The next `size` bytes; TimeoutError at the deadline, EOFError if the child ends before."""
    parts, missing = [], size
    while missing:
        job.settimeout(_left(deadline))
        part = job.recv(min(missing, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _left(deadline: float) -> float:
    """Seconds to the deadline: never nothing, which a socket would take for no limit at all."""
    return max(deadline - time.monotonic(), 0.001)
