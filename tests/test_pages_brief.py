"""Brief: the page shows the document that it hands out, and opens what stands behind it."""

import re
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from policy_model import data_set_citation
from policy_model.brief import MOST_PAGES, brief_of, document, first_questions, markdown_text
from policy_model.brief.blocks import Heading, Items, Paragraph, Pin, Table, line_words
from tests.visits import (
    DAY,
    HOSTILE,
    LAW,
    between,
    holding,
    link_of,
    markup,
    ran,
    shown,
    text,
    visit,
)

FIVE = ["mn-isd196", "mn-post", "ms", "nasro", "nm"]


@pytest.fixture(scope="module")
def brief() -> AppTest:
    return visit("brief", as_of=DAY.isoformat(), sources=FIVE)


@pytest.fixture(scope="module")
def blocks():
    return document(
        brief_of(LAW, as_of=DAY, sources=FIVE, role_class="sworn_sro", cited=data_set_citation())
    )


def paper(at: AppTest) -> str:
    return between(at, '<article class="brief">', "</article>")


def spaced(words: str) -> str:
    """Words without white space and glyphs, which a screen sets otherwise than a file."""
    return re.sub(r"[\s■◧□⊠⧄◇≡—⋯◌–]+", "", words)


def test_the_paper_says_every_line_of_the_document(brief, blocks):
    said = spaced(text(paper(brief)))
    for block in blocks:
        match block:
            case Heading():
                assert spaced(block.words) in said
            case Paragraph():
                assert spaced(line_words(block.line)) in said
            case Items():
                assert all(spaced(line_words(line)) in said for line in block.lines)
            case Table():
                lines = [line for row in block.rows for cell in row for line in cell]
                assert all(spaced(line_words(line)) in said for line in lines)


def test_every_pinpoint_opens_a_panel_that_is_there(brief, blocks):
    opened = re.findall(r'popovertarget="([^"]+)"', paper(brief))
    pins = [
        span
        for block in blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        for line in cell
        for span in line
        if isinstance(span, Pin)
    ]
    assert len(opened) >= len(pins) > 0
    whole = markup(brief)
    assert all(whole.count(f'popover="auto" id="{panel}"') == 1 for panel in set(opened))


def test_five_questions_are_asked_first_and_the_length_is_said(brief):
    labels = LAW.questions.set_index("question_id")["label"]
    for question in first_questions(LAW):
        assert labels[question] in text(paper(brief))
    assert "About 3 pages." in shown(brief)
    everything = visit("brief", as_of=DAY.isoformat(), sources=LAW.sources["source_id"].tolist())
    assert f"A hearing takes one to {MOST_PAGES}: choose fewer sources" in shown(everything)


def test_the_document_says_the_link_that_makes_it_again(brief):
    assert link_of(brief) == {"as_of": [DAY.isoformat()], "sources": FIVE}
    again = text(paper(brief)).partition("This brief, made again: ")[2]
    assert "as_of=2026-11-21&sources=mn-isd196&sources=mn-post" in again


def test_questions_that_are_emptied_are_the_first_five_again():
    at = visit("brief", as_of=DAY.isoformat(), sources="nm", questions="minimum_age")
    assert "How old must the officer be?" in text(paper(at))
    ran(at.multiselect[1].set_value([]).run())
    assert "Who pays, and for what?" in text(paper(at))
    assert "How old must the officer be?" not in text(paper(at))


def test_no_source_with_the_role_is_said_in_words():
    at = visit("brief", sources="nm", role="campus_enforcement")
    assert "Nothing was read: no source chosen has a role of this kind." in text(paper(at))


def test_text_of_a_law_never_becomes_markup(monkeypatch):
    evil = LAW.coded_answers.assign(value=HOSTILE)
    with holding(monkeypatch, replace(LAW, coded_answers=evil)):
        at = visit("brief", as_of=DAY.isoformat(), sources="nm", questions="training_due")
    assert "<img" not in markup(at)
    assert HOSTILE in text(paper(at)) or "&lt;img" in paper(at)


def test_the_same_words_are_in_the_file(blocks):
    assert markdown_text(blocks).count("\n## ") == len(first_questions(LAW)) + 4
