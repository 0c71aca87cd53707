"""What a record says to a rule: days, completions, hours and conditions, for the second opinion.

No possibility is ever lost, so that what is definite here is safe. Choices that section 5 of the
design leaves to the reader are marked OPEN.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import product
from typing import Any

from tests.oracle_record import (
    FAR,
    MIN,
    NEVER,
    Case,
    Span,
    add,
    day_after,
    day_before,
    kleene_all,
    less,
    negate,
    typed,
)

LATEST_FACTS = {"qualified_day_on", "qualified_low_light_on"}  # the latest; earlier ones unseen
BOUNDS = {"before", "on_or_before", "on_or_after", "after"}
DEADLINE = re.compile(r"(before|by) (\S+)|(?:within|about) (\S+) of (\S+)")


# Days and deadlines


def moment(text: Any, case: Case) -> Span:
    """When a DATE is: `2022-07-01`, a fact, `course:id` (first completion), or one + a period.

    Of `course:a,b` the first completion of any counts.

    OPEN: the period is written `assigned_on + P6M`, or `{fact|course|date: ..., plus: P6M}`.
    """
    if isinstance(text, Mapping):
        plus = text.get("plus")
        (kind, name), *_ = [(kind, name) for kind, name in text.items() if kind != "plus"]
        start = moment(f"course:{name}" if kind == "course" else name, case)
    else:
        name, _, plus = str(text).partition(" + ")
        if name.startswith("course:"):
            start = earliest(name.removeprefix("course:").strip().split(","), case)
        else:
            start = _span(typed(name), case)
    return Span(*(add(day, plus) for day in start)) if plus else start


def _span(value: date | str, case: Case) -> Span:
    """A day as it is; a fact's day, which may be known to lie in a span, or not at all."""
    given = value if isinstance(value, date) else case.facts.get(value, Span(MIN, FAR))
    return given if isinstance(given, Span) else Span(given, given)


def due(deadline: Any, case: Case) -> Span:
    """The last day on which it is in time; NEVER while the clock has not started.

    OPEN: `later_of` is written `{later_of: [...]}` or `later of A and B`; it waits for both clocks.
    """
    if isinstance(deadline, Mapping) or deadline.startswith("later of"):
        parts = deadline["later_of"] if isinstance(deadline, Mapping) else None
        parts = parts or re.split(r"\s*[,;]\s*|\s+and\s+", deadline[8:].strip(" ()"))
        spans = [due(part, case) for part in parts]
        return Span(max(s.lo for s in spans), max(s.hi for s in spans))
    if not (match := DEADLINE.fullmatch(deadline)):
        raise ValueError(f"no deadline: {deadline}")
    word, limit, period, anchor = match.groups()
    if period:
        return Span(*(add(day, period) for day in moment(anchor, case)))
    end = moment(limit, case)
    return Span(*map(day_before, end)) if word == "before" else end


# Completions


def _occurrences(item: Any, case: Case, min_hours: Any, first: bool) -> list[tuple[Span, bool]]:
    """When it may have happened by as_of, and whether it surely did; the day counts if in reach."""
    item = item if isinstance(item, Mapping) else {"course": item}
    if "fact" in item:
        when, found = _span(item["fact"], case), []
        if item["fact"] not in LATEST_FACTS:
            found = [(when, True)]
        # OPEN: a latest shoot after as_of says nothing of earlier ones, so neither yes nor no.
        elif when.hi > case.as_of:
            found = [(Span(MIN, FAR), True)]
        else:
            found = [(Span(MIN, when.hi) if first else when, True)]
    elif case.courses is None:
        found = [(Span(_from(item, case).lo, FAR), True)] * int(item.get("min_count", 1))
    else:
        found = list(_completions(item, case, float(item.get("min_hours", min_hours) or 0)))
    # A completion dated after as_of does not count; one without a day may be such a one.
    return [
        (Span(when.lo, min(when.hi, case.as_of)), sure and when.hi <= case.as_of)
        for when, sure in found
        if when.lo <= case.as_of
    ]


def _from(item: Mapping[str, Any], case: Case) -> Span:
    """The first day that counts. OPEN: `since` is a DATE and includes its day."""
    if "after" in item:
        return Span(*map(day_after, moment(item["after"], case)))
    return moment(item["since"], case) if "since" in item else Span(MIN, MIN)


def _completions(item: Mapping, case: Case, min_hours: float) -> Iterator[tuple[Span, bool]]:
    since = _from(item, case)
    for each in case.courses or ():
        if each["course"] != item["course"]:
            continue
        day, hours = each.get("completed_on"), each.get("hours")
        when = Span(day, day) if day else Span(MIN, FAR)
        enough = not min_hours or (None if hours is None else hours >= min_hours)
        fits = kleene_all([enough, negate(less(when, since))])
        if fits is not False:
            yield Span(max(when.lo, since.lo), when.hi), fits is True


def earliest(items: Iterable[Any], case: Case, min_hours: Any = None, whole: bool = False) -> Span:
    """The first day of any item (with `whole`, of the last item to come); NEVER is not by as_of."""
    spans = []
    for item in items:
        count = int(item.get("min_count", 1)) if isinstance(item, Mapping) else 1
        found = _occurrences(item, case, min_hours, first=True)
        soonest = sorted(when.lo for when, _ in found)
        surely = sorted(when.hi for when, sure in found if sure)
        spans.append(Span(*((days + [NEVER] * count)[count - 1] for days in (soonest, surely))))
    pick = max if whole else min
    return Span(pick(s.lo for s in spans), pick(s.hi for s in spans))


