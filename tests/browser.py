"""A server of this checkout and a window of the machine's Chromium, for tests of what only a
browser can tell.

Nothing here waits by the clock: `opened` returns when the page has run to its end and its foot
stands there; what changes later is waited for by its own condition (`expect`, `wait_for_url`).
"""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    TimeoutError,
    expect,
    sync_playwright,
)

expect.set_options(timeout=20_000)  # for a busy machine; an idle one needs a fraction
ROOT = Path(__file__).resolve().parent.parent
TITLES = {
    "": "Overview", "compare": "Compare", "hours": "Hours", "topics": "Topics",
    "officer": "Officer", "roster": "Roster", "brief": "Brief", "sources": "Sources",
    "method": "Method",
}  # fmt: skip
"""Each page's address and its name in the navigation."""
WIDE, PHONE, NARROW = 1440, 390, 320
THEMES = ("light", "dark")

_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
_STARTS_WITHIN = 90  # seconds
_OVERFLOW = """(() => {
  const main = document.querySelector('[data-testid=stMain]');
  return Math.max(main.scrollWidth - main.clientWidth, document.body.scrollWidth - innerWidth);
})()"""
_HARMLESS = re.compile(r"/\w+/_stcore/(health|host-config)$")  # Streamlit probes its base path
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]


@contextmanager
def serving(log: Path | None = None, temporary: Path | None = None) -> Iterator[str]:
    """The address of a server started as the README says, on a free port; stopped afterwards.

    What it prints goes to `log`; its folder for temporary files is `temporary`.
    """
    port = _free_port()
    command = [sys.executable, "scripts/dev.py", "run", f"--server.port={port}"]
    own = {"TMPDIR": str(temporary)} if temporary else {}
    with (log or Path(os.devnull)).open("wb") as printed:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=printed, stderr=printed, env={**os.environ, **own}
        )
    try:
        _wait_until_healthy(process, f"http://localhost:{port}/_stcore/health")
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("localhost", 0))
        return free.getsockname()[1]


def _wait_until_healthy(process: subprocess.Popen, address: str) -> None:
    end = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)  # no condition can be awaited before the port is open
    raise RuntimeError(f"the server ended or was not healthy within {_STARTS_WITHIN} s")


@contextmanager
def launched(chromium_path: str) -> Iterator[Browser]:
    """Chromium, without anything that it would fetch for itself."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=_FLAGS)
        yield browser
        browser.close()


@dataclass
class Watch:
    """What a window asked for and complained of."""

    origin: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Note everything from now on."""
        page.on("request", self._asked)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def strangers(self) -> list[str]:
        """Requests to any other origin than the server's."""
        ours = (self.origin, "data:", "blob:")
        return [url for url in self.requests if not url.startswith(ours)]

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        place = urlsplit(message.location.get("url", "")).path
        if message.type == "error" and not _HARMLESS.search(place):
            self.errors.append(f"{message.text} ({place})")


@contextmanager
def visiting(chromium: Browser, server: str) -> Iterator[Page]:
    """A visitor's window, in which nothing may go wrong in the console or come from elsewhere.

    It asks for reduced motion: a panel that still fades in has other colours than its own.
    """
    window = {"width": WIDE, "height": 900}
    context = chromium.new_context(viewport=window, reduced_motion="reduce")
    page, watch = context.new_page(), Watch(server)
    watch.follow(page)
    yield page
    context.close()
    assert not watch.strangers(), watch.strangers()
    assert not watch.errors, watch.errors


def opened(page: Page, address: str) -> Page:
    """The page at an address, run to its end."""
    page.goto(address)
    return settled(page)


def settled(page: Page) -> Page:
    """The page after its script has ended, with its foot, which no error leaves standing."""
    page.locator(".foot, [data-testid=stException]").first.wait_for()
    assert page.locator("[data-testid=stException]").count() == 0, "the page ended in an error"
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    return page


def resized(page: Page, width: int) -> Page:
    """The page at another width, its navigation folded or unfolded to it."""
    page.set_viewport_size({"width": width, "height": 900})
    menu = page.locator("[data-testid=stExpandSidebarButton]")
    menu.wait_for(state="visible" if width < 750 else "hidden")
    return page


def themed(page: Page, theme: str) -> Page:
    """The page after the system has gone light or dark."""
    page.emulate_media(color_scheme=theme)
    page.wait_for_function(
        "theme => getComputedStyle(document.querySelector('.stApp')).colorScheme === theme",
        arg=theme,
    )
    return page


def too_wide(page: Page) -> int:
    """By how many pixels the page stays wider than its window; a chart may need a moment."""
    try:
        page.wait_for_function(f"{_OVERFLOW} <= 0", timeout=20_000)
    except TimeoutError:
        return page.evaluate(_OVERFLOW)
    return 0


def violations(page: Page, within: str | None = None) -> list[str]:
    """What axe finds against WCAG 2.0 to 2.2, levels A and AA, on a page or a part: rule, place."""
    options = {"runOnly": {"type": "tag", "values": _RULES}, "resultTypes": ["violations"]}
    found = Axe().run(page, context=within, options=options).response
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
