"""What a finding rests on: facts used, facts assumed, facts missing that matter.

All of it is asked of the same rule and the same columns as the status, for one officer, and only
for rows that are shown. `reasons` puts it into words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from policy_model.records.conditions import Condition, Item
from policy_model.records.officers import Officer
from policy_model.records.vocabularies import Fact
from policy_model.rules.columns import FALSE, TRUE, UNSURE
from policy_model.rules.conditions import asked_of, first_day, truth
from policy_model.rules.days import Span, day_of
from policy_model.rules.deadlines import anchored, courses_of
from policy_model.rules.engine import applies, in_force
from policy_model.rules.plan import Bound, Plan
from policy_model.rules.rule import Rule, renewal_hours
from policy_model.rules.satisfaction import UNKNOWN, Found, found_once, last_day
from policy_model.rules.view import View
from policy_model.vocabulary import FactType, Status


@dataclass(frozen=True, slots=True)
class Case:
    """One officer as seen on a day, the only row of `view`, under one rule.

    `assumed` says which fact is taken from which other, where that is to be told.
    """

    officer: Officer
    view: View
    plan: Plan
    bound: Bound
    assumed: Mapping[str, str] = field(default_factory=dict)

    @property
    def rule(self) -> Rule:
        """The rule."""
        return self.bound.rule

    @property
    def as_of(self) -> date:
        """The day."""
        return day_of(self.view.as_of)

    def truth(self, condition: Condition) -> np.int8:
        """Whether a condition holds of the officer."""
        return only(truth(condition, self.view, self.plan.lexicon, self.bound.held))

    def applies(self, rule: Rule) -> np.int8:
        """Whether a rule reaches the officer, exceptions considered."""
        return only(applies(rule, self.view, self.plan, self.bound.held))

    @property
    def found(self) -> Found:
        """What the officer has done of the rule, whether or not it applies."""
        return found_once(self.rule, self.view, self.plan, self.bound.held)


def only(column: np.ndarray) -> np.generic:
    """The one value of a column, whatever its dimension."""
    return column[0] if column.ndim else column


def is_open(span: Span) -> bool:
    """Whether the officer's day is not known."""
    return bool(only(span.low) != only(span.high))


def stand_ins_used(officer: Officer, facts: dict[str, Fact]) -> dict[str, str]:
    """Each date that is taken from another one, and from which.

    >>> stand_ins_used(Officer("school_resource_officer"), {})
    {}
    """
    used = {}
    for fact in facts.values():
        if fact.type is FactType.DATE and fact.id not in officer.facts:
            source = next((name for name in fact.stand_ins if name in officer.facts), None)
            if source:
                used[fact.id] = source
    return used


def facts_used(case: Case) -> tuple[str, ...]:
    """The facts that the rule and its exceptions read and that are given."""
    read = case.bound.facts_read
    if "age" in read and "born_on" in case.officer.facts:
        read = tuple(dict.fromkeys("born_on" if name == "age" else name for name in read))
    return tuple(name for name in read if _is_given(name, case.officer))


def facts_assumed(case: Case) -> tuple[str, ...]:
    """The facts that the rule and its exceptions read and that another one stands in for."""
    return tuple(name for name in case.bound.facts_read if name in case.assumed)


def _is_given(name: str, officer: Officer) -> bool:
    is_known = name == "role" or (name == "courses" and officer.courses is not None)
    return is_known or name in officer.facts


def missing(case: Case, status: Status) -> tuple[str, ...]:
    """What is not known and decides: a fact, or a part of a completion; none on a sure status."""
    if status is not Status.UNKNOWN:
        return ()
    names = list(_reach_missing(case, case.rule))
    result = case.found
    if only(result.status) == UNKNOWN or only(result.started) == UNSURE:
        names += _way_missing(case)
    return tuple(dict.fromkeys(names))


