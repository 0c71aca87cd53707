"""Tests: the part of a requirement that an officer's record can decide, as a small grammar.

A test says what satisfies it (`completes`, `has`, `renews` or `accumulates`), whom it reaches
(`applies`, a condition) and which exceptions set it aside (`unless`, ids). The deadline and the
interval stand on the requirement and are read from there. Days are written as `calendar.Moment`
reads them, deadlines as `calendar.Deadline` does. `docs/coding-guide.md` shows each form.

>>> test = Test.model_validate({
...     "completes": {"any_of": ["basic", {"course": "long", "min_hours": "8"}]},
...     "applies": {"all": [{"assigned_on": {"ge": "2022-07-01"}}, {"not": {"age": {"lt": "21"}}}]},
... })
>>> test.completes.any_of[1].min_hours, test.facts_read()
(8.0, ('courses', 'assigned_on', 'age'))
"""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from policy_model.calendar import Deadline, Moment
from policy_model.records.ground import Count, Day, Due, Interval, Name, Number, Record, Slug

Value = Annotated[str, StringConstraints(min_length=1, max_length=80)]
"""Text; the type of the fact beside which it stands says how it is read."""

_JOINTS = frozenset({"all", "any", "not", "completed"})


def _exactly_one(record: Record, names: tuple[str, ...], what: str) -> None:
    given = [name for name in names if getattr(record, name) is not None]
    if len(given) != 1:
        raise ValueError(f"{what} needs exactly one of {', '.join(n.rstrip('_') for n in names)}")


