"""The comparison as one table: cell by cell what `compare` says, and never a blank."""

from datetime import date

import pandas as pd
import pytest

from policy_model import Frames, UnknownName, compare, comparison_matrix
from policy_model.citation import cite
from policy_model.vocabulary import LIST_SEPARATOR
from tests.synthetic import HELD, Given, framed, held, instrument, requirement, source

DAY = date(2026, 11, 21)
HARD = held("hard cases")[1]
STATES = {"silent", "not_in_extract", "not_coded", "not_applicable"}


@pytest.fixture(params=HELD)
def tables(request: pytest.FixtureRequest) -> Frames:
    return held(request.param)[1]


def said_by_compare(tables: Frames, **asked: object) -> dict[tuple[str, str, str], str]:
    """(source, role, question) -> the words of its cell, put together from the long rows."""
    short = dict(
        tables.instruments[["instrument_id", "short_citation"]].itertuples(index=False, name=None)
    )
    cells: dict[tuple[str, str, str], list[str]] = {}
    for row in compare(tables, **asked).astype(object).to_dict("records"):
        said = row["state"]
        if isinstance(row["requirement"], str):
            where = cite(short[row["instrument"]], row["pinpoint"])
            since = "" if row["standing"] == "in force" else f"; {row['standing']}"
            said = f"{row['modality']}: {row['answer']} ({where}{since})"
        cells.setdefault((row["source"], row["role"], row["question"]), []).append(said)
    return {key: LIST_SEPARATOR.join(said) for key, said in cells.items()}


def cells_of(table: pd.DataFrame) -> dict[tuple[str, str, str], str]:
    """The same from the table."""
    return {
        (row["source"], row["role"], question): row[question]
        for row in table.to_dict("records")
        for question in table.columns[2:]
    }


ASKED = {
    "everything": {},
    "another order of sources": {"sources": ["charlie", "alpha", "charlie"]},
    "one class": {"role_class": "unsworn"},
    "some questions": {"questions": ["duties", "age"]},
    "all three": {"sources": ["echo", "alpha"], "role_class": "sworn", "questions": ["arms"]},
}


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2024, 8, 31), date(2026, 6, 30), DAY])
def test_each_cell_says_what_the_comparison_says(tables: Frames, day: date) -> None:
    told = cells_of(comparison_matrix(tables, as_of=day))
    assert told == said_by_compare(tables, as_of=day)


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_what_is_chosen_stands_as_in_the_comparison(asked: dict) -> None:
    table, rows = (ask(HARD, as_of=DAY, **asked) for ask in (comparison_matrix, compare))
    pairs = rows[["source", "role"]].drop_duplicates()
    assert table[["source", "role"]].values.tolist() == pairs.values.tolist()
    assert list(table.columns[2:]) == rows["question"].drop_duplicates().tolist()
    assert cells_of(table) == said_by_compare(HARD, as_of=DAY, **asked)


def test_columns_are_text_and_no_cell_is_blank(tables: Frames) -> None:
    table = comparison_matrix(tables, as_of=DAY)
    assert list(table.columns) == ["source", "role", *tables.questions["question_id"]]
    assert set(table.dtypes.astype(str)) == {"str"}
    assert table.notna().all(axis=None)
    assert table.index.tolist() == list(range(len(tables.columns)))
    for said in cells_of(table).values():
        assert said in STATES or said.endswith(")")


def test_the_frames_stay_as_they_are() -> None:
    before = {name: frame.copy() for name, frame in HARD.items()}
    comparison_matrix(HARD, as_of=DAY)
    for name, frame in HARD.items():
        pd.testing.assert_frame_equal(frame, before[name])


def duties(id: str, words: str, **given: object) -> Given:
    return requirement(id, answers={"duties": words}, **given)


def only_cell(*parts: Given, day: date = DAY) -> str:
    tables = framed(source("alpha", *parts))
    return comparison_matrix(tables, as_of=day, questions=["duties"]).loc[0, "duties"]


def test_the_stronger_answer_comes_first_each_with_its_place() -> None:
    weak = instrument("alpha-a", duties("alpha-x", "Teach", pinpoint="¶1"), authority="advisory")
    strong = instrument("alpha-b", duties("alpha-y", "Patrol", pinpoint="(2)", modality="may"))
    assert only_cell(weak, strong) == "may: Patrol (Alpha-B(2)) | must: Teach (Alpha-A, ¶1)"


def test_what_is_not_plainly_in_force_says_so() -> None:
    rule = duties("alpha-x", "Teach", effective_on="2025-09-01", ends_on="2026-06-30", pinpoint="A")
    said = [only_cell(rule, day=date(year, 1, 1)) for year in (2025, 2026, 2027)]
    assert said == [
        "must: Teach (Alpha-Code A; from 1 Sep 2025)",
        "must: Teach (Alpha-Code A; until 30 Jun 2026)",
        "must: Teach (Alpha-Code A; until 30 Jun 2026)",
    ]


def test_an_answer_that_reads_like_a_state_is_told_from_it_by_its_place() -> None:
    assert only_cell(duties("alpha-x", "silent", pinpoint="A")) == "must: silent (Alpha-Code A)"
    assert only_cell(requirement("alpha-x")) == "silent"


def test_no_column_is_a_table_without_rows() -> None:
    told = framed(source("alpha", duties("alpha-x", "Teach")))
    for asked in ({"role_class": "unsworn"}, {"sources": []}):
        table = comparison_matrix(told, as_of=DAY, **asked)
        assert table.empty
        assert list(table.columns[:2]) == ["source", "role"]
    assert comparison_matrix(told, as_of=DAY, questions=[]).shape == (1, 2)


@pytest.mark.parametrize("asked", [{"sources": ["alfa"]}, {"questions": ["dutys"]}])
def test_unknown_names_are_refused(asked: dict) -> None:
    with pytest.raises(UnknownName, match="Did you mean"):
        comparison_matrix(HARD, as_of=DAY, **asked)
