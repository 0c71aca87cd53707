"""The detail panels: by keyboard alone, one a requirement, with all that stands behind it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import PHONE, WIDE, opened, resized, visiting

pytestmark = pytest.mark.browser

HAS_FOCUS = "element => element === document.activeElement"


@pytest.fixture(scope="module")
def window(chromium, server) -> Iterator[Page]:
    """Compare, opened once: a panel leaves nothing behind when it is closed."""
    with visiting(chromium, server) as page:
        yield opened(page, f"{server}/compare?as_of=2026-11-21")


@pytest.fixture
def compare(window) -> Iterator[Page]:
    yield window
    window.keyboard.press("Escape")
    expect(panel(window)).to_have_count(0)


def panel(page: Page) -> Locator:
    return page.locator(".drawer:popover-open")


@pytest.mark.parametrize("kind", ["button.pin", ".open-state"])
@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_panel_opens_and_closes_by_keyboard_and_gives_the_focus_back(compare, kind, key):
    opener = compare.locator(kind).first
    opener.focus()
    compare.keyboard.press(key)
    expect(panel(compare)).to_have_count(1)
    compare.keyboard.press("Tab")
    assert panel(compare).get_by_role("button", name="Close").evaluate(HAS_FOCUS)
    compare.keyboard.press("Escape")
    expect(panel(compare)).to_have_count(0)
    assert opener.evaluate(HAS_FOCUS)


def test_the_close_button_gives_the_focus_back_too(compare):
    opener = compare.locator("button.pin").nth(3)
    opener.focus()
    compare.keyboard.press("Enter")
    compare.keyboard.press("Tab")
    compare.keyboard.press("Enter")
    expect(panel(compare)).to_have_count(0)
    assert opener.evaluate(HAS_FOCUS)


def test_a_pinpoint_is_reached_by_tab_and_shows_that_it_has_the_focus(compare):
    compare.get_by_role("button", name="Download as CSV").focus()
    compare.keyboard.press("Shift+Tab")
    assert compare.evaluate("document.activeElement.matches('.pin, .open-state, summary')")
    outline = compare.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "2px"


def test_every_opener_has_its_panel_and_a_requirement_only_one(compare):
    openers = compare.locator("[popovertarget]:not(.d-close)").evaluate_all(
        "all => all.map(opener => opener.getAttribute('popovertarget'))"
    )
    there = compare.locator(".drawer").evaluate_all("all => all.map(panel => panel.id)")
    held = compare.locator("script.panels").evaluate_all(
        "all => all.flatMap(block => Object.keys(JSON.parse(block.textContent)))"
    )
    assert len(there) == len(set(there))
    assert len(held) == len(set(held)) < len(openers)
    assert set(openers) == {*held, *there}


def test_the_panel_of_a_clause_says_where_it_stands_and_leads_to_the_text(page, server):
    compare = opened(page, f"{server}/compare")
    compare.get_by_role("button", name="NMSA 29-7-14 C(1)").first.click()
    opened_panel = panel(compare)
    expect(opened_panel.locator("q.law")).to_contain_text("within twelve months of being assigned")
    for term in ("Citation", "Falls on", "In force", "Checked", "Due", "Address"):
        expect(opened_panel.locator("dt", has_text=re.compile(f"^{term}$"))).to_be_visible()
    expect(opened_panel).to_contain_text("from 1 Jul 2022")
    expect(opened_panel).to_contain_text("Questions that it answers")
    opened_panel.get_by_role("link", name="Read it in document order").click()
    expect(compare).to_have_url(re.compile(r"/sources\?source=nm#r-nm-"))
    expect(compare.locator(".duty:target")).to_be_in_viewport()


def test_a_folded_answer_opens_its_panel_too(compare):
    fold = compare.locator(".matrix details.more").first
    fold.locator("summary").click()
    fold.locator("button.pin").first.click()
    expect(panel(compare)).to_be_visible()


@pytest.mark.parametrize(("width", "side"), [(WIDE, "right"), (PHONE, "bottom")])
def test_the_panel_stands_at_the_side_on_a_desk_and_below_on_a_phone(compare, width, side):
    resized(compare, width)
    compare.locator("button.pin").first.click()
    expect(panel(compare)).to_be_visible()
    box = panel(compare).bounding_box()
    assert box["x"] + box["width"] == width
    assert box["y"] + box["height"] == 900
    assert (box["y"] == 0) == (side == "right")
    expect(panel(compare).get_by_role("button", name="Close")).to_be_in_viewport()


def test_the_hours_page_has_panels_for_single_duties_and_for_sums(page, server):
    opened(page, f"{server}/hours")
    page.get_by_role("button", name="NMAC 6.12.12.9 B; NMAC 6.12.12.9 C").click()
    expect(panel(page)).to_contain_text("What this is made of")
    expect(panel(page).locator(".facts > dt")).to_have_count(4)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="NMSA 29-7-14 C(1)").click()
    expect(panel(page).locator("q.law")).to_be_visible()
