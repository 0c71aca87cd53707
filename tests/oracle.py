"""A second opinion on the officer check, in plain Python and for tests alone.

It is written from the design and not from the engine: one officer, one rule and one day at a time,
slow and plain, so that a difference between the two is a question for a person.

A rule ends as the set of its possible outcomes; where they differ in status, the finding is
`unknown`. Unknown facts that stand in conditions are first split into cases, so that one fact read
twice is not taken for two, and a status that does not depend on it is still found.

Choices that section 5 of the design leaves to the reader are marked OPEN, here and in
oracle_facts and oracle_record.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise, product
from pathlib import Path
from typing import Any, NamedTuple

from policy_model.reading.yaml import read_yaml
from tests.oracle_facts import due, earliest, holds, latest, sums
from tests.oracle_record import (
    FAR,
    MIN,
    NEVER,
    Case,
    Span,
    add,
    day_before,
    kleene_all,
    less,
    negate,
    officer_case,
    roles_in,
    typed,
)

DATA = Path(__file__).resolve().parent.parent / "data"
KINDS = ("completes", "has", "renews", "accumulates")
COMPARISONS = {"is", "in", "lt", "le", "gt", "ge"}
Rule = Mapping[str, Any]
Rules = Mapping[str, Rule]


class Outcome(NamedTuple):
    """One way it may be: the status, and the two days where they can be told."""

    status: str
    due_on: date | None = None
    satisfied_on: date | None = None


@dataclass(frozen=True)
class Finding:
    """What is found for one officer under one rule."""

    source: str
    requirement: str
    status: str
    due_on: date | None
    satisfied_on: date | None


def read_requirements(data: Path = DATA) -> list[dict[str, Any]]:
    """Every requirement of every source, with its source, instrument and pinpoint beside it.

    A requirement without dates of its own has those of its instrument.
    """
    documents = [read_yaml(file) for file in sorted(data.glob("sources/[!_]*.yaml"))]
    return [
        {key: instrument[key] for key in ("effective_on", "ends_on") if key in instrument}
        | {"source": source["id"], "instrument": instrument["id"], "pinpoint": place["pinpoint"]}
        | requirement
        for source in documents
        for instrument in source["instruments"]
        for place in instrument["provisions"]
        for requirement in place["requirements"]
    ]


def evaluate(
    requirements: Iterable[Rule],
    roles: Iterable[Mapping[str, Any]],
    courses: Iterable[str],
    officer: Mapping[str, Any],
    as_of: date,
) -> list[Finding]:
    """The findings of one officer, in the order of the requirements.

    `roles` are the entries of roles.yaml, `courses` the ids of courses.yaml. ValueError names a
    record that contradicts itself, an unknown course, or an officer without a role.
    """
    called: dict[str, set[str]] = {}
    rules = _tested_rules(requirements)
    record = officer_case(officer, set(courses), as_of)
    findings = []
    for rule in rules.values():
        # A need_not has only `applies`, and a restatement of another rule decides nothing anew.
        if rule["modality"] == "need_not" or "restates" in rule:
            continue
        source = rule["source"]
        if source not in called:
            called[source] = roles_in(roles, record.facts["role"], source)
        if set(rule["roles"]) & called[source]:
            findings.append(_finding(rule, rules, replace(record, roles=called[source])))
    return findings


def _tested_rules(requirements: Iterable[Rule]) -> Rules:
    """The requirements with a test, each with the ids of those that displace it.

    OPEN: those that its `unless` names, and those that name it in their own `exception_to`.
    """
    rules = {
        rule["id"]: {**rule, "displaced_by": list(rule["test"].get("unless", ()))}
        for rule in requirements
        if "test" in rule
    }
    for name, rule in rules.items():
        for main in set(rule.get("exception_to", ())) & set(rules):
            if name not in rules[main]["displaced_by"]:
                rules[main]["displaced_by"].append(name)
    return rules


# Whom a rule reaches


def in_force(rule: Rule, as_of: date) -> bool | None:
    """Whether the rule is law on the day. OPEN: a year or a month leaves its own days in doubt."""
    today = Span(as_of, as_of)
    begins, ends = (_whole_days(rule.get(key)) for key in ("effective_on", "ends_on"))
    not_yet = less(today, begins) if begins else False
    over = less(ends, today) if ends else False
    return kleene_all([negate(not_yet), negate(over)])


def _whole_days(text: str | None) -> Span | None:
    """All days of a year, a month or a day as written."""
    if not text:
        return None
    year, month, day = ([int(part) for part in text.split("-")] + [0, 0])[:3]
    last = day or calendar.monthrange(year, month or 12)[1]
    return Span(date(year, month or 1, day or 1), date(year, month or 12, last))


def _family(name: str, rules: Rules) -> list[str]:
    """A rule, its exceptions, theirs, and so on."""
    names = [name]
    for each in names:
        names += [other for other in rules[each]["displaced_by"] if other not in names]
    return names


def _reaches(rule: Rule, rules: Rules, case: Case) -> set[bool]:
    """Whether the rule applies and no exception does; both, where it cannot be told.

    OPEN: an exception that is itself displaced displaces nothing.
    """
    names = _family(rule["id"], rules)
    truths = [_applies(rules[name], case) for name in names]
    worlds = product(*([True, False] if truth is None else [truth] for truth in truths))
    return {_stands(rule["id"], dict(zip(names, world, strict=True)), rules) for world in worlds}


def _applies(rule: Rule, case: Case) -> bool | None:
    # OPEN: a test without `applies` applies to everybody of its roles.
    of_role = bool(set(rule["roles"]) & set(case.roles))
    return kleene_all(
        [of_role, in_force(rule, case.as_of), holds(rule["test"].get("applies"), case)]
    )


def _stands(name: str, truths: Mapping[str, bool], rules: Rules) -> bool:
    displaced = any(_stands(other, truths, rules) for other in rules[name]["displaced_by"])
    return truths[name] and not displaced


# Unknown facts in cases


def _cases(rule: Rule, rules: Rules, case: Case) -> Iterator[Case]:
    """The record once for each side of each limit with which a condition compares an unknown."""
    limits: dict[str, set[Any]] = {}
    for name in _family(rule["id"], rules):
        for fact, limit in _limits(rules[name]["test"]):
            if fact != "role" and fact not in case.facts and not isinstance(limit, str):
                limits.setdefault(fact, set()).add(limit)
    for choice in product(*map(_sides, limits.values())):
        yield replace(case, facts={**case.facts, **dict(zip(limits, choice, strict=True))})


def _limits(node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            if isinstance(value, Mapping) and set(value) <= COMPARISONS:
                for word, limit in value.items():
                    yield from ((key, typed(each)) for each in (limit if word == "in" else [limit]))
            else:
                yield from _limits(value)
    elif isinstance(node, list):
        for each in node:
            yield from _limits(each)


def _sides(limits: set[Any]) -> list[Any]:
    if limits <= {True, False}:
        return [True, False]
    if any(isinstance(limit, date) for limit in limits):
        days = sorted(limits | {day + timedelta(days=1) for day in limits})
        return [Span(a, day_before(b)) for a, b in pairwise([MIN, *days, FAR])]
    return sorted({number + step for number in limits for step in (-0.5, 0, 0.5)})


# Findings


def _finding(rule: Rule, rules: Rules, case: Case) -> Finding:
    outcomes: set[Outcome] = set()
    for each in _cases(rule, rules, case):
        reached = _reaches(rule, rules, each)
        outcomes |= {Outcome("not_applicable")} if False in reached else set()
        outcomes |= _tested(rule, each) if True in reached else set()
    statuses = {outcome.status for outcome in outcomes}
    status = statuses.pop() if len(statuses) == 1 else "unknown"
    days = {outcome.due_on for outcome in outcomes if outcome.status != "not_applicable"}
    due_on = days.pop() if len(days) == 1 else None
    begins = _whole_days(rule.get("effective_on"))
    if due_on and begins and due_on < begins.hi:
        due_on = None
    # OPEN: satisfied_on stands on met and met_late alone.
    done = {outcome.satisfied_on for outcome in outcomes} if status.startswith("met") else {None}
    satisfied_on = done.pop() if len(done) == 1 else None
    return Finding(rule["source"], rule["id"], status, due_on, satisfied_on)


def _tested(rule: Rule, case: Case) -> set[Outcome]:
    """What the test itself may say of an officer whom the rule reaches."""
    (kind,) = set(rule["test"]) & set(KINDS)
    body = rule["test"][kind]
    if kind == "has":
        truth = holds(body, case)
        never = Span(NEVER, NEVER)
        when = Span(MIN, NEVER) if truth is None else Span(MIN, MIN) if truth else never
        return _once(when, rule.get("deadline"), case)
    items, whole = body.get("any_of") or body["all_of"], "all_of" in body
    if kind == "completes":
        when = earliest(items, case, body.get("min_hours"), whole)
        return _once(when, rule.get("deadline"), case)
    # OPEN: without `first` the rule's deadline stands for it; without either it is owed at once.
    owed = body.get("first") or rule.get("deadline")
    first = due(owed, case) if owed else Span(MIN, MIN)
    if kind == "accumulates":
        window = body.get("window") or rule["repeats"]
        ways = sums(items, window, float(body["hours"]), case)
        return {each for through, since in ways for each in _again(through, since, first, case)}
    last = latest(items, case, body.get("min_hours"), whole)
    through = Span(*(add(day, body.get("every") or rule["repeats"]) for day in last))
    return _again(through, last.known, first, case)


def _once(when: Span, deadline: Any, case: Case) -> set[Outcome]:
    """Outcomes of `completes` and `has`: `when` it was satisfied against when it was due.

    OPEN: satisfied_on is the day by which it was surely satisfied. What a record has (`has`), it
    has whatever the deadline, so it is met also where the deadline cannot be told.
    """
    as_of, outcomes = case.as_of, set()
    done = when.hi if MIN < when.hi <= as_of else None
    limit = due(deadline, case) if deadline not in (None, "unstated") else Span(MIN, FAR)
    if limit.hi == NEVER:
        outcomes.add(Outcome("not_applicable"))
    if limit.lo == NEVER:
        return outcomes
    if when.lo <= as_of and when.lo <= limit.hi:
        outcomes.add(Outcome("met", limit.known, done))
    if deadline in (None, "unstated"):
        open_word = "unknown" if deadline else "unmet"
        return outcomes | ({Outcome(open_word)} if when.hi > as_of else set())
    if when.lo <= as_of and min(when.hi, as_of) > limit.lo:
        outcomes.add(Outcome("met_late", limit.known, done))
    if when.hi > as_of and as_of <= limit.hi:
        outcomes.add(Outcome("pending", limit.known))
    if when.hi > as_of and as_of > limit.lo:
        outcomes.add(Outcome("unmet", limit.known))
    return outcomes


def _again(through: Span, since: date | None, first: Span, case: Case) -> set[Outcome]:
    """Outcomes of what recurs: satisfied `through` a day (MIN = never yet), owed `first` by a day.

    OPEN: what lapsed before the first is owed is pending again, and unmet only after `first`;
    where the clock of `first` has not started, even a satisfaction leaves it not_applicable.
    """
    as_of, outcomes = case.as_of, set()
    if first.hi == NEVER:
        outcomes.add(Outcome("not_applicable"))
    if first.lo == NEVER:
        return outcomes
    if as_of <= through.hi:
        outcomes.add(Outcome("met", through.known, since))
    if as_of > through.lo and as_of <= first.hi:
        outcomes.add(Outcome("pending", first.known))
    if as_of > through.lo and as_of > first.lo:
        last_day = Span(max(through.lo, first.lo), max(through.hi, first.hi))
        outcomes.add(Outcome("unmet", last_day.known))
    return outcomes
