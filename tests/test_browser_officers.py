"""Officer and Roster in a browser: forms, files up and down, links, and nothing left behind."""

import json
import os
import re
import time
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from policy_model import check_officer, check_roster, preset_officers
from policy_model.commands.officers import COLUMNS
from tests.browser import (
    PHONE,
    ROOT,
    THEMES,
    WIDE,
    opened,
    resized,
    serving,
    settled,
    themed,
    too_wide,
    violations,
    visiting,
)
from tests.test_browser_files import downloaded, pages_of, printed, rows_of

pytestmark = pytest.mark.browser

DAY = date(2026, 11, 21)
SRO = "school_resource_officer"
HEAD = "officer_id,role,assigned_on,agency,school\n"
OFFICERS = (
    HEAD + f"A-1,{SRO},2025-01-10,North,One\nA-2,{SRO},2026-01-10,South,Two\n"
    "A-3,school_security_personnel,2020-01-01,North,Three\n"
)
TRAINING = "officer_id,course,completed_on,hours\nA-2,nasro_basic,2024-02-01,40\n"


def claim(page: Page) -> Locator:
    return page.locator(".claim")


def uploader(page: Page, name: str) -> Locator:
    """The input of one of the two; they come one after the other, so that no number tells them."""
    return page.get_by_role("region", name=name).locator("input[type=file]")


def upload(page: Page, officers: Path, training: Path | None = None) -> Page:
    uploader(page, "Officers").set_input_files(officers)
    expect(page.locator(".claim")).to_be_visible()
    if training:
        uploader(page, "Training").set_input_files(training)
        expect(page.get_by_text("of training:")).to_be_visible()
    return settled(page)


@pytest.fixture
def files(tmp_path) -> tuple[Path, Path]:
    officers, training = tmp_path / "mine.csv", tmp_path / "done.csv"
    officers.write_text(OFFICERS, encoding="utf-8")
    training.write_text(TRAINING, encoding="utf-8")
    return officers, training


# One officer.


def test_the_board_members_journey_prints_on_few_pages(page, server):
    facts = f"role={SRO}&duties_on=2023-09-05&courses=nasro_basic~2024-06-14~40"
    opened(page, f"{server}/officer?example=&{facts}&sources=mn-isd196&as_of={DAY}")
    expect(page.locator(".v-said")).to_have_text("Still time for 1 duty, until 31 May 2027.")
    printed(page)
    expect(page.get_by_text("NASRO Basic SRO Course on 14 Jun 2024 (40 h)")).to_be_visible()
    expect(page.locator(".chip.s-pending").first).to_have_css("print-color-adjust", "exact")
    expect(page.locator("[data-testid=stExpander]").first).to_be_hidden()
    assert pages_of(page.pdf(prefer_css_page_size=True)) <= 4


def test_a_fact_is_entered_by_keyboard_and_stands_in_no_address(page, server):
    opened(page, f"{server}/officer?example=nm-new-sro&as_of={DAY}&sources=nm")
    summary = page.locator("[data-testid=stExpander] summary")
    summary.focus()
    page.keyboard.press("Enter")
    years = page.get_by_role("spinbutton", name=re.compile("How many years of police"))
    years.scroll_into_view_if_needed()
    years.fill("7")
    years.press("Enter")
    expect(page.get_by_text("law enforcement years: 7 years")).to_be_visible()
    assert "law_enforcement" not in page.url


def test_the_link_is_made_on_request_and_shows_the_same_to_another(page, server, chromium):
    opened(page, f"{server}/officer?example=nm-new-sro&as_of={DAY}&sources=nm")
    page.locator("[data-testid=stExpander] summary").click()
    years = page.get_by_role("spinbutton", name=re.compile("How many years of police"))
    years.fill("7")
    years.press("Enter")
    expect(page.get_by_text("law enforcement years: 7 years")).to_be_visible()
    page.get_by_role("button", name="Link to this view").click()
    assert page.locator("[data-testid=stCode]").count() == 0
    page.get_by_role("button", name="Copy link").click()
    code = page.locator("[data-testid=stCode] code")
    expect(code).to_contain_text("law_enforcement_years=7")
    assert violations(page, "[data-testid=stPopoverBody]") == []
    link = code.inner_text()
    assert "law_enforcement" not in page.url
    with visiting(chromium, server) as other:
        opened(other, link)
        assert claim(other).inner_text() == claim(page).inner_text()
        expect(other.get_by_text("law enforcement years: 7 years")).to_be_visible()


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_axe_finds_nothing_in_the_open_form_and_nothing_is_too_wide(page, server, width):
    page.set_viewport_size({"width": width, "height": 900})
    opened(page, f"{server}/officer?example=ms-district-sro&beside=nm-new-sro&as_of={DAY}")
    page.locator("[data-testid=stExpander] summary").click()
    expect(page.get_by_text("Add a course")).to_be_visible()
    for fold in page.locator("details.fold > summary").all():
        fold.click()
    for theme in THEMES:
        assert violations(themed(page, theme)) == [], theme
    assert too_wide(page) == 0


