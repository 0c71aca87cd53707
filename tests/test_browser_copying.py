"""Copying by keyboard alone: the sentence of a panel, and how what is shown is cited."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import PHONE, THEMES, opened, resized, themed, too_wide, violations, visiting

pytestmark = pytest.mark.browser
READ = "navigator.clipboard.readText()"
OPEN = ".drawer:popover-open"


@pytest.fixture(scope="module")
def compare(chromium, server) -> Iterator[Page]:
    """Compare, opened once, in a window that may read and write the clipboard."""
    with visiting(chromium, server) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server)
        yield opened(page, f"{server}/compare?as_of=2026-11-21")


@pytest.fixture
def window(compare) -> Iterator[Page]:
    yield compare
    compare.keyboard.press("Escape")
    expect(compare.locator(OPEN)).to_have_count(0)


def reached(page: Page, name: str) -> Locator:
    """The button of that name in the open panel, reached by Tab."""
    for _ in range(12):
        page.keyboard.press("Tab")
        focused = page.locator(f"{OPEN} button:focus", has_text=re.compile(f"^{name}$"))
        if focused.count():
            return page.locator(":focus")
    raise AssertionError(f"no Tab leads to {name!r}")


def copied(page: Page, name: str) -> str:
    """What the clipboard holds after that button was pressed, and the word was said."""
    page.evaluate("navigator.clipboard.writeText('nothing yet')")
    reached(page, name)
    page.keyboard.press("Enter")
    expect(page.locator("body > p[role=status]")).to_have_text("Copied")
    expect(page.locator(f"{OPEN} button:focus")).to_have_text("Copied")
    words = page.evaluate(READ)
    expect(page.locator(f"{OPEN} button:focus")).to_have_text(name)
    return words


def opened_by(page: Page, opener: Locator) -> Locator:
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator(OPEN)).to_be_visible()
    return page.locator(OPEN)


def test_a_sentence_is_copied_by_keyboard_alone_and_said(window):
    panel = opened_by(window, window.get_by_role("button", name="NMSA 29-7-14 C(1)").first)
    words = copied(window, "Copy sentence")
    assert words == panel.locator(".copy .cite").inner_text()
    assert words.startswith("New Mexico (school resource officer) requires: ")
    assert "29-7-14 C(1); https://" in words


def test_a_silence_is_copied_with_the_question_of_its_cell(window):
    row = window.locator(".matrix tr", has=window.locator(".open-state .w-silent")).first
    question = row.locator(".m-q").inner_text()
    opened_by(window, row.locator(".open-state", has_text="Silent").first)
    words = copied(window, "Copy sentence")
    assert f" is silent on “{question}” in the text" in words
    assert words.count("“") == 1


def test_a_citation_is_copied_in_words_and_as_bibtex(window):
    opened_by(window, window.get_by_role("button", name="Cite", exact=True))
    assert "Law as of 21 Nov 2026. http" in copied(window, "Copy citation")
    assert copied(window, "Copy BibTeX").startswith("@misc{sro-law-compared")


def test_one_click_selects_the_whole_sentence_and_no_more(window):
    panel = opened_by(window, window.locator("button.pin").first)
    panel.locator(".copy .cite").click()
    chosen = window.evaluate("getSelection().toString()")
    assert chosen == panel.locator(".copy .cite").inner_text()


def test_without_the_clipboard_the_selection_serves(page, server):
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    opened(page, f"{server}/compare?as_of=2026-11-21&questions=training_due")
    panel = opened_by(page, page.locator("button.pin").first)
    panel.get_by_role("button", name="Copy sentence").click()
    expect(page.locator("body > p[role=status]")).to_have_text("Copied")


@pytest.mark.parametrize("theme", THEMES)
def test_the_panel_of_citations_passes_axe_and_fits_a_phone(window, theme):
    opened_by(window, window.get_by_role("button", name="Cite", exact=True))
    assert violations(themed(window, theme), OPEN) == []
    resized(window, PHONE)
    assert too_wide(window) == 0
    resized(window, 1440)


def test_no_panel_and_no_button_of_it_goes_to_paper(window):
    opened_by(window, window.get_by_role("button", name="Cite", exact=True))
    window.emulate_media(media="print")
    expect(window.locator(OPEN)).to_be_hidden()
    expect(window.locator(".cite-open")).to_be_hidden()
    window.emulate_media(media="screen")


def test_a_source_has_its_sentences_folded_and_they_are_copied_too(page, server):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server)
    opened(page, f"{server}/sources?source=nm&as_of=2026-11-21")
    fold = page.locator(".to-paste").first
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    fold.get_by_role("button", name="Copy sentence").press("Enter")
    expect(fold.locator("button")).to_have_text("Copied")
    assert page.evaluate(READ) == fold.locator(".cite").inner_text()
    assert violations(page, ".to-paste[open]") == []
