"""A page served on a free port of this machine, and Debian's Chromium to look at it."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import socket
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from aftalesvar.settings import Settings
from aftalesvar.web.desk import Desk

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parents[2]
AXE = Path(__file__).parent / "data" / "axe.min.js"
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome-stable") if (found := shutil.which(name))), None
)
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the browser tests, and them alone, where there is no Chromium."""
    for item in items:
        if item.get_closest_marker("browser") and CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason="no Chromium: run scripts/install-chromium as root"))


class Served:
    """An app under way: its address, and how to stop it."""

    def __init__(self, app: Any) -> None:
        import uvicorn

        from aftalesvar.web.server import listener

        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.port: int = self.socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._server = uvicorn.Server(listener(app, log_level="critical", timeout_graceful_shutdown=2))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self.socket]}, daemon=True)
        self._thread.start()
        deadline = time.monotonic() + 30
        while not self._server.started and time.monotonic() < deadline:
            time.sleep(0.02)
        assert self._server.started

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self.socket.close()


def build(desk: Desk, **options: Any) -> Any:
    """The app, made where a loop runs (without one, gradio opens a new loop for each lock and never closes it)."""
    made: list[Any] = []

    async def make() -> None:
        with warnings.catch_warnings():
            # gradio's own use of what its libraries will drop; not ours to mend
            warnings.simplefilter("ignore", DeprecationWarning)
            warnings.simplefilter("ignore", PendingDeprecationWarning)
            from aftalesvar.web.app import build_app

            made.append(build_app(desk, **options))

    # In a thread of its own: the main thread's loop may be playwright's.
    thread = threading.Thread(target=asyncio.run, args=(make(),))
    thread.start()
    thread.join()
    return made[0]


@pytest.fixture(scope="session")
def desk(settings: Settings) -> Iterator[Desk]:
    made = Desk(settings)
    yield made
    made.close()


@pytest.fixture(scope="session")
def served(desk: Desk) -> Iterator[Served]:
    """The page over the repository's corpus."""
    running = Served(build(desk))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


Opener = Callable[..., "Page"]


@pytest.fixture
def opened(browser: Browser, served: Served) -> Iterator[Opener]:
    """Opens pages of the served app; a request to any other host, or an error on the page, fails the test."""
    with contextlib.ExitStack() as stack:
        seen: list[str] = []
        errors: list[str] = []

        def open_page(path: str = "/", *, base: str = served.url, **options: Any) -> Page:
            context: BrowserContext = browser.new_context(locale="da-DK", **options)
            stack.callback(context.close)
            page = context.new_page()
            page.on("request", lambda request: seen.append(request.url))
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.on("dialog", lambda dialog: errors.append(f"dialog: {dialog.message}"))
            page.goto(base + path)
            return page

        yield open_page
        assert [url for url in seen if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))] == []
        assert errors == []


def ask(page: Page, question: str) -> None:
    """Type a question, press Enter and wait for its answer."""
    field = page.locator("#spoergsmaal input, #spoergsmaal textarea")
    field.wait_for()
    page.locator("#forside").wait_for(state="detached")  # it lies over the field until then
    page.evaluate("document.querySelector('#svarfelt section.svar')?.setAttribute('data-old', '')")
    field.fill(question)
    field.press("Enter")
    page.locator("#svarfelt section.svar:not([data-old])").wait_for()


def wait_for_answer(page: Page, question: str | None = None) -> None:
    """Wait until an answer (to this question) stands on the page."""
    which = f"[data-question={question!r}]" if question else ""
    page.locator(f"#svarfelt section.svar{which}").wait_for()


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """What axe-core finds against WCAG 2.2 A and AA, with the elements."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
    return [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found["violations"]]


def squeezed(text: str) -> str:
    return " ".join(text.split())
