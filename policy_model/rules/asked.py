"""What the rules for a role ask of a record: which facts, which courses; which roles have rules."""

from collections.abc import Iterator, Sequence

from policy_model.records.whole import Dataset
from policy_model.rules.deadlines import courses_of
from policy_model.rules.plan import Plan, plan_of
from policy_model.rules.rule import Rule, anchors_of


def facts_asked(
    role: str, *, sources: Sequence[str] | None = None, dataset: Dataset | None = None
) -> list[str]:
    """The facts that decide something for a role in these sources, in the order of the facts.

    With `age` goes `born_on`, which gives it. Raises UnknownName for an unknown source.

    >>> facts_asked("school_security_personnel", sources=["nm"])[:2]
    ['role', 'employed_on']
    """
    plan = plan_of(dataset)
    read = {name for rule in _rules(plan, role, sources) for name in rule.facts_read}
    if "age" in read:
        read.add("born_on")
    return [fact.id for fact in plan.dataset.facts if fact.id in read | {"role"}]


def courses_asked(
    role: str, *, sources: Sequence[str] | None = None, dataset: Dataset | None = None
) -> list[str]:
    """The courses that decide something for a role in these sources, in the order of the courses.

    >>> courses_asked("school_resource_officer", sources=["nm"])
    ['nm_sro_29_7_14_b']
    """
    plan = plan_of(dataset)
    named = {name for rule in _rules(plan, role, sources) for name in _courses(rule)}
    return [course.id for course in plan.dataset.courses if course.id in named]


def checkable_roles(dataset: Dataset | None = None) -> list[str]:
    """The roles for which some source has a rule that a record can decide.

    >>> "school_administrator" in checkable_roles()
    False
    """
    plan = plan_of(dataset)
    every = plan.source_ids(None)
    return [role.id for role in plan.dataset.roles if plan.for_role(role.id, every)]


def _rules(plan: Plan, role: str, sources: Sequence[str] | None) -> Iterator[Rule]:
    """The rules that give a finding, and every exception to them, once for each way to it."""
    waiting = [bound.rule for bound in plan.for_role(role, plan.source_ids(sources))]
    while waiting:  # it ends: checks refuse an exception that leads back to itself
        rule = waiting.pop()
        waiting += plan.exceptions[rule.number]
        yield rule


def _courses(rule: Rule) -> Iterator[str]:
    yield from (item.course for item in rule.test.items() if item.course)
    for anchor in anchors_of(rule):
        yield from courses_of(anchor)