def latest(items: Iterable[Any], case: Case, min_hours: Any, whole: bool) -> Span:
    """The last day of any item (with `whole`, the earliest of those); MIN is not at all."""
    spans = []
    for item in items:
        found = _occurrences(item, case, min_hours, first=False)
        lo = max((when.lo for when, sure in found if sure), default=MIN)
        spans.append(Span(lo, max((when.hi for when, _ in found), default=MIN)))
    pick = min if whole else max
    return Span(pick(s.lo for s in spans), pick(s.hi for s in spans))


# Hours that add up


def sums(
    items: list[Any], window: str, enough: float, case: Case
) -> Iterator[tuple[Span, date | None]]:
    """For each way it may have been: through when the hours suffice, and since when they do.

    A missing number of hours is none or enough. A missing day is after as_of, as_of itself, the day
    before (another due day, the same status), long outside the window, or beside another
    completion; no other day gives another status.
    """
    if case.courses is None:
        yield Span(MIN, FAR), None
        return
    names = {item["course"] if isinstance(item, Mapping) else item for item in items}
    mine = [each for each in case.courses if each["course"] in names]
    days = {each["completed_on"] for each in mine if each.get("completed_on")}
    lapsed = date(case.as_of.year - 20, 1, 1)
    spots = {NEVER, case.as_of, day_before(case.as_of), lapsed, *days}
    spots |= {add(day, window) for day in days}
    options = [
        product(
            [each["completed_on"]] if each.get("completed_on") else spots,
            [0.0, enough] if each.get("hours") is None else [float(each["hours"])],
        )
        for each in mine
    ]
    for ways in set(product(*options)):
        yield _running_sum([way for way in ways if way[0] <= case.as_of], window, enough)


def _running_sum(
    completions: list[tuple[date, float]], window: str, enough: float
) -> tuple[Span, date | None]:
    """The last day on which the hours of the window suffice, and the first of that stretch."""

    def suffices(day: date) -> bool:
        hours = [hours for on, hours in completions if on <= day <= add(on, window)]
        return round(sum(hours), 6) >= enough

    ends = {add(on, window) for on, _ in completions}
    through = max(filter(suffices, ends), default=MIN)
    starts = {on for on, _ in completions if on <= through and not suffices(day_before(on))}
    since = max(filter(suffices, starts), default=None)
    return Span(through, through), since


# Conditions


def holds(condition: Mapping[str, Any] | None, case: Case) -> bool | None:
    """Whether a condition is true; none at all is true.

    OPEN: several keys in one mapping, and several bounds on one fact, hold together.
    """
    return kleene_all(_clause(key, value, case) for key, value in (condition or {}).items())


def _clause(key: str, value: Any, case: Case) -> bool | None:
    if key == "all":
        return kleene_all(holds(each, case) for each in value)
    if key == "any":
        return negate(kleene_all(negate(holds(each, case)) for each in value))
    if key == "not":
        return negate(holds(value, case))
    if key == "completed":
        return _was_completed(value, case)
    return kleene_all(_compare(key, word, limit, case) for word, limit in value.items())


def _was_completed(value: Mapping[str, Any], case: Case) -> bool | None:
    # OPEN: a bound from below is part of what is asked for, so that a completion before it does not
    # hide a later one; the first that qualifies is held against the bound from above. What happened
    # is before a course that was never completed. A date fact is one completion.
    return negate(
        kleene_all(negate(_item_completed(item, value, case)) for item in value["any_of"])
    )


def _item_completed(item: Any, value: Mapping[str, Any], case: Case) -> bool | None:
    item = dict(item) if isinstance(item, Mapping) else {"course": item}
    bounds = BOUNDS & set(value)
    if "course" in item:
        lower = {"on_or_after": "since", "after": "after"}
        item |= {lower[word]: value[word] for word in bounds & set(lower)}
        bounds -= set(lower)
    first = earliest([item], case, value.get("min_hours"))
    within = [_bounded(first, word, moment(value[word], case)) for word in bounds]
    return kleene_all([less(first, Span(NEVER, NEVER)), *within])


def _bounded(first: Span, word: str, bound: Span) -> bool | None:
    if word in ("before", "on_or_after"):
        return less(first, bound) if word == "before" else negate(less(first, bound))
    return less(bound, first) if word == "after" else negate(less(bound, first))


def _compare(fact: str, word: str, limit: Any, case: Case) -> bool | None:
    if fact == "role":  # OPEN: the role as the rule's source calls it
        return bool(set(case.roles) & ({limit} if word == "is" else set(limit)))
    if word == "in":
        return negate(kleene_all(negate(_compare(fact, "is", each, case)) for each in limit))
    if case.facts.get(fact) is None:
        return None
    given, limit = case.facts[fact], typed(limit)
    a = given if isinstance(given, Span) else Span(given, given)
    if isinstance(a.lo, date):  # what is asked of a day is a DATE
        b = moment(limit, case)
    elif isinstance(limit, (bool, str)):
        return given == limit
    else:
        b = Span(limit, limit)
    before, after = less(a, b), less(b, a)
    truths = {"lt": before, "ge": negate(before), "gt": after, "le": negate(after)}
    return truths[word] if word in truths else kleene_all([negate(before), negate(after)])
