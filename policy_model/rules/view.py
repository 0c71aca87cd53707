"""What officers amount to on a day: the only input of every rule."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np

from policy_model.records.vocabularies import Fact
from policy_model.rules.columns import UNSURE, Officers, pick, shared
from policy_model.rules.days import NEVER, NOT_KNOWN, Days, Span, span_of, taken_from

T = TypeVar("T")


@dataclass(slots=True)
class View:
    """What officers amount to on a day: spans and values, one array a fact or item.

    `done` maps what is asked of completions (`completions.First`, `Last`, `Lapse`, `Reach`) to the
    span of the answer. A view of some rows takes a column when a rule first reads it (`taken`);
    `memo` keeps what has been computed already. `settled` says how certain conditions are
    supposed to be, `bounds` within which days certain facts then lie. `days` is the as-of day: one
    for all, or one an officer.
    """

    size: int
    days: Days
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
    def of(cls, officers: Officers, facts: tuple[Fact, ...], *, as_of: Days) -> "View":
        """The view of officers whose stand-ins are filled; nothing is done yet."""
        spans = {name: span_of(shared(column)) for name, column in officers.dates.items()}
        numbers = {name: shared(column) for name, column in officers.numbers.items()}
        flags = {name: shared(column) for name, column in officers.flags.items()}
        latest = frozenset(fact.id for fact in facts if fact.latest)
        return cls(officers.size, shared(as_of), spans, numbers, flags, latest)

    @property
    def as_of(self) -> Days:
        """The as-of day, or that of each officer."""
        if not self.days.ndim:
            return self.days
        return self._column("as_of", lambda: self.days[self.rows])

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
        found = self.memo.get(key)
        if found is None:
            found = self.memo[key] = compute()
        return found  # type: ignore[return-value]

    def _column(self, key: object, take: Callable[[], T]) -> T:
        found = self.taken.get(key)
        if found is None:
            found = self.taken[key] = take()
        return found  # type: ignore[return-value]

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
        return self._column(("number", fact), lambda: taken_from(self.numbers[fact], self.rows))

    def flag(self, fact: str) -> np.ndarray:
        """A yes-or-no fact as TRUE, FALSE or UNSURE."""
        if fact not in self.flags:
            return UNSURE
        return self._column(("flag", fact), lambda: taken_from(self.flags[fact], self.rows))

    def learn(self, question: object, answer: Span) -> None:
        """Keep what completions answer."""
        low = shared(answer.low)
        self.done[question] = Span(low, low if answer.is_known else shared(answer.high))

    def answer(self, question: object) -> Span:
        """What is asked of completions."""
        span = self.done[question]
        if not (span.low.ndim or span.high.ndim):
            return span
        return self._column(question, lambda: span.take(self.rows))

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
