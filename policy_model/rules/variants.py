"""What would change a finding: one officer as a roster of variants, each with one thing changed.

The same engine judges every variant, so that what is offered as a change is sure to bring it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from policy_model.quantity import hours_words, number_words
from policy_model.records.officers import Officer
from policy_model.records.vocabularies import Fact
from policy_model.records.whole import Dataset
from policy_model.rules.batch import columns_of
from policy_model.rules.check import Grid, applied, viewed
from policy_model.rules.columns import FALSE, TRUE, Officers
from policy_model.rules.copies import hours_short, repeated, with_completion, with_days
from policy_model.rules.days import UNKNOWN_DAY, day_number, day_of
from policy_model.rules.explanation import Case, missing
from policy_model.rules.officers import officer_of
from policy_model.rules.plan import Plan, plan_of
from policy_model.rules.reasons import day_words, events_of
from policy_model.rules.rule import Rule, renewal_hours
from policy_model.vocabulary import FactType, Status

_OFFERED = ["kind", "subject", "value", "becomes", "due_on", "words"]
CHANGE_COLUMNS = ["source", "requirement", "pinpoint", "title", "status", *_OFFERED]
_YEARS_BACK, _YEARS_AHEAD = 30, 2
_STATUSES = list(Status)
_SUPPLIED = (FactType.DATE, FactType.NUMBER, FactType.BOOLEAN)
_GOOD = (Status.MET, Status.PENDING)
_OPEN = (Status.UNMET, Status.PENDING, Status.MET_LATE, Status.UNKNOWN)


@dataclass(frozen=True, slots=True)
class _Setting:
    """The officer, the day and the rules."""

    officer: Officer
    plan: Plan
    sources: tuple[str, ...]
    as_of: date
    supplied: dict[str, tuple[np.ndarray, Grid]] = field(default_factory=dict)

    @property
    def day(self) -> np.int32:
        return day_number(self.as_of)

    def judged(self, variants: Officers) -> Grid:
        """The findings of a roster of variants."""
        view = viewed(variants, self.plan, self.sources, as_of=self.day)
        return applied(view, variants.roles, self.plan, self.sources)[0]


def what_would_change(
    officer: Officer | Mapping[str, Any],
    *,
    as_of: date,
    sources: Sequence[str] | None = None,
    dataset: Dataset | None = None,
) -> pd.DataFrame:
    """The smallest single changes that turn a finding of one officer.

    Three kinds: `complete` a course (or do what a date fact records) by a day, `start` later, and
    `supply` a fact that is missing, with what each value of it would bring.

    Rows: one a finding and change, in the order of the findings; findings that are met or do not
    apply have none.
    Columns: source, requirement, pinpoint, title, status (now), kind, subject (a course or a fact),
    value (text: a day, a number, a range of them, true or false), becomes (the status then),
    due_on (the due day then, ISO text), words (the change in a sentence).
    Missing: due_on where there would be none.
    Raises as `check_officer` does.
    """
    plan = plan_of(dataset)
    known = officer_of(officer, plan.dataset, as_of=as_of)
    setting = _Setting(known, plan, plan.source_ids(sources), as_of)
    rows = list(_changes(setting))
    return pd.DataFrame(rows, columns=CHANGE_COLUMNS).astype("str")


def _changes(setting: _Setting) -> Iterator[tuple[object, ...]]:
    one = columns_of([setting.officer], setting.plan)
    view = viewed(one, setting.plan, setting.sources, as_of=setting.day)
    [grid] = applied(view, one.roles, setting.plan, setting.sources)
    for at, bound in enumerate(grid.rules):
        status = _STATUSES[grid.status[at, 0]]
        if status not in _OPEN:
            continue
        case = Case(setting.officer, view, setting.plan, bound)
        rule = bound.rule
        head = (rule.source_id, rule.requirement.id, rule.pinpoint, rule.requirement.title, status)
        for change in _of_one(setting, one, case, at, status):
            yield (*head, *change)


Change = tuple[str, str, str, str, str | None, str]


def _of_one(
    setting: _Setting, one: Officers, case: Case, at: int, status: Status
) -> Iterator[Change]:
    if status is Status.UNKNOWN:
        for name in missing(case, status):
            fact = setting.plan.facts.get(name)
            if fact and fact.type in _SUPPLIED:
                yield from _supplying(setting, one, fact, at)
        return
    if status in (Status.UNMET, Status.PENDING):
        yield from _completing(setting, one, case.rule, at)
    if status in (Status.UNMET, Status.MET_LATE):
        yield from _starting_later(setting, one, case.rule, at)


def _outcome(grid: Grid, at: int, variant: int) -> tuple[Status, str | None]:
    due_on = grid.due_on[at, variant]
    shown = None if due_on == UNKNOWN_DAY else day_of(due_on).isoformat()
    return _STATUSES[grid.status[at, variant]], shown


def _completing(setting: _Setting, one: Officers, rule: Rule, at: int) -> Iterator[Change]:
    """Each course or date fact that satisfies, done on the as-of day: by the due day it counts.

    Of hours that add up, the fewest that suffice with those already done.
    """
    by = max(setting.judged(one).due_on[at, 0], setting.day)  # UNKNOWN_DAY is before all days
    offered = set()
    for name, hours, variant in _completions(setting, one, rule):
        if name in offered:
            continue
        status, due_on = _outcome(setting.judged(variant), at, 0)
        if status in (Status.MET, Status.MET_LATE):
            what = f"{hours_words(hours)} of " if hours is not None else ""
            words = f"Complete {what}{_label(setting, name)} by {day_words(int(by))}."
            yield "complete", name, day_of(by).isoformat(), status, due_on, words
            offered.add(name)


def _label(setting: _Setting, name: str) -> str:
    courses = {course.id: course.label for course in setting.plan.dataset.courses}
    return courses.get(name) or events_of(setting.plan.dataset)[name]


def _completions(
    setting: _Setting, one: Officers, rule: Rule
) -> Iterator[tuple[str, float | None, Officers]]:
    """What may be completed, the hours where they add up, and the officer who has done so."""
    test, codes = rule.test, setting.plan.course_codes
    way = test.completes or test.renews
    for item in way.items if way else ():
        if item.fact:
            yield item.fact, None, with_days(one, item.fact, np.array([setting.day]))
        if item.course:
            hours = renewal_hours(test, item.min_hours)
            yield item.course, None, with_completion(one, codes[item.course], setting.day, hours)
    if asked := test.accumulates:
        counting = [codes[course] for course in asked.any_of]
        fewest_first = hours_short(one, counting, asked.hours, as_of=setting.day)
        for course, hours in product(asked.any_of, fewest_first):
            yield course, hours, with_completion(one, codes[course], setting.day, hours)


def _starting_later(setting: _Setting, one: Officers, rule: Rule, at: int) -> Iterator[Change]:
    """The first later day of the clock's own event on which the finding would be another."""
    facts = [anchor for anchor in rule.anchors if anchor in setting.plan.facts]
    for fact in facts:
        given = setting.officer.facts.get(fact)
        if not isinstance(given, date):
            continue
        last = setting.as_of + timedelta(days=366 * _YEARS_AHEAD)
        days = np.arange(day_number(given) + 1, day_number(last) + 1)
        grid = setting.judged(with_days(repeated(one, len(days)), fact, days))
        codes = [_STATUSES.index(status) for status in _GOOD]
        good = np.flatnonzero(np.isin(grid.status[at], codes))
        if len(good):
            day, (status, due_on) = days[good[0]], _outcome(grid, at, good[0])
            event = events_of(setting.plan.dataset)[fact]
            becomes = f"it would be {status.value}"
            words = f"Had {event} been on {day_words(day)} or soon after, {becomes}."
            yield "start", fact, day_of(day).isoformat(), status, due_on, words