def test_a_pinpoint_of_the_timeline_opens_its_panel_by_keyboard(page, server):
    opened(page, f"{server}/officer?example=nm-new-sro&as_of={DAY}")
    opener = page.locator(".tl button.pin").first
    opener.focus()
    page.keyboard.press("Enter")
    panel = page.locator(".drawer:popover-open")
    expect(panel).to_be_visible()
    expect(panel).to_contain_text("Falls on")
    for theme in THEMES:
        assert violations(themed(page, theme), ".drawer:popover-open") == []
    page.keyboard.press("Escape")
    assert opener.evaluate("element => element === document.activeElement")


def test_findings_go_out_as_csv_and_json_as_the_command_line_has_them(page, server):
    opened(page, f"{server}/officer?example=nm-new-sro&as_of={DAY}&sources=nm&sources=nasro")
    found = check_officer(preset_officers()["nm-new-sro"], as_of=DAY, sources=["nm", "nasro"])
    name, data = downloaded(page)
    assert name == f"officer-findings-{DAY}.csv"
    rows = rows_of(data)
    assert [row["requirement"] for row in rows] == found["requirement"].tolist()
    assert [row["due_on"] for row in rows] == found["due_on"].fillna("").tolist()
    name, data = downloaded(page, "Download as JSON")
    records = json.loads(data)
    assert set(COLUMNS) <= set(records[0])
    assert [each["status"] for each in records] == found["status"].tolist()
    assert [each["missing"] for each in records] == found["missing"].tolist()
    assert {type(each["due_on"]) for each in records} == {str, type(None)}


def test_the_link_in_a_panel_opens_apart_so_that_nothing_entered_is_lost(page, server):
    opened(page, f"{server}/officer?example=nm-new-sro&as_of={DAY}")
    page.locator(".tl button.pin").first.click()
    with page.context.expect_page() as waiting:
        page.locator(".drawer:popover-open .d-reader a").click()
    expect(waiting.value.locator("h1")).to_have_text("Read a source")
    assert urlsplit(page.url).path == "/officer"


# A roster.


def test_a_template_can_be_downloaded_filled_in_and_uploaded(page, server, tmp_path):
    opened(page, f"{server}/roster?as_of={DAY}")
    expect(page.get_by_text("First: which texts govern these officers?")).to_be_visible()
    assert page.locator("input[type=file]").count() == 0
    page.get_by_role("combobox", name="Which texts govern").click()
    page.keyboard.type("New Mexico")
    page.get_by_role("option", name="New Mexico", exact=True).click()
    page.wait_for_url(re.compile("sources=nm"))
    page.keyboard.press("Escape")
    paths = []
    for label in ("Template for officers", "Template for training"):
        name, data = downloaded(page, label)
        path = tmp_path / name
        path.write_bytes(data)
        paths.append(path)
    upload(page, *paths)
    expect(claim(page)).to_contain_text("Of 1 officer checked")
    expect(page.get_by_text("Rows that could not be used")).to_have_count(0)


def test_real_files_give_findings_work_list_and_seats(page, server, files):
    opened(page, f"{server}/roster?as_of={DAY}&sources=nm&sources=nasro")
    upload(page, *files)
    expect(claim(page)).to_contain_text("Of 3 officers checked, 1 has a duty overdue.")
    expected = check_roster(*files, as_of=DAY, sources=["nm", "nasro"])
    name, data = downloaded(page, "Download all findings as CSV")
    assert name == f"roster-findings-{DAY}.csv"
    rows = rows_of(data)
    for column in ("officer_id", "requirement", "status", "agency", "school"):
        assert [row[column] for row in rows] == expected[column].tolist()
    assert [row["due_on"] for row in rows] == expected["due_on"].fillna("").tolist()
    lines = rows_of(downloaded(page, "Download these lines as CSV")[1])
    assert {"officer_id", "work_list", "due_on", "days_left", "to_ask", "agency"} <= set(lines[0])
    assert lines[0]["work_list"] == "overdue"
    seats = rows_of(downloaded(page, "Download the seats as CSV")[1])
    assert seats[0]["due_in"] == "now"


