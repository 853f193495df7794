"""The warm process of the press: WeasyPrint awake, no network, one forked child per document.

It is started by `press` as a program of its own, with a socket as standard input. Each message on it carries the
limits, and a socket of the job's own on which the child sends its process id, reads the page and answers.
When the press goes, the standard input ends, and this process takes every child with it.
"""

import ctypes
import gc
import os
import resource
import signal
import socket
import struct
import tempfile

LIMITS = struct.Struct("!QI")
SIZE = struct.Struct("!Q")
PID = struct.Struct("!I")
DONE, FAILED = b"+", b"-"

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_PDEATHSIG = 1


def main() -> None:
    """Serve jobs until the press goes."""
    leave_the_network()
    warm_up()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children that end are reaped by the kernel
    jobs = socket.socket(fileno=0)
    while True:
        message, handles, _, _ = socket.recv_fds(jobs, LIMITS.size, 1)
        if not message:
            os.killpg(0, signal.SIGKILL)
        if handles:
            serve(jobs, handles[0], *LIMITS.unpack(message))


def leave_the_network() -> None:
    """Step into an empty network of our own where the kernel allows it; nothing is fetched without it either."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNET) != 0:
        libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)


def warm_up() -> None:
    """Import and print once, so that a child inherits everything that does not depend on its document."""
    from app.reports.pdf import to_pdf

    to_pdf('<!doctype html><html lang="en"><title>Warm</title><h1>Warm</h1><table><tr><td>–</table>')
    tempfile.gettempdir()  # the library looks for it by writing a file, which a child may not
    gc.collect()
    gc.freeze()


def serve(jobs: socket.socket, handle: int, memory: int, seconds: int) -> None:
    """Fork one child for the job on the socket `handle`."""
    if os.fork() == 0:
        jobs.close()
        work(socket.socket(fileno=handle), memory, seconds)
    os.close(handle)


def work(job: socket.socket, memory: int, seconds: int) -> None:
    """In the child: print one page, answer, and end; `memory` is in bytes beyond what the warm process has."""
    code = 1
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        job.sendall(PID.pack(os.getpid()))
        limit(memory, seconds)
        job.sendall(printed(receive(job)))
        code = 0
    finally:
        os._exit(code)


def limit(memory: int, seconds: int) -> None:
    """Hold this process to its memory, its CPU time and no files."""
    with open("/proc/self/statm", encoding="ascii") as pages:  # noqa: PTH123
        held = int(pages.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + memory, held + memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def printed(html: str) -> bytes:
    """The answer on the socket: `+`, the length and the PDF, or `-`, the length and what went wrong."""
    from app.reports.pdf import to_pdf

    try:
        mark, answer = DONE, to_pdf(html)
    except MemoryError:
        mark, answer = FAILED, b"it needs too much memory"
    except RecursionError:
        mark, answer = FAILED, b"it is nested too deeply"
    return mark + SIZE.pack(len(answer)) + answer


def receive(job: socket.socket) -> str:
    """The page, as the press sends it: its length, then its bytes."""
    size = SIZE.unpack(exactly(job, SIZE.size))[0]
    return exactly(job, size).decode()


def exactly(source: socket.socket, size: int) -> bytes:
    """The next `size` bytes; EOFError if the other end goes before."""
    parts, missing = [], size
    while missing:
        part = source.recv(min(missing, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


if __name__ == "__main__":
    main()
