"""When the clock of a duty began to run for an officer: the left end of a timeline's bar."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from policy_model.calendar import Deadline
from policy_model.records.officers import Officer
from policy_model.records.whole import Dataset
from policy_model.rules.deadlines import courses_of
from policy_model.rules.explanation import stand_ins_used
from policy_model.rules.officers import officer_of
from policy_model.rules.plan import plan_of
from policy_model.rules.rule import Rule
from policy_model.vocabulary import Boundary

_RUNNING = (Boundary.WITHIN, Boundary.ABOUT)


def clock_starts(
    officer: Officer | Mapping[str, Any], *, as_of: date, dataset: Dataset | None = None
) -> dict[str, date]:
    """Requirement id -> the day from which its time is counted.

    Only where a period runs from an event of the officer's whose day is known, or from a course
    completed by `as_of`; a deadline `before` something, or a day of the calendar, has no start.

    >>> officer = {"role": "school_resource_officer", "assigned_on": "2026-01-31"}
    >>> str(clock_starts(officer, as_of=date(2026, 11, 21))["nm-sro-training-within-a-year"])
    '2026-01-31'
    """
    plan = plan_of(dataset)
    known = officer_of(officer, plan.dataset, as_of=as_of)
    days = _days_of_facts(known, stand_ins_used(known, plan.facts)) | _first_completions(known)
    by_day = {name: day for name, day in days.items() if day <= as_of}
    found = ((rule.requirement.id, _start(rule, by_day)) for rule in plan.rules)
    return {requirement: start for requirement, start in found if start is not None}


def _days_of_facts(officer: Officer, assumed: Mapping[str, str]) -> dict[str, date]:
    given = {name: day for name, day in officer.facts.items() if isinstance(day, date)}
    taken = {name: given[source] for name, source in assumed.items() if source in given}
    return taken | given


def _first_completions(officer: Officer) -> dict[str, date]:
    done = [each for each in officer.courses or () if each.completed_on]
    firsts: dict[str, date] = {}
    for each in sorted(done, key=lambda each: each.completed_on, reverse=True):
        firsts[f"course:{each.course}"] = each.completed_on
    return firsts


def _start(rule: Rule, days: Mapping[str, date]) -> date | None:
    parts = rule.deadline.simple if rule.deadline else ()
    starts = [_start_of(part, days) for part in parts]
    known = [start for start in starts if start is not None]
    return min(known) if known and len(known) == len(parts) else None


def _start_of(part: Deadline, days: Mapping[str, date]) -> date | None:
    if part.boundary not in _RUNNING or part.anchor is None:
        return None
    courses = courses_of(part.anchor)
    if not courses:
        return days.get(part.anchor)
    known = [days[f"course:{course}"] for course in courses if f"course:{course}" in days]
    return min(known) if known else None
