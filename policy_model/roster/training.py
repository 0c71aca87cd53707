"""Rows of training joined to their officers by id."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from policy_model.errors import DataProblems, Problem, did_you_mean, nearest, shown
from policy_model.roster.columns import Column, as_text, day_column, number_column
from policy_model.roster.tables import Table
from policy_model.rules.batch import codes_of
from policy_model.rules.columns import Completions
from policy_model.rules.days import UNKNOWN_DAY
from policy_model.rules.plan import Plan

_COLUMNS = ("officer_id", "course", "completed_on", "hours")


class Training(NamedTuple):
    """Completions by the officers' rows; whose courses are known (None: nobody's); problems."""

    completions: Completions
    known: np.ndarray | None
    problems: list[Problem]
    rejected: int


def no_training() -> Training:
    """No file of training: nothing is known of anybody's courses."""
    return Training(Completions.none(), None, [], 0)


def training_of(table: Table, ids: pa.Array, refused: np.ndarray, plan: Plan) -> Training:
    """The completions of the officers whose ids are given, row by row.

    `refused` marks officers whose own row is rejected. An officer without rows has completed
    nothing.
    """
    if wrong := list(_header_problems(table)):
        raise DataProblems(wrong)
    theirs = as_text(table.data.column("officer_id"))
    known_ids, places = _places(ids)
    at = pc.fill_null(pc.index_in(theirs, value_set=known_ids), -1).to_numpy(zero_copy_only=False)
    officer = np.where(at >= 0, places[at] if len(places) else 0, -1).astype("int32")
    names = as_text(table.data.column("course"))
    course = codes_of(names, plan.course_codes)
    day = _optional(table, "completed_on")
    hours = _optional(table, "hours")
    found = [
        *_officer_problems(table, theirs, officer, refused),
        *_course_problems(table, names, course, plan),
        *_cell_problems(table, "completed_on", day, "a day as YYYY-MM-DD"),
        *_cell_problems(table, "hours", hours, "the hours as a number"),
    ]
    bad = np.zeros(len(officer), bool)
    bad[[row for row, _ in found]] = True
    known = _known(table, officer, course, ids)
    rows = np.flatnonzero((officer >= 0) & (course >= 0))
    rows = rows[known[officer[rows]]]
    done = Completions(
        officer[rows],
        course[rows],
        np.where(bad, UNKNOWN_DAY, day.values)[rows],
        np.where(bad, np.nan, hours.values)[rows],
    )
    listed = [*table.problems, *(problem for _, problem in found)]
    return Training(done, known, listed, int(bad.sum()) + len(table.rejected))


def _header_problems(table: Table) -> Iterator[Problem]:
    names = table.data.column_names
    for needed in ("officer_id", "course"):
        if needed not in names:
            repair = f"Training has the columns {', '.join(_COLUMNS)}."
            if near := nearest(needed, names):
                repair = f"Did you mean it by {shown(near)}? {repair}"
            yield table.header_problem(needed, f"the column {needed} is missing", repair)
    for name in names:
        near = nearest(name, _COLUMNS)
        if near and name not in _COLUMNS and near not in names:
            rule = f"{shown(name)} is no column of training, and nearly one"
            yield table.header_problem(name, rule, did_you_mean(name, _COLUMNS))


def _places(ids: pa.Array) -> tuple[pa.Array, np.ndarray]:
    """Each id once, and the first row that has it."""
    coded = ids.dictionary_encode()
    codes = pc.fill_null(coded.indices, -1).to_numpy(zero_copy_only=False)
    places = np.zeros(len(coded.dictionary), "int64")
    rows = np.flatnonzero(codes >= 0)[::-1]
    places[codes[rows]] = rows
    return coded.dictionary, places


def _optional(table: Table, name: str) -> Column:
    size = table.data.num_rows
    if name not in table.data.column_names:
        unknown = UNKNOWN_DAY if name == "completed_on" else np.nan
        kind = "int32" if name == "completed_on" else "float64"
        return Column(np.full(size, unknown, kind), {})
    read = day_column if name == "completed_on" else number_column
    return read(table.data.column(name))


def _known(table: Table, officer: np.ndarray, course: np.ndarray, ids: pa.Array) -> np.ndarray:
    """Whose courses are known: not theirs of whom a row names a course that cannot be read."""
    known = np.ones(len(ids), bool)
    known[officer[(officer >= 0) & (course < 0)]] = False
    if table.rejected:
        cells = {cell.strip() for record in table.rejected.values() for cell in record}
        known &= ~pc.is_in(ids, value_set=pa.array(sorted(cells), pa.string())).to_numpy(
            zero_copy_only=False
        )
    return known


Row = tuple[int, Problem]


def _officer_problems(
    table: Table, theirs: pa.Array, officer: np.ndarray, refused: np.ndarray
) -> Iterator[Row]:
    for at in np.flatnonzero(officer < 0).tolist():
        name = theirs[at].as_py()
        rule = "the officer_id is missing" if name is None else f"there is no officer {shown(name)}"
        repair = "Add the officer to the roster, or take the row out."
        yield at, table.problem(at, "officer_id", rule, repair)
    rejected = np.flatnonzero((officer >= 0) & refused[officer])
    for at in rejected.tolist():
        rule = f"the row of officer {shown(theirs[at].as_py())} is rejected"
        yield at, table.problem(at, "officer_id", rule, "Mend the officer's row first.")


def _course_problems(
    table: Table, names: pa.Array, course: np.ndarray, plan: Plan
) -> Iterator[Row]:
    for at in np.flatnonzero(course < 0).tolist():
        name = names[at].as_py()
        rule = "the course is missing" if name is None else f"the course {shown(name)} is not known"
        yield at, table.problem(at, "course", rule, did_you_mean(name or "", plan.course_codes))


def _cell_problems(table: Table, name: str, column: Column, form: str) -> Iterator[Row]:
    repair = f"Write {form}, or leave the cell empty."
    for at, rule in column.bad.items():
        yield at, table.problem(at, name, rule, repair)
