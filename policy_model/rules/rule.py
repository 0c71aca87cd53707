"""A tested requirement in its place, and everything that it asks of completions."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from policy_model.calendar import Deadline, Period
from policy_model.records.conditions import Item
from policy_model.records.law import Instrument, Requirement
from policy_model.records.tests import Test
from policy_model.rules.completions import First, Lapse, Last, Reach
from policy_model.rules.conditions import asked_of
from policy_model.rules.deadlines import courses_of
from policy_model.vocabulary import Modality

Question = First | Last | Lapse | Reach


@dataclass(frozen=True, eq=False)
class Rule:
    """A tested requirement in its place; `number` is its place among all rules.

    What follows from the requirement alone is worked out once: every finding asks for it.
    """

    number: int
    requirement: Requirement
    instrument: Instrument
    source_id: str
    pinpoint: str
    facts_read: tuple[str, ...]

    @cached_property
    def test(self) -> Test:
        """Its test; a requirement without one is no rule."""
        assert self.requirement.test is not None
        return self.requirement.test

    @property
    def gives_finding(self) -> bool:
        """A release satisfies nothing; another source's norm is checked there."""
        is_release = self.requirement.modality is Modality.NEED_NOT
        return not is_release and self.requirement.restates is None

    @cached_property
    def dates(self) -> tuple[str | None, str | None]:
        """The first and the LAST day in force, as ISO text; the instrument's where it has none."""
        first = self.requirement.effective_on or self.instrument.effective_on
        last = self.requirement.ends_on or self.instrument.ends_on
        return str(first) if first else None, str(last) if last else None

    @cached_property
    def deadline(self) -> Deadline | None:
        """The deadline that it reads: of what recurs, that of the first."""
        return self.test.first or self.requirement.deadline

    @cached_property
    def every(self) -> Period:
        """The interval of what recurs; checks have seen that there is one."""
        recurring = self.test.renews and self.test.renews.every
        interval = recurring or (self.test.accumulates and self.test.accumulates.window)
        assert interval or self.requirement.repeats
        return interval or self.requirement.repeats  # type: ignore[return-value]

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """What its test names, conditions included."""
        return tuple(self.test.items())

    @cached_property
    def hours_asked(self) -> dict[str, float | None]:
        """The courses that its test names, with the hours that one completion must have."""
        return {item.course: item.min_hours for item in self.items if item.course}

    @property
    def anchors(self) -> tuple[str, ...]:
        """What its deadline is counted from or set at."""
        parts = self.deadline.simple if self.deadline else ()
        return tuple(part.anchor for part in parts if part.anchor)


def questions_of(rule: Rule) -> Iterator[Question]:
    """Everything that a rule asks of completions."""
    test = rule.test
    for item in test.completes.items if test.completes else ():
        if item.course:
            yield asked_of(item)
    for item in test.renews.items if test.renews else ():
        if item.course:
            yield Last(item.course, renewal_hours(test, item.min_hours))
    if sum_ := test.accumulates:
        yield from (kind(sum_.any_of, sum_.hours, rule.every) for kind in (Lapse, Reach))
    for condition in test.conditions():
        if condition.completed:
            for item in condition.completed.any_of:
                if item.course:
                    yield asked_of(item, condition.completed)
    for anchor in anchors_of(rule):
        yield from (First(course) for course in courses_of(anchor))


def renewal_hours(test: Test, own: float | None) -> float | None:
    """The hours that one renewal must have: the item's own, else those of all items."""
    return own if own is not None or test.renews is None else test.renews.min_hours


def anchors_of(rule: Rule) -> Iterator[str]:
    """Every day by which a rule measures."""
    yield from rule.anchors
    yield from (moment.anchor for moment in rule.test.moments())
    for condition in rule.test.conditions():
        if condition.facts is not None:
            for _, values in condition.fact[1].asked():
                yield from (value.partition(" + ")[0] for value in values)
