"""Rosters of any size, made by rule from a seed: officers of every role, with gaps, and training.

Nothing here is of a real person. Days lie on both sides of the days that texts name; a tenth of the
facts is not known, of one officer in twenty no course is, and completions lack days and hours.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from policy_model import frames, load_dataset, shown_first
from policy_model.rules.columns import UNSURE, Completions, Officers
from policy_model.rules.days import UNKNOWN_DAY, day_number
from policy_model.rules.plan import Plan, plan_of
from policy_model.vocabulary import FactType

AS_OF = date(2026, 11, 21)
ROLES = {
    "school_resource_officer": 0.70,
    "school_security_personnel": 0.10,
    "substitute_school_resource_officer": 0.08,
    "campus_enforcement_officer": 0.05,
    "school_safety_officer": 0.04,
    "peace_officer_powers_position": 0.03,
}
"""The share of each role that some test binds."""
COURSES_EACH = 5
_UNKNOWN, _NO_COURSES, _NO_DAY, _NO_HOURS = 0.10, 0.05, 0.03, 0.08
_NUMBERS = {
    "age": (21, 65), "law_enforcement_years": (0, 30), "full_time_percent": (20, 101),
    "substitute_contact_days": (10, 120),
}  # fmt: skip
"""Whole numbers of each fact, from and below."""
_HOURS = np.array([4, 8, 16, 24, 39.5, 40, 40, 48])


@dataclass(frozen=True, slots=True)
class Made:
    """A roster as columns."""

    officers: Officers
    plan: Plan

    @property
    def size(self) -> int:
        """How many officers."""
        return self.officers.size


@cache
def five() -> Plan:
    """The rules of the five documents shown first: those by which speed is judged."""
    dataset = load_dataset()
    first = shown_first(frames(dataset))
    return plan_of(replace(dataset, sources=tuple(s for s in dataset.sources if s.id in first)))


def roster_of(size: int, plan: Plan, *, seed: int = 7) -> Made:
    """So many officers and COURSES_EACH completions for each of them on average."""
    rng = np.random.default_rng(seed)
    named = {fact.id: fact for fact in plan.dataset.facts}
    dates = {f: _days(rng, size) for f in named if named[f].type is FactType.DATE}
    del dates["born_on"]  # the age itself is given
    for latest in (f for f in dates if named[f].latest):
        dates[latest] = _days(rng, size, first=date(2024, 6, 1))
    numbers = {f: _numbers(rng, size, *_NUMBERS[f]) for f, _ in _NUMBERS.items()}
    flags = {
        f: rng.choice(np.array([1, -1, UNSURE], "int8"), size, p=[0.6, 0.3, 0.1])
        for f in named if named[f].type is FactType.BOOLEAN
    }  # fmt: skip
    roles = rng.choice(
        np.array([plan.role_codes[role] for role in ROLES], "int16"), size, p=list(ROLES.values())
    )
    has_courses = rng.random(size) >= _NO_COURSES
    done = _completions(rng, size, plan, has_courses)
    return Made(Officers(roles, dates, numbers, flags, done, has_courses), plan)


def without_training(made: Made) -> Officers:
    """The officers alone."""
    return replace(made.officers, completions=Completions.none())


def _days(rng: np.random.Generator, size: int, *, first: date = date(2019, 1, 1)) -> np.ndarray:
    low, high = day_number(first), day_number(date(2027, 8, 1))
    days = rng.integers(low, high, size, dtype="int32")
    return np.where(rng.random(size) < _UNKNOWN, UNKNOWN_DAY, days)


def _numbers(rng: np.random.Generator, size: int, low: int, high: int) -> np.ndarray:
    values = rng.integers(low, high, size).astype("float64")
    return np.where(rng.random(size) < _UNKNOWN, np.nan, values)


def _completions(
    rng: np.random.Generator, size: int, plan: Plan, has_courses: np.ndarray
) -> Completions:
    """Completions of courses that tests read, in the order of the officers."""
    count = size * COURSES_EACH
    officer = np.sort(rng.integers(0, size, count, dtype="int32"))
    codes = [plan.course_codes[name] for name in courses_read(plan)]
    course = rng.choice(np.array(codes, "int16"), count)
    low, high = day_number(date(2018, 1, 1)), day_number(date(2027, 3, 1))
    day = rng.integers(low, high, count, dtype="int32")
    day[rng.random(count) < _NO_DAY] = UNKNOWN_DAY
    hours = rng.choice(_HOURS, count)
    hours[rng.random(count) < _NO_HOURS] = np.nan
    return Completions(officer, course, day, hours).take(has_courses[officer])


def courses_read(plan: Plan) -> list[str]:
    """The courses that any test names."""
    named = {
        name.strip()
        for rule in plan.rules
        for item in rule.test.items()
        for name in ([item.course] if item.course else [])
    }
    return sorted(named)


def write_parquet(made: Made, officers: Path, training: Path) -> None:
    """The roster as two files, as `roster` reads them."""
    given, done = made.officers, made.officers.completions
    roles = np.array(list(made.plan.role_codes))[given.roles]
    columns = {"officer_id": _ids(np.arange(made.size)), "role": pa.array(roles)}
    columns |= {name: _day_column(days) for name, days in given.dates.items()}
    columns |= {name: pa.array(each, from_pandas=True) for name, each in given.numbers.items()}
    columns |= {name: pa.array(f > 0, mask=f == UNSURE) for name, f in given.flags.items()}
    pq.write_table(pa.table(columns), officers)
    names = np.array(list(made.plan.course_codes))[done.course]
    rows = {
        "officer_id": _ids(done.officer), "course": pa.array(names),
        "completed_on": _day_column(done.day), "hours": pa.array(done.hours, from_pandas=True),
    }  # fmt: skip
    pq.write_table(pa.table(rows), training)


def _ids(numbers: np.ndarray) -> pa.Array:
    return pa.array(numbers + 1_000_000).cast(pa.string())


def _day_column(days: np.ndarray) -> pa.Array:
    return pa.array(days, mask=days == UNKNOWN_DAY).cast(pa.date32())
