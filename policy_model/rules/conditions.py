"""Conditions in Kleene's logic on columns: TRUE, FALSE, or UNSURE where a fact is missing.

`all` is the least of its parts, `any` the greatest, `not` the negative. A comparison is TRUE where
it holds for every value that is possible, FALSE where it holds for none.
"""

from collections.abc import Iterator
from functools import lru_cache, reduce
from typing import NamedTuple

import numpy as np

from policy_model.calendar import Moment
from policy_model.records.conditions import Completed, Condition, Item
from policy_model.records.vocabularies import Fact
from policy_model.rules.columns import FALSE, TRUE, UNSURE, greatest, least, ones
from policy_model.rules.completions import First
from policy_model.rules.days import Span
from policy_model.rules.deadlines import day_named
from policy_model.rules.view import View
from policy_model.vocabulary import FactType

Truth = np.ndarray
"""int8 TRUE, UNSURE or FALSE; of no dimension where every officer has the same."""
Facts = dict[str, Fact]


class Lexicon(NamedTuple):
    """The facts, and a number for each innermost condition; equal ones share it.

    `atoms` goes by the identity of the condition's record.
    """

    facts: Facts
    atoms: dict[int, int]


class Bounded(NamedTuple):
    """A date fact that a condition holds against one day of the calendar."""

    fact: str
    how: str
    day: Moment

    def within(self, span: Span, view: View, *, holds: bool) -> Span:
        """The days that the fact may have where the condition holds, or where it does not.

        Where it may have none, the first lies after the last.
        """
        how = self.how if holds else _OPPOSITE[self.how]
        low, one = day_named(self.day, view).low, np.int32(1)
        if how in ("ge", "gt"):
            first = low + one if how == "gt" else low
            return Span(greatest(span.low, first), span.high)
        last = low - one if how == "lt" else low
        return Span(span.low, least(span.high, last))


_OPPOSITE = {"ge": "lt", "lt": "ge", "gt": "le", "le": "gt"}


def bounded(condition: Condition, facts: Facts) -> Bounded | None:
    """What a condition says if it is of that kind; None otherwise."""
    if condition.facts is None or facts[condition.fact[0]].type is not FactType.DATE:
        return None
    name, comparison = condition.fact
    [(how, values), *others] = comparison.asked()
    day = Moment.parse(values[0])
    return None if others or how not in _OPPOSITE or not day.is_dated else Bounded(name, how, day)


def facts_named(condition: Condition) -> Iterator[str]:
    """The facts that an innermost condition reads, days among them."""
    days: list[Moment] = []
    if condition.facts is not None:
        yield condition.fact[0]
        texts = [value for _, values in condition.fact[1].asked() for value in values]
        yield from (text.partition(" + ")[0] for text in texts)
    if condition.completed is not None:
        days = [day for _, day in condition.completed.bounds()]
        yield from (item.fact for item in condition.completed.any_of if item.fact)
    yield from (day.anchor for day in days)


def is_atom(condition: Condition) -> bool:
    """Whether it joins no others."""
    return condition.facts is not None or condition.completed is not None


def truth(condition: Condition, view: View, known: Lexicon, roles: frozenset[str]) -> Truth:
    """Whether a condition holds of each officer; `roles` are those that all of them have."""
    if condition.all is not None:
        return reduce(least, [truth(part, view, known, roles) for part in condition.all])
    if condition.any is not None:
        return reduce(greatest, [truth(part, view, known, roles) for part in condition.any])
    if condition.not_ is not None:
        return -truth(condition.not_, view, known, roles)
    atom = known.atoms.get(id(condition))
    if atom in view.settled:
        return view.settled[atom]
    key = ("atom", atom, roles) if atom is not None else ("condition", id(condition), roles)
    return view.kept(key, lambda: _atom(condition, view, known.facts, roles))


def _atom(condition: Condition, view: View, facts: Facts, roles: frozenset[str]) -> Truth:
    if condition.completed is not None:
        return _completed(condition.completed, view)
    name, comparison = condition.fact
    asked = [_compared(facts[name], how, values, view, roles) for how, values in comparison.asked()]
    return reduce(least, asked)


def _compared(
    fact: Fact, how: str, values: tuple[str, ...], view: View, roles: frozenset[str]
) -> Truth:
    if fact.type is FactType.ROLE:
        return TRUE if set(values) & roles else FALSE
    if fact.type is FactType.BOOLEAN:
        flag = view.flag(fact.id)
        said = [flag if each == "true" else -flag for each in values]
        return reduce(greatest, said)
    if fact.type is FactType.NUMBER:
        column = view.number(fact.id)
        if column is None:
            return UNSURE
        return reduce(greatest, [_of_numbers(column, how, float(each)) for each in values])
    days = [day_named(_moment(each), view) for each in values]
    return reduce(greatest, [_of_days(view.day(fact.id), how, each) for each in days])


_moment = lru_cache(maxsize=1024)(Moment.parse)
_SAYS = {
    "lt": (np.less, np.greater_equal),
    "le": (np.less_equal, np.greater),
    "gt": (np.greater, np.less_equal),
    "ge": (np.greater_equal, np.less),
    "is": (np.equal, np.not_equal),
    "in": (np.equal, np.not_equal),
}


def _of_numbers(column: np.ndarray, how: str, value: float) -> Truth:
    """NaN is neither; `not_equal` alone holds of it, hence the last term."""
    holds, fails = _SAYS[how]
    failing = fails(column, value)
    if fails is np.not_equal:
        failing &= ~np.isnan(column)
    return _kleene(holds(column, value), failing)


def _of_days(left: Span, how: str, right: Span) -> Truth:
    if how in ("is", "in"):
        return least(_of_days(left, "ge", right), _of_days(left, "le", right))
    holds, fails = _SAYS[how]
    if how in ("lt", "le"):
        return _kleene(holds(left.high, right.low), fails(left.low, right.high))
    return _kleene(holds(left.low, right.high), fails(left.high, right.low))


def _kleene(holds: np.ndarray, fails: np.ndarray) -> Truth:
    """TRUE where it surely holds, FALSE where it surely fails."""
    return ones(holds) - ones(fails)


def asked_of(item: Item, completed: Completed | None = None) -> First:
    """What an item asks of the completions of its course; bounds from below start the count."""
    since, is_after, min_hours = item.since, False, item.min_hours
    if completed is not None:
        min_hours = min_hours if min_hours is not None else completed.min_hours
        if completed.on_or_after or completed.after:
            since, is_after = completed.on_or_after or completed.after, completed.after is not None
    return First(item.course or "", min_hours, item.min_count or 1, since, is_after)


def first_day(item: Item, view: View, completed: Completed | None = None) -> Span:
    """The first day by the as-of day on which an item was done; NEVER where it was not."""
    if item.fact:
        return view.first_of_fact(item.fact)
    return view.answer(asked_of(item, completed))


def _completed(completed: Completed, view: View) -> Truth:
    return reduce(greatest, [_item_completed(item, completed, view) for item in completed.any_of])


def _item_completed(item: Item, completed: Completed, view: View) -> Truth:
    """Done by the as-of day, and within each bound."""
    done = first_day(item, view, completed)
    bounds = [_kleene(done.high <= view.as_of, done.low > view.as_of)]
    for name, moment in completed.bounds():
        how = {"before": "lt", "on_or_before": "le", "on_or_after": "ge", "after": "gt"}[name]
        if item.fact or how in ("lt", "le"):
            bounds.append(_of_days(done, how, day_named(moment, view)))
    return reduce(least, bounds)
