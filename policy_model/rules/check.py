"""The check of many officers: completions digested, rules applied block by block on all cores.

Officers are taken role by role, since the role decides which rules there are; findings come back in
the order of the officers, and for each in the order of the sources and their documents.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from policy_model.rules.columns import Officers, View, with_stand_ins
from policy_model.rules.completions import (
    Completions,
    First,
    Lapse,
    Last,
    Reach,
    accumulated,
    counted,
    first_done,
    last_done,
)
from policy_model.rules.days import UNKNOWN_DAY, Span
from policy_model.rules.deadlines import day_named
from policy_model.rules.engine import Outcome, outcome
from policy_model.rules.plan import Bound, Plan, questions_of

BLOCK = 16_384  # officers whose columns stay in a core's cache while all rules pass over them


@dataclass(frozen=True, slots=True)
class Findings:
    """One finding a row: the officer's row, the rule's number, status, days (UNKNOWN_DAY)."""

    officer: np.ndarray
    rule: np.ndarray
    status: np.ndarray
    due_on: np.ndarray
    satisfied_on: np.ndarray

    def __len__(self) -> int:
        return len(self.rule)


def bound_by_role(
    officers: Officers, plan: Plan, sources: tuple[str, ...]
) -> dict[int, tuple[Bound, ...]]:
    """The rules for each role that occurs; an unknown role has none."""
    names = list(plan.role_codes)
    codes = np.unique(officers.roles).tolist()
    return {code: plan.for_role(names[code], sources) if code >= 0 else () for code in codes}


def viewed(officers: Officers, plan: Plan, sources: tuple[str, ...], *, as_of: np.int32) -> View:
    """The officers as the rules see them on the day: stand-ins filled, completions digested."""
    facts = plan.dataset.facts
    view = View.of(with_stand_ins(officers, facts, as_of=as_of), facts, as_of=as_of)
    bounds = bound_by_role(officers, plan, sources).values()
    rules = {bound.rule.number: bound.rule for each in bounds for bound in each}
    rules |= {e.number: e for number in list(rules) for e in _set_aside_by(plan, number)}
    asked = dict.fromkeys(question for rule in rules.values() for question in questions_of(rule))
    _digest(view, officers, list(asked), plan)
    return view


def _set_aside_by(plan: Plan, number: int) -> Iterator:
    """Every exception of a rule, and theirs."""
    for exception in plan.exceptions[number]:
        yield exception
        yield from _set_aside_by(plan, exception.number)


def _digest(
    view: View, officers: Officers, questions: list[First | Last | Lapse | Reach], plan: Plan
) -> None:
    """Fill `view.done`; what counts from a day on comes last: the day may hang on a course."""
    done = counted(officers.completions, as_of=view.as_of)
    courses = done.slices(len(plan.course_codes))
    known = officers.has_courses
    for question in sorted(questions, key=lambda q: isinstance(q, First) and q.since is not None):
        if question in view.done:
            continue
        if isinstance(question, (Lapse, Reach)):
            codes = [plan.course_codes[course] for course in question.courses]
            rows = _together([courses[code] for code in codes])
            asked = (question.courses, question.hours, question.window)
            pair = accumulated(rows, Lapse(*asked), known, as_of=view.as_of)
            view.done[Lapse(*asked)], view.done[Reach(*asked)] = pair
            continue
        rows = courses[plan.course_codes[question.course]]
        if isinstance(question, Last):
            view.done[question] = last_done(rows, question, known, as_of=view.as_of)
        else:
            view.done[question] = first_done(rows, question, known, _since(question, view))


def _since(question: First, view: View) -> Span | None:
    if question.since is None:
        return None
    span = day_named(question.since, view)
    if not question.is_after:
        return span
    return Span(span.low + np.int32(1), span.high + np.int32(1))


def _together(parts: list[Completions]) -> Completions:
    if len(parts) == 1:
        return parts[0]
    columns = ("officer", "course", "day", "hours")
    return Completions(*(np.concatenate([getattr(p, name) for p in parts]) for name in columns))


def checked(
    officers: Officers, plan: Plan, sources: tuple[str, ...], *, as_of: np.int32, threads: int = 0
) -> Findings:
    """Every finding for the officers; `threads` 0 takes one for each core."""
    view = viewed(officers, plan, sources, as_of=as_of)
    return applied(view, officers.roles, plan, sources, threads=threads)


def applied(
    view: View, roles: np.ndarray, plan: Plan, sources: tuple[str, ...], *, threads: int = 0
) -> Findings:
    """The rules applied to officers whose completions are digested."""
    names = list(plan.role_codes)
    codes = np.unique(roles).tolist()
    bound = {code: plan.for_role(names[code], sources) if code >= 0 else () for code in codes}
    counts = np.zeros(max(codes, default=0) + 2, "int64")  # the last is for an unknown role, -1
    for code, rules in bound.items():
        counts[code] = len(rules)
    starts = np.concatenate([[0], np.cumsum(counts[roles])])
    found = _empty(int(starts[-1]))
    jobs = [
        (rows, bound[code])
        for code in codes
        for rows in _blocks(roles, code, view.size, only=len(codes) == 1)
        if bound[code]
    ]

    def fill(job: tuple[slice | np.ndarray, tuple[Bound, ...]]) -> None:
        rows, rules = job
        _fill(found, view, rows, rules, plan, starts[:-1][rows])

    _run(fill, jobs, threads or os.cpu_count() or 1)
    return found


def _empty(size: int) -> Findings:
    columns = ("int32", "int16", "int8", "int32", "int32")
    return Findings(*(np.empty(size, kind) for kind in columns))


def _blocks(roles: np.ndarray, code: int, size: int, *, only: bool) -> Iterator[slice | np.ndarray]:
    """The rows of a role, in blocks; slices where there is but one role."""
    rows = None if only else np.flatnonzero(roles == code)
    total = size if rows is None else len(rows)
    for start in range(0, total, BLOCK):
        stop = min(start + BLOCK, total)
        yield slice(start, stop) if rows is None else rows[start:stop]


def _run(fill: object, jobs: list, threads: int) -> None:
    if threads == 1 or len(jobs) <= 1:
        for job in jobs:
            fill(job)  # type: ignore[operator]
        return
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(fill, jobs):  # type: ignore[arg-type]
            pass


def _fill(
    found: Findings, view: View, rows: slice | np.ndarray, rules: tuple[Bound, ...],
    plan: Plan, starts: np.ndarray,
) -> None:  # fmt: skip
    """Write the findings of a block where they belong."""
    size = len(starts)
    block = view.take(rows, size)
    officers = np.arange(rows.start, rows.stop) if isinstance(rows, slice) else rows
    is_whole = isinstance(rows, slice)
    shape = (size, len(rules))
    parts = [np.empty(shape, kind) for kind in ("int8", "int32", "int32")]
    for at, bound in enumerate(rules):
        for part, column in zip(parts, outcome(bound, block, plan), strict=True):
            part[:, at] = column
    where: slice | np.ndarray = slice(int(starts[0]), int(starts[0]) + size * len(rules))
    if not is_whole:
        where = (starts[:, None] + np.arange(len(rules))).ravel()
    found.officer[where] = np.repeat(officers, len(rules))
    found.rule[where] = np.tile([bound.rule.number for bound in rules], size)
    for column, part in zip((found.status, found.due_on, found.satisfied_on), parts, strict=True):
        column[where] = part.ravel()


__all__ = ["BLOCK", "UNKNOWN_DAY", "Findings", "Outcome", "applied", "checked", "viewed"]
