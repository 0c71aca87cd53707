"""Every page in a real browser: the first visit, reach for all, fit, and nothing from elsewhere."""

import re
from collections.abc import Iterator
from itertools import product

import pytest
from playwright.sync_api import Page, expect

from tests.browser import (
    NARROW,
    PHONE,
    THEMES,
    TITLES,
    WIDE,
    opened,
    resized,
    serving,
    themed,
    too_wide,
    violations,
    visiting,
)

pytestmark = pytest.mark.browser

OPEN = ".drawer:popover-open"
WATCH_FOR_DIALOG = """new MutationObserver(() => {
  if (document.body && document.body.innerText.includes('Page not found')) window.lost = true;
}).observe(document, {childList: true, subtree: true})"""


@pytest.fixture(scope="module", params=TITLES, ids=TITLES.values())
def each(request, chromium, server) -> Iterator[Page]:
    """Each page in turn, opened once for all that is asked of it."""
    with visiting(chromium, server) as page:
        yield opened(page, f"{server}/{request.param}")


def test_the_first_visitor_of_a_cold_server_may_come_by_a_deep_link(chromium):
    with serving() as address, visiting(chromium, address) as page:
        page.add_init_script(WATCH_FOR_DIALOG)
        opened(page, f"{address}/compare?role=sworn_sro&baseline=nm")
        assert page.title() == "Compare · SRO Law Compared"
        expect(page.locator("h1")).to_have_text("Compare the texts")
        expect(page.locator("[data-testid=stTopNavLink]")).to_have_text([*TITLES.values()])
        expect(page.get_by_alt_text("Logo")).to_be_visible()
        expect(page.locator(".matrix thead th:has(.m-base) .m-head")).to_have_text("New Mexico")
        expect(page.locator("h1")).to_have_css("font-family", re.compile('^"Public Sans"'))
        assert not page.evaluate("window.lost === true")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_axe_finds_no_violation_in_either_theme_on_a_desk_or_a_phone(each, width, theme):
    assert violations(themed(resized(each, width), theme)) == []


def test_axe_would_find_a_violation(page, server):
    opened(page, server)
    page.locator(".lede").evaluate("place => { place.style.color = '#aab'; }")
    page.locator(".way-name").first.evaluate("place => place.replaceChildren()")
    found = violations(page)
    assert {rule.split(":")[0] for rule in found} == {"color-contrast", "link-name"}


def test_axe_finds_no_violation_in_an_open_panel(page, server):
    opened(page, f"{server}/compare?baseline=nm")
    for width, theme in product((WIDE, PHONE), THEMES):
        themed(resized(page, width), theme)
        for kind in (".open-state", "button.pin"):
            page.locator(kind).first.click()
            expect(page.locator(OPEN)).to_be_visible()
            assert violations(page, OPEN) == [], (width, theme, kind)
            page.keyboard.press("Escape")


def test_axe_finds_no_violation_in_what_opens_on_a_page(page, server):
    opened(page, f"{server}/compare?role=swon_sro")
    page.get_by_role("button", name="Link to this view").click()
    expect(page.locator("[data-testid=stPopoverBody]")).to_be_visible()
    assert violations(page, "[data-testid=stPopoverBody]") == []
    opened(page, f"{server}/?find=hours")
    resized(page, PHONE)
    page.locator("[data-testid=stExpandSidebarButton]").click()
    expect(page.get_by_role("link", name="Sources", exact=True)).to_be_visible()
    assert violations(page) == []


def test_no_page_is_wider_than_its_window(each):
    for width in (WIDE, 961, 960, 761, 760, PHONE, NARROW):
        each.set_viewport_size({"width": width, "height": 900})
        assert too_wide(each) == 0, width


@pytest.mark.parametrize(
    "view", [f"?find={'x' * 200}", "compare?role=all&baseline=nm&differences=1", "hours?years=20",
             "sources?show=cautions", "officer?example=ms-district-sro&beside=nm-new-sro",
             "officer?example=", "roster?sources=nm&sources=ms",
             "topics?role=all&unnamed=1", "brief?role=all&baseline=nm", f"compare?{'y' * 300}=1"],
)  # fmt: skip
def test_nothing_that_a_link_asks_for_makes_a_phone_scroll_sideways(page, server, view):
    page.set_viewport_size({"width": NARROW, "height": 900})
    opened(page, f"{server}/{view}")
    assert too_wide(page) == 0


def test_no_two_elements_share_an_id(each):
    ids = each.evaluate("[...document.querySelectorAll('.stHtml [id]')].map(e => e.id)")
    assert sorted(ids) == sorted(set(ids))


def test_what_is_shown_is_set_in_our_own_fonts(each, server):
    each.wait_for_function("document.fonts.status === 'loaded'")
    loaded = loaded_fonts(each)
    assert "Public Sans" in loaded
    assert "Marks" in loaded or not each.locator(".g").count()  # an empty roster shows no glyph
    is_reader = each.url.endswith("/sources")  # the document's own words stand only there
    assert ("Law" in loaded) == is_reader
    fetched = each.evaluate("performance.getEntriesByType('resource').map(entry => entry.name)")
    fonts = [url for url in fetched if url.endswith(".woff2")]
    assert fonts
    assert all(url.startswith(f"{server}/") for url in fonts)


def loaded_fonts(page: Page) -> set[str]:
    families = page.evaluate(
        "[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)"
    )
    return {family.strip('"') for family in families}


def test_a_page_can_be_walked_through_by_the_navigation(page, server):
    opened(page, server)
    heads = [
        "Compare the texts", "Training hours", "Topics, text by text", "Check an officer",
        "Check a roster", "Brief for a hearing", "Read a source", "Method",
    ]  # fmt: skip
    for title, head in zip([*TITLES.values()][1:], heads, strict=True):
        page.locator("[data-testid=stTopNavLink]", has_text=title).click()
        expect(page.locator("h1")).to_have_text(head)
        expect(page).to_have_title(f"{title} · SRO Law Compared")


def test_a_change_of_theme_is_followed_at_once_by_text_and_chart(page, server):
    opened(page, f"{server}/hours")
    line = page.locator(".mark-line path").first
    for theme, blue in zip(THEMES, ("rgb(27, 75, 133)", "rgb(147, 189, 242)"), strict=True):
        themed(page, theme)
        expect(page.locator(".stHtml a").first).to_have_css("color", blue)
        expect(line).to_have_css("stroke", blue)
