"""Tablets that ask and answer as fast as they are answered: the load, in a process of its own."""

import asyncio
import time
from collections import deque
from dataclasses import dataclass

from tests.served import Question, Tablet, hidden_fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What the clients saw: seconds per GET and per POST, and how long the whole took."""

    gets: list[float]
    posts: list[float]
    seconds: float

    @property
    def pairs_per_second(self) -> float:
        return len(self.posts) / self.seconds


def load_server(tablets: list[Tablet], port: int, clients: int, seconds: float) -> Load:
    """Let so many clients get a question page and post its answer, over and over, each on one connection."""
    return asyncio.run(_load(tablets, port, clients, seconds))


async def _load(tablets: list[Tablet], port: int, clients: int, seconds: float) -> Load:
    waiting = deque(tablets)
    gets: list[float] = []
    posts: list[float] = []
    started = time.perf_counter()
    answering = [_answer(waiting, port, started + seconds, gets, posts) for _ in range(clients)]
    await asyncio.gather(*answering)
    return Load(gets=gets, posts=posts, seconds=time.perf_counter() - started)


async def _answer(
    waiting: deque[Tablet], port: int, until: float, gets: list[float], posts: list[float]
) -> None:
    while time.perf_counter() < until:
        tablet = waiting.popleft()
        tablet.port = port
        for question in tablet.questions:
            if time.perf_counter() >= until:
                break
            got, posted = await _pair(tablet, question)
            gets.append(got)
            posts.append(posted)
        await tablet.close()
        waiting.append(tablet)


async def _pair(tablet: Tablet, question: Question) -> tuple[float, float]:
    asked = time.perf_counter()
    page = await tablet.get(question.path)
    got = time.perf_counter()
    assert page.status == 200, page
    value = str(question.item.codes[0])
    fields = hidden_fields(page.body) | {"answer": value, "do": "next"}
    sent = time.perf_counter()
    reply = await tablet.post(question.path, fields)
    replied = time.perf_counter()
    assert reply.status == 303, reply
    return got - asked, replied - sent
