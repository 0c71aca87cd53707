"""The map on Overview: tiles, counts, lists and table say what `policy_model.spread` says."""

import re
from datetime import date
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.tiles import FIELD, UNEQUAL
from policy_model import spread, spread_answers, spread_counts
from tests.visits import DAY, LABELS, LAW, NAMES, Grid, between, link_of, markup, shown, text, visit

ASKED = {"question": "duties", "role": "sworn_sro", "as_of": DAY.isoformat()}


def asked(question: str, role: str, as_of: str) -> dict[str, object]:
    """The same as the model is asked it."""
    day = date.fromisoformat(as_of)
    return {"questions": [question], "role_class": role, "as_of": day}


@pytest.fixture(scope="module")
def page() -> AppTest:
    return visit("overview", **ASKED)


ROWS = spread(LAW, **asked(**ASKED))


def word(standing: str) -> str:
    return LABELS.label(FIELD, standing)


def test_every_state_has_one_tile_that_says_its_standing(page):
    tiles = re.findall(r'title="([^"]*)"', between(page, '<ul class="tiles"', "</ul>"))
    assert tiles == [
        f"{row.label}: {word(row.standing)}" + (f", {UNEQUAL}" if row.is_unequal else "")
        for row in ROWS.itertuples()
    ]


def test_a_tile_stands_at_its_place_under_its_glyph(page):
    items = between(page, '<ul class="tiles"', "</ul>").split("<li ")[1:]
    for item, row in zip(items, ROWS.itertuples(), strict=True):
        assert f"--r:{row.tile_row};--c:{row.tile_column}" in item
        assert ("unequal" in item.split(">")[1]) == row.is_unequal
        glyph = LABELS.word(FIELD, row.standing).glyph
        assert f">{glyph}<" in item
        assert f">{row.jurisdiction.upper()}<" in item


def test_the_sentence_counts_what_was_read_and_what_was_not(page):
    counts = spread_counts(ROWS).set_index("standing")
    claim = text(between(page, '<h2 class="claim">', "</h2>"))
    assert claim.startswith(f"Of {counts['of'].iloc[0]} jurisdictions read for this class, ")
    numbers = [int(number) for number in re.findall(r"\d+", claim)]
    assert numbers == [counts["of"].iloc[0], *counts["count"]]


def test_behind_each_number_stands_who_is_counted(page):
    lists = between(page, '<div class="standings">', '<details class="fold"').split("<details ")[1:]
    counts = spread_counts(ROWS)
    label = ROWS.set_index("jurisdiction")["label"]
    assert len(lists) == len(counts)
    for said, row in zip(lists, counts.itertuples(), strict=True):
        assert word(row.standing) in said
        assert f"<b>{row.count}</b>" in said
        named = text(said.rsplit("<p>", 1)[1]).replace(f" ({UNEQUAL})", "")
        assert named.replace(" , ", ", ") == ", ".join(label[each] for each in row.jurisdictions)


def test_a_read_tile_leads_to_its_cell_in_the_comparison_and_an_unread_one_nowhere(page):
    items = between(page, '<ul class="tiles"', "</ul>").split("<li ")[1:]
    for item, row in zip(items, ROWS.itertuples(), strict=True):
        found = re.search(r'href="([^"]*)"', item)
        assert bool(found) == bool(row.sources)
        if found:
            address = urlsplit(unescape(found[1]))
            query = parse_qs(address.query)
            assert address.path == "compare"
            assert query["sources"] == row.sources
            assert (query["questions"], query["role"]) == (["duties"], ["sworn_sro"])


def test_the_table_says_the_same_with_the_answers_and_their_copies(page):
    table = Grid(page, 'plain" role="table"><caption class="sr">What must').body()
    answers = spread_answers(LAW, **asked(**ASKED))
    assert len(table) == len(ROWS)
    for cells, row in zip(table.values(), ROWS.itertuples(), strict=True):
        standing, said, copies = cells
        assert standing == text(LABELS.mark(FIELD, row.standing))
        own = answers[answers["jurisdiction"] == row.jurisdiction]
        assert bool(said) == bool(len(own))
        if len(own):
            first = own.sort_values("is_counted", ascending=False, kind="stable").iloc[0]
            assert first["answer"] in said
            assert first["pinpoint"] in said
            is_partial = "In part" in copies or "Restated" in copies
            assert is_partial == own["extent"].eq("part").any()
        assert bool(copies) == bool(row.sources)


def test_the_choice_stands_in_the_address(page):
    assert link_of(page) == {"question": ["duties"], "as_of": [DAY.isoformat()]}


def test_the_denominator_is_that_of_the_class():
    role = {"role": "school_security"}
    counts = spread_counts(spread(LAW, **asked(**{**ASKED, **role})))
    claim = text(between(visit("overview", **{**ASKED, **role}), '<h2 class="claim">', "</h2>"))
    assert claim.startswith(f"Of {counts['of'].iloc[0]} jurisdiction")
    assert counts["of"].iloc[0] != spread_counts(ROWS)["of"].iloc[0]


def test_a_link_to_an_unknown_question_says_so_and_shows_the_first():
    at = visit("overview", question="minimum_agee")
    assert "The nearest is “minimum_age”." in shown(at)
    assert NAMES.questions["school_training_required"] in markup(at)
