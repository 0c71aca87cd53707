"""What a reader leaves with: the CSV files, read as a stranger's program would, and the print."""

import csv
import io
import re
from datetime import date
from pathlib import Path

import docx
import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from policy_model import (
    Frames,
    career,
    compare,
    divergence,
    frames,
    hour_ledger,
    load_dataset,
    shown_first,
    topic_crosswalk,
)
from policy_model.brief import MOST_PAGES
from policy_model.export import restored
from policy_model.standing import with_standing
from tests.browser import TITLES, opened, resized, settled, themed

pytestmark = pytest.mark.browser

DAY = date(2022, 6, 30)  # the day before NMSA 29-7-14 C(1) takes effect: standings differ
BOM = b"\xef\xbb\xbf"
LAW: Frames = frames(load_dataset())
DOCUMENTS = shown_first(LAW)  # what a page shows of which no source was chosen


def downloaded(page: Page, button: str = "Download as CSV", nth: int = 0) -> tuple[str, bytes]:
    """The suggested name and the bytes of a file."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).nth(nth).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def rows_of(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file, its neutralised cells restored; every row is of one length."""
    assert data.startswith(BOM)
    assert data.endswith(b"\r\n")
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    assert {len(row) for row in rows} <= {len(head)}
    return [dict(zip(head, map(restored, row), strict=True)) for row in rows]


def said(frame: pd.DataFrame) -> list[dict[str, str]]:
    """A frame as such a file should say it, by rules of this test's own."""
    return [
        {name: in_words(value) for name, value in row.items()} for row in frame.to_dict("records")
    ]


def in_words(value: object) -> str:
    if isinstance(value, list):
        return " | ".join(map(in_words, value))
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


def test_compare_gives_the_rows_that_it_shows(page, server):
    view = f"as_of={DAY}&baseline=nm&differences=1&questions=training_due&questions=minimum_age"
    opened(page, f"{server}/compare?{view}")
    name, data = downloaded(page)
    expected = compare(
        LAW, as_of=DAY, sources=DOCUMENTS, role_class="sworn_sro", baseline="nm", differences=True,
        questions=["training_due", "minimum_age"],
    )  # fmt: skip
    assert name == "comparison-2022-06-30.csv"
    assert rows_of(data) == said(expected)
    assert "from 1 Jul 2022" in {row["standing"] for row in rows_of(data)}


def test_compare_gives_every_role_and_question(page, server):
    opened(page, f"{server}/compare?role=all&as_of={DAY}")
    assert rows_of(downloaded(page)[1]) == said(compare(LAW, as_of=DAY, sources=DOCUMENTS))


def test_hours_gives_the_ledger_and_the_career(page, server):
    opened(page, f"{server}/hours?as_of={DAY}&years=7&sources=nm")
    ledger = hour_ledger(LAW, as_of=DAY, sources=["nm"], years=7)
    name, data = downloaded(page)
    assert name == "hours-2022-06-30.csv"
    assert rows_of(data) == said(ledger)
    name, data = downloaded(page, nth=1)
    assert name == "career-hours-2022-06-30.csv"
    assert rows_of(data) == said(career(ledger, years=7))


def test_topics_gives_the_marks_and_silences_of_the_rows_that_it_shows(page, server):
    view = f"role=all&group=policy_subject&as_of={DAY}&sources=ms&order=listed"
    opened(page, f"{server}/topics?{view}")
    name, data = downloaded(page)
    rows = topic_crosswalk(LAW, as_of=DAY, sources=["ms"], group="policy_subject")
    named = rows.loc[rows["requirement"].notna(), "topic"]
    assert name == "topics-policy_subject-2022-06-30.csv"
    assert rows_of(data) == said(rows[rows["topic"].isin(named)])


@pytest.mark.parametrize(
    ("title", "file", "rows"),
    [
        ("Cautions", "cautions.csv", len(LAW.requirement_cautions)),
        ("Coverage", "coverage.csv", len(LAW.instruments)),
        ("How often two coders differed", "divergence.csv", len(divergence())),
    ],
)
def test_method_gives_each_of_its_tables(page, server, title, file, rows):
    opened(page, f"{server}/method")
    name, data = downloaded(page, f"Download as CSV: {title}")
    assert name == file
    assert len(rows_of(data)) == rows


