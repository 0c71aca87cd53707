"""Status, due day and day of satisfaction of every rule for every officer, on columns."""

from datetime import date
from functools import lru_cache, reduce
from itertools import product
from typing import NamedTuple

import numpy as np

from policy_model.calendar import PartialDate
from policy_model.records.conditions import Condition
from policy_model.rules.columns import FALSE, TRUE, UNSURE, for_all, greatest, least, pick, shared
from policy_model.rules.conditions import bounded, truth
from policy_model.rules.days import (
    FIRST_DAY,
    NEVER,
    UNKNOWN_DAY,
    Days,
    Span,
    day_number,
    day_of,
)  # fmt: skip
from policy_model.rules.plan import Bound, Plan
from policy_model.rules.rule import Rule
from policy_model.rules.satisfaction import (
    MET,
    MET_LATE,
    NOT_APPLICABLE,
    UNKNOWN,
    found,
    found_once,
)
from policy_model.rules.view import View
from policy_model.standing import standing_of
from policy_model.vocabulary import Standing


class Outcome(NamedTuple):
    """int8 status codes in the order of Status; int32 days, UNKNOWN_DAY where there is none.

    Days have no dimension where no officer has one.
    """

    status: np.ndarray
    due_on: Days
    satisfied_on: Days


def outcome(bound: Bound, view: View, plan: Plan, *, detailed: bool = False) -> Outcome:
    """One rule for each officer of a view; the day of satisfaction only where `detailed`."""
    rule = bound.rule
    result = (found_once if detailed else found)(rule, view, plan, bound.held)
    reached = least(applies(rule, view, plan, bound.held), result.started)
    status = result.status
    if reached.ndim or reached != TRUE:
        status = pick(reached == TRUE, status, reached + UNKNOWN)  # FALSE gives NOT_APPLICABLE
    due_on = _due_shown(result.due, status, rule)
    satisfied_on = _satisfied_shown(result.satisfied, status) if detailed else UNKNOWN_DAY
    return Outcome(status, due_on, satisfied_on)


def applies(rule: Rule, view: View, plan: Plan, held: frozenset[str]) -> np.ndarray:
    """Whether a rule reaches each officer: in force, its own condition, and no exception.

    Conditions that read one thing are not independent: where Kleene's logic leaves the reach open,
    each of them is supposed to hold and not to hold, and what is so in every case is so.
    """

    def compute() -> np.ndarray:
        reach = _reach(rule, view, plan, held)
        conditions = plan.split_on(rule.number, held)
        is_open = reach == UNSURE
        if view.settled or not conditions or not is_open.any():
            return reach
        at = np.flatnonzero(for_all(is_open, view.size))
        found = np.array(for_all(reach, view.size))
        found[at] = _in_every_case(rule, view.some(at), plan, held, conditions)
        return shared(found)

    return view.kept(("reached", rule.number), compute)


def _reach(rule: Rule, view: View, plan: Plan, held: frozenset[str]) -> np.ndarray:
    parts = [_in_force_on(view.as_of, rule)]
    if rule.test.applies is not None:
        parts.append(truth(rule.test.applies, view, plan.lexicon, held))
    parts += [
        -applies(exception, view, plan, held) for exception in plan.exceptions_for(rule, held)
    ]
    return reduce(least, parts)


def _in_every_case(
    rule: Rule, view: View, plan: Plan, held: frozenset[str], conditions: tuple[Condition, ...]
) -> np.ndarray:
    """The reach where it is the same in all cases that are possible; open where it is not."""
    found = [truth(each, view, plan.lexicon, held) for each in conditions]
    low, high = TRUE, FALSE
    for values in product((TRUE, FALSE), repeat=len(conditions)):
        supposed = _supposed(view, plan, conditions, values)
        case = _reach(rule, supposed, plan, held)
        fits = [truth != -value for truth, value in zip(found, values, strict=True)]
        fits += [span.low <= span.high for span in supposed.bounds.values()]
        possible = reduce(np.logical_and, fits)
        low = least(low, pick(possible, case, TRUE))
        high = greatest(high, pick(possible, case, FALSE))
    return pick(low == high, low, UNSURE)


def _supposed(
    view: View, plan: Plan, conditions: tuple[Condition, ...], values: tuple[np.int8, ...]
) -> View:
    """The officers in one case: each condition as supposed, and dates within what that means."""
    settled, spans = {}, {}
    for condition, value in zip(conditions, values, strict=True):
        settled[plan.lexicon.atoms[id(condition)]] = value
        if bound := bounded(condition, plan.facts):
            span = spans.get(bound.fact) or view.day(bound.fact)
            spans[bound.fact] = bound.within(span, view, holds=value == TRUE)
    return view.supposing(settled, spans)


_FORCE = {Standing.IN_FORCE: TRUE, Standing.CANNOT_TELL: UNSURE}


def _in_force_on(days: Days, rule: Rule) -> np.ndarray:
    if not days.ndim:
        return in_force(rule, as_of=day_of(days))
    return np.array([in_force(rule, as_of=day_of(day)) for day in days])


def in_force(rule: Rule, *, as_of: date) -> np.ndarray:
    """Whether it is law on the day; of no dimension, since it is the same for everybody."""
    return _in_force(*rule.dates, as_of)


@lru_cache(maxsize=8192)
def _in_force(first: str | None, last: str | None, day: date) -> np.ndarray:
    kind, _ = standing_of(first, last, as_of=day)
    return _FORCE.get(kind, FALSE)


def _due_shown(last: Span | None, status: np.ndarray, rule: Rule) -> Days:
    """The due day where it is known; never before the rule was law, never where it is not."""
    if last is None:
        return UNKNOWN_DAY
    shown = (status != NOT_APPLICABLE) & (last.low >= _floor(rule.dates[0]))
    if not last.is_known:
        shown &= last.low == last.high
    return pick(shown, last.low, UNKNOWN_DAY)


@lru_cache(maxsize=8192)
def _floor(first: str | None) -> np.int32:
    """The first day that may be shown as due: none before the rule takes effect."""
    day = day_number(PartialDate.parse(first).last_day) if first else FIRST_DAY
    return np.int32(max(int(day), FIRST_DAY))


def _satisfied_shown(done: Span | None, status: np.ndarray) -> Days:
    if done is None:
        return UNKNOWN_DAY
    shown = (status == MET) | (status == MET_LATE)
    shown &= done.high < NEVER
    return pick(shown, done.high, UNKNOWN_DAY)
