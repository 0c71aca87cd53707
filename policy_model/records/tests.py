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
from typing import Annotated

from pydantic import Field, model_validator

from policy_model.calendar import Deadline, Moment
from policy_model.records.conditions import Condition, Item, Items, Path, exactly_one
from policy_model.records.ground import Due, Interval, Name, Number, Record, Slug

Courses = Annotated[tuple[Name, ...], Field(min_length=1)]


class Completes(Record):
    """Done once: any of the items, or all of them; the earliest qualifying completion decides."""

    any_of: Items | None = None
    all_of: Items | None = None

    @model_validator(mode="after")
    def _one_list(self) -> "Completes":
        exactly_one(self, ("any_of", "all_of"), "completes")
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
        exactly_one(self, ("any_of", "all_of"), "renews")
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
        yield from (item for _, item in self.placed_items())

    def placed_items(self) -> Iterator[tuple[Path, Item]]:
        """Every item in it, those of conditions included, with the way to each."""
        for name, way in (("completes", self.completes), ("renews", self.renews)):
            if way is not None:
                kind = "any_of" if way.any_of else "all_of"
                yield from (((name, kind, at), item) for at, item in enumerate(way.items))
        if self.accumulates is not None:
            for at, name in enumerate(self.accumulates.any_of):
                yield ("accumulates", "any_of", at), Item(course=name)
        for name in ("has", "applies"):
            condition: Condition | None = getattr(self, name)
            for path, part in condition.placed_parts() if condition else ():
                for at, item in enumerate(part.completed.any_of if part.completed else ()):
                    yield (name, *path, "completed", "any_of", at), item

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