@pytest.mark.parametrize("source", LAW.sources["source_id"])
def test_sources_gives_the_entries_of_one_source(page, server, source):
    opened(page, f"{server}/sources?source={source}&show=duties&as_of={DAY}")
    name, data = downloaded(page)
    held = with_standing(LAW.requirements, as_of=DAY)
    duties = held["modality"].isin(["must", "must_not"]) & (held["source_id"] == source)
    assert name == f"{source}-requirements.csv"
    assert rows_of(data) == said(held[duties].drop(columns="standing_kind"))


def test_overview_gives_every_entry(page, server):
    opened(page, server)
    name, data = downloaded(page, "Download all entries as CSV")
    assert name == "requirements.csv"
    assert rows_of(data) == said(LAW.requirements)


def test_a_download_leaves_the_page_as_it_was(page, server):
    opened(page, f"{server}/compare?baseline=nm")
    before = page.locator(".stHtml").all_inner_texts()
    downloaded(page)
    assert settled(page).locator(".stHtml").all_inner_texts() == before


FIVE = "&".join(f"sources={each}" for each in ("mn-isd196", "mn-post", "ms", "nasro", "nm"))


def test_a_brief_leaves_as_word_and_as_markdown_with_the_address_that_makes_it_again(page, server):
    opened(page, f"{server}/brief?as_of={DAY}&{FIVE}")
    name, content = downloaded(page, "Word document (.docx)")
    assert name == "brief-2022-06-30.docx"
    held = docx.Document(io.BytesIO(content))
    expect(page.locator(".b-title")).to_have_text(held.core_properties.title)
    assert len(held.tables) == page.locator(".brief table").count()
    name, content = downloaded(page, "Markdown")
    text = content.decode()
    assert name == "brief-2022-06-30.md"
    assert "from 1 Jul 2022" in text
    assert f"<{server}/brief?as_of={DAY}&sources=mn-isd196" in text


def test_a_pinpoint_of_a_brief_opens_what_stands_behind_it_by_keyboard(page, server):
    opened(page, f"{server}/brief?as_of={DAY}&{FIVE}")
    pin = page.locator(".brief button.pin", has_text="NMSA 29-7-14 C(1)").first
    pin.focus()
    page.keyboard.press("Enter")
    panel = page.locator(".drawer:popover-open")
    expect(panel).to_contain_text("NMSA 1978, § 29-7-14 C(1)")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(pin).to_be_focused()


# Print.


def printed(page: Page) -> Page:
    page.emulate_media(media="print")
    return page


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("name", TITLES, ids=TITLES.values())
def test_controls_and_navigation_are_not_printed(page, server, name):
    printed(opened(page, f"{server}/{name}"))
    for part in ("stHeader", "stDownloadButton", "stPopover", "stMultiSelect", "stSlider",
                 "stSelectbox", "stTextInput", "stDateInput", "stCheckbox"):  # fmt: skip
        parts = page.get_by_test_id(part)
        assert not any(one.is_visible() for one in parts.all()), part
    expect(page.locator("h1")).to_be_visible()


def test_the_matrix_is_printed_with_every_answer_and_what_it_is(page, server):
    printed(opened(page, f"{server}/compare?baseline=nm&as_of={DAY}"))
    expected = compare(LAW, as_of=DAY, sources=DOCUMENTS, role_class="sworn_sro")
    answers = page.locator(".matrix .answer-block .answer")
    assert answers.count() == expected["requirement"].notna().sum()
    hidden = answers.evaluate_all("all => all.filter(a => !a.checkVisibility()).length")
    assert hidden == 0  # also those that the screen has folded
    line = page.locator(".print-only")
    expect(line).to_be_visible()
    expect(line).to_contain_text("Law as of 2022-06-30")
    expect(line).to_contain_text("Baseline: New Mexico")
    expect(page.locator(".matrix thead")).to_have_css("display", "table-header-group")


