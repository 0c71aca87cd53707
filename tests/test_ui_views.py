"""From tables to what the pages draw, for cases that the coded law does not hold (yet)."""

import re
from datetime import date

import pandas as pd
import pytest

from pages.ui import career_view, overview_view
from pages.ui.comparison_remarks import (
    ALIKE,
    INCOMPARABLE,
    key_of,
    remarks,
    what_is_hidden,
)
from pages.ui.comparison_view import ComparisonView
from pages.ui.details import Details
from pages.ui.hours_view import AGAIN, ONCE, HoursView
from pages.ui.labels import Labels
from pages.ui.names import Names
from pages.ui.sources_view import SourceView
from policy_model import Frames, career, compare, frames, hour_ledger, load_dataset, shown_first
from policy_model.comparison import COMPARISON_COLUMNS
from policy_model.standing import with_standing

DAY = date(2026, 11, 21)
LAW: Frames = frames(load_dataset())
NAMES = Names.of(LAW, Labels(LAW.codebook_values))
DETAILS = Details.of(LAW, NAMES)
LEDGER = hour_ledger(LAW, as_of=DAY, years=5)
SRO, SSP = "school_resource_officer", "school_security_personnel"
NM, MS = ("nm", SRO), ("ms", SRO)


def answers(*cells: tuple, question: str = "training_due") -> pd.DataFrame:
    """Rows of a comparison: (source, role, state, same as baseline)."""
    rows = [
        {"question": question, "source": source, "role": role, "state": state,
         "same_as_baseline": same}
        for source, role, state, same in cells
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=COMPARISON_COLUMNS)
    return frame.astype({"same_as_baseline": "boolean"})


NOTHING = answers()


@pytest.mark.parametrize(
    ("baseline", "cells", "why"),
    [
        (None, [(*NM, "answered", None), (*MS, "answered", None)], ALIKE),
        (None, [(*NM, "silent", None), (*MS, "silent", None)], ALIKE),
        (None, [(*NM, "answered", None)], INCOMPARABLE),
        (None, [(*NM, "answered", None), (*MS, "not_coded", None)], INCOMPARABLE),
        (None, [(*NM, "not_in_extract", None), (*MS, "silent", None)],
         INCOMPARABLE),
        ("nm", [(*NM, "answered", None), (*MS, "answered", True)], ALIKE),
        ("nm", [(*NM, "not_in_extract", None), (*MS, "answered", None),
                ("ms", "campus_enforcement_officer", "answered", None)],
         INCOMPARABLE),
    ],
)  # fmt: skip
def test_a_hidden_question_was_alike_only_if_it_could_be_compared(baseline, cells, why):
    (said,) = what_is_hidden(answers(*cells), NOTHING, NAMES, baseline)
    assert said == f"1 question hidden, {why}: {NAMES.questions['training_due']}"


def test_where_all_differ_nothing_is_said_to_be_hidden():
    every = answers((*NM, "answered", None))
    (said,) = what_is_hidden(every, every, NAMES, None)
    assert said.startswith("No question is hidden")


def test_a_comparison_of_nothing_calls_for_no_remark():
    assert list(remarks(NOTHING, NOTHING.copy(), NAMES, "nm")) == []


def test_a_comparison_that_hides_nothing_has_no_remark_unless_its_baseline_is_missing():
    every = answers((*MS, "answered", None))
    assert list(remarks(every, every, NAMES, None)) == []
    (said,) = remarks(every, every, NAMES, "nm")
    assert said == "New Mexico has no such role: nothing is compared against it."


def test_the_key_has_what_is_shown_in_the_order_of_the_codebook_and_the_caution():
    rows = answers((*NM, "silent", None), (*MS, "not_coded", None))
    rows["modality"] = pd.Series(["should", "must"], dtype="str")
    assert key_of(rows) == [
        ("modality", "must"), ("modality", "should"), ("state", "silent"), ("state", "not_coded"),
        ("caution", ""),
    ]  # fmt: skip


def view(**asked: object) -> ComparisonView:
    rows = compare(LAW, as_of=DAY, **asked)
    return ComparisonView(LAW, rows, LEDGER, DETAILS, baseline=asked.get("baseline"))


def test_columns_bear_their_role_where_roles_are_mixed():
    first = shown_first(LAW)
    short = {column.short for column in view(sources=first, role_class="sworn_sro").columns()}
    assert short == {NAMES.sources[source] for source in first}
    short = [column.short for column in view().columns()]
    assert len(set(short)) == len(short) == len(LAW.columns)


def test_only_one_column_is_the_baseline_even_where_a_source_has_several():
    marked = [column.column_id for column in view(baseline="ms").columns() if column.is_baseline]
    assert marked == [f"ms.{SRO}"]


def test_every_cell_is_there_and_each_answer_has_its_panel():
    shown = view(sources=shown_first(LAW))
    cells = shown.cells()
    assert set(cells) == {
        (row.row_id, column.column_id) for row in shown.questions() for column in shown.columns()
    }
    for cell in cells.values():
        panels = [entry.detail for entry in cell.entries] or [cell.detail]
        assert all(panel.key for panel in panels)


def test_in_a_large_comparison_each_answer_has_its_place_and_an_empty_cell_its_word():
    shown = view()
    assert shown.is_linked
    for cell in shown.cells().values():
        assert cell.detail is None
        for entry in cell.entries:
            assert entry.detail is None
            assert entry.address.startswith("sources?source=")
        assert cell.entries or (cell.state, cell.text) == (cell.state, "")


# Hours.


