"""Hands that shake, before each profile: wrong answers stored and pages left by accident."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from app.factory import create_app
from tests.conftest import CHROMIUM
from tests.practice import copy_instance, make_instance
from tests.served import start_server
from tests.shaking import CONTROL, DEFAULT, STEADY, Outcome, measure

PATIENTS, SEED = 6, 20261123


def measure_hands(folder: Path) -> Iterator[tuple[str, Outcome]]:
    """Per profile its name and outcome, over 66 questions for each patient."""
    make_instance(folder / "made")
    instance = copy_instance(folder / "made", folder / "instance")
    app = create_app(instance.settings)
    server = start_server(folder / "instance", workers=1)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM.resolve())
            for profile in (STEADY, DEFAULT, CONTROL):
                address = f"http://127.0.0.1:{server.port}"
                yield (
                    profile.name,
                    measure(browser, address, app, instance, profile, patients=PATIENTS, seed=SEED),
                )
    finally:
        server.stop()
