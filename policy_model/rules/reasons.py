"""Reasons in words: one or two plain sentences for each finding that is shown."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from policy_model.calendar import Moment, PartialDate
from policy_model.quantity import hours_words, number_words
from policy_model.records.conditions import Completed, Condition, Item
from policy_model.records.whole import Dataset
from policy_model.rules.days import UNKNOWN_DAY, day_of
from policy_model.rules.explanation import (
    Case,
    has_clock,
    is_law,
    is_reached,
    set_aside_by,
)
from policy_model.rules.once import once_for_each
from policy_model.standing import standing_of
from policy_model.vocabulary import FactType, Status

_HOW = {"lt": "under", "le": "at most", "gt": "over", "ge": "at least", "is": "", "in": ""}
_WHEN = {"lt": "before", "le": "on or before", "gt": "after", "ge": "on or after", "is": "on"}
_BOUND = {"before": "before", "on_or_before": "by", "on_or_after": "from", "after": "after"}


@lru_cache(maxsize=4096)
def day_words(number: int) -> str:
    """A day number as people write the day.

    >>> day_words(0)
    '1 Jan 1970'
    """
    return PartialDate.parse(day_of(number).isoformat()).words


@once_for_each
def events_of(dataset: Dataset) -> dict[str, str]:
    """What each anchor of a deadline or a condition marks, in words."""
    words = {f"course:{course.id}": f"completing the {course.label}" for course in dataset.courses}
    words |= {event.id: event.label for event in dataset.events}
    return words | {fact.id: fact.event or _plain(fact.id) for fact in dataset.facts}


def _plain(name: str) -> str:
    return name.removesuffix("_on").replace("_", " ")


def reason(case: Case, status: Status, due_on: int, satisfied_on: int, asked: Sequence[str]) -> str:
    """Why the finding is what it is, and what was assumed or left out on the way.

    `asked` names what is missing.
    """
    if status is Status.NOT_APPLICABLE:
        first = _not_applicable(case)
    elif status is Status.UNKNOWN:
        first = _unknown(case, asked)
    else:
        first = _done(case, status, due_on, satisfied_on)
    return " ".join([first, *_asides(case)])


def _not_applicable(case: Case) -> str:
    rule = case.rule
    if not is_law(case):
        _, words = standing_of(*rule.dates, as_of=case.as_of)
        return f"Not law on this day: in force {words}."
    if exception := set_aside_by(case):
        return f"Set aside by {exception.pinpoint}: {exception.requirement.title}."
    if not is_reached(case):
        own = rule.test.applies
        assert own is not None
        return f"It does not reach the officer: it asks for {'; '.join(_failing(case, own))}."
    if not has_clock(case):
        assert rule.deadline is not None
        return f"Its clock has not started: {rule.deadline.words(events_of(case.plan.dataset))}."
    return "It does not reach the officer, whatever the facts are that are not given."


def _failing(case: Case, condition: Condition) -> Iterator[str]:
    """The innermost conditions that do not hold."""
    if case.truth(condition) != -1:
        return
    if condition.all is not None:
        for part in condition.all:
            yield from _failing(case, part)
    elif condition.any is not None:
        yield " or ".join(words for part in condition.any for words in _failing(case, part))
    else:
        dataset = case.plan.dataset
        yield case.plan.words(
            ("condition", id(condition)), lambda: condition_words(condition, dataset)
        )


def condition_words(condition: Condition, dataset: Dataset) -> str:
    """A condition in words.

    >>> from policy_model import load_dataset
    >>> asked = Condition.model_validate({"duties_on": {"ge": "2025-09-01"}})
    >>> condition_words(asked, load_dataset())
    'assuming duties on or after 1 Sep 2025'
    """
    events = events_of(dataset)
    if condition.all is not None:
        return " and ".join(condition_words(part, dataset) for part in condition.all)
    if condition.any is not None:
        return " or ".join(condition_words(part, dataset) for part in condition.any)
    if condition.not_ is not None:
        return f"not {condition_words(condition.not_, dataset)}"
    if condition.completed is not None:
        return _completed_words(condition.completed, dataset, events)
    return _compared_words(condition, dataset, events)


def _completed_words(asked: Completed, dataset: Dataset, events: Mapping[str, str]) -> str:
    items = " or ".join(item_words(item, dataset) for item in asked.any_of)
    hours = f" of at least {hours_words(asked.min_hours)}" if asked.min_hours else ""
    bounds = "".join(f" {_BOUND[name]} {day.words(events)}" for name, day in asked.bounds())
    return f"{items}{hours} completed{bounds}"


def item_words(item: Item, dataset: Dataset) -> str:
    """A course or a fact that satisfies, in words."""
    if item.fact:
        return events_of(dataset)[item.fact]
    label = _labels(dataset)[item.course or ""]
    hours = f" of at least {hours_words(item.min_hours)}" if item.min_hours else ""
    return f"{f'{item.min_count} times ' if item.min_count else ''}{label}{hours}"


@once_for_each
def _labels(dataset: Dataset) -> dict[str, str]:
    return {each.id: each.label for each in (*dataset.courses, *dataset.roles)}


def _compared_words(condition: Condition, dataset: Dataset, events: Mapping[str, str]) -> str:
    name, comparison = condition.fact
    fact = next(fact for fact in dataset.facts if fact.id == name)
    said = []
    for how, values in comparison.asked():
        if fact.type is FactType.DATE:
            days = [Moment.parse(value).words(events) for value in values]
            said.append(f"{_WHEN.get(how, 'on')} {' or '.join(days)}")
        elif fact.type is FactType.ROLE:
            said.append(" or ".join(_labels(dataset)[value] for value in values))
        elif fact.type is FactType.BOOLEAN:
            said.append("yes" if values == ("true",) else "no")
        else:
            said.append(f"{_HOW[how]} {' or '.join(values)}".strip())
    colon = ":" if fact.type in (FactType.BOOLEAN, FactType.ROLE) else ""
    return f"{events[name]}{colon} {' and '.join(said)}"


def _unknown(case: Case, names: Sequence[str]) -> str:
    if not names:
        return "Cannot tell: the first or last day in force is not known to the day."
    return f"Cannot tell without an answer: {' '.join(_question(case, name) for name in names)}"


def _question(case: Case, name: str) -> str:
    return case.plan.words(("missing", name), lambda: missing_words(name, case.plan.dataset))


def missing_words(name: str, dataset: Dataset) -> str:
    """What a finding names as missing, as the question to ask.

    >>> from policy_model import load_dataset
    >>> missing_words("hours of ms_mde_in_service", load_dataset())
    'How many hours had the MDE sanctioned in-service training?'
    """
    part, _, course = name.partition(" of ")
    if course:
        label = _labels(dataset)[course]
        is_day = part == "completed_on"
        return f"When was the {label} completed?" if is_day else f"How many hours had the {label}?"
    fact = next(each for each in dataset.facts if each.id == name.removeprefix("earlier "))
    if fact.id == name:
        return fact.question
    return f"Was there one before {events_of(dataset)[fact.id]}, and when?"


def _done(case: Case, status: Status, due_on: int, satisfied_on: int) -> str:
    """What was done and when, or what is not, against the last day in time."""
    what = case.plan.words(("test", case.rule.number), lambda: _asked_words(case))
    due = "" if due_on == UNKNOWN_DAY else day_words(due_on)
    on = "" if satisfied_on == UNKNOWN_DAY else f" on {day_words(satisfied_on)}"
    recurs = case.rule.test.first is not None
    if status is Status.MET:
        until = (
            f"; that holds through {due}" if recurs and due else f"; due by {due}" if due else ""
        )
        return f"Shown: {what}{on}{until}."
    if status is Status.MET_LATE:
        return f"Shown: {what}{on}, after {due or 'the last day in time'}."
    if status is Status.PENDING:
        return f"Not yet shown: {what}; there is time through {due or 'a day not known'}."
    late = f"; the last day was {due}" if due else "; the text allows no time for it"
    return f"Not shown: {what}{'' if recurs and not due else late}."


def _asked_words(case: Case) -> str:
    test, dataset = case.rule.test, case.plan.dataset
    if test.has is not None:
        return condition_words(test.has, dataset)
    if test.accumulates:
        every, hours = case.rule.every.words, hours_words(test.accumulates.hours)
        labels = [item_words(item, dataset) for item in case.rule.items]
        return f"{hours} of {' or '.join(labels[: len(test.accumulates.any_of)])} within {every}"
    way = test.completes or test.renews
    assert way is not None
    join = " or " if way.any_of else " and "
    hours = f" of at least {hours_words(test.renews.min_hours)}" if _has_hours(case) else ""
    return f"{join.join(item_words(item, dataset) for item in way.items)}{hours}"


def _has_hours(case: Case) -> bool:
    return case.rule.test.renews is not None and case.rule.test.renews.min_hours is not None


def _asides(case: Case) -> Iterator[str]:
    """What was assumed, and what was not counted."""
    read, used = case.rule.facts_read, case.assumed
    events = events_of(case.plan.dataset)
    for name, source in used.items():
        if name in read:
            yield f"The day of {events[name]} is not given; that of {events[source]} is taken."
    asked = case.rule.hours_asked
    for done in case.officer.courses or ():
        if done.course in asked and done.completed_on and done.completed_on > case.as_of:
            day = PartialDate.parse(done.completed_on.isoformat()).words
            yield f"A completion of {day} lies after the day asked about and is not counted."
        least = asked.get(done.course)
        if least is not None and done.hours is not None and done.hours < least:
            yield f"A completion of {number_words(done.hours)} h has too few hours to count."


__all__ = ["condition_words", "day_words", "events_of", "item_words", "missing_words", "reason"]
