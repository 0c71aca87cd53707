"""Pictures of every page as a reader sees it: two widths, two themes, from the top to the foot.

    python3 scripts/dev.py screenshots [DIRECTORY] [--pages overview,compare]

They go to DIRECTORY (build/screenshots unless it is given). A few first screens, light and 1440
wide, also go to docs/screenshots/, where the README shows them. The day is fixed, the officers of
the roster are invented; nothing else in the pictures is.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from policy_model import load_dataset, preset_officers
from policy_model.roster import officers_template, training_template
from tests.browser import PHONE, THEMES, WIDE, launched, opened, serving, themed

ROOT = Path(__file__).resolve().parent.parent
DIRECTORY = ROOT / "build" / "screenshots"
IN_README = ROOT / "docs" / "screenshots"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
SCREEN = 900  # pixels: the height of a first screen
TALLEST = 16_000  # pixels: Chromium repeats itself in pictures of more than 16,384
COLOURS = 128  # in a picture of the README; more are not to be told apart
STILL = 700  # milliseconds for which a page must have kept its height
_STILL = """(still) => {
  const height = document.querySelector('[data-testid=stMain]').scrollHeight;
  const come = document.fonts.status === 'loaded'
    && !document.querySelector('[data-testid=stSkeleton]');
  if (!come || height !== window.shot.height)
    window.shot = {height, since: performance.now()};
  return performance.now() - window.shot.since > still;
}"""
_DAY = "as_of=2026-11-21"
_STATES = "&".join(f"sources={each}" for each in ("nm", "ms", "mn-isd196", "tx", "in"))


@dataclass(frozen=True, slots=True)
class Shot:
    """A page with choices made; `is_in_readme` where its first screen is shown there."""

    name: str
    address: str
    is_in_readme: bool = False
    has_roster: bool = False


SHOTS = (
    Shot("overview", f"?question=training_due&{_DAY}", is_in_readme=True),
    Shot(
        "compare",
        f"compare?{_STATES}&questions=school_training_required&questions=training_due"
        f"&questions=initial_hours&questions=in_service_hours&questions=discipline_role"
        f"&questions=who_pays&baseline=nm&{_DAY}",
        is_in_readme=True,
    ),
    Shot("hours", f"hours?sources=nm&sources=ms&sources=tx&sources=mo&years=10&{_DAY}"),
    Shot("topics", f"topics?sources=near%3Anm&{_DAY}"),
    Shot("officer", f"officer?example=nm-armed-security&{_DAY}", is_in_readme=True),
    Shot("roster", f"roster?sources=nm&{_DAY}", has_roster=True),
    Shot(
        "brief",
        "brief?sources=nm&sources=ms&sources=tx&questions=training_due&questions=initial_hours"
        f"&questions=who_pays&{_DAY}",
        is_in_readme=True,
    ),
    Shot("sources", f"sources?source=nm&{_DAY}"),
    Shot("method", f"method?{_DAY}"),
)


def main(arguments: Sequence[str]) -> int:
    """Take what is asked for; 2 where a page is not known or Chromium is not there."""
    asked = _asked(arguments)
    chromium = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if chromium is None:
        print(f"Chromium is not on this machine (looked for {', '.join(CHROMIUM_NAMES)}).")
        return 2
    asked.directory.mkdir(parents=True, exist_ok=True)
    shots = [shot for shot in SHOTS if shot.name in asked.pages]
    with serving() as server, launched(chromium) as browser, invented_roster() as roster:
        for shot in shots:
            for made in taken(browser, server, shot, roster, asked.directory):
                print(made)
    return 0


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    known = [shot.name for shot in SHOTS]
    parser = argparse.ArgumentParser(prog="dev.py screenshots", description=__doc__)
    parser.add_argument("directory", nargs="?", type=Path, default=DIRECTORY)
    parser.add_argument("--pages", default=",".join(known), help="some of them, by comma")
    asked = parser.parse_args(arguments)
    asked.pages = asked.pages.split(",")
    if unknown := set(asked.pages) - set(known):
        parser.error(f"no such page: {', '.join(sorted(unknown))}. Known: {', '.join(known)}.")
    return asked


@contextmanager
def invented_roster() -> Iterator[tuple[Path, Path]]:
    """Two files made from the templates, a row for each example officer."""
    dataset = load_dataset()
    examples = {f"E-{n}": each for n, each in enumerate(preset_officers(dataset).values(), start=1)}
    with tempfile.TemporaryDirectory() as directory:
        files = Path(directory, "officers.csv"), Path(directory, "training.csv")
        for file, make in zip(files, (officers_template, training_template), strict=True):
            rows = [
                make(officer, dataset).assign(officer_id=name)
                for name, officer in examples.items()
                if make is officers_template or officer.courses
            ]
            pd.concat(rows).to_csv(file, index=False)
        yield files


def taken(
    browser: Browser, server: str, shot: Shot, roster: Sequence[Path], directory: Path
) -> Iterator[Path]:
    """Take a page in each width and theme; the paths of the pictures."""
    for width in (WIDE, PHONE):
        window = {"width": width, "height": SCREEN}
        context = browser.new_context(viewport=window, reduced_motion="reduce")
        page = opened(context.new_page(), f"{server}/{shot.address}")
        if shot.has_roster:
            _upload(page, roster)
        for theme in THEMES:
            _at_rest(themed(page, theme))
            if shot.is_in_readme and (width, theme) == (WIDE, THEMES[0]):
                yield _first_screen(page, shot)
            path = directory / f"{shot.name}-{width}-{theme}.png"
            _whole(page, path, width)
            yield path
        context.close()


def _upload(page: Page, roster: Sequence[Path]) -> None:
    """Both files, one after the other: the page runs anew after each."""
    page.get_by_role("region", name="Officers").locator("input[type=file]").set_input_files(
        roster[0]
    )
    expect(page.locator(".claim")).to_be_visible()
    page.get_by_role("region", name="Training").locator("input[type=file]").set_input_files(
        roster[1]
    )
    expect(page.get_by_text("of training:")).to_be_visible()


def _at_rest(page: Page) -> None:
    """After the run has ended, widgets, charts and fonts have come, and the page has its height."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.mouse.move(0, 0)
    page.evaluate("window.shot = {since: performance.now()}")
    page.wait_for_function(_STILL, arg=STILL)


def _whole(page: Page, path: Path, width: int) -> None:
    """The page in a window as tall as itself, since what scrolls is a part of it; cut if taller."""
    tall = "document.querySelector('[data-testid=stMain]').scrollHeight"
    height = min(max(int(page.evaluate(tall)), SCREEN), TALLEST)
    page.set_viewport_size({"width": width, "height": height})
    _at_rest(page)
    page.screenshot(path=path)
    page.set_viewport_size({"width": width, "height": SCREEN})


def _first_screen(page: Page, shot: Shot) -> Path:
    IN_README.mkdir(parents=True, exist_ok=True)
    path = IN_README / f"{shot.name}.png"
    page.screenshot(path=path)
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    return path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
