"""Conditions and items of tests: what may be asked of a fact, and of a completion."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from policy_model.calendar import Moment
from policy_model.records.ground import Count, Day, Name, Number, Record

Path = tuple[str | int, ...]
"""The way from a record to a part of it."""
Value = Annotated[str, StringConstraints(min_length=1, max_length=80)]
"""Text; the type of the fact beside which it stands says how it is read."""

_JOINTS = frozenset({"all", "any", "not", "completed"})


def exactly_one(record: Record, names: tuple[str, ...], what: str) -> None:
    """ValueError unless just one of the fields is given."""
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
        exactly_one(self, ("course", "fact"), "an item")
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
        exactly_one(self, ("all", "any", "not_", "completed", "facts"), "a condition")
        if self.facts is not None and len(self.facts) != 1:
            raise ValueError("a condition names one fact; join several by all or any")
        return self

    @property
    def fact(self) -> tuple[str, Comparison]:
        """The one fact and what is asked of it; only where `facts` is given."""
        return next(iter((self.facts or {}).items()))

    def parts(self) -> Iterator["Condition"]:
        """Itself and every condition inside it."""
        yield from (part for _, part in self.placed_parts())

    def placed_parts(self) -> Iterator[tuple[Path, "Condition"]]:
        """Itself and every condition inside it, with the way to each."""
        yield (), self
        for name in ("all", "any"):
            for at, part in enumerate(getattr(self, name) or ()):
                yield from (((name, at, *path), each) for path, each in part.placed_parts())
        if self.not_ is not None:
            yield from ((("not", *path), each) for path, each in self.not_.placed_parts())
