"""A tablet in a patient's hands: one without a screen, and what a browser needs to become one."""

from html.parser import HTMLParser
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from werkzeug.test import TestResponse

from app import clock
from tests.practice import PracticeInstance


def cookie_of(app: Flask, token: str) -> tuple[str, str]:
    """Name and value of the cookie that a browser holds after the tablet was handed over."""
    interface = SecureCookieSessionInterface()
    serializer = interface.get_signing_serializer(app)
    assert serializer is not None
    session = {"_permanent": True, "token": token, "seen": int(clock.now().timestamp())}
    return interface.get_cookie_name(app), str(serializer.dumps(session))


class Screen(HTMLParser):
    """What a page shows, and what its form would send."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.heading = self.text = ""
        self.hidden: dict[str, str] = {}
        self.choices: dict[str, str] = {}
        self.chosen: str | None = None
        self.settings: dict[str, str] = {}
        self.root: dict[str, str | None] = {}
        self.buttons: dict[str, tuple[str, str]] = {}
        self.links: dict[str, str] = {}
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self._radio = ""
        self.feed(html)
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "input" and found.get("type") == "hidden":
            self.hidden[found["name"] or ""] = found["value"] or ""
        elif tag == "input":
            self._radio = found.get("value") or ""
            if "checked" in found and found["name"] == "answer":
                self.chosen = self._radio
            elif "checked" in found:
                self.settings[found["name"] or ""] = self._radio
        elif tag == "html":
            self.root = found
        self._open.append((tag, found))

    def handle_data(self, data: str) -> None:
        self.text += data + " "
        words = data.strip()
        for tag, found in reversed(self._open):
            if tag == "h1":
                self.heading = f"{self.heading} {words}".strip()
            elif tag == "label" and words:
                self.choices[words] = self._radio
            elif tag == "button":
                self.buttons[words] = (found.get("name") or "", found.get("value") or "")
            elif tag == "a":
                self.links[words] = found["href"] or ""

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass


class Tablet:
    """Opens pages and presses buttons as a browser without JavaScript does, and follows where they lead."""

    def __init__(self, app: Flask, token: str) -> None:
        self.client = app.test_client()
        self.client.set_cookie(*cookie_of(app, token))
        self.go("/tablet/")

    def go(self, path: str) -> TestResponse:
        """Open an address."""
        return self._show(self.client.get(path, follow_redirects=True))

    def press(self, button: str, choose: str | None = None, **fields: str) -> TestResponse:
        """Choose an answer by its words, if any, and press the button; `fields` replace what the form holds."""
        name, value = self.screen.buttons[button]
        data: dict[str, Any] = {**self.screen.hidden, **self.screen.settings, name: value}
        if choose or self.screen.chosen:
            data["answer"] = self.screen.choices[choose] if choose else self.screen.chosen
        return self._show(self.client.post(self.path, data={**data, **fields}, follow_redirects=True))

    def answer(self, words: str) -> TestResponse:
        """Choose and go on."""
        return self.press("Next", choose=words)

    def _show(self, response: TestResponse) -> TestResponse:
        self.response, self.screen = response, Screen(response.text)
        self.path = response.request.full_path.rstrip("?")
        return response


def handed_over(
    app: Flask, instance: PracticeInstance, code: str = "0101", visit: str = "baseline"
) -> Tablet:
    """A tablet, handed over to a new patient who has confirmed code and visit and chosen how to read."""
    tablet = Tablet(app, instance.hand_over(instance.enrol(code), visit))
    tablet.press("Yes, this is me")
    tablet.press("Next")  # reading as every tablet begins
    return tablet