def ledger_row(**given: object) -> dict:
    row = {
        "source": "nm", "role": SRO, "phase": "undated", "anchor": None, "modality": "must",
        "parts": [], "total_hours": None, "per": None, "unquantified": 0, "requirements": [],
        "cumulative": None, "unquantified_requirements": [],
    }  # fmt: skip
    return {**row, **given}


def hours_view(*rows: dict) -> HoursView:
    return HoursView(LAW, pd.DataFrame(rows or [ledger_row()]), DETAILS)


@pytest.mark.parametrize(
    ("per", "words"),
    [("P1Y", "each year"), ("P3Y", "every 3 years"), ("P6M", "every 6 months")],
)
def test_an_interval_is_said_as_it_is(per, words):
    row = ledger_row(phase="recurring", per=per, parts=[8.0])
    assert hours_view(row).when(row) == words


def test_a_recommendation_is_no_duty():
    ids = ["nm-sro-topic-role-model", "nm-sro-topic-teaching"]
    row = ledger_row(modality="should", requirements=ids, unquantified=2,
                     unquantified_requirements=ids)  # fmt: skip
    (entry,) = hours_view(row).cells()[f"nm.{SRO}", ONCE].entries
    assert entry.answer == "2 recommendations without stated hours, with no date stated"
    assert entry.modality == "should"


def test_the_largest_sum_is_one_of_several_parts_owed_once():
    single = ledger_row(parts=[200.0], total_hours=200.0)
    again = ledger_row(phase="recurring", per="P1Y", parts=[50.0, 60.0], total_hours=110.0)
    summed = ledger_row(parts=[16.0, 4.0], total_hours=20.0)
    assert hours_view(single, again, summed).largest_sum()["parts"] == [16.0, 4.0]
    assert hours_view(single, again).largest_sum() is None


def test_a_claim_without_a_sum_claims_none():
    assert overview_view.claim(hours_view(), NAMES) == (
        "None of the texts adds up hours of training for any role."
    )


def test_an_empty_cell_says_which_emptiness_it_is():
    cells = hours_view().cells()
    assert cells[f"nm.{SRO}", AGAIN].state == "silent"
    assert cells[f"nm.{SRO}", ONCE].state == "unquantified"
    assert cells[f"nm.{SRO}", ONCE].text == "No duty is counted on this day."


def test_the_panel_of_a_sum_lists_its_addends_and_their_cautions():
    real = HoursView(LAW, LEDGER, DETAILS)
    entries = real.cells()[f"nm.{SSP}", ONCE].entries
    summed = next(entry for entry in entries if entry.answer.startswith("16 + 4"))
    ids = next(row["requirements"] for row in real.rows("nm", SSP) if len(row["parts"]) > 1)
    assert [term for term, _ in summed.detail.more] == [DETAILS.panels[key].citation for key in ids]
    assert [words.rsplit(": ", 1)[1] for _, words in summed.detail.more] == [
        "16 h.", "4 h.", "8 h.", "16 h.",
    ]  # fmt: skip
    cautions = [caution for key in ids for caution in DETAILS.panels[key].cautions]
    assert summed.detail.cautions == tuple(dict.fromkeys(cautions))


def test_career_lines_keep_required_and_recommended_apart_and_name_their_end():
    lines = career_view.lines(career(LEDGER, years=5), NAMES)
    assert lines.groupby("line")["modality"].nunique().eq(1).all()
    assert lines.groupby("line")["year"].apply(list).map(tuple).nunique() == 1
    ends = lines[lines["year"] == 5]
    assert all(
        label.endswith(f": {hours:g} h")
        for label, hours in zip(ends["label"], ends["hours"], strict=True)
    )
    assert career_view.sentence(lines).startswith("After 5 years: ")


def test_the_career_table_keeps_each_number_under_its_own_head():
    rows = [("ms", SRO, "must", 0, 1.0), ("nm", SSP, "must", 0, 2.0), ("ms", SRO, "should", 0, 3.0)]
    hours = pd.DataFrame(rows, columns=["source", "role", "modality", "year", "hours"])
    for order in (hours, hours[::-1].reset_index(drop=True)):
        drawn = career_view.lines(order, NAMES)
        table = career_view.career_table(drawn, NAMES)
        assert re.findall(r'<span class="t-cell">([^<]+)</span>', table) == [
            f"{value:g} h" for value in order["hours"]
        ]


def test_lines_left_out_are_named_and_without_any_nothing_is_said():
    assert career_view.coinciding({}) == ""
    assert career_view.coinciding({"B": "A"}) == "Not drawn: B runs along A."


# Search and sources.


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 entries found for “x”"),
        (1, "1 entry found for “x”"),
        (25, "25 entries found for “x”"),
        (26, "26 entries found for “x”; the first 25 are listed"),
    ],
)
def test_a_search_says_how_many_it_found_and_how_many_it_lists(count, said):
    assert overview_view.found_words(["id"] * count, "x") == said


@pytest.mark.parametrize("shown", ["everything", "duties", "cautions"])
def test_what_is_listed_of_a_source_is_what_is_downloaded(shown):
    requirements = with_standing(LAW.requirements, as_of=DAY)
    source = SourceView(LAW, requirements, "nm", NAMES, shown)
    listed = [
        duty.requirement_id
        for section in source.sections()
        for provision in section.provisions
        for duty in provision.duties
    ]
    assert listed == source.table()["requirement_id"].tolist()
    assert "standing_kind" not in source.table()
    assert sum(section.entries for section in source.sections()) == len(listed)
