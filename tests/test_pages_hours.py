"""Hours: the ledger and the career of `policy_model`, each number in its place and none added."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from policy_model import career, hour_ledger, shown_first
from policy_model.quantity import hours_words, sum_words
from policy_model.selection import chosen_columns
from tests.visits import (
    CEO,
    DAY,
    LABELS,
    LAW,
    NAMES,
    SRO,
    SSO,
    SSP,
    Grid,
    between,
    holding,
    markup,
    ran,
    shown,
    text,
    visit,
)

DOCUMENTS = shown_first(LAW)


@pytest.fixture(scope="module")
def hours() -> AppTest:
    return visit("hours", as_of=DAY.isoformat())


def hours_cells(at: AppTest) -> dict[tuple[str, str], tuple[str, str]]:
    """(once, again) by source and role."""
    table = Grid(at, "matrix").body()
    pairs = {f"{NAMES.sources[s]} {NAMES.roles[s, r]}": (s, r) for s, r in NAMES.roles}
    return {pairs[head]: (once, again) for head, (once, again) in table.items()}


def test_hours_shows_the_sum_that_makes_the_headline(hours):
    sentence = text(between(hours, "<strong>", "</p>"))
    assert sentence.startswith("16 + 4 + 8 + 16 = 44 h before employment, and 3 duties without")
    ledger = hour_ledger(LAW, as_of=DAY, sources=["nm"])
    ssp = ledger[ledger["role"] == SSP]
    parts = next(part for part in ssp["parts"] if len(part) > 1)
    assert sentence.startswith(sum_words(parts))
    assert f"and {ssp['unquantified'].sum()} duties without stated hours" in sentence
    drawn = re.findall(r"--h:([\d.]+)", between(hours, '<ol class="comp">', "</ol>"))
    assert [float(part) for part in drawn] == parts


def test_every_row_of_the_ledger_is_in_its_cell(hours):
    cells = hours_cells(hours)
    for row in hour_ledger(LAW, as_of=DAY, sources=DOCUMENTS).to_dict("records"):
        cell = cells[row["source"], row["role"]][row["phase"] == "recurring"]
        assert LABELS.label("modality", row["modality"]) in cell
        if row["parts"]:
            assert sum_words(row["parts"]) in cell
        if row["unquantified"]:
            noun = {"must": "dut", "should": "recommendation"}[row["modality"]]
            assert f"{row['unquantified']} {noun}" in cell


def test_once_and_again_required_and_recommended_are_kept_apart(hours):
    cells = hours_cells(hours)
    ledger = hour_ledger(LAW, as_of=DAY, sources=DOCUMENTS).set_index(["source", "role", "phase"])[
        "total_hours"
    ]
    each_year = hours_words(ledger["nm", SSP, "recurring"])
    assert f"{each_year} each year" in cells["nm", SSP][1]
    assert not re.search(r"\d h", cells["nm", SRO][0])
    assert "duty without stated hours" in cells["nm", SRO][0]
    assert cells["nm", SRO][1] == "— Silent"
    for role, mark in ((SRO, "Required"), (SSO, "Required"), (CEO, "Recommended")):
        total = hours_words(ledger["ms", role, "recurring"])
        assert mark in cells["ms", role][1]
        assert f"{total} each year" in cells["ms", role][1]


def test_hours_lists_every_role_of_the_sources_shown(hours):
    assert list(hours_cells(hours)) == list(
        chosen_columns(LAW, sources=shown_first(LAW)).itertuples(index=False, name=None)
    )


def test_a_duty_that_is_not_yet_law_is_no_silence():
    cells = hours_cells(visit("hours", as_of="2021-01-01"))
    assert "Silent" not in cells["nm", SRO][0]
    assert "No duty is counted on this day." in cells["nm", SRO][0]


@pytest.mark.parametrize("years", [1, 5, 20])
def test_the_career_table_is_the_model_s(years):
    at = visit("hours", as_of=DAY.isoformat(), years=str(years))
    expected = career(hour_ledger(LAW, as_of=DAY, sources=DOCUMENTS, years=years), years=years)
    table = Grid(at, "plain")
    lines = expected.drop_duplicates(["source", "role", "modality"])
    assert len(table.head()) == 1 + len(lines)
    for head, line in zip(table.head()[1:], lines.itertuples(), strict=True):
        assert LABELS.label("modality", line.modality) in head
        assert head.startswith(NAMES.sources[line.source])
    assert len(table.body()) == years + 1
    for number, cells in enumerate(table.body().values()):
        assert cells == [hours_words(h) for h in expected.loc[expected["year"] == number, "hours"]]


def test_the_chart_draws_the_numbers_of_the_table_and_says_what_it_left_out(hours):
    spec = hours.get("vega_lite_chart")[0].proto
    assert "step-after" in spec.spec
    said = shown(hours)
    assert "After 5 years:" in said
    expected = career(hour_ledger(LAW, as_of=DAY, sources=DOCUMENTS, years=5), years=5)
    for line in expected[expected["year"] == 5].itertuples():
        who = f"{NAMES.sources[line.source]} {NAMES.short_roles[line.source, line.role]}"
        force = {"must": "required", "should": "recommended"}[line.modality]
        assert f"{who} {hours_words(line.hours)} {force}" in said
    assert "Not drawn: Mississippi SSO (required) runs along Mississippi SRO (required)" in said


def test_the_slider_moves_the_horizon_and_the_address():
    at = visit("hours", as_of=DAY.isoformat())
    assert (at.slider[0].min, at.slider[0].max, at.slider[0].value) == (1, 20, 5)
    ran(at.slider[0].set_value(9).run())
    assert at.query_params["years"] == "9"
    assert "After 9 years:" in shown(at)
    assert len(Grid(at, "plain").body()) == 10


def test_a_reading_on_which_recurring_hours_rest_is_named_with_its_alternative(hours):
    ledger = hour_ledger(LAW, as_of=DAY, sources=DOCUMENTS)
    recurring = ledger[ledger["phase"].eq("recurring") & ledger["total_hours"].notna()]
    ids = {i for listed in recurring["requirements"] for i in listed}
    links = LAW.requirement_interpretations
    used = set(links.loc[links["requirement_id"].isin(ids), "interpretation_id"])
    assert f"{len(used)} readings of open words used for the recurring hours" in shown(hours)
    texts = LAW.interpretations.set_index("interpretation_id").loc[sorted(used)]
    for row in texts.itertuples():
        assert row.reading in shown(hours)
        assert f"Or: {row.alternative}" in shown(hours)


def test_only_the_sources_chosen_are_counted():
    at = visit("hours", as_of=DAY.isoformat(), sources="ms")
    assert {source for source, _ in hours_cells(at)} == {"ms"}
    assert "New Mexico" not in shown(at)
    assert '<ol class="comp">' not in markup(at)  # no sum of several parts


@pytest.fixture(params=["no hours stated", "no duty to train"])
def bare_law(request, monkeypatch) -> Iterator[str]:
    """The law without its hours, or without anything that the ledger counts."""
    requirements = LAW.requirements.assign(amount_value=float("nan"), amount_unit=None)
    if request.param == "no duty to train":
        requirements = requirements.assign(category="duty")
    with holding(monkeypatch, replace(LAW, requirements=requirements)):
        yield request.param


def test_texts_without_hours_leave_an_empty_state_and_no_zero(bare_law):
    at = visit("hours")
    assert "No hours are stated here. That is not zero" in shown(at)
    assert at.get("vega_lite_chart").__len__() == 0
    assert not re.search(r"\d h\b", shown(at))
    assert ("without stated hours" in shown(at)) == (bare_law == "no hours stated")


def test_overview_of_texts_without_hours_claims_no_sum(bare_law):
    at = visit("overview")
    assert "None of the texts adds up hours of training for any role." in shown(at)
    assert 'class="bar' not in markup(at)
