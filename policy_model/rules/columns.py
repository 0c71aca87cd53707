"""Officers as columns, and what they amount to on a day: the only input of every rule."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeVar

import numpy as np

from policy_model.records.vocabularies import Fact
from policy_model.rules.days import NEVER, NOT_KNOWN, UNKNOWN_DAY, Span, span_of, years_since
from policy_model.vocabulary import FactType

T = TypeVar("T")
TRUE, UNSURE, FALSE = np.int8(1), np.int8(0), np.int8(-1)
"""Kleene's three values: `and` is the least, `or` the greatest, `not` the negative."""


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

    def slices(self, courses: int) -> list["Completions"]:
        """The rows of each course, by its code."""
        order = np.argsort(self.course, kind="stable")
        ends = np.searchsorted(self.course[order], np.arange(courses + 1))
        return [self.take(order[a:b]) for a, b in pairwise(ends)]


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


def with_stand_ins(officers: Officers, facts: tuple[Fact, ...], *, as_of: np.int32) -> Officers:
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
    if not np.ndim(where):
        return this if where else other
    if where.size < _FEW:
        return np.where(where, this, other)
    kind = np.result_type(this, other)
    mask = np.negative(where.view(np.int8) if kind == np.int8 else where.astype(kind))
    picked = (this ^ other) & mask
    picked ^= other
    return picked


@dataclass(slots=True)
class View:
    """What officers amount to on a day: spans and values, one array a fact or item.

    `done` maps what is asked of completions (`completions.First`, `Last`, `Lapse`, `Reach`) to the
    span of the answer. A view of some rows takes a column when a rule first reads it (`taken`);
    `memo` keeps what has been computed already. `settled` says how certain conditions are
    supposed to be, `bounds` within which days certain facts then lie.
    """

    size: int
    as_of: np.int32
    spans: Mapping[str, Span]
    numbers: Mapping[str, np.ndarray]
    flags: Mapping[str, np.ndarray]
    latest: frozenset[str]
    done: dict[object, Span] = field(default_factory=dict)
    rows: slice | np.ndarray = field(default_factory=lambda: slice(None))
    taken: dict[object, object] = field(default_factory=dict)
    memo: dict[object, object] = field(default_factory=dict)
    settled: Mapping[int, np.ndarray] = field(default_factory=dict)
    bounds: Mapping[str, Span] = field(default_factory=dict)

    @classmethod
    def of(cls, officers: Officers, facts: tuple[Fact, ...], *, as_of: np.int32) -> "View":
        """The view of officers whose stand-ins are filled; nothing is done yet."""
        spans = {name: span_of(column) for name, column in officers.dates.items()}
        latest = frozenset(fact.id for fact in facts if fact.latest)
        return cls(officers.size, as_of, spans, officers.numbers, officers.flags, latest)

    def take(self, rows: slice | np.ndarray, size: int) -> "View":
        """The same for some officers only."""
        return replace(self, size=size, rows=rows, taken={}, memo={})

    def some(self, at: np.ndarray) -> "View":
        """The officers at these places among those of the view."""
        rows = self.rows
        chosen = at + (rows.start or 0) if isinstance(rows, slice) else rows[at]
        return self.take(chosen, len(at))

    def supposing(self, settled: Mapping[int, np.ndarray], spans: Mapping[str, Span]) -> "View":
        """The same officers, with conditions taken to be so and days of facts within bounds."""
        return replace(self, settled=settled, bounds=spans, memo={})

    def kept(self, key: object, compute: Callable[[], T]) -> T:
        """What `compute` gives, computed once for these officers."""
        if key not in self.memo:
            self.memo[key] = compute()
        return self.memo[key]  # type: ignore[return-value]

    def _column(self, key: object, take: Callable[[], T]) -> T:
        if key not in self.taken:
            self.taken[key] = take()
        return self.taken[key]  # type: ignore[return-value]

    def day(self, fact: str) -> Span:
        """A date fact as given, whether or not it lies after the as-of day."""
        if fact in self.bounds:
            return self.bounds[fact]
        if fact not in self.spans:
            return NOT_KNOWN
        return self._column(("day", fact), lambda: self.spans[fact].take(self.rows))

    def number(self, fact: str) -> np.ndarray | None:
        """A number fact, NaN where not known; None where it is known of nobody."""
        if fact not in self.numbers:
            return None
        return self._column(("number", fact), lambda: self.numbers[fact][self.rows])

    def flag(self, fact: str) -> np.ndarray:
        """A yes-or-no fact as TRUE, FALSE or UNSURE."""
        if fact not in self.flags:
            return np.asarray(UNSURE)
        return self._column(("flag", fact), lambda: self.flags[fact][self.rows])

    def answer(self, question: object) -> Span:
        """What is asked of completions."""
        return self._column(question, lambda: self.done[question].take(self.rows))

    def first_of_fact(self, fact: str) -> Span:
        """When a date fact first came to pass, by the as-of day; of a latest one: by that day."""
        span, as_of = self.day(fact), self.as_of
        low = pick(span.low <= as_of, span.low, NEVER)
        high = low if span.is_known else pick(span.high <= as_of, span.high, NEVER)
        if fact not in self.latest:
            return Span(low, high)
        return Span(NOT_KNOWN.low, high)

    def last_of_fact(self, fact: str) -> Span:
        """When a date fact last came to pass, by the as-of day; BEFORE_ALL where it has not.

        Of a latest one that lies after the day nothing is known: it may hide an earlier one.
        """
        span, as_of = self.day(fact), self.as_of
        inside = (span.low == span.high) & (span.high <= as_of)
        if inside.all():
            return span
        high = pick(inside, span.high, as_of)
        if fact not in self.latest:
            high = pick(span.low > as_of, NOT_KNOWN.low, high)
        return Span(pick(inside, span.low, NOT_KNOWN.low), high)
