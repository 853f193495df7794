"""A fresh instance, its app, a real server of it, and a real browser before that."""

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, ViewportSize, sync_playwright
from werkzeug.serving import make_server

from tests.practice import PracticeInstance, copy_instance, make_instance

CHROMIUM = Path(".venv/bin/chromium")
TABLET: ViewportSize = {"width": 768, "height": 1024}


@pytest.fixture(scope="session")
def made_instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once; every test works on its own copy."""
    instance = tmp_path_factory.mktemp("made") / "instance"
    make_instance(instance)
    return instance


@pytest.fixture
def instance(made_instance: Path, tmp_path: Path) -> Iterator[PracticeInstance]:
    """A fresh instance with the example study and one person for every role."""
    instance = copy_instance(made_instance, tmp_path / "instance")
    yield instance
    instance.db.close()


@pytest.fixture
def app(instance: PracticeInstance) -> Iterator[Flask]:
    """The web application of the instance."""
    from app.factory import create_app  # here, so that tests of the core do not load a web framework's rooms

    app = create_app(instance.settings)
    press = app.extensions["myelog"].press
    yield app
    press.close()


@pytest.fixture
def server(app: Flask) -> Iterator[str]:
    """The address at which the app is served."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Headless Chromium, started once."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM.resolve())
    yield browser
    browser.close()


@pytest.fixture
def context(browser: Browser, server: str) -> Iterator[BrowserContext]:
    """A browser of its own for the test: no cookie, no history; addresses may begin with a slash."""
    context = browser.new_context(base_url=server, viewport=TABLET)
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One page of the size of a tablet held upright."""
    return context.new_page()
