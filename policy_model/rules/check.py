"""The check of many officers: completions digested, rules applied block by block on all cores.

Officers are taken role by role, since the role decides which rules there are; findings come back in
the order of the officers, and for each in the order of the sources and their documents.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from policy_model.rules.columns import Officers, pick, with_stand_ins
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
from policy_model.rules.days import NEVER, Days, Span
from policy_model.rules.deadlines import day_named
from policy_model.rules.engine import outcome
from policy_model.rules.plan import Bound, Plan
from policy_model.rules.rule import Question
from policy_model.rules.view import View

BLOCK = 262_144  # officers over whom a rule passes at once: for fewer, calling numpy costs most


@dataclass(frozen=True, slots=True)
class Grid:
    """The findings of the officers of one role: a row each rule, a column each officer.

    `rows` are the officers' rows; status int8 codes; days int32, UNKNOWN_DAY where there is none.
    `satisfied_on` is there only where asked for.
    """

    rules: tuple[Bound, ...]
    rows: slice | np.ndarray
    status: np.ndarray
    due_on: np.ndarray
    satisfied_on: np.ndarray | None

    @property
    def size(self) -> int:
        """How many officers."""
        return self.status.shape[1]


@dataclass(frozen=True, slots=True)
class Findings:
    """One finding a row: the officer's row, the rule's number, status, due day (UNKNOWN_DAY)."""

    officer: np.ndarray
    rule: np.ndarray
    status: np.ndarray
    due_on: np.ndarray

    def __len__(self) -> int:
        return len(self.rule)


def viewed(officers: Officers, plan: Plan, sources: tuple[str, ...], *, as_of: Days) -> View:
    """The officers as the rules see them on the day: stand-ins filled, completions digested.

    `as_of` is one day for all officers, or one for each.
    """
    facts = plan.dataset.facts
    view = View.of(with_stand_ins(officers, facts, as_of=as_of), facts, as_of=as_of)
    _digest(
        view, officers, plan.questions(tuple(np.unique(officers.roles).tolist()), sources), plan
    )
    return view


def _digest(view: View, officers: Officers, questions: tuple[Question, ...], plan: Plan) -> None:
    """Fill `view.done`; what counts from a day on comes last: the day may hang on a course."""
    done = counted(officers.completions, as_of=view.as_of)
    of_course = done.by_course(len(plan.course_codes))
    known = officers.has_courses
    for question in questions:
        if question in view.done:
            continue
        if isinstance(question, (Lapse, Reach)):
            rows = _together([of_course(plan.course_codes[name]) for name in question.courses])
            asked = (question.courses, question.hours, question.window)
            lapses, reached = accumulated(rows, Lapse(*asked), known, as_of=view.as_of)
            view.learn(Lapse(*asked), lapses)
            view.learn(Reach(*asked), reached)
            continue
        rows = of_course(plan.course_codes[question.course])
        if isinstance(question, Last):
            view.learn(question, last_done(rows, question, known, as_of=view.as_of))
        else:
            view.learn(question, first_done(rows, question, known, _since(question, view)))


def _since(question: First, view: View) -> Span | None:
    """The first day that counts; NEVER where it lies after the as-of day: none counts then."""
    if question.since is None:
        return None
    span, one = day_named(question.since, view), np.int32(question.is_after)
    return Span(*(pick(day + one > view.as_of, NEVER, day + one) for day in span))


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
    return listed(applied(view, officers.roles, plan, sources, threads=threads), officers.size)


def applied(
    view: View,
    roles: np.ndarray,
    plan: Plan,
    sources: tuple[str, ...],
    *,
    threads: int = 0,
    detailed: bool = False,
) -> list[Grid]:
    """The rules applied to officers whose completions are digested, role by role."""
    grids, jobs = [], []
    for code, rows in _rows_by_role(roles):
        rules = plan.for_code(code, sources)
        size = rows.stop - rows.start if isinstance(rows, slice) else len(rows)
        grid = Grid(rules, rows, *_empty(len(rules), size, detailed=detailed))
        grids.append(grid)
        jobs += [(grid, start) for start in range(0, size if rules else 0, BLOCK)]
    _run(lambda job: _fill(job[0], job[1], view, plan), jobs, threads)
    return grids


def _rows_by_role(roles: np.ndarray) -> list[tuple[int, slice | np.ndarray]]:
    """The rows of each role, in the order of their codes.

    Where each role's officers lie together, one look at where the role changes tells them.
    """
    if not len(roles):
        return []
    starts = np.append(0, np.flatnonzero(roles[1:] != roles[:-1]) + 1)
    codes = np.unique(roles[starts]).tolist()
    if len(codes) < len(starts):
        return [(code, _rows_of(code, roles)) for code in codes]
    bounds = pairwise([*starts.tolist(), len(roles)])
    runs = {int(roles[start]): slice(start, stop) for start, stop in bounds}
    return [(code, runs[code]) for code in codes]


def _rows_of(code: int, roles: np.ndarray) -> slice | np.ndarray:
    """The rows of a role; a slice, which copies nothing, where they lie together."""
    rows = np.flatnonzero(roles == code)
    first, last = int(rows[0]), int(rows[-1])
    return slice(first, last + 1) if last - first + 1 == len(rows) else rows


def _empty(rules: int, size: int, *, detailed: bool) -> tuple[np.ndarray | None, ...]:
    shape = (rules, size)
    satisfied = np.empty(shape, "int32") if detailed else None
    return np.empty(shape, "int8"), np.empty(shape, "int32"), satisfied


def _run(fill: Callable[["Job"], None], jobs: list["Job"], threads: int) -> None:
    """Each job; `threads` 0 takes one for each core."""
    if threads == 1 or len(jobs) <= 1:
        for job in jobs:
            fill(job)
        return
    with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
        for _ in pool.map(fill, jobs):  # raises what a block raised
            pass


def _fill(grid: Grid, start: int, view: View, plan: Plan) -> None:
    """The findings of the block of officers that begins at `start`."""
    stop = min(start + BLOCK, grid.size)
    rows = grid.rows
    if isinstance(rows, slice):
        rows = slice(rows.start + start, rows.start + stop)
    else:
        rows = rows[start:stop]
    size, detailed = stop - start, grid.satisfied_on is not None
    block = view if size == view.size else view.take(rows, size)
    for at, bound in enumerate(grid.rules):
        found = outcome(bound, block, plan, detailed=detailed)
        grid.status[at, start:stop] = found.status
        grid.due_on[at, start:stop] = found.due_on
        if grid.satisfied_on is not None:
            grid.satisfied_on[at, start:stop] = found.satisfied_on


def listed(grids: list[Grid], size: int) -> Findings:
    """Findings one a row: in the order of the officers, and for each of the rules."""
    counts = np.zeros(size, "int64")
    for grid in grids:
        counts[grid.rows] = len(grid.rules)
    starts = np.concatenate([[0], np.cumsum(counts)])
    total = int(starts[-1])
    found = Findings(*(np.empty(total, kind) for kind in ("int32", "int16", "int8", "int32")))
    found.officer[:] = np.repeat(np.arange(size), counts)
    for grid in grids:
        numbers = np.array([bound.rule.number for bound in grid.rules])
        if isinstance(grid.rows, slice):
            where: slice | np.ndarray = slice(starts[grid.rows.start], starts[grid.rows.stop])
        else:
            where = (starts[:-1][grid.rows][:, None] + np.arange(len(numbers))).ravel()
        found.rule[where] = np.tile(numbers, grid.size)
        found.status[where] = grid.status.T.ravel()
        found.due_on[where] = grid.due_on.T.ravel()
    return found


Job = tuple[Grid, int]
__all__ = ["BLOCK", "Findings", "Grid", "applied", "checked", "listed", "viewed"]
