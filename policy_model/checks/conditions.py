"""Conditions and items of tests: names that exist, operators and values that fit their facts."""

from collections.abc import Collection, Iterator, Mapping

from policy_model.calendar import Moment
from policy_model.checks.material import Material, Path, Placed
from policy_model.errors import Problem, did_you_mean, shown
from policy_model.records.conditions import Comparison, Completed, Condition
from policy_model.records.facts import form_of, parse_fact
from policy_model.records.tests import Test
from policy_model.records.vocabularies import Fact
from policy_model.vocabulary import FactType

_ORDERED = {FactType.DATE, FactType.NUMBER}


def named(placed: Placed, test: Test, known: "Known") -> Iterator[Problem]:
    """What a test names and does not exist, or does not fit."""
    yield from _names(placed, test, known)
    for path, condition in conditions_of(test):
        yield from _condition(placed, path, condition, known)


class Known:
    """What a test may name."""

    def __init__(self, material: Material) -> None:
        dataset = material.dataset
        self.facts: Mapping[str, Fact] = {fact.id: fact for fact in dataset.facts}
        self.dates = {f.id for f in dataset.facts if f.type is FactType.DATE}
        self.courses = {course.id for course in dataset.courses}
        self.roles = {role.id for role in dataset.roles}
        self.placed = {placed.requirement.id: placed for placed in material.placed}

    @property
    def anchors(self) -> set[str]:
        """What a day may be called."""
        return self.dates | {f"course:{course}" for course in self.courses}


def problem_in(placed: Placed, rule: str, repair: str, *under: str | int) -> Problem:
    """A problem of a part of a test; `under` leads from the test to it."""
    field = next((str(name) for name in reversed(under) if isinstance(name, str)), "test")
    found = placed.place.problem("test", rule, repair, under=under)
    return Problem(found.file, found.line, found.record, field, rule, repair)


def _names(placed: Placed, test: Test, known: Known) -> Iterator[Problem]:
    for path, item in test.placed_items():
        if item.course is not None and item.course not in known.courses:
            yield unknown(placed, item.course, known.courses, "course", *path)
        if item.fact is not None and item.fact not in known.dates:
            yield unknown(placed, item.fact, known.dates, "date fact", *path)
        if item.since is not None:
            yield from _moment(placed, item.since, known, *path, "since")


def unknown(
    placed: Placed, name: str, names: Collection[str], kind: str, *path: str | int
) -> Problem:
    """A name that is not known, with the nearest one."""
    rule = f"{shown(name)} is not a known {kind}"
    return problem_in(placed, rule, did_you_mean(name, names), *path)


def _moment(placed: Placed, moment: Moment, known: Known, *path: str | int) -> Iterator[Problem]:
    if not moment.is_dated:
        for anchor in each_anchor(moment.anchor):
            if anchor not in known.anchors:
                yield unknown(placed, anchor, known.anchors, "date fact or course", *path)


def each_anchor(anchor: str) -> Iterator[str]:
    """The anchors of a list of courses one by one."""
    kind, colon, courses = anchor.partition(":")
    yield from (f"course:{name}" for name in courses.split(",")) if colon else (kind,)


def conditions_of(test: Test) -> Iterator[tuple[Path, Condition]]:
    """Every condition of a test, with the way to each."""
    for name in ("has", "applies"):
        if (condition := getattr(test, name)) is not None:
            yield from (((name, *path), each) for path, each in condition.placed_parts())


def _condition(placed: Placed, path: Path, condition: Condition, known: Known) -> Iterator[Problem]:
    if condition.completed is not None:
        yield from _completed(placed, (*path, "completed"), condition.completed, known)
    if condition.facts is None:
        return
    name, comparison = condition.fact
    fact = known.facts.get(name)
    if fact is None:
        yield unknown(placed, name, known.facts, "fact", *path, name)
    elif fact.type is FactType.COURSES:
        rule = "courses are asked for by completed, not compared"
        yield problem_in(placed, rule, "write {completed: {any_of: [...]}}", *path, name)
    else:
        yield from _comparison(placed, (*path, name), fact, comparison, known)


def _completed(placed: Placed, path: Path, completed: Completed, known: Known) -> Iterator[Problem]:
    for name, day in completed.bounds():
        yield from _moment(placed, day, known, *path, name)
    lower = completed.on_or_after is not None or completed.after is not None
    if completed.on_or_after is not None and completed.after is not None:
        rule = "it is bounded from below twice"
        yield problem_in(placed, rule, "keep on_or_after or after", *path, "after")
    if lower and any(item.since is not None for item in completed.any_of):
        rule = "since and a bound from below say two things"
        yield problem_in(placed, rule, "keep the bound, take out since", *path)


def _comparison(
    placed: Placed, path: Path, fact: Fact, comparison: Comparison, known: Known
) -> Iterator[Problem]:
    for how, values in comparison.asked():
        if how not in ("is", "in") and fact.type not in _ORDERED:
            rule = f"{fact.id} is {_kind(fact)} and has no order for {how}"
            yield problem_in(placed, rule, "use is or in", *path, how)
        for value in values:
            yield from _value(placed, (*path, how), fact, value, known)


def _kind(fact: Fact) -> str:
    return "a role" if fact.type is FactType.ROLE else "true or false"


def _value(placed: Placed, path: Path, fact: Fact, value: str, known: Known) -> Iterator[Problem]:
    if fact.type is FactType.ROLE:
        if value not in known.roles:
            yield unknown(placed, value, known.roles, "role", *path)
        return
    try:
        if fact.type is FactType.DATE:
            yield from _moment(placed, Moment.parse(value), known, *path)
        elif fact.type is FactType.BOOLEAN:
            if value not in ("true", "false"):
                raise ValueError("it is neither true nor false")
        else:
            parse_fact(fact, value)
    except ValueError as error:
        repair = form_of(fact).partition(",")[0] + "."
        yield problem_in(placed, f"{shown(value)}: {error}", repair, *path)
