"""What some tests need from the machine: a browser, a spreadsheet, the texts of the sources.

Where one is missing, the test is skipped with a plain reason; under CI=true it fails, so that a
continuous run cannot turn green by leaving things out.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import launched, serving, visiting

TEXTS = Path(__file__).resolve().parent.parent.parent / "shared" / "sources"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
SPREADSHEET_NAMES = ("soffice", "libreoffice")


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The Chromium that Playwright drives: `launch(executable_path=chromium_path)`."""
    return program(CHROMIUM_NAMES, "Chromium")


@pytest.fixture(scope="session")
def soffice_path() -> str:
    """The LibreOffice that opens an export as its reader would."""
    return program(SPREADSHEET_NAMES, "LibreOffice")


@pytest.fixture(scope="session")
def texts_dir() -> Path:
    """The folder of source texts, which lies beside the checkout and is no part of it."""
    if not TEXTS.is_dir():
        missing("The source texts are not beside this checkout (../shared/sources).")
    return TEXTS


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of the pages, served from this checkout."""
    with serving() as address:
        yield address


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """One Chromium for all tests."""
    with launched(chromium_path) as browser:
        yield browser


@pytest.fixture
def page(chromium: Browser, server: str) -> Iterator[Page]:
    """A visitor's window; an error in its console or a request elsewhere fails the test."""
    with visiting(chromium, server) as window:
        yield window


def program(names: tuple[str, ...], title: str) -> str:
    found = next(filter(None, map(shutil.which, names)), None)
    return found or missing(f"{title} is not on this machine (looked for {', '.join(names)}).")


def missing(reason: str) -> NoReturn:
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(f"{reason} Under CI this counts as a failure.", pytrace=False)
    pytest.skip(reason)
