"""Pages run without a browser (AppTest), and what they show: markup, words, tables, links.

What a page should show is asked of `policy_model` for the law as coded (`LAW`), never copied.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit as st
from streamlit.runtime.caching import cache_data_api, cache_resource_api
from streamlit.testing.v1 import AppTest

from pages.ui import store
from pages.ui.carried import carries
from pages.ui.labels import Labels
from pages.ui.matrix import Drawing
from pages.ui.names import Names
from policy_model import Frames, frames, load_dataset, peer_sets
from tests.browser import ROOT, TITLES

DAY = date(2026, 11, 21)
LAW: Frames = frames(load_dataset())
LABELS = Labels(LAW.codebook_values)
NAMES = Names.of(LAW, LABELS)
SOURCES = list(NAMES.sources)
SETS = peer_sets(LAW)
PAGES = [title.lower() for title in TITLES.values()]
SRO, SSP = "school_resource_officer", "school_security_personnel"
CEO, SSO = "campus_enforcement_officer", "school_safety_officer"
MISSING = re.compile(r"(?<![\w-])(nan|NaN|NaT|<NA>|None(?! of)|null|undefined)(?![\w-])")
"""What pandas or Python would write for a missing value; "None of these texts" is a sentence."""
HOSTILE = "<img src=x onerror=alert(1)>"


def visit(page: str, **query: object) -> AppTest:
    """A page after its first run, opened by a link; it must not have failed."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.switch_page(f"pages/views/{page}.py")
    for key, value in query.items():
        at.query_params[key] = value
    return ran(at.run())


def ran(at: AppTest) -> AppTest:
    errors = [error.value for error in at.exception]
    assert not errors, errors
    return at


def markup(at: AppTest) -> str:
    """All that a page shows, and after it the panels that may be opened."""
    return as_shown(block.proto.body for block in at.get("html"))


def as_shown(blocks: Iterable[str]) -> str:
    """Blocks as they stand on a page, and after them the panels that may be opened."""
    shown, panels = [], []
    for block in blocks:
        carried = carries(block)
        if isinstance(carried, dict):
            panels.extend(carried.values())
        elif carried is not None:
            shown.append(carried)
        elif not block.startswith(("<style", "<script")):
            shown.append(block)
    return "\n".join([*shown, *panels])


def whole(drawn: Drawing) -> str:
    """A table and its panels, as they would stand on a page."""
    return "".join([drawn.table, *drawn.panels.values()])


def text(part: str) -> str:
    """The words of some markup."""
    joined = re.sub(r"</?(strong|a)\b[^>]*>", "", part)  # these stand within words and commas
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", joined))).strip()


def shown(at: AppTest) -> str:
    return text(markup(at))


def between(at: AppTest, start: str, end: str) -> str:
    """The markup from one mark to the next."""
    whole = markup(at)
    first = whole.index(start)
    return whole[first : whole.index(end, first)]


class Grid(HTMLParser):
    """A page's first table of a class: rows of texts, the first of each row its head."""

    def __init__(self, page: AppTest, css: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._is_cell = False
        self.feed(between(page, f'<table class="{css}', "</table>"))

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")
            self._is_cell = True

    def handle_endtag(self, tag: str) -> None:
        self._is_cell = self._is_cell and tag not in ("th", "td")

    def handle_data(self, data: str) -> None:
        if self._is_cell:
            self.rows[-1][-1] = re.sub(r"\s+", " ", f"{self.rows[-1][-1]} {data}").strip()

    def head(self) -> list[str]:
        return self.rows[0]

    def body(self) -> dict[str, list[str]]:
        """Cells by row head; rows that only name a theme are left out."""
        return {head: cells for head, *cells in self.rows[1:] if cells}


def link_of(at: AppTest) -> dict[str, list[str]]:
    """The query of the address that "Link to this view" offers."""
    return parse_qs(urlsplit(at.code[0].value).query, keep_blank_values=True)


def notice(at: AppTest) -> str:
    return text(between(at, '<div class="notice"', "</div>"))


@contextmanager
def holding(monkeypatch: pytest.MonkeyPatch, law: Frames) -> Iterator[None]:
    """For a while the pages hold another law."""
    with monkeypatch.context() as patch:
        patch.setattr(store, "shared_frames", lambda: law)
        forget_caches()
        yield
    forget_caches()


def written_to_caches(monkeypatch: pytest.MonkeyPatch) -> list[tuple]:
    """What from now on is put into a cache that visitors share; the caches are empty at first."""
    written: list[tuple] = []

    def write(cache: object, key: str, value: object, messages: object) -> None:
        written.append((key, value, messages))

    for kind in (cache_data_api.DataCache, cache_resource_api.ResourceCache):
        monkeypatch.setattr(kind, "write_result", write)
    forget_caches()
    return written


def forget_caches() -> None:
    """Let the next page read and work out everything anew."""
    st.cache_data.clear()
    st.cache_resource.clear()
