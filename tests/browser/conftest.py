"""A browser and a running service for it: what the page loads and complains of is recorded."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from kg.versions import Versions
from tests.serving import serving

BASE = "http://kg.test/"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

expect.set_options(timeout=60_000)  # no test depends on how busy the machine is


@dataclass
class Visit:
    """A page of the service in a window of its own, with what it asked for and complained of."""

    address: str
    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def foreign(self) -> list[str]:
        """Requests that did not go to the service."""
        return [each for each in self.requests if not each.startswith((f"{self.address}/", "data:"))]

    def hear(self, message: ConsoleMessage) -> None:
        """Keep what is no mere notice of a status that the service answered with."""
        if message.type in {"error", "warning"} and "the server responded with" not in message.text:
            self.complaints.append(message.text)

    def write(self, query: str) -> None:
        """Type a query in place of the one that stands in the editor."""
        self.page.click(".tabPanel.active .CodeMirror-lines")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        self.page.keyboard.type(query)

    def written(self) -> str:
        """The query in the editor."""
        lines = self.page.locator(".tabPanel.active .yasqe .CodeMirror-line").all_inner_texts()
        return "\n".join(line.replace("\u200b", "") for line in lines)

    def ask(self) -> None:
        """Press the button that runs the query."""
        self.page.click(".tabPanel.active .yasqe_queryButton")

    def cells(self) -> list[list[str]]:
        """The rows of the answer, once there are any, without their numbers."""
        rows = self.page.locator(".tabPanel.active .yasr tbody tr")
        rows.first.wait_for()
        found: list[list[str]] = rows.evaluate_all(
            "rows => rows.map(row => [...row.cells].slice(1).map(cell => cell.innerText.trim()))"
        )
        return found


Open = Callable[..., Visit]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("needs Chromium (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(example: Versions) -> Iterator[str]:
    """Where the small example graph is served."""
    with serving(example, BASE, timeout=20) as served:
        yield f"http://127.0.0.1:{served.port}"


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Open]:
    """Opens pages; afterwards none of them may have asked another host or broken its own policy."""
    visits: list[Visit] = []

    def opened(
        path: str = "/sparql", *, width: int = 1280, scheme: str = "light", scripts: bool = True
    ) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=scripts,
        )
        new = Visit(address, context.new_page())
        visits.append(new)
        new.page.set_default_timeout(60_000)
        new.page.on("request", lambda request: new.requests.append(request.url))
        new.page.on("console", new.hear)
        new.page.on("pageerror", lambda error: new.complaints.append(str(error)))
        new.page.goto(address + path)
        return new

    yield opened
    for each in visits:
        each.page.context.close()
        assert (each.foreign(), each.complaints) == ([], [])
