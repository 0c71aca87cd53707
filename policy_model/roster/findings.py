"""Findings of a roster, part by part, so that a state's roster passes through a small memory."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa

from policy_model.errors import DataProblems, Problem
from policy_model.records.whole import Dataset
from policy_model.roster.assembly import Roster, read_roster
from policy_model.roster.tables import Given
from policy_model.rules.batch import FINDINGS_SCHEMA, findings_batch
from policy_model.rules.check import Findings, checked
from policy_model.rules.days import day_number
from policy_model.rules.plan import Plan, plan_of

PART = 131_072  # officers of one part


def check_roster(
    officers: Given,
    training: Given | None = None,
    *,
    as_of: date,
    sources: Sequence[str] | None = None,
    dataset: Dataset | None = None,
) -> pd.DataFrame:
    """Every finding for a roster on a day.

    `officers` is a frame (or a path, or the bytes of a CSV or Parquet file) with `officer_id`,
    `role` and a column for each fact that is known; an empty cell is unknown. `training` has
    `officer_id`, `course`, `completed_on`, `hours`: with it an officer without rows has completed
    nothing, without it nobody's courses are known. Other columns pass through.

    Rows: one an officer and tested requirement of the officer's role, in the order of the roster,
    then of the sources and their documents.
    Columns: officer_id, source, requirement, modality, mechanism, status, due_on (text; a day as
    ISO text), then the roster's other columns.
    Missing: due_on where there is none or it is not known.
    Raises DataProblems with every row that cannot be used, UnknownName for an unknown source.

    >>> officers = pd.DataFrame({"officer_id": ["7"], "role": ["school_resource_officer"]})
    >>> list(check_roster(officers, as_of=date(2026, 11, 21)).columns[:3])
    ['officer_id', 'source', 'requirement']
    """
    plan = plan_of(dataset)
    chosen = plan.source_ids(sources)
    roster = read_roster(officers, training, plan, as_of=as_of)
    if roster.problems:
        raise DataProblems(roster.problems)
    tables = list(finding_tables(roster, plan, chosen, as_of=as_of))
    whole = pa.concat_tables(tables) if tables else FINDINGS_SCHEMA.empty_table()
    days = whole.column("due_on").cast(pa.string())
    at = whole.schema.get_field_index("due_on")
    return whole.set_column(at, "due_on", days).to_pandas()


def parts(
    roster: Roster, plan: Plan, sources: tuple[str, ...], *, as_of: date, size: int = PART
) -> Iterator[tuple[int, int, Findings]]:
    """The findings of each part of the roster, with its first row and the row after its last."""
    day = day_number(as_of)
    officers = roster.officers
    edges = [*range(0, officers.size, size), officers.size]
    marks = np.searchsorted(officers.completions.officer, edges)
    for at in range(len(edges) - 1):
        start, stop = edges[at], edges[at + 1]
        block = officers.block(start, stop, int(marks[at]), int(marks[at + 1]))
        yield start, stop, checked(block, plan, sources, as_of=day)


def finding_tables(
    roster: Roster,
    plan: Plan,
    sources: tuple[str, ...],
    *,
    as_of: date,
    told: Callable[[int], None] = lambda officers: None,
) -> Iterator[pa.Table]:
    """The findings as tables of FINDINGS_SCHEMA and the roster's other columns.

    `told` hears after each part how many officers were in it.
    """
    for start, stop, found in parts(roster, plan, sources, as_of=as_of):
        batch = findings_batch(found, roster.ids.slice(start, stop - start), plan)
        table = pa.Table.from_batches([batch])
        extra = roster.extra.slice(start, stop - start).take(pa.array(found.officer))
        for name in extra.column_names:
            shown = f"roster_{name}" if name in table.column_names else name
            table = table.append_column(shown, extra.column(name))
        yield table
        told(stop - start)


def problems_frame(problems: Sequence[Problem]) -> pd.DataFrame:
    """Problems as a table.

    Rows: one a problem, in the order of files and rows.
    Columns: file, line (of the file, from 1), row (from 1 below the header), column, rule, repair.
    Missing: line and row of a problem of the whole file; line in Parquet; column of a whole row.
    """
    rows = [
        (
            each.file, each.line, int(each.record.removeprefix("row ")) if each.record else None,
            each.field or None, each.rule, each.repair,
        )
        for each in problems
    ]  # fmt: skip
    columns = ["file", "line", "row", "column", "rule", "repair"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.astype({name: "Int64" if name in ("line", "row") else "str" for name in columns})
