"""Cite on every page: the texts that it shows, and the data set as of its day, by this view."""

import re
from html import unescape

import pytest

from tests.visits import LAW, PAGES, SRO, markup, visit

ROLE = {"role": "sworn_sro"}


def cited(page: str, **query: object) -> str:
    """The words of the page's Cite panel."""
    whole = markup(visit(page, **query))
    page_id = re.search(r'popovertarget="(cite-\w+)">Cite<', whole)[1]
    panel = whole[whole.index(f'id="{page_id}"') :]
    return unescape(panel[: panel.rindex("</div>")])


def entries(panel: str) -> set[str]:
    return set(re.findall(r"@misc{([\w.-]+),", panel))


def instruments(*sources: str, with_summaries: bool = False) -> set[str]:
    held = LAW.instruments[LAW.instruments["source_id"].isin(sources)]
    if not with_summaries:
        held = held[held["authority"] != "summary"]
    return set(held["instrument_id"])


@pytest.mark.parametrize("page", PAGES)
def test_every_page_cites_the_data_set_as_of_its_day_by_an_address_that_keeps_it(page):
    panel = cited(page, as_of="2025-09-01")
    assert "Law as of 1 Sep 2025" in panel
    assert re.search(r"url = {\S*as_of=2025-09-01", panel)
    assert any(entry.startswith("sro-law-compared") for entry in entries(panel))


@pytest.mark.parametrize("page", ["overview", "method", "roster"])
def test_a_page_of_no_chosen_texts_cites_the_data_set_alone(page):
    assert len(entries(cited(page))) == 1


@pytest.mark.parametrize("page", ["compare", "topics", "hours", "brief", "officer"])
def test_a_page_of_chosen_texts_cites_theirs_and_no_others(page):
    found = {e for e in entries(cited(page, sources=["nm", "ms"])) if "sro-law" not in e}
    assert found == instruments("nm", "ms")


def test_a_source_is_cited_with_the_compiler_s_own_words_that_it_shows():
    found = {e for e in entries(cited("sources", source="ms")) if "sro-law" not in e}
    assert found == instruments("ms", with_summaries=True) > instruments("ms")


def test_what_was_entered_of_an_officer_is_in_no_citation():
    panel = cited("officer", assigned_on="2026-01-31", employed_on="2026-01-15")
    assert "2026-01-31" not in panel
    assert "2026-01-15" not in panel


def test_a_source_has_a_sentence_under_each_provision():
    whole = markup(visit("sources", source="nm"))
    own = LAW.requirements[LAW.requirements["source_id"] == "nm"]
    assert whole.count('<details class="to-paste">') == len(own)
    assert all(whole.count(f"see entry {each})") <= 1 for each in own["requirement_id"])


def test_what_many_cells_open_takes_the_question_of_the_cell():
    whole = markup(visit("compare", **ROLE, sources=["nm"]))
    openers = re.findall(rf'popovertarget="d-compare-silent-nm-{SRO}" data-on="([^"]+)"', whole)
    panel = whole[whole.index(f'id="d-compare-silent-nm-{SRO}"') :]
    listed = panel[panel.index('<span class="on">') : panel.index("</span>", panel.index('"on"'))]
    assert len(openers) == len(set(openers)) > 1
    assert all(question in listed for question in openers)


def test_a_topic_that_is_not_named_is_named_in_the_sentence():
    whole = markup(visit("topics", sources=["nm"], unnamed="1"))
    assert 'data-on="the topic “' in whole
    assert '<span class="on">this topic</span>' in whole