def test_the_whole_matrix_goes_to_paper_not_only_what_the_window_shows(page, server):
    opened(page, f"{server}/compare")
    few = pages_of(page.pdf(prefer_css_page_size=True))
    opened(page, f"{server}/compare?role=all")
    many = pages_of(page.pdf(prefer_css_page_size=True))
    assert 3 < few < many < 8 * len(LAW.columns)  # a column of all questions fills some pages


def test_no_cell_of_a_printed_matrix_runs_over_the_next_row(page, server):
    printed(opened(page, f"{server}/compare?role=all"))
    over = page.locator(".matrix td .cell").evaluate_all(
        """cells => cells.filter(cell => {
          const row = cell.closest('tr').getBoundingClientRect();
          return cell.getBoundingClientRect().bottom > row.bottom + 1;
        }).length"""
    )
    assert over == 0
    expect(page.locator(".matrix .cell").first).to_have_css("display", "block")


def test_a_dark_screen_prints_dark_on_white(page, server):
    printed(themed(opened(page, f"{server}/compare"), "dark"))
    expect(page.locator(".stApp")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator("h1")).to_have_css("color", "rgb(23, 33, 43)")
    cell = page.locator(".matrix td.c-must").first
    expect(cell).to_have_css("background-color", "rgb(228, 237, 247)")
    expect(cell).to_have_css("print-color-adjust", "exact")


@pytest.mark.parametrize("paper", ["Letter", "A4"])
def test_a_brief_is_printed_upright_on_one_to_three_pages(page, server, paper):
    themed(opened(page, f"{server}/brief?as_of={DAY}&{FIVE}"), "dark")
    pdf = page.pdf(prefer_css_page_size=True, format=paper)
    assert 1 <= pages_of(pdf) <= MOST_PAGES
    width, height = map(float, re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)", pdf).groups())
    assert width < height
    printed(page)
    expect(page.locator(".brief")).to_contain_text(f"/brief?as_of={DAY}&sources=mn-isd196")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".lede")).to_be_hidden()
    expect(page.locator(".stApp")).to_have_css("background-color", "rgb(255, 255, 255)")


@pytest.mark.parametrize(
    ("view", "left_out"),
    [
        ("", "Compare the texts"),
        ("roster?sources=nm", "What the columns may hold"),
        ("officer?example=nm-new-sro", "Side by side"),
    ],
)
def test_ways_on_help_and_empty_headings_are_not_printed(page, server, view, left_out):
    opened(page, f"{server}/{view}")
    words = page.locator(".stHtml").get_by_text(left_out, exact=True)
    expect(words).to_be_visible()
    printed(page)
    expect(words).to_be_hidden()


def test_a_source_is_printed_with_its_folded_cautions(page, server):
    printed(opened(page, f"{server}/sources?source=nm"))
    folded = page.locator(".caution details p")
    assert folded.count() > 0
    hidden = folded.evaluate_all("all => all.filter(p => !p.checkVisibility()).length")
    assert hidden == 0
    expect(page.locator(".contents")).to_be_hidden()


def test_method_is_printed_with_everything_that_is_folded(page, server):
    printed(opened(page, f"{server}/method"))
    folded = page.locator(".fold .item")
    assert folded.count() > len(LAW.questions)
    hidden = folded.evaluate_all("all => all.filter(item => !item.checkVisibility()).length")
    assert hidden == 0
    expect(page.locator(".toc")).to_be_hidden()


def test_bars_and_chart_are_printed(page, server):
    opened(page, f"{server}/hours")
    expect(page.locator(".mark-line path").first).to_be_visible()
    printed(page)
    expect(page.locator(".comp .bar").first).to_have_css("print-color-adjust", "exact")
    expect(page.locator(".mark-line path").first).to_be_visible()
    expect(page.locator("table.plain")).to_be_visible()


def test_a_phone_prints_the_table_as_a_table(page, server):
    resized(opened(page, f"{server}/compare"), 390)
    expect(page.locator(".matrix")).to_have_css("display", "block")
    printed(page)
    expect(page.locator(".matrix")).to_have_css("display", "table")
