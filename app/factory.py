"""Where the parts meet: one Flask app for one instance."""

import hashlib
from pathlib import Path

from flask import Flask, url_for
from jinja2 import FileSystemLoader, StrictUndefined

from app.reports.press import Limits, Press
from app.rooms import account, coordinator, handover, investigator, monitor, patient
from app.settings import Settings
from app.storage.opening import open_database
from app.web import guard, health, languages, pages, security, staff_pages
from app.web.request import Instance

WEB = Path(__file__).parent / "web"
ROOMS = (patient.room, handover.room, account.room, coordinator.room, investigator.room, monitor.room)


def create_app(settings: Settings) -> Flask:
    """The web application of one instance; it refuses to start on a database that is not up to date."""
    app = Flask("app", static_folder=str(WEB / "static"))
    app.extensions["myelog"] = Instance(
        settings=settings, db=open_database(settings), press=open_press(settings)
    )
    _install_templates(app)
    security.install(app, settings)
    guard.install(app)
    pages.install(app)
    health.install(app)
    staff_pages.install(app)
    for room in ROOMS:
        app.register_blueprint(room)
    return app


def open_press(settings: Settings) -> Press:
    """The press that prints PDFs in child processes, within the instance's limits."""
    return Press(Limits(seconds=settings.pdf_seconds, memory=settings.pdf_megabytes << 20))


def _install_templates(app: Flask) -> None:
    languages.install(app)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_loader = FileSystemLoader(WEB / "templates")
    app.jinja_env.globals["asset"] = _asset_of(app)


def _asset_of(app: Flask) -> "Asset":
    return Asset(Path(app.static_folder or ""))


class Asset:
    """`asset("patient.css")`: the address of a built file, changing whenever its content does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.versions: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        if name not in self.versions:
            self.versions[name] = hashlib.sha256((self.folder / name).read_bytes()).hexdigest()[:12]
        return url_for("static", filename=name, v=self.versions[name])
