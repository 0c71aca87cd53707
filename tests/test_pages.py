"""Every page, run as a visitor runs it: nothing fails, no missing value shows, links last."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from pages.ui.inputs import ALL_ROLES
from policy_model import preset_officers
from tests.synthetic import held
from tests.visits import (
    HOSTILE,
    MISSING,
    PAGES,
    SOURCES,
    holding,
    link_of,
    markup,
    notice,
    shown,
    text,
    visit,
)

VIEWS: list[tuple[str, Mapping[str, object]]] = [
    ("overview", {}),
    ("overview", {"find": "hours"}),
    ("overview", {"find": "zebra"}),
    ("compare", {}),
    ("compare", {"role": ALL_ROLES, "baseline": "nm", "notes": "1"}),
    ("compare", {"role": ALL_ROLES, "as_of": "2000-01-01"}),
    ("hours", {}),
    ("hours", {"as_of": "2000-01-01", "years": "20"}),
    ("topics", {}),
    ("topics", {"role": ALL_ROLES, "group": "policy_subject", "unnamed": "1"}),
    ("topics", {"role": ALL_ROLES, "as_of": "2000-01-01", "order": "listed"}),
    *[("officer", {"example": name, "as_of": "2026-11-21"}) for name in preset_officers()],
    ("officer", {"example": ""}),
    ("officer", {"sources": "nasro", "beside": "nm-armed-security", "sweep": "duties_on"}),
    ("officer", {"as_of": "2000-01-01", "beside": "day", "beside_on": "2026-11-21"}),
    ("brief", {}),
    ("brief", {"role": ALL_ROLES, "baseline": "nm", "sources": ["nm", "ms-law", "ms"]}),
    ("brief", {"role": "campus_enforcement", "sources": "nm", "as_of": "2000-01-01"}),
    ("roster", {}),
    ("roster", {"sources": SOURCES}),
    ("method", {}),
    *[("sources", {"source": source}) for source in SOURCES[::6]],
]


@pytest.mark.parametrize(("page", "query"), VIEWS)
def test_no_missing_value_is_ever_shown_or_linked_to(page, query):
    whole = markup(visit(page, **query))
    assert MISSING.findall(text(whole)) == []
    assert MISSING.findall(" ".join(re.findall(r'="([^"]*)"', whole))) == []


HARD = held("hard cases")[1]


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("overview", {"find": "title"}),
        ("compare", {"role": ALL_ROLES, "notes": "1", "baseline": "bravo"}),
        ("topics", {"role": ALL_ROLES, "unnamed": "1"}),
        ("brief", {"role": ALL_ROLES, "baseline": "bravo"}),
        ("method", {}),
        *[("sources", {"source": source}) for source in HARD.sources["source_id"]],
    ],
)
def test_the_hard_cases_of_a_data_set_leave_no_missing_value_either(page, query, monkeypatch):
    events = HARD.facts["event"].fillna(HARD.facts["fact_id"])
    with holding(monkeypatch, replace(HARD, facts=HARD.facts.assign(event=events))):
        whole = markup(visit(page, **query))
    assert MISSING.findall(text(whole)) == []


@pytest.mark.parametrize("page", PAGES)
def test_each_page_has_one_heading_a_lede_its_foot_and_a_download(page):
    at = visit(page)
    assert markup(at).count("<h1>") == 1
    assert markup(at).count('<p class="lede">') == 1
    assert "Not legal advice." in shown(at)
    assert at.get("download_button")


@pytest.mark.parametrize("page", PAGES)
def test_what_a_link_asks_for_in_vain_is_named(page):
    at = visit(page, jurisdiction="nm", **{HOSTILE: "1"})
    assert "Ignored “jurisdiction”: no such setting here." in notice(at)
    assert f"Ignored “{HOSTILE}”" in notice(at)
    assert "<img" not in markup(at)


@pytest.mark.parametrize(
    ("page", "query", "said"),
    [
        ("compare", {"role": "swon_sro"}, "Ignored “role=swon_sro”: not known here. The nearest"),
        ("compare", {"as_of": "21/11/2026"}, "a date is written 2026-11-21."),
        ("compare", {"as_of": "1999-12-31"}, "it must lie between 2000-01-01 and 2040-12-31."),
        ("compare", {"questions": "training_du"}, "The nearest is “training_due”."),
        ("compare", {"differences": "yes"}, "1 or 0 is expected."),
        ("compare", {"sources": "ms", "baseline": "nm"}, "Ignored “baseline=nm”"),
        ("hours", {"years": "21"}, "it must lie between 1 and 20."),
        ("hours", {"sources": "zz"}, "Ignored “sources=zz”: not known here."),
        ("topics", {"group": "training"}, "Ignored “group=training”: not known here."),
        ("topics", {"role": "swon_sro"}, "Ignored “role=swon_sro”: not known here. The nearest"),
        ("topics", {"unnamed": "yes"}, "1 or 0 is expected."),
        ("officer", {"example": "nm-new-srö"}, "The nearest is “nm-new-sro”."),
        ("officer", {"role": "school_resorce_officer"}, "The nearest is “school_resource_officer”"),
        ("officer", {"assigned_on": "2026-02-30"}, "a date is written 2026-11-21."),
        ("officer", {"assigned_on": "1899-12-31"}, "between 1900-01-01 and 2100-12-31."),
        ("officer", {"age": "1e9"}, "a number is expected."),
        ("officer", {"age": "7"}, "it must lie between 16 and 100."),
        ("officer", {"background_clear": "perhaps"}, "not known here."),
        ("officer", {"courses": "nasro_basics~2024-06-14~40"}, "The nearest is “nasro_basic”."),
        ("officer", {"courses": "nasro_basic~14/06/2024~40"}, "written course~2024-06-14~40."),
        ("officer", {"sweep": "assigned"}, "The nearest is “assigned_on”."),
        ("brief", {"questions": "training_du"}, "The nearest is “training_due”."),
        ("brief", {"sources": "ms", "baseline": "nm"}, "Ignored “baseline=nm”"),
        ("roster", {"sources": "zz"}, "Ignored “sources=zz”: not known here."),
        ("roster", {"officer_id": "7"}, "Ignored “officer_id”: no such setting here."),
        ("method", {"entry": "nm-nothing"}, "Ignored “entry=nm-nothing”: not known here."),
        ("sources", {"source": "zz"}, "Ignored “source=zz”: not known here."),
        ("sources", {"show": "dutys"}, "The nearest is “duties”."),
        ("overview", {"find": "x" * 201}, "only its first 200 characters are used."),
    ],
)
def test_a_value_that_is_not_known_is_named_and_the_default_shown(page, query, said):
    assert said in notice(visit(page, **query))


ASKED: dict[str, dict[str, list[str]]] = {
    "compare": {
        "role": [ALL_ROLES], "as_of": ["2021-05-01"], "baseline": ["nm"], "differences": ["1"],
        "notes": ["1"], "sources": ["nm", "ms"], "questions": ["training_due", "minimum_age"],
    },
    "hours": {"as_of": ["2021-05-01"], "sources": ["nm"], "years": ["12"]},
    "topics": {
        "role": [ALL_ROLES], "group": ["policy_subject"], "as_of": ["2021-05-01"],
        "sources": ["nm", "ms"], "order": ["listed"], "unnamed": ["1"],
    },
    "brief": {
        "role": ["campus_enforcement"], "as_of": ["2021-05-01"], "sources": ["nm", "ms"],
        "baseline": ["ms"], "questions": ["training_due", "minimum_age"],
    },
    "roster": {"as_of": ["2021-05-01"], "sources": ["nm", "nasro"]},
    "method": {"as_of": ["2021-05-01"], "entry": ["nm-sro-training-within-a-year"]},
    "sources": {"source": ["nm"], "show": ["duties"], "as_of": ["2021-05-01"]},
}  # fmt: skip


@pytest.mark.parametrize("page", ASKED)
def test_the_link_to_a_view_says_what_was_asked_and_shows_it_again(page):
    first = visit(page, **ASKED[page])
    link = link_of(first)
    assert link == ASKED[page]
    assert markup(visit(page, **link)) == markup(first)


@pytest.mark.parametrize("page", ASKED)
def test_the_link_to_a_plain_view_pins_only_the_day(page):
    assert link_of(visit(page)) == {"as_of": [date.today().isoformat()]}
