"""`myelog serve`: the production server, gunicorn, with one process per core."""

import errno
import socket
from collections.abc import Callable
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from app.commands.instance import settings as instance_settings
from app.demo import SIGN_INS
from app.errors import RefusedError
from app.factory import create_app
from app.settings import Settings
from app.storage.opening import open_database


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn, configured in code; each worker makes its own app, with its own connections."""

    def __init__(self, make_app: Callable[[], Flask], options: dict[str, Any]) -> None:
        self.make_app = make_app
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.make_app()


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option(
    "--workers", type=click.IntRange(1, 64), help="Processes; the settings say how many by default."
)
def serve(host: str, port: int, workers: int | None) -> None:
    """Serve the instance."""
    settings = instance_settings()
    open_database(settings).close()  # refuse here, plainly, rather than in every worker
    _check_free(host, port)
    Server(lambda: create_app(settings), _options(settings, host, port, workers or settings.workers)).run()


def _check_free(host: str, port: int) -> None:
    """Refuse at once, where gunicorn would try for five seconds and log each time."""
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise RefusedError(
            f"{host}:{port} is in use, perhaps by another Myelog. Choose another port: myelog serve --port N"
        ) from error


def _options(settings: Settings, host: str, port: int, workers: int) -> dict[str, Any]:
    return {
        "bind": f"{host}:{port}",
        "workers": workers,
        "threads": settings.threads,
        "worker_class": "gthread",
        "keepalive": 75,
        "timeout": settings.pdf_seconds + 30,
        "graceful_timeout": settings.pdf_seconds,
        "loglevel": "warning",
        "when_ready": lambda server: _announce(settings, server),
    }


def _announce(settings: Settings, server: Any) -> None:
    host, port = server.LISTENERS[0].sock.getsockname()[:2]
    click.echo(f"Myelog is at http://{host}:{port}")
    sign_ins = settings.instance / SIGN_INS
    if sign_ins.exists():
        click.echo(sign_ins.read_text("utf-8"))
