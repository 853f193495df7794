"""Question pages and answers against the real server, beside the floor that Flask and the disk set."""

import multiprocessing
import multiprocessing.pool
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.load import Load, load_server
from tests.practice import PracticeInstance, copy_instance, make_instance
from tests.served import SERVE, Served, Tablet, hand_out_tablet, served

CLIENTS = (1, 16, 64)
TABLETS = 90  # enough that hardly an item is answered more than once while it is measured
BARE = "import runpy; runpy.run_module('tests.bench.bare', run_name='__main__')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One number of clients: ours and the floor, and the server's CPU seconds per pair."""

    clients: int
    ours: Load
    bare: Load
    cpu: float
    bare_cpu: float


def measure_answers(folder: Path, *, seconds: float, workers: int = 2) -> Iterator[Row]:
    """For each number of clients, in turn: the floor, then the product."""
    make_instance(folder / "made")
    instance = copy_instance(folder / "made", folder / "instance")
    tablets = [hand_out_tablet(instance, f"01{number:03}") for number in range(TABLETS)]
    instance.db.close()
    for clients in CLIENTS:
        bare, bare_cpu = _measure(instance, tablets, BARE, clients, seconds, workers)
        ours, cpu = _measure(instance, tablets, SERVE, clients, seconds, workers)
        yield Row(clients=clients, ours=ours, bare=bare, cpu=cpu, bare_cpu=bare_cpu)


def percentile(seconds: list[float], share: float) -> float:
    """The milliseconds within which that share of requests was answered."""
    return sorted(seconds)[int(len(seconds) * share)] * 1000


def _measure(
    instance: PracticeInstance,
    tablets: list[Tablet],
    program: str,
    clients: int,
    seconds: float,
    workers: int,
) -> tuple[Load, float]:
    with served(instance.settings.instance, workers=workers, program=program) as server, _loader() as pool:
        pool.apply(load_server, (tablets, server.port, clients, seconds / 3))  # the warming up
        before = _cpu_of(server)
        load = pool.apply(load_server, (tablets, server.port, clients, seconds))
        return load, (_cpu_of(server) - before) / len(load.posts)


@contextmanager
def _loader() -> Iterator[multiprocessing.pool.Pool]:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        yield pool


def _cpu_of(server: Served) -> float:
    """The CPU seconds that all processes of the server have used."""
    ticks = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended while we looked
        if int(fields[2]) == server.process.pid:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
