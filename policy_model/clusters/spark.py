"""The officer check in Spark: `mapInArrow` over the batch function.

The session's own Python runs it, so policy_model must be installed on the workers too
(docs/clusters.md). pyspark is the extra `spark`; nothing of it is needed to import this.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa

from policy_model.clusters.parts import COURSE_FIELDS, FINDINGS_SCHEMA, Check
from policy_model.records.whole import Dataset

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_SPARK_TYPES = {pa.string(): "string", pa.date32(): "date"}
SCHEMA = ", ".join(f"{field.name} {_SPARK_TYPES[field.type]}" for field in FINDINGS_SCHEMA)
"""The findings' columns as Spark writes a schema."""
_COURSES = "if(officer_id is null, null, coalesce(courses, array())) as courses"
_COMPLETION = ", ".join(f"'{name}', {name}" for name in COURSE_FIELDS)


def findings(
    officers: DataFrame,
    training: DataFrame | None = None,
    *,
    as_of: date,
    sources: Sequence[str] | None = None,
    dataset: Dataset | None = None,
) -> DataFrame:
    """Every finding for a Spark frame of officers, as a Spark frame.

    `officers` has `officer_id`, `role` and a column for each fact that is known; `training` has
    officer_id, course, completed_on, hours, and gives each officer the column `courses`.

    Rows: one an officer and tested requirement of the officer's role, in no order.
    Columns: officer_id, source, requirement, modality, mechanism, status (string), due_on (date).
    Missing: due_on where there is none or it is not known.
    Raises UnknownName for an unknown source; a column of a wrong type fails in the Spark job.

    >>> SCHEMA.split(", ")[-1]
    'due_on date'
    """
    check = Check.asked(sources, dataset, as_of=as_of)
    whole = officers if training is None else with_courses(officers, training)
    return whole.select(check.columns(whole.columns)).mapInArrow(check.each, SCHEMA)


def with_courses(officers: DataFrame, training: DataFrame) -> DataFrame:
    """Officers with the column `courses`; who has no row of training has completed nothing.

    The join and the collecting are Spark's own. A training row whose officer is not there is
    left out; of an officer without an id nothing is known.
    """
    rows = training.selectExpr("officer_id", f"named_struct({_COMPLETION}) as completion")
    lists = rows.groupBy("officer_id").agg({"completion": "collect_list"})
    named = lists.toDF("officer_id", "courses")
    joined = officers.drop("courses").join(named, "officer_id", "left")
    kept = [name for name in joined.columns if name != "courses"]
    return joined.selectExpr(*kept, _COURSES)
