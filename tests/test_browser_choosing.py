"""Many texts in a real browser: the field by keyboard, heads that stay, focus that is seen."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import (
    PHONE,
    THEMES,
    WIDE,
    opened,
    resized,
    settled,
    themed,
    too_wide,
    violations,
)
from tests.visits import DAY, LAW, SETS

pytestmark = pytest.mark.browser

SWORN = "binding:sworn_sro"
LARGE = f"compare?as_of={DAY}&sources={SWORN}"
PLACES = """() => {
  const box = (selector) => document.querySelector(selector).getBoundingClientRect();
  return {head: box('.wide thead tr:last-child th').top,
          over: box('.wide thead th.over').top,
          first: box('.wide tbody:last-child tr:last-child th').left,
          cell: box('.wide tbody:last-child tr:last-child td').left,
          left: document.querySelector('.wide').scrollLeft,
          down: document.querySelector('.wide').scrollTop};
}"""
IS_SEEN = """() => {
  const held = document.activeElement;
  return [...held.getClientRects()].some((line) => {  // a link may run over two lines
    const at = document.elementFromPoint(line.left + line.width / 2, line.top + line.height / 2);
    return at && (held.contains(at) || at.contains(held));
  });
}"""


@pytest.fixture
def large(page, server) -> Page:
    return opened(page, f"{server}/{LARGE}")


def test_heads_and_first_column_stay_while_the_table_is_scrolled_by_key(large):
    frame = large.locator(".wide")
    expect(frame).to_have_attribute("role", "region")
    frame.focus()
    before = large.evaluate(PLACES)
    for key in ("ArrowRight", "PageDown"):
        for _ in range(4):
            frame.press(key)
    large.wait_for_function(
        "() => { const f = document.querySelector('.wide'); return f.scrollLeft && f.scrollTop }"
    )
    after = large.evaluate(PLACES)
    assert after["left"] > before["left"]
    assert after["down"] > before["down"]
    assert after["cell"] < before["cell"]
    for place in ("head", "over"):
        moved = after[place] - before[place]
        frame_moved = frame.bounding_box()["y"]
        assert abs(moved) < 2 or frame_moved < 100, (place, before, after)
    assert abs(after["first"] - before["first"]) < 2


def test_what_gets_the_focus_is_not_hidden_by_the_heads(large):
    large.locator(".wide td .pin").nth(40).focus()
    for _ in range(12):
        large.keyboard.press("Shift+Tab")
        assert large.evaluate(IS_SEEN)


def test_the_table_is_turned_by_key_and_the_link_says_so(large):
    rows = large.locator(".matrix tbody tr:not(.grp)")
    expect(rows).to_have_count(1 + len(SETS[SWORN].sources))
    large.get_by_role("switch", name="One row a text").press("Space")
    large.wait_for_url(re.compile("turned=0"))
    settled(large)
    expect(rows).to_have_count(len(LAW.questions))
    large.go_back()
    settled(large)
    expect(rows).to_have_count(1 + len(SETS[SWORN].sources))


def test_a_set_is_found_by_typing_a_place_and_chosen_by_key(page, server):
    opened(page, f"{server}/compare?as_of={DAY}")
    field = page.get_by_role("combobox", name="Sources")
    field.click()
    field.press_sequentially("New Mexico and its")
    expect(page.get_by_role("option")).to_have_count(1)
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url(re.compile(r"sources=near(:|%3A)nm"))
    settled(page)
    expect(page.locator(".matrix thead, .matrix tbody").first).to_be_visible()
    said = page.locator("p.small", has_text="binding law of New Mexico and its neighbors")
    expect(said).to_be_visible()


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("turned", ["0", "1"])
def test_axe_finds_no_violation_in_a_large_table(page, server, width, turned):
    asked = "questions=training_due&questions=initial_hours"
    opened(page, f"{server}/{LARGE}&turned={turned}&{asked}")
    resized(page, width)
    for theme in THEMES:
        assert violations(themed(page, theme)) == [], theme
    assert too_wide(page) == 0


def test_a_print_of_a_large_table_has_no_frame_and_every_text(large):
    large.emulate_media(media="print")
    expect(large.locator(".wide")).to_have_css("overflow", "visible")
    expect(large.locator(".matrix thead")).to_be_hidden()
    expect(large.get_by_text("Each row printed as a list")).to_be_visible()
    expect(large.locator(".matrix tbody th .m-q").last).to_be_visible()
