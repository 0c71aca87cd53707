"""The officer check in Dask: `map_partitions` over the batch function.

policy_model must be installed on the workers too (docs/clusters.md). dask is the extra `dask`;
nothing of it is needed to import this.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from policy_model.clusters.parts import FINDINGS_SCHEMA, Check, with_courses
from policy_model.records.whole import Dataset
from policy_model.rules.batch import COURSES_TYPE

if TYPE_CHECKING:
    from dask.dataframe import DataFrame

_DAY = pd.ArrowDtype(pa.date32())
_ID = "officer_id"


def findings(
    officers: DataFrame,
    training: DataFrame | None = None,
    *,
    as_of: date,
    sources: Sequence[str] | None = None,
    dataset: Dataset | None = None,
) -> DataFrame:
    """Every finding for a Dask frame of officers, as a Dask frame.

    `officers` has `officer_id`, `role` and a column for each fact that is known; `training` has
    officer_id, course, completed_on, hours. With training, both are shuffled by officer_id, which
    brings an officer and the officer's rows into one partition; without it, partitions stay.

    Rows: one an officer and tested requirement of the officer's role; within a partition in the
    order of the officers, then of the sources and their documents.
    Columns: officer_id, source, requirement, modality, mechanism, status (str), due_on (date32).
    Missing: due_on where there is none or it is not known.
    Raises UnknownName for an unknown source; a column of a wrong type fails in its task.

    >>> frame_of(FINDINGS_SCHEMA.empty_table()).dtypes["due_on"]
    date32[day][pyarrow]
    """
    check = Check.asked(sources, dataset, as_of=as_of)
    meta = frame_of(FINDINGS_SCHEMA.empty_table())
    asked = officers[check.columns(list(officers.columns))]
    if training is None:
        return asked.map_partitions(_checked, check, meta=meta)
    count = max(officers.npartitions, training.npartitions)
    ours, theirs = (
        frame.assign(**{_ID: frame[_ID].astype("str")}).shuffle(_ID, npartitions=count)
        for frame in (asked, training)
    )
    return ours.map_partitions(_checked_with, theirs, check, meta=meta, align_dataframes=False)


def _checked(officers: pd.DataFrame, check: Check) -> pd.DataFrame:
    return frame_of(pa.Table.from_batches([check.findings(batch_of(officers))]))


def _checked_with(officers: pd.DataFrame, training: pd.DataFrame, check: Check) -> pd.DataFrame:
    known = officers.drop(columns="courses", errors="ignore")
    whole = with_courses(batch_of(known), batch_of(training))
    return frame_of(pa.Table.from_batches([check.findings(whole)]))


def batch_of(frame: pd.DataFrame) -> pa.RecordBatch:
    """A partition as Arrow; a column of lists gets its type even where every list is empty.

    >>> batch_of(pd.DataFrame({"courses": [[], None]})).schema.field("courses").type == COURSES_TYPE
    True
    """
    columns = {
        name: pa.array(frame[name], COURSES_TYPE if name == "courses" else None, from_pandas=True)
        for name in frame.columns
    }
    return pa.RecordBatch.from_pydict({name: _whole(each) for name, each in columns.items()})


def _whole(column: pa.Array | pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def frame_of(table: pa.Table) -> pd.DataFrame:
    """Findings as pandas: text, and days as Arrow has them, since NaT knows no plain day."""
    return table.to_pandas(types_mapper={pa.date32(): _DAY}.get)
