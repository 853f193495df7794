"""A patient in front of a browser: reads headings, chooses by words, presses buttons."""

from playwright.sync_api import BrowserContext, Page

SECOND_TAP = 700  # ms; what is pressed earlier on a new page does not count


class Robot:
    """Takes the time a person takes: a button is pressed only when its page has been there for a while."""

    def __init__(self, page: Page, *, has_scripts: bool = True) -> None:
        self.page = page
        self.has_scripts = has_scripts

    @property
    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()

    def choose(self, words: str) -> None:
        self.page.get_by_role("radio", name=words, exact=True).check()

    def press(self, button: str) -> None:
        """Press a button that leads to another page, and wait for that page."""
        self.look()
        self.leave_by(button)

    def look(self) -> None:
        """Take the page in before the first tap."""
        if self.has_scripts:
            self.page.wait_for_timeout(max(0, SECOND_TAP + 50 - self.page.evaluate("performance.now()")))

    def look_again(self) -> None:
        """Let so much time pass that the next tap counts, even for unsteady hands."""
        self.page.wait_for_timeout(SECOND_TAP + 50)

    def answer(self, words: str) -> None:
        """Choose, and go on at once: whoever chooses has seen the page."""
        self.page.get_by_role("radio", name=words, exact=True).click()
        self.leave_by("Next")

    def leave_by(self, button: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button, exact=True).click()

    def chosen(self) -> str | None:
        """The words of the chosen answer."""
        row = self.page.locator("label:has(:checked)")
        return row.inner_text() if row.count() else None

    def sees(self, words: str) -> bool:
        return self.page.get_by_text(words, exact=True).first.is_visible()


def hand_to(context: BrowserContext, server: str, cookie: tuple[str, str]) -> None:
    """Put the tablet's cookie into the browser, as the staff's page does at hand-over."""
    context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": server}])
