"""A generated roster as two plain tables: officers as given, and the long table of completions."""

import numpy as np
import pyarrow as pa

from benchmarks.officers.prepared import AS_OF
from benchmarks.officers.rosters import Made
from policy_model.rules.columns import UNSURE
from policy_model.rules.days import UNKNOWN_DAY

__all__ = ["AS_OF", "officers_table", "training_table"]


def officers_table(made: Made) -> pa.Table:
    """officer (number), role, has_courses, and every fact; null where not known."""
    given = made.officers
    roles = pa.DictionaryArray.from_arrays(
        pa.array(given.roles.astype("int32")), pa.array(list(made.plan.role_codes))
    )
    columns = {"officer": pa.array(np.arange(made.size, dtype="int32")), "role": roles}
    columns |= {"has_courses": pa.array(given.has_courses)}
    columns |= {name: _days(column) for name, column in given.dates.items()}
    columns |= {name: pa.array(each, from_pandas=True) for name, each in given.numbers.items()}
    columns |= {name: pa.array(f > 0, mask=f == UNSURE) for name, f in given.flags.items()}
    return pa.table(columns)


def training_table(made: Made) -> pa.Table:
    """officer, course, day and hours of each completion, in the order of the officers."""
    done = made.officers.completions
    courses = pa.DictionaryArray.from_arrays(
        pa.array(done.course.astype("int32")), pa.array(list(made.plan.course_codes))
    )
    return pa.table(
        {
            "officer": pa.array(done.officer),
            "course": courses,
            "day": _days(done.day),
            "hours": pa.array(done.hours, from_pandas=True),
        }
    )


def _days(column: np.ndarray) -> pa.Array:
    return pa.array(column, mask=column == UNKNOWN_DAY).cast(pa.date32())
