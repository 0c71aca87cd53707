"""The map in a real browser: what a click opens, where a tile leads, how it fits, how it prints."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import PHONE, opened, resized

pytestmark = pytest.mark.browser

ASKED = "?question=initial_hours&role=sworn_sro&as_of=2026-11-21"
FIRST_LIST = "#standing-required"


def test_one_click_on_a_number_shows_who_is_counted(page, server):
    opened(page, f"{server}/{ASKED}")
    named = page.locator(f"{FIRST_LIST} a")
    expect(named.first).not_to_be_visible()
    page.locator(f"{FIRST_LIST} summary").click()
    expect(named.first).to_be_visible()
    count = page.locator(f"{FIRST_LIST} .standing-count b").inner_text()
    assert named.count() == int(count)


def test_a_tile_leads_to_its_state_in_the_comparison_and_that_back_to_the_map(page, server):
    opened(page, f"{server}/{ASKED}")
    page.locator(".tile", has_text="MS").click()
    page.wait_for_url(re.compile("/compare[?]"))
    expect(page.locator(".matrix thead .m-head").first).to_have_text(re.compile("Mississippi"))
    page.get_by_role("link", name="On the map").first.click()
    expect(page.locator(".tiles")).to_be_visible()
    assert "question=initial_hours" in page.url
    assert "/compare" not in page.url


def test_the_keyboard_reaches_every_read_state_by_the_table(page, server):
    opened(page, f"{server}/{ASKED}")
    summary = page.locator("details.fold > summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details.fold table")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('details.fold') !== null")
    read = page.locator(".tiles a.tile").count()
    assert page.locator("details.fold tbody th a").count() == read > 0


def test_a_choice_goes_into_the_address_and_changes_the_map(page, server):
    opened(page, f"{server}/{ASKED}")
    page.get_by_role("combobox", name=re.compile("Question")).click()
    page.get_by_role("option", name="How old must the officer be?").click()
    expect(page.locator(".ask").first).to_have_text("How old must the officer be?")
    page.wait_for_url(re.compile("question=minimum_age"))


def test_on_a_phone_all_eleven_columns_of_tiles_fit(page, server):
    resized(opened(page, f"{server}/{ASKED}"), PHONE)
    boxes = [tile.bounding_box() for tile in page.locator(".tiles .tile").all()]
    assert len(boxes) == 51
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= PHONE for box in boxes)
    assert min(box["width"] for box in boxes) >= 24


def test_in_print_the_lists_and_the_table_stand_open(page, server):
    opened(page, f"{server}/{ASKED}")
    page.emulate_media(media="print")
    expect(page.locator(f"{FIRST_LIST} a").first).to_be_visible()
    expect(page.locator("details.fold table tbody tr").first).to_be_visible()
