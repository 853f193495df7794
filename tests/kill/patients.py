"""Patients who answer over HTTP, keep what the server acknowledged, and send again what it did not."""

import asyncio
from dataclasses import dataclass, field
from random import Random

from tests.served import Question, Reply, Tablet, hidden_fields

NOT_KEPT = ("/tablet/locked", "/tablet/thanks")
GONE = (ConnectionError, asyncio.IncompleteReadError)


@dataclass(frozen=True, slots=True)
class Given:
    """An answer the server said it had."""

    sitting_id: int
    item: str
    value: int
    key: str


@dataclass(slots=True)
class World:
    """Where the server is, if it is there."""

    port: int = 0
    is_up: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(slots=True)
class Patient:
    """One patient with a tablet, answering each item of the visit exactly once."""

    world: World
    tablet: Tablet
    rng: Random
    acknowledged: list[Given] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)
    is_in_flight: bool = False

    async def live(self) -> None:
        """Answer and send every questionnaire of the visit."""
        for sitting_id in self.tablet.sitting_ids:
            for question in self.tablet.questions:
                if question.sitting_id == sitting_id:
                    await self._answer(question)
            await self._send(sitting_id)
        await self.tablet.close()

    async def _answer(self, question: Question) -> None:
        page = await self._get(question.path)
        hidden, value = hidden_fields(page.body), self.rng.choice(question.item.codes)
        reply = await self._post(question.path, hidden | {"answer": str(value), "do": "next"})
        self.acknowledged.append(Given(question.sitting_id, question.item.id, value, hidden["key"]))
        if reply.headers["location"].endswith("/danger"):
            danger = await self._get(reply.headers["location"])
            await self._post(reply.headers["location"], hidden_fields(danger.body))

    async def _send(self, sitting_id: int) -> None:
        path = f"/tablet/sitting/{sitting_id}/review"
        page = await self._get(path, or_gone_on=True)
        if page.status == 200:
            await self._post(path, hidden_fields(page.body) | {"do": "send"}, or_gone_on=True)
        self.sent.append(sitting_id)

    async def _get(self, path: str, *, or_gone_on: bool = False) -> Reply:
        while True:
            reply = await self._try(path, None)
            if reply is None or reply.status == 503:
                continue
            assert reply.status == 200 or (or_gone_on and reply.status == 303), (path, reply)
            return reply

    async def _post(self, path: str, fields: dict[str, str], *, or_gone_on: bool = False) -> Reply:
        while True:
            reply = await self._try(path, fields)
            if reply is None or reply.status == 503:
                continue
            assert reply.status == 303, (path, reply)
            assert or_gone_on or reply.headers["location"] not in NOT_KEPT, reply
            return reply

    async def _try(self, path: str, fields: dict[str, str] | None) -> Reply | None:
        """One attempt; None if the server died before it replied."""
        await self.world.is_up.wait()
        self.tablet.port = self.world.port
        try:
            if fields is None:
                return await self.tablet.get(path)
            self.is_in_flight = True
            return await self.tablet.post(path, fields)
        except GONE:
            await self.tablet.close()
            return None
        finally:
            self.is_in_flight = False
