"""`make pictures`: the tablet's question page and the first page of a summary, as a person would see them."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
BIN = HERE.parent.parent / ".venv" / "bin"
DUE = "0108"  # a patient of the demo whose visit is due
TROUBLED = "0119"  # one with an open alert


def main() -> None:
    """Make both pictures anew."""
    with tempfile.TemporaryDirectory() as folder:
        instance = Path(folder)
        subprocess.run([BIN / "myelog", "demo", "--instance", instance], check=True)
        with serving(instance) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=BIN / "chromium", args=["--no-sandbox"])
            draw_question(browser, address, passwords(instance))
            draw_summary(browser, address, passwords(instance), instance)


@contextmanager
def serving(instance: Path) -> Iterator[str]:
    """The address of a server of the instance, for as long as the block runs."""
    command: list[str | Path] = [BIN / "myelog", "serve", "--port", "0", "--instance", instance]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().split()[-1]
        finally:
            server.terminate()


def passwords(instance: Path) -> dict[str, str]:
    """Username -> password, from the demo's sign-ins."""
    lines = (instance / "sign-ins.txt").read_text("utf-8").splitlines()
    return dict(line.split() for line in lines if len(line.split()) == 2)


def sign_in(page: Page, address: str, username: str, known: dict[str, str]) -> None:
    page.goto(address)
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password", exact=True).fill(known[username])
    page.get_by_role("button", name="Sign in").click()


def draw_question(browser: Browser, address: str, known: dict[str, str]) -> None:
    """The third question of the PHQ-9 with an answer chosen, on a tablet held upright."""
    page = browser.new_context(viewport={"width": 768, "height": 1024}, java_script_enabled=False).new_page()
    sign_in(page, address, "coordinator", known)
    page.get_by_role("link", name=DUE, exact=True).click()
    page.get_by_role("link", name="Start on this tablet").first.click()
    page.get_by_role("button", name="Start on this tablet").click()
    page.get_by_role("button", name="Yes, this is me").click()
    page.get_by_role("button", name="Next").click()  # reading as every tablet begins
    page.get_by_role("button", name="Next").click()
    for _ in range(2):
        page.get_by_role("radio", name="Not at all").check()
        page.get_by_role("button", name="Next").click()
    page.get_by_role("radio", name="Several days").check()
    page.screenshot(path=HERE / "question.png")


def draw_summary(browser: Browser, address: str, known: dict[str, str], folder: Path) -> None:
    """Page one of the PDF that the investigator downloads."""
    page = browser.new_page()
    sign_in(page, address, "investigator", known)
    page.get_by_role("link", name=f"Record {TROUBLED}").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download PDF").click()
    download.value.save_as(folder / "summary.pdf")
    picture = ["pdftoppm", "-png", "-r", "90", "-f", "1", "-l", "1", "-singlefile"]
    subprocess.run([*picture, folder / "summary.pdf", HERE / "summary"], check=True)


if __name__ == "__main__":
    main()
