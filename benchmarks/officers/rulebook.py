"""The tests of the data as expressions, written from design.md and without the engine.

What the tests in the data do not use is refused (ValueError), so that nothing is left out unseen.
"""

from dataclasses import dataclass
from datetime import date

from benchmarks.officers.expressions import FALSE, NOTHING, TRUE, Node, both, either, node, opposite
from benchmarks.officers.placed import Placed, held, placed
from benchmarks.officers.reach import simplified
from benchmarks.officers.status import Due, has, once, recurring, shown
from policy_model.calendar import Deadline, Moment
from policy_model.records.conditions import Completed, Condition, Item
from policy_model.records.tests import Test
from policy_model.records.whole import Dataset
from policy_model.vocabulary import Boundary, FactType, Modality

EPOCH = date(1970, 1, 1)
BEFORE_ALL = node("day", (date(1849, 12, 31) - EPOCH).days)
NEVER = node("day", (date(2251, 1, 1) - EPOCH).days)
"""Days outside the calendar of any record: the bounds of a day that is not known."""
Pair = tuple[Node, Node]
"""The earliest and the latest that a day may be; of a fact, the same node twice."""


@dataclass(frozen=True, slots=True)
class Said:
    """A rule for one role: its status code, and the day by which it is due."""

    requirement: str
    status: Node
    due_on: Node


def day(value: date) -> Node:
    """A day of the calendar.

    >>> day(date(1970, 1, 2)).args
    (1,)
    """
    return node("day", (value - EPOCH).days)


