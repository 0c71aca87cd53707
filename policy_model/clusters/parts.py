"""What both engines map: a part of the officers, with their training where there is any.

An engine hands over typed columns. It is the engine that has read the files; who needs every bad
cell named by its row reads the files with `roster`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from policy_model.records.whole import Dataset
from policy_model.rules.batch import COURSES_TYPE, FINDINGS_SCHEMA, check_batch
from policy_model.rules.plan import plan_of

COURSE_FIELDS = tuple(field.name for field in COURSES_TYPE.value_type)


@dataclass(frozen=True, slots=True)
class Check:
    """What is asked of every part; it travels to the workers.

    Without a dataset each worker reads the project's own, once.
    """

    as_of: date
    sources: tuple[str, ...] | None
    dataset: Dataset | None

    @classmethod
    def asked(cls, sources: Sequence[str] | None, dataset: Dataset | None, *, as_of: date) -> Check:
        """The check, its sources looked up before any work is sent out; UnknownName for others."""
        chosen = None if sources is None else plan_of(dataset).source_ids(sources)
        return cls(as_of, chosen, dataset)

    def columns(self, given: Sequence[str]) -> list[str]:
        """Of the columns given, those that the check reads: the id and facts."""
        facts = {fact.id for fact in plan_of(self.dataset).dataset.facts}
        return [name for name in given if name == "officer_id" or name in facts]

    def findings(self, officers: pa.RecordBatch) -> pa.RecordBatch:
        """The findings of one part."""
        return check_batch(officers, as_of=self.as_of, sources=self.sources, dataset=self.dataset)

    def each(self, parts: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The findings of one part after another."""
        for part in parts:
            yield self.findings(part)


def with_courses(officers: pa.RecordBatch, training: pa.RecordBatch) -> pa.RecordBatch:
    """Officers with their completions as lists; who has none has completed nothing.

    `training` has officer_id, course, completed_on, hours; a row without its officer among these
    is left out; of an officer without an id nothing is known. Raises ArrowInvalid where a column
    cannot be read as its type.

    >>> officers = pa.RecordBatch.from_pydict({"officer_id": ["7", "8"]})
    >>> training = pa.RecordBatch.from_pydict({"officer_id": ["8"], "course": ["nasro_basic"]})
    >>> [len(each) for each in with_courses(officers, training).column("courses").to_pylist()]
    [0, 1]
    """
    ids = officers.column("officer_id").cast(pa.string())
    theirs = training.column("officer_id").cast(pa.string())
    coded = ids.dictionary_encode()
    at = pc.fill_null(pc.index_in(theirs, value_set=coded.dictionary), -1).to_numpy(
        zero_copy_only=False
    )
    order = np.argsort(at, kind="stable")
    order = order[np.searchsorted(at[order], 0) :]
    rows = pc.fill_null(coded.indices, len(coded.dictionary)).to_numpy(zero_copy_only=False)
    counts = np.bincount(at[at >= 0], minlength=len(coded.dictionary) + 1)
    lists = _lists(_completions(training), order, rows, counts)
    return officers.append_column("courses", pc.if_else(pc.is_valid(ids), lists, None))


def _lists(
    done: pa.StructArray, order: np.ndarray, rows: np.ndarray, counts: np.ndarray
) -> pa.ListArray:
    """A list for each row: the completions of the id that stands there, in their order.

    `order` has the completions id by id, `counts` how many each id has, `rows` each row's id.
    """
    ends = np.cumsum(counts)
    lengths = counts[rows]
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    starts = (ends - counts)[rows]
    taken = np.arange(offsets[-1]) + np.repeat(starts - offsets[:-1], lengths)
    values = done.take(pa.array(order[taken], pa.int64()))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), values, type=COURSES_TYPE)


def _completions(training: pa.RecordBatch) -> pa.StructArray:
    """Rows of training as one column; a field without a column is not known."""
    fields = list(COURSES_TYPE.value_type)
    columns = [
        training.column(field.name).cast(field.type)
        if field.name in training.schema.names
        else pa.nulls(training.num_rows, field.type)
        for field in fields
    ]
    return pa.StructArray.from_arrays(columns, fields=fields)


__all__ = ["COURSE_FIELDS", "FINDINGS_SCHEMA", "Check", "with_courses"]
