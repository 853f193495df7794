"""`/healthz`: 200 only when a write to the database would be kept."""

from flask import Flask, jsonify
from flask.typing import ResponseReturnValue

from app.errors import MyelogError
from app.storage.database import write_nothing
from app.web.guard import PUBLIC, requires
from app.web.request import db


@requires(PUBLIC)
def healthz() -> ResponseReturnValue:
    """Commit a transaction that changes nothing, as durably as an answer's."""
    try:
        write_nothing(db())
    except (MyelogError, OSError):
        return jsonify(status="a write would not be kept"), 503
    return jsonify(status="ok")


def install(app: Flask) -> None:
    """Serve `/healthz`."""
    app.add_url_rule("/healthz", "healthz", healthz)
