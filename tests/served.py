"""The real server in processes of its own, and tablets that talk to it over one connection each."""

import asyncio
import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask

from app import clock
from app.actions.answering import begin_sitting
from app.actions.handing_over import confirm_tablet
from app.actions.tokens import hash_token
from app.instruments.model import Item
from app.instruments.reader import load_instrument
from app.storage.sessions import find_session
from app.storage.studies import get_study
from app.study.access import Actor
from tests.practice import PracticeInstance
from tests.tablet import cookie_of

SERVE = "from app.cli import main; main()"
HIDDEN = re.compile(rb'name="(csrf_token|key)" value="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Served:
    """A running `myelog serve`, with a process group of its own."""

    process: subprocess.Popen[str]
    port: int

    def kill(self) -> None:
        """SIGKILL to every process of the server, as when the machine dies."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Ask the server to end, and wait until it has."""
        self.process.terminate()
        self.process.wait()


def start_server(
    instance: Path,
    *,
    workers: int = 2,
    program: str = SERVE,
    environment: Mapping[str, str] | None = None,
) -> Served:
    """Start the server on a free port and wait until it says where it is."""
    command = ["serve", "--instance", str(instance), "--port", "0", "--workers", str(workers)]
    process = subprocess.Popen(
        [sys.executable, "-c", program, *command],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=environment,
    )
    assert process.stdout is not None
    said = process.stdout.readline()
    found = re.search(r":(\d+)$", said.strip())
    assert found is not None, f"the server did not start: {said!r}"
    process.stdout.close()
    return Served(process, int(found[1]))


@contextlib.contextmanager
def served(instance: Path, *, workers: int = 2, program: str = SERVE) -> Iterator[Served]:
    """A running server, ended afterwards."""
    server = start_server(instance, workers=workers, program=program)
    try:
        yield server
    finally:
        server.kill()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One item of one sitting, as a tablet meets it."""

    sitting_id: int
    item: Item

    @property
    def path(self) -> str:
        return f"/tablet/sitting/{self.sitting_id}/item/{self.item.id}"


@dataclass(slots=True, kw_only=True)
class Tablet:
    """A tablet handed over to one patient, confirmed, with every questionnaire of the visit begun."""

    patient_id: int
    questions: tuple[Question, ...]
    sitting_ids: tuple[int, ...]
    cookies: dict[str, str]
    port: int = 0
    reader: asyncio.StreamReader | None = field(default=None, repr=False)
    writer: asyncio.StreamWriter | None = field(default=None, repr=False)

    async def get(self, path: str) -> Reply:
        """GET the page."""
        return await self._send("GET", path, b"")

    async def post(self, path: str, fields: Mapping[str, str]) -> Reply:
        """POST the form."""
        return await self._send("POST", path, urlencode(fields).encode())

    async def close(self) -> None:
        """Drop the connection; the next request opens another."""
        if self.writer is not None:
            self.writer.close()
            with contextlib.suppress(OSError):
                await self.writer.wait_closed()
        self.reader = self.writer = None

    async def _send(self, method: str, path: str, body: bytes) -> Reply:
        if self.reader is None or self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {cookie}"]
        if method == "POST":
            head += [f"Content-Length: {len(body)}", "Content-Type: application/x-www-form-urlencoded"]
        self.writer.write("\r\n".join([*head, "", ""]).encode() + body)
        reply = await _read_reply(self.reader)
        if "set-cookie" in reply.headers:
            name, _, value = reply.headers["set-cookie"].partition(";")[0].partition("=")
            self.cookies[name] = value
        return reply


def hidden_fields(page: bytes) -> dict[str, str]:
    """The form's forgery token and idempotency key."""
    return {name.decode(): value.decode() for name, value in HIDDEN.findall(page)}


def hand_out_tablet(instance: PracticeInstance, code: str, visit: str = "baseline") -> Tablet:
    """Enrol a patient, hand a tablet over, confirm, and begin every questionnaire of the visit."""
    patient_id = instance.enrol(code)
    token = instance.hand_over(patient_id, visit)
    actor = Actor(kind="tablet", name=f"patient:{patient_id}", id=patient_id)
    session = find_session(instance.db, hash_token(token), clock.now())
    assert session is not None
    confirm_tablet(instance.db, actor=actor, session=session, at=clock.now())
    sittings = {
        begin_sitting(instance.db, actor=actor, visit=visit, instrument_id=one, at=clock.now()): one
        for one in get_study(instance.db).visit(visit).instruments
    }
    return Tablet(
        patient_id=patient_id,
        sitting_ids=tuple(sittings),
        questions=tuple(
            Question(sitting_id=sitting_id, item=item)
            for sitting_id, instrument in sittings.items()
            for item in load_instrument(instrument).items
        ),
        cookies={"myelog": _cookie(instance, token)},
    )


async def _read_reply(reader: asyncio.StreamReader) -> Reply:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    pairs = (line.partition(": ") for line in head[1:] if line)
    headers = {name.lower(): value for name, _, value in pairs}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Reply(status=int(head[0].split()[1]), headers=headers, body=body)


def _cookie(instance: PracticeInstance, token: str) -> str:
    app = Flask("tests")
    app.secret_key = instance.settings.key("session")
    return cookie_of(app, token)[1]
