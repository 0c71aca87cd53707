"""Officers from Arrow, findings to Arrow: the batch function that every larger engine maps.

Officers have `officer_id`, `role`, a column for each fact that is known of anybody, and `courses`,
a list<struct<course, completed_on, hours>>: null where nothing is known of an officer's courses,
empty where none is completed. A missing column is unknown of everybody.
"""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from policy_model.records.officers import Completion, Officer
from policy_model.records.whole import Dataset
from policy_model.rules.check import Findings, checked
from policy_model.rules.columns import FALSE, TRUE, UNSURE, Completions, Officers
from policy_model.rules.days import UNKNOWN_DAY, day_number
from policy_model.rules.plan import Plan, plan_of
from policy_model.vocabulary import FactType, Status

FINDINGS_SCHEMA = pa.schema(
    [
        ("officer_id", pa.string()),
        ("source", pa.string()),
        ("requirement", pa.string()),
        ("modality", pa.string()),
        ("mechanism", pa.string()),
        ("status", pa.string()),
        ("due_on", pa.date32()),
    ]
)
"""The long findings, as every engine and file has them."""
COURSES_TYPE = pa.list_(
    pa.struct([("course", pa.string()), ("completed_on", pa.date32()), ("hours", pa.float64())])
)
STATUSES = pa.array([status.value for status in Status])


def check_batch(
    batch: pa.RecordBatch,
    *,
    as_of: date,
    sources: Sequence[str] | None = None,
    dataset: Dataset | None = None,
    threads: int = 1,
) -> pa.RecordBatch:
    """The findings for a batch of officers; rows do not depend on one another.

    Rows: one an officer and tested requirement of the officer's role, in the order of the officers.
    Columns: FINDINGS_SCHEMA. Missing: due_on where there is none or it is not known.
    An officer of an unknown role has no findings. Raises UnknownName for an unknown source, and
    ArrowInvalid where a column cannot be read as its fact's type; `roster` reads what may be bad.

    >>> officers = pa.RecordBatch.from_pylist(
    ...     [{"officer_id": "7", "role": "school_resource_officer"}]
    ... )
    >>> check_batch(officers, as_of=date(2024, 1, 31)).schema.names[:3]
    ['officer_id', 'source', 'requirement']
    """
    plan = plan_of(dataset)
    officers = officers_of(batch, plan)
    found = checked(
        officers, plan, plan.source_ids(sources), as_of=day_number(as_of), threads=threads
    )
    return findings_batch(found, batch.column("officer_id"), plan)


def findings_batch(found: Findings, ids: pa.Array, plan: Plan) -> pa.RecordBatch:
    """Findings with their ids and words, as FINDINGS_SCHEMA has them."""
    words = [pa.array(column) for column in rule_words(plan)]
    due_on = pa.array(found.due_on, mask=found.due_on == UNKNOWN_DAY).cast(pa.date32())
    columns = [
        ids.cast(pa.string()).take(pa.array(found.officer)),
        *(column.take(pa.array(found.rule)) for column in words),
        STATUSES.take(pa.array(found.status)),
        due_on,
    ]
    return pa.RecordBatch.from_arrays(columns, schema=FINDINGS_SCHEMA)


def rule_words(plan: Plan) -> tuple[list[str], list[str], list[str], list[str]]:
    """Source, requirement, modality and mechanism of each rule, by its number."""
    rules = plan.rules
    return (
        [rule.source_id for rule in rules],
        [rule.requirement.id for rule in rules],
        [rule.requirement.modality.value for rule in rules],
        [rule.requirement.mechanism.value for rule in rules],
    )


def officers_of(batch: pa.RecordBatch, plan: Plan) -> Officers:
    """Typed Arrow columns as the columns that rules read."""
    size = batch.num_rows
    by_type = {
        kind: [f.id for f in plan.dataset.facts if f.type is kind and f.id in batch.schema.names]
        for kind in FactType
    }
    completions, has_courses = _from_lists(batch, plan)
    return Officers(
        codes_of(batch.column("role"), plan.role_codes) if "role" in batch.schema.names
        else np.full(size, -1, "int16"),
        {name: days_of(batch.column(name)) for name in by_type[FactType.DATE]},
        {name: numbers_of(batch.column(name)) for name in by_type[FactType.NUMBER]},
        {name: flags_of(batch.column(name)) for name in by_type[FactType.BOOLEAN]},
        completions,
        has_courses,
    )  # fmt: skip


