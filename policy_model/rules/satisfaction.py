"""What the officers have done of a rule, and by when it was due: the four ways of a test.

What is not known makes a span: the status is computed for its best and its worst end, and where
the two differ it is unknown. All statuses between equal ends are equal (tests prove it), so
`unknown` is said only where the status depends on what is missing.
"""

from typing import NamedTuple

import numpy as np

from policy_model.calendar import Deadline
from policy_model.records.conditions import Item
from policy_model.records.tests import Test
from policy_model.rules.columns import FALSE, TRUE, greatest, ones, pick
from policy_model.rules.completions import Lapse, Last, Reach
from policy_model.rules.conditions import first_day, truth
from policy_model.rules.days import NEVER, NOT_KNOWN, Days, Span, exactly
from policy_model.rules.deadlines import Due, due, earliest, latest, moved
from policy_model.rules.plan import Plan
from policy_model.rules.rule import Rule, renewal_hours
from policy_model.rules.view import View
from policy_model.vocabulary import Status

MET, MET_LATE, PENDING, UNMET, NOT_APPLICABLE, UNKNOWN = (
    np.int8(code) for code, _ in enumerate(Status)
)


class Found(NamedTuple):
    """Before anybody asks whether it applies: status, last day in time, day of satisfaction."""

    status: np.ndarray
    due: Span | None
    satisfied: Span | None
    started: np.ndarray


def found(rule: Rule, view: View, plan: Plan, held: frozenset[str]) -> Found:
    """What the officers have done of a rule, whether or not it reaches them."""
    test, deadline = rule.test, rule.deadline
    if test.completes:
        return _done_once(satisfied_on(test, view), deadline, view)
    if test.has is not None:
        return _has(truth(test.has, view, plan.lexicon, held), deadline, view)
    if test.renews:
        return _renewed(rule, test, view)
    return _accumulated(rule, test, view)


def found_once(rule: Rule, view: View, plan: Plan, held: frozenset[str]) -> Found:
    """The same, kept for those who ask again; officers of one role only."""
    return view.kept(("found", rule.number), lambda: found(rule, view, plan, held))


def satisfied_on(test: Test, view: View) -> Span:
    """The day on which all that `completes` asks for was done; NEVER where it is not."""
    assert test.completes is not None
    days = [first_day(item, view) for item in test.completes.items]
    return earliest(days) if test.completes.any_of else latest(days)


def _done_once(done: Span, deadline: Deadline | None, view: View) -> Found:
    """Met in time, met late, still time, or not."""
    as_of = view.as_of
    if deadline is None:
        worst, best = (pick(day > as_of, UNMET, MET) for day in (done.high, done.low))
        return Found(_agreed(worst, best, done.is_known), None, done, TRUE)
    last = due(deadline, view)
    if last is None:
        status = pick(done.high > as_of, UNKNOWN, MET)
        return Found(status, None, done, TRUE)
    worst = _in_time(done.high, last.days.low, as_of=as_of)
    is_known = done.is_known and last.days.is_known
    best = worst if is_known else _in_time(done.low, last.days.high, as_of=as_of)
    return Found(_agreed(worst, best, is_known), last.days, done, last.started)


def _in_time(done: Days, last: Days, *, as_of: Days) -> np.ndarray:
    """MET, MET_LATE, PENDING or UNMET, by their codes 0 to 3; `done` is NEVER or by `as_of`."""
    is_open = done > as_of
    is_late = done > last
    is_over = is_open & (last < as_of)
    return ones(is_late) + ones(is_open) + ones(is_over)


def _agreed(worst: np.ndarray, best: np.ndarray, is_known: bool) -> np.ndarray:
    return worst if is_known else pick(worst == best, worst, UNKNOWN)


def _has(holds: np.ndarray, deadline: Deadline | None, view: View) -> Found:
    """Met where it holds; where it does not, pending until the last day."""
    last = due(deadline, view) if deadline else None
    lacking: np.ndarray = UNMET
    if deadline and last is None:
        lacking = UNKNOWN
    elif last:
        lacking = _waiting(last, view)
    status = pick(holds == TRUE, MET, pick(holds == FALSE, lacking, UNKNOWN))
    started = last.started if last else TRUE
    return Found(status, last.days if last else None, None, started)


def _waiting(last: Due | None, view: View) -> np.ndarray:
    """What is said of something not done, once its clock runs: still time, too late, or unknown."""
    if last is None:
        return UNKNOWN
    worst = pick(last.days.low < view.as_of, UNMET, PENDING)
    best = pick(last.days.high < view.as_of, UNMET, PENDING)
    return pick(worst == best, worst, UNKNOWN)


def last_day(test: Test, item: Item, view: View) -> Span:
    """The latest day on which an item of a renewal was done; BEFORE_ALL where it never was."""
    if item.fact:
        return view.last_of_fact(item.fact)
    return view.answer(Last(item.course or "", renewal_hours(test, item.min_hours)))


def _renewed(rule: Rule, test: Test, view: View) -> Found:
    """Met through the latest + interval; otherwise by the day the first is owed."""
    assert test.renews is not None
    days = [last_day(test, item, view) for item in test.renews.items]
    done = latest(days) if test.renews.any_of else earliest(days)
    return _recurring(moved(done, rule.every), done, test.renews.first, view)


def _recurring(ends: Span, done: Span, first: Deadline, view: View) -> Found:
    """Met through the day on which it lapses; pending before the first is owed, unmet after both.

    `ends` is BEFORE_ALL where it was never satisfied. Where the clock of the first has not
    started, the whole of it has not.
    """
    last = due(first, view)
    waiting = _waiting(last, view)
    wait = last.days if last else NOT_KNOWN
    worst, best = (pick(day < view.as_of, waiting, MET) for day in ends)
    status = _agreed(worst, best, ends.is_known)
    low, high = (
        pick(found == MET, end, greatest(first_due, end))
        for found, end, first_due in zip((worst, best), ends, wait, strict=True)
    )
    is_open = (best == MET) & (ends.low != ends.high)  # equal ends may hide other days between
    high = pick(is_open, NEVER, high)
    shown = exactly(pick(done.low == done.high, done.low, NEVER))
    started = last.started if last else TRUE
    return Found(status, Span(low, high), shown, started)


def _accumulated(rule: Rule, test: Test, view: View) -> Found:
    """Met while the moving sum suffices; otherwise by the day the first is owed."""
    assert test.accumulates is not None
    asked = (test.accumulates.any_of, test.accumulates.hours, rule.every)
    lapses, reached = view.answer(Lapse(*asked)), view.answer(Reach(*asked))
    return _recurring(lapses, reached, test.accumulates.first, view)