def _reach_missing(case: Case, rule: Rule) -> Iterator[str]:
    """What keeps a rule's reach open: its own condition, or an exception's reach."""
    if case.applies(rule) != UNSURE:
        return
    if rule.test.applies is not None:
        yield from _condition_missing(case, rule.test.applies)
    for exception in case.plan.exceptions_for(rule, case.bound.held):
        yield from _reach_missing(case, exception)


def _condition_missing(case: Case, condition: Condition) -> Iterator[str]:
    if case.truth(condition) != UNSURE:
        return
    inner = (*(condition.all or ()), *(condition.any or ()))
    for part in (*inner, *((condition.not_,) if condition.not_ else ())):
        yield from _condition_missing(case, part)
    if condition.facts is not None:
        yield from _compared_missing(case, condition)
    if condition.completed is not None:
        for item in condition.completed.any_of:
            asked = asked_of(item, condition.completed) if item.course else None
            yield from _item_missing(case, item, asked.min_hours if asked else None)
        for _, moment in condition.completed.bounds():
            yield from _anchor_missing(case, moment.anchor)


def _compared_missing(case: Case, condition: Condition) -> Iterator[str]:
    name, comparison = condition.fact
    fact = case.plan.facts[name]
    if fact.type in (FactType.NUMBER, FactType.BOOLEAN):
        yield name  # nothing else can leave the comparison open
    elif fact.type is FactType.DATE:
        values = [value for _, asked in comparison.asked() for value in asked]
        for anchor in (name, *(value.partition(" + ")[0] for value in values)):
            yield from _anchor_missing(case, anchor)


def _anchor_missing(case: Case, anchor: str) -> Iterator[str]:
    if is_open(anchored(anchor, case.view)):
        courses = courses_of(anchor)
        yield from () if courses else (anchor,)
        for course in courses:
            yield from _course_missing(case, course, None)


def _item_missing(case: Case, item: Item, min_hours: float | None) -> Iterator[str]:
    if item.course:
        yield from _course_missing(case, item.course, min_hours)
    elif item.fact and is_open(case.view.day(item.fact)):
        yield item.fact
    elif item.fact and item.fact in case.view.latest:
        yield f"earlier {item.fact}"


def _course_missing(case: Case, course: str, min_hours: float | None) -> Iterator[str]:
    if case.officer.courses is None:
        yield "courses"
    for done in case.officer.courses or ():
        if done.course == course and done.completed_on is None:
            yield f"completed_on of {course}"
        if done.course == course and done.hours is None and min_hours is not None:
            yield f"hours of {course}"


def _way_missing(case: Case) -> Iterator[str]:
    """What is not known of the satisfaction and of its last day."""
    test = case.rule.test
    for item in test.completes.items if test.completes else ():
        if is_open(first_day(item, case.view)):
            yield from _item_missing(case, item, item.min_hours)
    if test.has is not None:
        yield from _condition_missing(case, test.has)
    for item in test.renews.items if test.renews else ():
        if is_open(last_day(test, item, case.view)):
            yield from _item_missing(case, item, renewal_hours(test, item.min_hours))
    for course in test.accumulates.any_of if test.accumulates else ():
        yield from _course_missing(case, course, 0.0)
    for anchor in case.rule.anchors:
        yield from _anchor_missing(case, anchor)


def set_aside_by(case: Case) -> Rule | None:
    """The exception that sets the rule aside; None where none does."""
    return next((each for each in case.bound.exceptions if case.applies(each) == TRUE), None)


def is_law(case: Case) -> bool:
    """Whether the rule may be in force on the day."""
    return only(in_force(case.rule, as_of=case.as_of)) != FALSE


def is_reached(case: Case) -> bool:
    """Whether the rule's own condition may hold of the officer."""
    own = case.rule.test.applies
    return own is None or case.truth(own) != FALSE


def has_clock(case: Case) -> bool:
    """Whether the rule's clock may have started."""
    return only(case.found.started) != FALSE
