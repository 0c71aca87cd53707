"""What a reader waits for in a browser, against a bare Streamlit page beside it.

The clock is the browser's own: from the start of the navigation, or from the key that changes a
widget, to the frame in which the page is complete and says what it should.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as NotInTime

from benchmarks.serving import ROOT, serving, write_bare_app
from benchmarks.timing import milliseconds, show, verdict
from benchmarks.views import View, bare, bare_with_chart, set_up, views

REPEATS = 7
FIRST_VIEW_AIM, CHANGE_AIM = 2, 3
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
_COMPLETE = """const complete = (landmark) =>
  document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]')
  && document.querySelector(landmark);"""
# In every frame: is it there yet? `bench.end` is the time of the first frame in which it is.
_WATCH_ARRIVAL = (
    _COMPLETE
    + """
const bench = window.bench = {};
const look = () => complete(LANDMARK) ? bench.end = performance.now() : requestAnimationFrame(look);
look();"""
)
_WATCH_CHANGE = (
    "([key, landmark, said]) => {"
    + _COMPLETE
    + """
  const now = new Function(`try { return ${said} } catch { return '' }`);
  const before = now(), bench = window.bench = {};
  const start = (event) => { if (event.code === key) bench.start = performance.now(); };
  addEventListener('keydown', start, {capture: true, once: true});
  const look = () => {
    const said = bench.start && complete(landmark) && now();
    if (!said || said === before) return requestAnimationFrame(look);
    [bench.said, bench.end] = [said, performance.now()];
  };
  look();
}"""
)
_ENDED = "window.bench && window.bench.end"


def measure() -> None:
    """First views and changes, each page in turn with the bare one; prints both tables."""
    with (
        tempfile.TemporaryDirectory() as directory,
        _servers(Path(directory)) as (ours, plain, alike, browser),
    ):
        _first_views(browser, ours, plain)
        _changes(browser, ours, plain, alike)


@contextmanager
def _servers(directory: Path) -> Iterator[tuple[str, str, str, Browser]]:
    """Ours, the bare page as Streamlit ships it, and the bare page under our settings."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    shipped = write_bare_app(directory / "shipped", as_shipped=True)
    same = write_bare_app(directory / "alike")
    with (
        serving(ROOT) as ours,
        serving(shipped) as plain,
        serving(same) as alike,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield ours, plain, alike, browser
        browser.close()


@contextmanager
def _opened(browser: Browser, address: str, view: View) -> Iterator[tuple[Page, float]]:
    """The view in a context that has cached nothing, and the seconds until it was complete."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.add_init_script(_WATCH_ARRIVAL.replace("LANDMARK", repr(view.landmark)))
    page.goto(address + view.path, wait_until="commit")
    _wait(page, view)
    yield page, page.evaluate("window.bench.end") / 1000
    context.close()


def _wait(page: Page, view: View) -> None:
    try:
        page.wait_for_function(_ENDED)
    except NotInTime as error:
        shown = page.inner_text("body")[:400]
        raise AssertionError(f"{view.name} was not complete; it shows: {shown}") from error


def _first_views(browser: Browser, ours: str, plain: str) -> None:
    sides = [(plain, bare()), (plain, bare_with_chart()), *((ours, view) for view in views())]
    taken: list[list[float]] = [[] for _ in sides]
    for nth in range(REPEATS + 1):
        for (address, view), seconds in zip(sides, taken, strict=True):
            with _opened(browser, address, view) as (_, waited):
                if nth:  # the first of each warms the servers
                    seconds.append(waited)
    first, *others = [median(seconds) for seconds in taken]
    rows = [
        [view.name, milliseconds(waited), verdict(waited / first, FIRST_VIEW_AIM)]
        for (_, view), waited in zip(sides[1:], others, strict=True)
    ]
    rows.insert(0, ["bare page", milliseconds(first), ""])
    show("First view, nothing cached", ["page", "until complete", "ratio to bare"], rows)


def _changes(browser: Browser, ours: str, *plain: str) -> None:
    rows = []
    for view in views():
        with ExitStack() as stack:
            sides = [(ours, view), *((address, bare(view.widget)) for address in plain)]
            opened = [
                (stack.enter_context(_opened(browser, address, side))[0], side)
                for address, side in sides
            ]
            if view.prepare:
                view.prepare(opened[0][0])
            waited, peer, alike = _changed_in_turn(*opened)
        said = [milliseconds(waited), milliseconds(peer), verdict(waited / peer, CHANGE_AIM)]
        said += [milliseconds(alike), f"{waited / alike:.1f}x"]
        rows.append((view.name, view.label, *said))
    show("A change to the updated page", _CHANGE_HEADS, rows)


_CHANGE_HEADS = ["page", "changed", "ours", "bare page", "ratio", "with our settings", "ratio"]


def _changed_in_turn(*sides: tuple[Page, View]) -> list[float]:
    """Median seconds of a change on each side; the first of each is not counted."""
    taken: list[list[float]] = [[] for _ in sides]
    for nth in range(REPEATS + 1):
        for (page, view), seconds in zip(sides, taken, strict=True):
            page.bring_to_front()
            seconds.append(_change(page, view, nth))
    return [median(seconds[1:]) for seconds in taken]


def _change(page: Page, view: View, nth: int) -> float:
    key, choice = set_up(page, view, nth)
    page.evaluate(_WATCH_CHANGE, [key, view.landmark, view.said])
    page.keyboard.press(key)
    _wait(page, view)
    bench = page.evaluate("window.bench")
    if not bench["said"].startswith(view.expected(choice)):
        raise AssertionError(f"{view.name}: {choice} gave {bench['said']!r}")
    return (bench["end"] - bench["start"]) / 1000
