"""Officers as columns, and what is done with columns officer by officer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from policy_model.records.vocabularies import Fact
from policy_model.rules.days import UNKNOWN_DAY, Days, years_since
from policy_model.vocabulary import FactType

TRUE, UNSURE, FALSE = np.int8(1), np.int8(0), np.int8(-1)
"""Kleene's three values: `and` is the least, `or` the greatest, `not` the negative."""

# A value without a dimension holds of every officer. It is one of numpy's numbers, not an array:
# for one officer nearly all the time would go into calling numpy.


@dataclass(frozen=True, slots=True)
class Completions:
    """Completed courses, one a row: the officer's row, the course's code, the day, the hours.

    int32, int16, int32 (UNKNOWN_DAY where not given), float64 (NaN where not given).
    """

    officer: np.ndarray
    course: np.ndarray
    day: np.ndarray
    hours: np.ndarray

    @classmethod
    def none(cls) -> "Completions":
        """No completion of anybody."""
        empty = np.empty(0)
        return cls(*(empty.astype(kind) for kind in ("int32", "int16", "int32", "float64")))

    def take(self, rows: np.ndarray) -> "Completions":
        """Some of the rows."""
        return Completions(self.officer[rows], self.course[rows], self.day[rows], self.hours[rows])

    def by_course(self, courses: int) -> Callable[[int], "Completions"]:
        """What gives the rows of a course by its code."""
        order = np.argsort(self.course, kind="stable")
        ends = np.searchsorted(self.course[order], np.arange(courses + 1)).tolist()
        none = Completions.none()

        def rows(code: int) -> "Completions":
            first, stop = ends[code : code + 2]
            return self.take(order[first:stop]) if first < stop else none

        return rows


@dataclass(frozen=True, slots=True)
class Officers:
    """Officers as given, one a row; a fact without a column is unknown of everybody.

    roles: int16 codes of roles, -1 unknown. dates: int32 days, UNKNOWN_DAY. numbers: float64, NaN.
    flags: int8, TRUE, FALSE or UNSURE. has_courses: whether the courses are known.
    """

    roles: np.ndarray
    dates: Mapping[str, np.ndarray]
    numbers: Mapping[str, np.ndarray]
    flags: Mapping[str, np.ndarray]
    completions: Completions
    has_courses: np.ndarray

    @property
    def size(self) -> int:
        """How many officers."""
        return len(self.roles)

    def block(self, start: int, stop: int, first: int, last: int) -> "Officers":
        """Rows start to stop; `first` and `last` bound their completions, sorted by officer."""
        done = self.completions.take(slice(first, last))
        return Officers(
            self.roles[start:stop],
            {name: column[start:stop] for name, column in self.dates.items()},
            {name: column[start:stop] for name, column in self.numbers.items()},
            {name: column[start:stop] for name, column in self.flags.items()},
            replace(done, officer=done.officer - np.int32(start)),
            self.has_courses[start:stop],
        )


def with_stand_ins(officers: Officers, facts: tuple[Fact, ...], *, as_of: Days) -> Officers:
    """Missing dates taken from the facts that data/facts.yaml names for them; age from birth.

    This is done once, before any rule; `stood_in` says for one officer what was taken from where.
    """
    dates, numbers = dict(officers.dates), dict(officers.numbers)
    for fact in facts:
        column = officers.dates.get(fact.id)
        for name in fact.stand_ins:
            other = officers.dates.get(name)
            if other is not None:
                column = other if column is None else np.where(column == UNKNOWN_DAY, other, column)
        if column is not None and fact.type is FactType.DATE:
            dates[fact.id] = column
    if "born_on" in dates:
        ages, given = years_since(dates["born_on"], as_of=as_of), numbers.get("age")
        numbers["age"] = ages if given is None else np.where(np.isnan(ages), given, ages)
    return replace(officers, dates=dates, numbers=numbers)


_FEW = 256  # rows for which one call costs less than the branches that three calls avoid


def for_all(values: np.ndarray, size: int) -> np.ndarray:
    """A column of `size` rows: the values themselves, or one value for everybody.

    >>> for_all(np.int8(1), 2).tolist(), for_all(np.array([3, 4]), 2).tolist()
    ([1, 1], [3, 4])
    """
    if np.ndim(values):
        return values
    return np.full(size, values) if size < _FEW else np.broadcast_to(values, size)


def pick(where: np.ndarray, this: np.ndarray, other: np.ndarray) -> np.ndarray:
    """`np.where` of whole numbers without a branch for each row, which took ten times as long.

    >>> pick(np.array([True, False]), np.array([1, 2], "int8"), np.int8(9))
    array([1, 9], dtype=int8)
    """
    if not where.ndim:
        return this if where else other
    if where.size < _FEW:
        return np.where(where, this, other)
    kind = np.result_type(this, other)
    mask = np.negative(where.view(np.int8) if kind == np.int8 else where.astype(kind))
    picked = (this ^ other) & mask
    picked ^= other
    return picked


def least(these: np.ndarray, those: np.ndarray) -> np.ndarray:
    """The lesser of two, officer by officer.

    >>> int(least(TRUE, FALSE)), least(np.array([1, 5]), np.int8(3)).tolist()
    (-1, [1, 3])
    """
    if these.ndim or those.ndim:
        return np.minimum(these, those)
    return those if those < these else these


def greatest(these: np.ndarray, those: np.ndarray) -> np.ndarray:
    """The greater of two, officer by officer.

    >>> int(greatest(TRUE, FALSE)), greatest(np.array([1, 5]), np.int8(3)).tolist()
    (1, [3, 5])
    """
    if these.ndim or those.ndim:
        return np.maximum(these, those)
    return those if those > these else these


def ones(flags: np.ndarray) -> np.ndarray:
    """Yes and no as int8, 1 and 0."""
    return flags.view(np.int8) if flags.ndim else TRUE if flags else UNSURE


def shared(column: np.ndarray) -> np.ndarray:
    """What a column says of everybody, where it has but one row; otherwise the column.

    >>> int(shared(np.array([3]))), shared(np.array([3, 4])).tolist()
    (3, [3, 4])
    """
    return column[0] if column.shape == (1,) else column