class Comparison(Record):
    """What is asked of one fact; where several are written, all must hold."""

    is_: Annotated[Value | None, Field(alias="is")] = None
    in_: Annotated[tuple[Value, ...] | None, Field(alias="in", min_length=1)] = None
    lt: Value | None = None
    le: Value | None = None
    gt: Value | None = None
    ge: Value | None = None

    @model_validator(mode="after")
    def _asks_something(self) -> "Comparison":
        if not self.model_fields_set:
            raise ValueError("a fact is compared by is, in, lt, le, gt or ge")
        return self

    def asked(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each operator with its values; all but `in` have one."""
        for name in ("is_", "in_", "lt", "le", "gt", "ge"):
            if (value := getattr(self, name)) is not None:
                yield name.rstrip("_"), value if isinstance(value, tuple) else (value,)


def _as_item(given: object) -> object:
    return {"course": given} if isinstance(given, str) else given


class Item(Record):
    """One thing that satisfies: a course (bare or with its measure), or a date fact."""

    course: Name | None = None
    fact: Name | None = None
    min_hours: Number | None = None
    min_count: Count | None = None
    since: Day | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> "Item":
        _exactly_one(self, ("course", "fact"), "an item")
        if self.fact and self.model_fields_set & {"min_hours", "min_count", "since"}:
            raise ValueError("min_hours, min_count and since belong to a course")
        return self


Items = Annotated[tuple[Annotated[Item, BeforeValidator(_as_item)], ...], Field(min_length=1)]
Courses = Annotated[tuple[Name, ...], Field(min_length=1)]


class Completed(Record):
    """A condition: a completion of any of the items, within the bounds that are named."""

    any_of: Items
    min_hours: Number | None = None
    before: Day | None = None
    on_or_before: Day | None = None
    on_or_after: Day | None = None
    after: Day | None = None

    def bounds(self) -> Iterator[tuple[str, Moment]]:
        """Each bound that is named, with its day."""
        for name in ("before", "on_or_before", "on_or_after", "after"):
            if (day := getattr(self, name)) is not None:
                yield name, day


class Condition(Record):
    """Whom a test reaches: `all`, `any`, `not`, `completed`, or one fact and what is asked of it.

    >>> Condition.model_validate({"age": {"ge": "21"}}).facts["age"].ge
    '21'
    """

    all: Annotated[tuple["Condition", ...] | None, Field(min_length=1)] = None
    any: Annotated[tuple["Condition", ...] | None, Field(min_length=1)] = None
    not_: Annotated["Condition | None", Field(alias="not")] = None
    completed: Completed | None = None
    facts: dict[Name, Comparison] | None = None

    @model_validator(mode="before")
    @classmethod
    def _facts_apart(cls, given: Any) -> Any:
        """A key that joins nothing is a fact."""
        if not isinstance(given, dict) or not given or set(given) & _JOINTS:
            return given
        return {"facts": dict(given)}

    @model_validator(mode="after")
    def _one_of_them(self) -> "Condition":
        _exactly_one(self, ("all", "any", "not_", "completed", "facts"), "a condition")
        if self.facts is not None and len(self.facts) != 1:
            raise ValueError("a condition names one fact; join several by all or any")
        return self

    @property
    def fact(self) -> tuple[str, Comparison]:
        """The one fact and what is asked of it; only where `facts` is given."""
        return next(iter((self.facts or {}).items()))

    def parts(self) -> Iterator["Condition"]:
        """Itself and every condition inside it."""
        yield self
        inner = (*(self.all or ()), *(self.any or ()), *((self.not_,) if self.not_ else ()))
        for each in inner:
            yield from each.parts()


class Completes(Record):
    """Done once: any of the items, or all of them; the earliest qualifying completion decides."""

    any_of: Items | None = None
    all_of: Items | None = None

    @model_validator(mode="after")
    def _one_list(self) -> "Completes":
        _exactly_one(self, ("any_of", "all_of"), "completes")
        return self

    @property
    def items(self) -> tuple[Item, ...]:
        """The items, whichever list they stand in."""
        return self.any_of or self.all_of or ()


class Renews(Record):
    """Done again and again: the latest decides; with `all_of`, the earliest of the latest.

    `every` is the requirement's `repeats` where it is left out; `first` is the day by which the
    first is owed.
    """

    any_of: Items | None = None
    all_of: Items | None = None
    min_hours: Number | None = None
    every: Interval | None = None
    first: Due

    @model_validator(mode="after")
    def _one_list(self) -> "Renews":
        _exactly_one(self, ("any_of", "all_of"), "renews")
        if any(item.model_fields_set & {"min_count", "since"} for item in self.items):
            raise ValueError("min_count and since have no meaning where the latest decides")
        return self

    @property
    def items(self) -> tuple[Item, ...]:
        """The items, whichever list they stand in."""
        return self.any_of or self.all_of or ()


class Accumulates(Record):
    """So many hours within a window that moves; hours of separate completions add up here only.

    `window` is the requirement's `repeats` where it is left out.
    """

    any_of: Courses
    hours: Number
    window: Interval | None = None
    first: Due


class Test(Record):
    """What satisfies a requirement, whom it reaches, what sets it aside.

    A `need_not` has `applies` only: it satisfies nothing and yields no finding of its own.
    """

    __test__ = False  # no class of tests for pytest

    completes: Completes | None = None
    has: Condition | None = None
    renews: Renews | None = None
    accumulates: Accumulates | None = None
    applies: Condition | None = None
    unless: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _at_most_one_way(self) -> "Test":
        ways = [n for n in ("completes", "has", "renews", "accumulates") if getattr(self, n)]
        if len(ways) > 1:
            raise ValueError(f"a test is one of {' and '.join(ways)}, not both")
        if not ways and self.applies is None:
            raise ValueError("a test needs completes, has, renews or accumulates")
        return self

    @property
    def way(self) -> Completes | Condition | Renews | Accumulates | None:
        """What satisfies it; None for a release, which has `applies` only."""
        return self.completes or self.has or self.renews or self.accumulates

    def conditions(self) -> Iterator[Condition]:
        """Every condition in it, inner ones included."""
        for condition in (self.has, self.applies):
            if condition is not None:
                yield from condition.parts()

    def items(self) -> Iterator[Item]:
        """Every item in it, those of conditions included."""
        if self.completes or self.renews:
            yield from (self.completes or self.renews).items  # type: ignore[union-attr]
        if self.accumulates:
            yield from (Item(course=name) for name in self.accumulates.any_of)
        for condition in self.conditions():
            if condition.completed:
                yield from condition.completed.any_of

    def moments(self) -> Iterator[Moment]:
        """Every day that is named in it, deadlines aside; values of facts are read elsewhere."""
        yield from (item.since for item in self.items() if item.since)
        for condition in self.conditions():
            if condition.completed:
                yield from (day for _, day in condition.completed.bounds())

    @property
    def first(self) -> Deadline | None:
        """The day by which a recurring duty is first owed."""
        recurring = self.renews or self.accumulates
        return recurring.first if recurring else None

    def facts_read(self, deadline: Deadline | None = None) -> tuple[str, ...]:
        """The facts that decide it, in the order of the grammar; any course is `courses`."""
        read = ["courses" if item.course else item.fact for item in self.items()]
        read += [condition.fact[0] for condition in self.conditions() if condition.facts]
        days = [day.anchor for day in self.moments()]
        dues = [due for due in (deadline, self.first) if due]
        days += [part.anchor for due in dues for part in due.simple if part.anchor]
        read += [
            "courses" if day.startswith("course:") else day for day in days if not day[0].isdigit()
        ]
        return tuple(dict.fromkeys(name for name in read if name))