def codes_of(column: pa.Array, codes: dict[str, int]) -> np.ndarray:
    """Names as int16 codes; -1 for what is missing or not known."""
    found = pc.index_in(column.cast(pa.string()), value_set=pa.array(list(codes)))
    return pc.fill_null(found, -1).to_numpy().astype("int16")


def days_of(column: pa.Array) -> np.ndarray:
    """Days as int32, UNKNOWN_DAY where missing."""
    days = column.cast(pa.date32()).cast(pa.int32())
    return pc.fill_null(days, int(UNKNOWN_DAY)).to_numpy()


def numbers_of(column: pa.Array) -> np.ndarray:
    """Numbers as float64, NaN where missing."""
    return column.cast(pa.float64()).to_numpy(zero_copy_only=False)


def flags_of(column: pa.Array) -> np.ndarray:
    """Booleans as TRUE, FALSE or UNSURE."""
    signs = pc.if_else(column.cast(pa.bool_()), pa.scalar(TRUE), pa.scalar(FALSE))
    return pc.fill_null(signs, UNSURE).to_numpy()


def _from_lists(batch: pa.RecordBatch, plan: Plan) -> tuple[Completions, np.ndarray]:
    if "courses" not in batch.schema.names:
        return Completions.none(), np.zeros(batch.num_rows, bool)
    lists = batch.column("courses").cast(COURSES_TYPE)
    done = lists.flatten()  # nulls and empty lists have no rows
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy()
    course = codes_of(done.field("course"), plan.course_codes)
    officer = np.repeat(np.arange(batch.num_rows, dtype="int32"), lengths)
    known = pc.is_valid(lists).to_numpy(zero_copy_only=False).copy()
    known[officer[course < 0]] = False  # a course that cannot be read may be any course
    rows = Completions(
        officer, course, days_of(done.field("completed_on")), numbers_of(done.field("hours"))
    )
    return rows.take(np.flatnonzero(known[officer])), known


def columns_of(officers: Sequence[Officer], plan: Plan) -> Officers:
    """Officers as columns, a row each; only facts that somebody gives have a column."""
    given = {name for officer in officers for name in officer.facts}
    facts = [fact for fact in plan.dataset.facts if fact.id in given]

    def columns(kind: FactType, read: object) -> dict[str, np.ndarray]:
        return {
            fact.id: np.array([read(officer.facts.get(fact.id)) for officer in officers])  # type: ignore[operator]
            for fact in facts
            if fact.type is kind
        }

    return Officers(
        np.array([plan.role_codes[officer.role] for officer in officers], "int16"),
        columns(FactType.DATE, _day),
        columns(FactType.NUMBER, _number),
        columns(FactType.BOOLEAN, _flag),
        _completions(officers, plan),
        np.array([officer.courses is not None for officer in officers], bool),
    )


def _day(value: date | None) -> np.int32:
    return UNKNOWN_DAY if value is None else day_number(value)


def _number(value: float | None) -> float:
    return np.nan if value is None else float(value)


def _flag(value: bool | None) -> np.int8:
    return UNSURE if value is None else TRUE if value else FALSE


def _completions(officers: Sequence[Officer], plan: Plan) -> Completions:
    rows: list[tuple[int, Completion]] = [
        (at, done) for at, officer in enumerate(officers) for done in officer.courses or ()
    ]
    return Completions(
        np.array([at for at, _ in rows], "int32"),
        np.array([plan.course_codes[done.course] for _, done in rows], "int16"),
        np.array([_day(done.completed_on) for _, done in rows], "int32"),
        np.array([_number(done.hours) for _, done in rows]),
    )
