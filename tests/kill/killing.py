"""Starting the server, letting patients answer, and killing it while they do."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random
from typing import Protocol

from tests.kill.patients import Patient, World
from tests.practice import PracticeInstance
from tests.served import hand_out_tablet

AT_ONCE = 8  # patients who answer at the same time
LONGEST = 0.15  # seconds a server may live once everyone has been answered


@dataclass(slots=True)
class Toll:
    """How often the server was killed, how often that hit a posted answer in flight, and who was answering."""

    kills: int = 0
    hits: int = 0
    patients: list[Patient] = field(default_factory=list)

    @property
    def answers(self) -> int:
        return sum(len(patient.acknowledged) for patient in self.patients)


class Mortal(Protocol):
    """A server that can be killed."""

    @property
    def port(self) -> int: ...

    def kill(self) -> None: ...


def kill_while_answering(
    instance: PracticeInstance,
    *,
    hits: int,
    seed: int,
    start: Callable[[], Mortal],
    ready: Callable[[], None] = lambda: None,
    after: Callable[[], None] = lambda: None,
) -> Toll:
    """Kill the server until so many kills have hit posts in flight.

    `ready` is called before the first start, `after` after each kill. The database is closed here meanwhile:
    the next server has to recover it alone.
    """
    codes = (f"{seed:02}-{number:04}" for number in range(2 * AT_ONCE + hits))
    tablets = [hand_out_tablet(instance, code) for code in codes]
    instance.db.close()
    ready()
    rng, world = Random(seed), World()
    toll = Toll(patients=[Patient(world, tablet, Random(rng.random())) for tablet in tablets])
    with ThreadPoolExecutor(1) as apart:  # in this thread a browser of another test may have its event loop
        apart.submit(asyncio.run, _kill(toll, hits, world, rng, start, after)).result()
    return toll


async def _kill(
    toll: Toll,
    hits: int,
    world: World,
    rng: Random,
    start: Callable[[], Mortal],
    after: Callable[[], None],
) -> None:
    queue = iter(toll.patients)
    answering = asyncio.gather(*(_answer_one_after_another(queue) for _ in range(AT_ONCE)))
    while toll.hits < hits:
        server = start()
        await _live_a_moment(toll, world, server, answering, rng)
        toll.hits += any(patient.is_in_flight for patient in toll.patients)
        toll.kills += 1
        server.kill()
        after()
        assert not answering.done(), answering.exception() or "every patient has finished: more are needed"
    answering.cancel()
    await asyncio.gather(answering, return_exceptions=True)
    for patient in toll.patients:
        await patient.tablet.close()


async def _live_a_moment(
    toll: Toll, world: World, server: Mortal, answering: "asyncio.Future[list[None]]", rng: Random
) -> None:
    before, world.port = toll.answers, server.port
    world.is_up.set()
    while toll.answers < before + AT_ONCE and not answering.done():
        await asyncio.sleep(0.005)
    await asyncio.sleep(rng.uniform(0, LONGEST))
    world.is_up.clear()


async def _answer_one_after_another(patients: Iterator[Patient]) -> None:
    for patient in patients:
        await patient.live()
