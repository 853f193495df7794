"""`myelog serve`, forked from a process that has its modules loaded: a start takes tenths of a second, not seconds."""

import contextlib
import multiprocessing
import os
import re
import signal
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from app.actions import answering
from app.cli import cli
from app.commands import serving as _preloaded  # noqa: F401  (loaded once, before the first fork)

FORKING = multiprocessing.get_context("forkserver")
Harm = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Victim:
    """A running server: its process group, its port, and a pipe that ends when its last process has."""

    process: ForkServerProcess
    said: Connection
    port: int

    def kill(self) -> None:
        """SIGKILL to every process of the server at once; wait until none is left."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid or 0, signal.SIGKILL)
        self.process.join()
        while os.read(self.said.fileno(), 4096):
            pass
        self.said.close()


def start_victim(instance: Path, harm: Harm | None = None) -> Victim:
    """Start a server that can be killed; `harm` is done to its code first."""
    FORKING.set_forkserver_preload([__name__])
    said, say = FORKING.Pipe(duplex=False)
    process = FORKING.Process(target=_serve, args=(say, instance, harm))
    process.start()
    say.close()
    words = b""
    while (found := re.search(rb":(\d+)\n", words)) is None:
        more = os.read(said.fileno(), 4096)
        assert more, f"the server did not start: {words!r}"
        words += more
    return Victim(process, said, int(found[1]))


def keep_no_key() -> None:
    """Harm: an answer sent again is stored again."""
    setattr(answering, "is_stored", lambda *_, **__: False)  # noqa: B010  (as a patch, in this process only)


def _serve(say: Connection, instance: Path, harm: Harm | None) -> None:
    os.setsid()
    os.dup2(say.fileno(), 1)
    if harm is not None:
        harm()
    cli(["serve", "--instance", str(instance), "--port", "0"])
