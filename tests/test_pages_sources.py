"""Sources: every entry of a source in document order, narrowed, counted, as of a day."""

import re
from dataclasses import replace
from datetime import date
from functools import cache

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pages.ui.badges import badge
from pages.ui.reader import anchor
from policy_model.standing import with_standing
from tests.visits import (
    LABELS,
    LAW,
    MISSING,
    NAMES,
    SOURCES,
    holding,
    markup,
    ran,
    shown,
    text,
    visit,
)

SOME = SOURCES[::4]
"""Every fourth source: what is narrowed is narrowed alike in all."""


def entries(at: AppTest) -> list[str]:
    return re.findall(r'<li id="(r-[^"]+)" class="duty">', markup(at))


@cache
def whole(source: str) -> AppTest:
    """The page of a source with everything on it, opened once; nothing is changed on it."""
    return visit("sources", source=source)


def of_source(source: str) -> pd.DataFrame:
    return LAW.requirements[LAW.requirements["source_id"] == source]


@pytest.mark.parametrize("source", SOURCES)
def test_a_source_is_read_in_the_order_of_the_document(source):
    at = whole(source)
    own = of_source(source)
    assert entries(at) == [anchor(i) for i in own["requirement_id"]]
    assert f"{len(own)} entries coded" in shown(at)
    said = shown(at)
    assert MISSING.findall(said) == []
    assert all(locator in said for locator in own["locator"])
    assert all(summary in said for summary in own["summary"])
    assert LAW.sources.set_index("source_id").loc[source, "summary"] in said


@pytest.mark.parametrize("source", SOURCES)
def test_each_instrument_says_its_force_its_extent_and_its_count(source):
    at = whole(source)
    for row in LAW.instruments[LAW.instruments["source_id"] == source].itertuples():
        assert f"{row.short_citation}: {row.title}" in shown(at)
        assert LABELS.label("authority", row.authority) in shown(at)
        assert (row.extent_note if row.extent == "part" else "Whole text held.") in shown(at)
        assert text(badge(row.extent, row.copy_kind, LABELS)) in shown(at)
        count = (LAW.requirements["instrument_id"] == row.instrument_id).sum()
        assert f"{row.short_citation} {count} entr" in shown(at)


@pytest.mark.parametrize("source", SOME)
def test_duties_only_leaves_what_commands_or_forbids(source):
    at = visit("sources", source=source, show="duties")
    own = of_source(source)
    duties = own[own["modality"].isin(["must", "must_not"])]
    assert entries(at) == [anchor(i) for i in duties["requirement_id"]]
    is_all = len(duties) == len(own)
    said = f"{len(own)} entries coded" if is_all else f"{len(duties)} of {len(own)} entries shown"
    assert said in shown(at)
    assert set(re.findall(r'class="w (w-[\w-]+)"', markup(at))) <= {
        "w-must", "w-must-not", "w-caution",
    }  # fmt: skip


@pytest.mark.parametrize("source", SOME)
def test_cautions_only_leaves_what_has_a_caution(source):
    at = visit("sources", source=source, show="cautions")
    with_caution = of_source(source).dropna(subset=["cautions"])
    assert entries(at) == [anchor(i) for i in with_caution["requirement_id"]]
    cautions = LAW.requirement_cautions
    own = cautions[cautions["requirement_id"].isin(with_caution["requirement_id"])]
    said = shown(at)
    assert all(caution in said for caution in own["caution"])


def test_a_kind_that_a_source_lacks_leaves_an_empty_state(monkeypatch):
    law = replace(LAW, requirements=LAW.requirements.assign(cautions=None))
    with holding(monkeypatch, law):
        at = visit("sources", show="cautions")
    assert "No entry of this kind in this source. Choose “Everything” above." in shown(at)


def test_standing_is_asked_as_of_the_day_chosen():
    at = visit("sources", source="nm", as_of="2022-06-30")
    own = with_standing(of_source("nm"), as_of=date(2022, 6, 30))
    later = own[own["standing"] != "in force"]
    assert len(later)
    assert markup(at).count('<span class="standing">') == len(later)
    assert "law as of 30 Jun 2022" in shown(at)


def test_each_answer_leads_to_its_question_on_compare():
    at = visit("sources", source="nm")
    asked = set(re.findall(r'href="compare\?questions=([\w]+)&amp;role=all"', markup(at)))
    answers = LAW.coded_answers
    assert asked == set(answers.loc[answers["source_id"] == "nm", "question_id"])


def test_choosing_a_source_and_a_kind_goes_into_the_address():
    at = visit("sources")
    assert at.selectbox[0].options == list(NAMES.sources.values())
    ran(at.selectbox[0].select("nm").run())
    ran(at.button_group[0].set_value("duties").run())
    assert at.query_params == {"source": "nm", "show": "duties"}