def _supplying(setting: _Setting, one: Officers, fact: Fact, at: int) -> Iterator[Change]:
    """What each value of a missing fact would bring, as ranges of values with one status."""
    if fact.id not in setting.supplied:
        values, variants = _every_value(setting, one, fact)
        setting.supplied[fact.id] = values, setting.judged(variants)
    values, grid = setting.supplied[fact.id]
    if (grid.status[at] == _STATUSES.index(Status.UNKNOWN)).all():
        return  # it decides nothing alone
    edges = np.flatnonzero(np.diff(grid.status[at])) + 1
    starts = [0, *edges.tolist()]
    for start, stop in zip(starts, [*starts[1:], len(values)], strict=True):
        status, due_on = _outcome(grid, at, start)
        same = (grid.due_on[at, start:stop] == grid.due_on[at, start]).all()
        words = _range_words(fact, values, start, stop)
        name = events_of(setting.plan.dataset)[fact.id]
        text = f"If {name} is {words}: {status.value.replace('_', ' ')}."
        yield "supply", fact.id, words, status, due_on if same else None, text


def _every_value(setting: _Setting, one: Officers, fact: Fact) -> tuple[np.ndarray, Officers]:
    """Every value that the fact may have, and a variant for each."""
    if fact.type is FactType.DATE:
        first = setting.as_of - timedelta(days=366 * _YEARS_BACK)
        last = setting.as_of + timedelta(days=366 * _YEARS_AHEAD)
        days = np.arange(day_number(first), day_number(last) + 1)
        return days, with_days(repeated(one, len(days)), fact.id, days)
    if fact.type is FactType.NUMBER:
        top = 100.0 if fact.maximum is None else fact.maximum
        numbers = np.arange(fact.minimum or 0.0, top + 1)
        many = repeated(one, len(numbers))
        changed = replace(many, numbers={**many.numbers, fact.id: numbers})
        return numbers, changed
    many = repeated(one, 2)
    values = np.array([TRUE, FALSE])
    return values, replace(many, flags={**many.flags, fact.id: values})


def _value_words(fact: Fact, value: float) -> str:
    if fact.type is FactType.DATE:
        return day_words(int(value))
    return number_words(value) if fact.type is FactType.NUMBER else str(value == TRUE).lower()


def _range_words(fact: Fact, values: np.ndarray, start: int, stop: int) -> str:
    first, last = (_value_words(fact, values[at]) for at in (start, stop - 1))
    if stop - start == 1:
        return first
    is_number = fact.type is FactType.NUMBER
    if start == 0:
        return "any value" if stop == len(values) else f"{'at most' if is_number else 'by'} {last}"
    if stop == len(values):
        return f"at least {first}" if is_number else f"from {first} on"
    return f"{first} to {last}"
