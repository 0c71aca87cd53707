"""Which facts to ask for: what keeps each unknown finding of a roster open, officer by officer."""

from collections.abc import Callable, Iterator

import numpy as np

from policy_model.records.officers import Completion, Officer
from policy_model.roster.checking import STATUSES, RosterCheck
from policy_model.rules.check import viewed
from policy_model.rules.columns import TRUE, UNSURE, Officers
from policy_model.rules.days import UNKNOWN_DAY, day_number, day_of
from policy_model.rules.explanation import Case, missing, stand_ins_used
from policy_model.rules.plan import Plan
from policy_model.rules.view import View
from policy_model.vocabulary import Status

_UNKNOWN = STATUSES.index(Status.UNKNOWN)


def missing_facts(
    check: RosterCheck, *, told: Callable[[int, int], None] = lambda done, all_of_them: None
) -> dict[int, tuple[str, ...]]:
    """Row of an unknown finding -> the names of what is missing and decides.

    As `check_officer` names them. It is worked out once for officers who are known alike; `told`
    hears how many officers are done, and of how many.
    """
    rows = np.flatnonzero(check.found.status == _UNKNOWN)
    whom, first = np.unique(check.found.officer[rows], return_index=True)
    groups = np.split(rows, first[1:]) if len(whom) else []
    day = day_number(check.as_of)
    view = viewed(check.roster.officers, check.plan, check.sources, as_of=day)
    done_before: dict[object, dict[int, tuple[str, ...]]] = {}
    found: dict[int, tuple[str, ...]] = {}
    for at, (officer, own) in enumerate(zip(whom.tolist(), groups, strict=True)):
        record = officer_at(check.roster.officers, officer, check.plan)
        key = (record.role, tuple(record.facts.items()), record.courses)
        if key not in done_before:
            alone = view.take(slice(officer, officer + 1), 1)
            done_before[key] = dict(_open(check, record, alone, check.found.rule[own].tolist()))
        found |= {int(row): done_before[key][int(check.found.rule[row])] for row in own}
        told(at + 1, len(whom))
    return found


def _open(
    check: RosterCheck, record: Officer, view: View, rules: list[int]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """What is missing for each of the rules, of the one officer of the view."""
    plan = check.plan
    assumed = stand_ins_used(record, plan.facts)
    bounds = {b.rule.number: b for b in plan.for_role(record.role, check.sources)}
    for number in rules:
        yield number, missing(Case(record, view, plan, bounds[number], assumed), Status.UNKNOWN)


def officer_at(officers: Officers, at: int, plan: Plan) -> Officer:
    """One row of columns as a record, without the facts that it leaves empty."""
    dates = {name: column[at] for name, column in officers.dates.items()}
    facts = {name: day_of(day) for name, day in dates.items() if day != UNKNOWN_DAY}
    numbers = {name: float(column[at]) for name, column in officers.numbers.items()}
    facts |= {name: value for name, value in numbers.items() if not np.isnan(value)}
    flags = {name: column[at] for name, column in officers.flags.items()}
    facts |= {name: bool(value == TRUE) for name, value in flags.items() if value != UNSURE}
    role = list(plan.role_codes)[officers.roles[at]]
    return Officer(role, facts, _courses(officers, at, plan) if officers.has_courses[at] else None)


def _courses(officers: Officers, at: int, plan: Plan) -> tuple[Completion, ...]:
    done, names = officers.completions, list(plan.course_codes)
    first, stop = np.searchsorted(done.officer, [at, at + 1])
    return tuple(
        Completion(
            names[done.course[row]],
            None if done.day[row] == UNKNOWN_DAY else day_of(done.day[row]),
            None if np.isnan(done.hours[row]) else float(done.hours[row]),
        )
        for row in range(first, stop)
    )