def test_rejected_rows_are_listed_and_taken_away_and_the_rest_is_checked(page, server, tmp_path):
    file = tmp_path / "bad.csv"
    rows = f"A-1,{SRO},2025-01-10,N,1\nA-2,{SRO},02/03/2024,N,1\nA-3,sro,,N,1\n"
    file.write_text(HEAD + rows, encoding="utf-8")
    opened(page, f"{server}/roster?as_of={DAY}&sources=nm")
    upload(page, file)
    expect(page.get_by_text("3 rows of officers: 1 checked, 2 rejected.")).to_be_visible()
    listed = rows_of(downloaded(page, "Download the problems as CSV")[1])
    assert [(row["row"], row["column"]) for row in listed] == [("2", "assigned_on"), ("3", "role")]
    assert all(row["repair"] for row in listed)


def test_a_file_above_the_cap_never_reaches_the_check(page, server, tmp_path):
    file = tmp_path / "large.csv"
    row = f"{'x' * 60},{SRO},2025-01-10,N,1\n"
    file.write_text(HEAD + row * (1_100_000 // len(row)), encoding="utf-8")
    opened(page, f"{server}/roster?as_of={DAY}&sources=nm")
    uploader(page, "Officers").set_input_files(file)
    expect(page.get_by_text(re.compile("File must be 1.0MB or smaller|exceeds"))).to_be_visible()
    expect(page.get_by_text("No roster yet.")).to_be_visible()


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_axe_finds_nothing_with_a_roster_on_the_page(page, server, files, width):
    resized(opened(page, f"{server}/roster?as_of={DAY}&sources=nm&sources=nasro"), width)
    upload(page, *files)
    for theme in THEMES:
        assert violations(themed(page, theme)) == [], theme
    assert too_wide(page) == 0
    ids = page.evaluate("[...document.querySelectorAll('.stHtml [id]')].map(e => e.id)")
    assert sorted(ids) == sorted(set(ids))


def test_clear_takes_the_roster_off_the_page(page, server, files):
    opened(page, f"{server}/roster?as_of={DAY}&sources=nm")
    upload(page, *files)
    page.get_by_role("button", name="Clear the roster").click()
    expect(page.get_by_text("No roster yet.")).to_be_visible()
    expect(page.get_by_text("A-1", exact=True)).to_have_count(0)
    expect(page.get_by_text("mine.csv")).to_have_count(0)


def test_of_a_roster_nothing_is_left_on_the_disk_in_the_log_or_in_an_address(chromium, tmp_path):
    """A marker goes through the page, good rows and rejected ones, and is then looked for."""
    marker = "zq7marker"
    officers, training = tmp_path / "a.csv", tmp_path / "b.csv"
    bad = f"{marker}-2,{marker}-role,{marker},,\n"
    officers.write_text(HEAD + f"{marker}-1,{SRO},2025-01-10,{marker}-agency,\n" + bad)
    training.write_text(f"officer_id,course\n{marker}-1,{marker}-course\n")
    temporary, log = tmp_path / "temporary", tmp_path / "log.txt"
    temporary.mkdir()
    started = time.time() - 1
    with serving(log, temporary) as address, visiting(chromium, address) as page:
        opened(page, f"{address}/roster?as_of={DAY}&sources=nm")
        upload(page, officers, training)
        expect(page.get_by_text(f"{marker}-1").first).to_be_visible()
        downloaded(page, "Download all findings as CSV")
        downloaded(page, "Download the problems as CSV")
        assert marker not in page.url
        page.get_by_role("button", name="Link to this view").click()
        assert marker not in page.locator("[data-testid=stCode]").inner_text()
        assert [file for file in written_since(started, temporary) if holds(file, marker)] == []
        page.goto("about:blank")
    assert marker not in log.read_text(encoding="utf-8", errors="replace")
    places = [temporary, ROOT, Path.home() / ".streamlit", Path.home() / ".cache"]
    left = [file for place in places for file in written_since(started, place)]
    assert [file for file in left if holds(file, marker)] == []


def written_since(moment: float, place: Path) -> list[Path]:
    """The files in a folder that were written since then, links not followed."""
    found = []
    for folder, _, names in os.walk(place):
        for name in names:
            file = Path(folder) / name
            if file.is_file() and not file.is_symlink() and file.stat().st_mtime >= moment:
                found.append(file)
    return found


def holds(file: Path, text: str) -> bool:
    return text.encode() in file.read_bytes()


def test_the_marker_test_would_find_one(tmp_path):
    moment = time.time() - 1
    (tmp_path / "left.csv").write_text("zq7marker")
    assert [holds(file, "zq7marker") for file in written_since(moment, tmp_path)] == [True]
