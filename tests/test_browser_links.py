"""The address is the view: it says what is shown, survives reload and Back, and can be sent on."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import PHONE, WIDE, opened, resized, settled, visiting

pytestmark = pytest.mark.browser

VIEW = "compare?role=all&as_of=2021-01-01&baseline=nm&differences=1&questions=training_due"


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def shown(page: Page) -> list[str]:
    """What a page says, block by block."""
    return page.locator(".stHtml").all_inner_texts()


def toggle(page: Page, label: str) -> Locator:
    """A switch by its label, to be looked at; its label is what can be clicked."""
    return page.get_by_role("switch", name=label)


def switch(page: Page, label: str) -> None:
    page.get_by_text(label, exact=True).click()


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option).click()


def test_a_changed_filter_is_in_the_address_and_a_reload_shows_the_same(page, server):
    opened(page, f"{server}/compare")
    choose(page, "Compare against", "New Mexico")
    page.wait_for_url("**/compare?baseline=nm")
    switch(page, "Differences only")
    page.wait_for_url("**/compare?baseline=nm&differences=1")
    expect(page.get_by_text("questions hidden, answered alike")).to_be_visible()
    before = shown(settled(page))
    page.reload()
    assert shown(settled(page)) == before
    assert query(page) == {"baseline": ["nm"], "differences": ["1"]}


def test_a_link_to_something_folded_opens_its_fold_and_shows_it(page, server):
    reading = page.locator("#reading-nm-school-year-starts-july-1")
    opened(page, f"{server}/method#reading-nm-school-year-starts-july-1")
    expect(reading).to_be_in_viewport()
    assert page.locator(".fold[open]").count() == 1
    page.get_by_role("link", name="Dispute a coding").click()
    expect(page.locator("#dispute")).to_be_in_viewport()


def test_back_and_forward_show_what_was_shown(page, server):
    opened(page, f"{server}/compare?differences=1")
    differences = toggle(page, "Differences only")
    expect(differences).to_be_checked()
    switch(page, "Differences only")
    page.wait_for_url(f"{server}/compare")
    choose(page, "Role", "Campus enforcement officer")
    page.wait_for_url("**/compare?role=campus_enforcement")
    head = page.locator(".matrix thead .m-sub").nth(1)
    expect(head).to_have_text("(campus enforcement officer)")
    page.go_back()
    expect(head).to_have_text("(school resource officer)")
    expect(differences).not_to_be_checked()
    page.go_back()
    expect(differences).to_be_checked()
    assert query(page) == {"differences": ["1"]}
    page.go_forward()
    expect(differences).not_to_be_checked()


def test_the_link_to_a_view_shows_the_same_to_somebody_else(page, chromium, server):
    opened(page, f"{server}/{VIEW}")
    page.get_by_role("button", name="Link to this view").click()
    link = page.locator("[data-testid=stPopoverBody] code").inner_text()
    assert link.startswith(f"{server}/compare?")
    assert parse_qs(urlsplit(link).query) == query(page)
    before = shown(page)
    with visiting(chromium, server) as other:
        assert shown(opened(other, link)) == before


@pytest.mark.parametrize("name", ["compare", "hours", "sources"])
def test_a_link_pins_the_day_that_the_address_leaves_open(page, server, name):
    opened(page, f"{server}/{name}")
    assert query(page) == {}
    page.get_by_role("button", name="Link to this view").click()
    link = page.locator("[data-testid=stPopoverBody] code").inner_text()
    assert re.fullmatch(rf"{server}/{name}\?as_of=\d{{4}}-\d\d-\d\d", link)


def test_what_an_old_link_asks_for_in_vain_is_named_and_the_page_comes_all_the_same(page, server):
    opened(page, f"{server}/compare?jurisdictions=nm,ms&rol=sworn_sro&baseline=nx")
    notice = page.get_by_role("status").filter(has_text="This link asks for something")
    expect(notice).to_contain_text("Ignored “jurisdictions”: no such setting here.")
    expect(notice).to_contain_text("The nearest is “role”.")
    expect(notice).to_contain_text("Ignored “baseline=nx”: not known here.")
    expect(page.locator(".matrix")).to_be_visible()
    switch(page, "Differences only")
    expect(notice).to_have_count(0)
    assert query(page) == {"differences": ["1"]}


def test_a_hostile_address_is_shown_as_text(page, server):
    attack = "%3Cimg%20src%3Dx%20onerror%3D%22window.caught%3D1%22%3E"
    opened(page, f"{server}/?find={attack}&{attack}=1")
    expect(page.locator("h2.section").first).to_contain_text("<img src=x onerror=")
    expect(page.locator(".notice")).to_contain_text("<img src=x onerror=")
    assert page.locator(".stHtml img").count() == 0
    assert page.evaluate("window.caught === undefined")


def test_a_search_is_in_the_address_and_each_hit_leads_to_its_place(page, server):
    opened(page, server)
    page.get_by_label("Search every coded provision").fill("minimum age")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server}/?find=minimum+age")
    hit = page.locator(".found a").first
    title, target = hit.inner_text(), hit.get_attribute("href")
    assert title
    hit.click()
    page.wait_for_url(f"{server}/{target}")
    expect(page.locator(".duty:target")).to_be_in_viewport()


def test_years_of_service_are_set_by_keyboard_and_kept_in_the_address(page, server):
    opened(page, f"{server}/hours?years=3")
    expect(page.get_by_text("After 3 years:")).to_be_visible()
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"{server}/hours?years=4")
    expect(page.get_by_text("After 4 years:")).to_be_visible()
    expect(page.locator(".plain tbody tr")).to_have_count(5)


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize(
    "place", ["r-nm-sro-training-within-a-year", "r-nm-sro-training-academy-approved"]
)
def test_a_link_to_a_requirement_goes_there_and_marks_it(page, server, place, width):
    resized(opened(page, server), width)
    opened(page, f"{server}/sources?source=nm#{place}")
    target = page.locator(".duty:target")
    expect(target).to_have_id(place)
    page.wait_for_function("document.fonts.status === 'loaded'")
    expect(target).to_be_in_viewport(ratio=1)


GROW = """document.querySelector('.reader .text').insertAdjacentHTML(
  'afterbegin', '<div style="height: 3000px"></div>')"""


def test_what_arrives_late_does_not_move_the_linked_place_away(page, server):
    opened(page, f"{server}/sources?source=nm#r-nm-sro-training-within-a-year")
    page.evaluate(GROW)
    expect(page.locator(".duty:target")).to_be_in_viewport()


def test_a_reader_who_has_moved_on_is_not_called_back_to_the_linked_place(page, server):
    opened(page, f"{server}/sources?source=nm#r-nm-sro-training-within-a-year")
    expect(page.locator(".duty:target")).to_be_in_viewport()
    page.keyboard.press("Home")
    page.locator("h1").scroll_into_view_if_needed()
    page.evaluate(GROW)
    expect(page.locator(".duty:target")).not_to_be_in_viewport()
    expect(page.locator("h1")).to_be_in_viewport()


def test_the_contents_of_a_source_lead_to_their_places(page, server):
    opened(page, f"{server}/sources?source=ms")
    entry = page.locator(".contents li a").last
    place = entry.get_attribute("href")
    entry.click()
    expect(page.locator(place)).to_be_in_viewport()