class Rulebook:
    """The rules of a dataset on a day, role by role."""

    def __init__(self, dataset: Dataset, *, as_of: date) -> None:
        self.as_of, self.today = as_of, day(as_of)
        self.types = {fact.id: fact.type for fact in dataset.facts}
        self.latest = {fact.id for fact in dataset.facts if fact.latest}
        self.roles = {role.id: role for role in dataset.roles}
        self.placed = {each.requirement.id: each for each in placed(dataset)}

    def rules(self, role: str) -> list[Said]:
        """Every rule that gives a finding for a role."""
        return [self._said(each, role) for each in self.placed.values() if self._finds(each, role)]

    def _finds(self, each: Placed, role: str) -> bool:
        requirement = each.requirement
        is_release = requirement.modality is Modality.NEED_NOT
        if is_release or requirement.restates is not None:
            return False
        return bool(held(self.roles, role, each.source) & {*requirement.roles})

    def _said(self, each: Placed, role: str) -> Said:
        test, requirement = each.test, each.requirement
        own = held(self.roles, role, each.source)
        reach = simplified(self._reach(each, own))
        deadline = test.first or requirement.deadline
        due = self._due(deadline) if deadline else None
        if test.completes:
            found = once(self._satisfied(test), due, self.today)
        elif test.has is not None:
            found = has(self._truth(test.has, own), due, self.today)
        else:
            assert due is not None
            found = recurring(self._lapses(each), due, self.today)
        status, last = shown(found, reach, due, self._first_day(each))
        return Said(requirement.id, status, last or NOTHING)

    def _first_day(self, each: Placed) -> Node | None:
        """The first day of a rule; no due day before it is shown."""
        first = each.requirement.effective_on or each.instrument.effective_on
        return day(first.last_day) if first else None

    def _reach(self, each: Placed, own: set[str]) -> Node:
        parts = [self._in_force(each)]
        if each.test.applies is not None:
            parts.append(self._truth(each.test.applies, own))
        for name in each.test.unless:
            if own & {*self.placed[name].requirement.roles}:
                parts.append(opposite(self._reach(self.placed[name], own)))
        return both(*parts)

    def _in_force(self, each: Placed) -> Node:
        first = each.requirement.effective_on or each.instrument.effective_on
        last = each.requirement.ends_on or each.instrument.ends_on
        if any(edge and edge.day is None for edge in (first, last)):
            raise ValueError(f"{each.requirement.id} has no full dates")
        is_over = last is not None and last.first_day < self.as_of
        return FALSE if is_over or (first and first.first_day > self.as_of) else TRUE

    # Conditions

    def _truth(self, asked: Condition, own: set[str]) -> Node:
        if asked.all is not None:
            return both(*(self._truth(part, own) for part in asked.all))
        if asked.any is not None:
            return either(*(self._truth(part, own) for part in asked.any))
        if asked.not_ is not None:
            return opposite(self._truth(asked.not_, own))
        if asked.completed is not None:
            return self._completed(asked.completed)
        name, comparison = asked.fact
        return both(*(self._compared(name, how, v, own) for how, v in comparison.asked()))

    def _compared(self, name: str, how: str, values: tuple[str, ...], own: set[str]) -> Node:
        if self.types[name] is FactType.ROLE:
            return TRUE if own & {*values} else FALSE
        [value] = values
        if self.types[name] is FactType.BOOLEAN:
            return node("is", node("fact", name), value == "true")
        if how not in ("lt", "le", "gt", "ge"):
            raise ValueError(f"{name} {how} {value}")
        if self.types[name] is FactType.NUMBER:
            return node(how, node("fact", name), float(value))
        return node(how, node("fact", name), day(date.fromisoformat(value)))

    def _completed(self, asked: Completed) -> Node:
        return either(*(self._done_by(item, asked) for item in asked.any_of))

    def _done_by(self, item: Item, asked: Completed) -> Node:
        [(how, moment)] = asked.bounds()
        if how != "before" or item.fact:
            raise ValueError(f"completed {how} {moment}")
        low, high = self._first(item, asked.min_hours)
        earliest, latest = self._moment(moment)
        never = node("gt", low, self.today)
        return node(
            "truth", node("lt", high, earliest), node("some", never, node("ge", low, latest))
        )

    def _moment(self, moment: Moment) -> Pair:
        if moment.period or moment.anchor.startswith("course:"):
            raise ValueError(f"the day {moment}")
        known = self._anchor(moment.anchor)
        return known[0], known[1]

    # Days

    def _anchor(self, anchor: str) -> Pair:
        if anchor[0].isdigit():
            exact = day(date.fromisoformat(anchor))
            return exact, exact
        if anchor.startswith("course:"):
            courses = anchor.removeprefix("course:").split(",")
            return _of("least", [self._first(Item(course=name)) for name in courses])
        return node("fact", anchor), node("fact", anchor)

    def _due(self, deadline: Deadline) -> Due:
        if deadline.boundary not in (
            Boundary.BEFORE, Boundary.BY, Boundary.WITHIN, Boundary.ABOUT
        ):  # fmt: skip
            raise ValueError(f"the deadline {deadline}")
        anchor = deadline.anchor or ""
        low, high = self._anchor(anchor)
        started = TRUE
        if anchor.startswith("course:"):
            started = node("truth", node("le", high, self.today), node("gt", low, self.today))
        days = [low, high]
        if deadline.period:
            days = [node("plus", each, deadline.period) for each in days]
        if deadline.boundary is Boundary.BEFORE:
            days = [node("back", each) for each in days]
        return Due(*days, started)

    def _first(self, item: Item, hours: float | None = None) -> Pair:
        """The first day of an item by today."""
        if item.fact:
            return self._first_of_fact(node("fact", item.fact), item.fact in self.latest)
        if item.since or (item.min_count or 1) > 1:
            raise ValueError(f"the item {item}")
        key = ("first", item.course, item.min_hours if item.min_hours is not None else hours)
        return node("low", key), node("high", key)

    def _first_of_fact(self, fact: Node, is_latest: bool) -> Pair:
        """Of a fact that tells the latest time, the first may lie anywhere before."""
        by_today, later = node("le", fact, self.today), node("gt", fact, self.today)
        high = node("choose", ((by_today, fact),), NEVER)
        if is_latest:
            return BEFORE_ALL, high
        low = node("choose", ((by_today, fact), (later, NEVER)), BEFORE_ALL)
        return low, high

    def _last_of_fact(self, fact: Node) -> Pair:
        """The last day by today; after a later one, or without one, it may be any."""
        by_today = node("le", fact, self.today)
        return (
            node("choose", ((by_today, fact),), BEFORE_ALL),
            node("choose", ((by_today, fact),), self.today),
        )

    def _satisfied(self, test: Test) -> Pair:
        assert test.completes is not None
        joined = "least" if test.completes.any_of else "greatest"
        return _of(joined, [self._first(item) for item in test.completes.items])

    def _lapses(self, each: Placed) -> Pair:
        """The last day through which what recurs is met."""
        test = each.test
        if sum_ := test.accumulates:
            key = ("lapse", sum_.any_of, sum_.hours, sum_.window or each.requirement.repeats)
            return node("low", key), node("high", key)
        assert test.renews is not None
        every = test.renews.every or each.requirement.repeats
        done = [self._last(item, test.renews.min_hours) for item in test.renews.items]
        low, high = _of("greatest" if test.renews.any_of else "least", done)
        return node("plus", low, every), node("plus", high, every)

    def _last(self, item: Item, hours: float | None) -> Pair:
        if item.fact:
            return self._last_of_fact(node("fact", item.fact))
        key = ("last", item.course, item.min_hours if item.min_hours is not None else hours)
        return node("low", key), node("high", key)


def _of(joined: str, pairs: list[Pair]) -> Pair:
    low, high = pairs[0]
    for each in pairs[1:]:
        low, high = node(joined, low, each[0]), node(joined, high, each[1])
    return low, high
