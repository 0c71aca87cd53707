"""Overview: the claim, its bars, what is covered, and the search; the numbers are the model's."""

import re
from datetime import date
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.labels import date_words
from pages.ui.overview_view import MOST_FOUND
from pages.ui.reader import anchor
from policy_model import hour_ledger, search, search_index, shown_first
from policy_model.quantity import hours_words
from tests.visits import (
    HOSTILE,
    LABELS,
    LAW,
    NAMES,
    SSP,
    Grid,
    between,
    markup,
    ran,
    shown,
    text,
    visit,
)


@pytest.fixture(scope="module")
def overview() -> AppTest:
    return visit("overview")


def test_overview_claims_the_largest_sum_and_who_has_none(overview):
    ledger = hour_ledger(LAW, as_of=date.today(), sources=["nm"])
    ssp = ledger[ledger["role"] == SSP].dropna(subset=["total_hours"])
    ssp = ssp.set_index("phase")["total_hours"]
    claims = re.findall(r'<h2 class="claim">(.*?)</h2>', markup(overview))
    claim = text(claims[-1])
    assert claim == (
        f"New Mexico asks of school security personnel {ssp['before']:g} hours before employment, "
        f"then {ssp['recurring']:g} hours each year; for its school resource officers it states no "
        "hours."
    )


def test_overview_draws_one_bar_for_each_sum_of_the_ledger(overview):
    ledger = hour_ledger(LAW, as_of=date.today(), sources=shown_first(LAW))
    bars = between(overview, '<ul class="rows">', "</ul>")
    drawn = [float(hours) for hours in re.findall(r"--h:([\d.]+)", bars)]
    assert sorted(drawn) == sorted(ledger["total_hours"].dropna())
    assert {44.0, 4.0, 40.0} <= set(drawn)
    assert all(f"{hours_words(hours)}" in text(bars) for hours in drawn)
    striped = len(re.findall(r'class="bar again"', bars))
    assert striped == (ledger["phase"].eq("recurring") & ledger["total_hours"].notna()).sum()


def test_overview_has_a_row_for_each_role_and_force_and_says_what_has_no_number(overview):
    ledger = hour_ledger(LAW, as_of=date.today(), sources=shown_first(LAW))
    bars = between(overview, '<ul class="rows">', "</ul>")
    rows = [text(row) for row in bars.split("<li>")[1:]]
    groups = ledger.groupby(["source", "role", "modality"])
    assert len(rows) == groups.ngroups
    for (source, role, modality), group in groups:
        who = f"{NAMES.sources[source]} {NAMES.roles[source, role]}"
        mark = LABELS.label("modality", modality)
        row = next(row for row in rows if row.startswith(who) and mark in row)
        duties = group["unquantified"].sum()
        assert (f"{duties} dut" in row) == bool(duties and modality == "must")
        assert (f"{duties} recommendation" in row) == bool(duties and modality == "should")
        assert ("without stated hours" in row) == bool(duties)


def test_overview_lists_what_is_covered(overview):
    table = Grid(overview, 'plain" role="table"><caption class="sr">Sources held').body()
    entries = LAW.requirements.groupby("source_id").size()
    law = LAW.instruments[LAW.instruments["authority"] != "summary"]
    assert list(table) == list(NAMES.sources.values())
    for source, title in NAMES.sources.items():
        held = law[law["source_id"] == source]
        instruments, _, extent, count, checked = table[title]
        assert instruments == "; ".join(held["short_citation"])
        assert ("in part" in extent) == held["extent"].eq("part").any()
        assert count == str(entries[source])
        assert checked == date_words(held["checked_on"].max(), "")


def test_overview_counts_the_jurisdictions_that_nobody_has_read(overview):
    held = LAW.sources["jurisdiction_id"].nunique()
    unread = len(LAW.jurisdictions) - held
    assert f"{unread} other jurisdictions: ◌ Not yet read" in shown(overview)


def test_overview_says_through_when_and_leads_on(overview):
    fuller = LAW.sources["supplements"].notna().sum()
    said = f"{len(LAW.sources) - fuller} documents and {fuller} set"
    assert said in shown(overview)
    oldest = date_words(LAW.instruments["checked_on"].min(), "")
    assert f"Current through {oldest}" in shown(overview)
    for page in ("compare", "hours", "sources"):
        assert f'href="{page}"' in markup(overview)


@pytest.mark.parametrize("query", ["hours", "29-7-14 C(1)", "Mississippi minimum age", "school"])
def test_a_search_finds_what_the_model_finds_best_first(query):
    at = visit("overview", find=query)
    ids = search(search_index(LAW), query)
    assert ids
    found = between(at, '<ol class="found">', "</ol>")
    assert re.findall(r'#(r-[^"]+)"', found) == [anchor(i) for i in ids[:MOST_FOUND]]
    assert re.search(rf"\b{len(ids):,} entr(y|ies) found for “{re.escape(query)}”", shown(at))
    assert (f"; the first {MOST_FOUND} are listed" in shown(at)) == (len(ids) > MOST_FOUND)


def test_a_search_that_finds_nothing_says_so_and_what_to_do():
    at = visit("overview", find="zebra")
    assert "0 entries found for “zebra”" in shown(at)
    assert "No entry holds all of these words. Try fewer words, or a citation." in shown(at)
    assert '<ol class="found">' not in markup(at)


@pytest.mark.parametrize("query", [HOSTILE, "'; --", "%s %(x)s {0}", "\u202eabc", "(*[", "𝕏é"])
def test_a_hostile_search_is_shown_as_text(query):
    at = visit("overview", find=query)
    assert f"found for “{query}”" in unescape(markup(at))
    assert "<img" not in markup(at)


def test_a_search_is_typed_and_goes_into_the_address():
    at = visit("overview")
    ran(at.text_input[0].set_value("hours").run())
    assert at.query_params == {"find": "hours"}
    assert "found for “hours”" in shown(at)
