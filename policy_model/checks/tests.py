"""Tests: one way to satisfy, clocks that a record holds, exceptions that end, nothing approximate.

`conditions` looks at the names and values inside them.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter

from policy_model.calendar import Deadline
from policy_model.checks.conditions import (
    Known,
    conditions_of,
    each_anchor,
    named,
    problem_in,
    unknown,
)
from policy_model.checks.material import Material, Placed
from policy_model.errors import Problem, did_you_mean, shown
from policy_model.quantity import number_words
from policy_model.records.tests import Test
from policy_model.vocabulary import Basis, FactType, Modality, Unit


def problems(material: Material) -> Iterator[Problem]:
    """All that a test may have wrong; see each rule."""
    known = Known(material)
    for placed in material.placed:
        requirement = placed.requirement
        if requirement.test is None:
            continue
        yield from _way(placed, requirement.test)
        yield from named(placed, requirement.test, known)
        yield from _deadlines(placed, requirement.test, known)
        yield from _repeats(placed, requirement.test)
        yield from _unless(placed, requirement.test, known)
        yield from _dates(placed)
        yield from _complying(placed, requirement.test)
    yield from _cycles(material)
    yield from _stand_ins(material)


def _way(placed: Placed, test: Test) -> Iterator[Problem]:
    """Exactly one way to satisfy it; a release has none."""
    requirement = placed.requirement
    is_release = requirement.modality is Modality.NEED_NOT
    if is_release and (test.way is not None or test.unless):
        rule = "a need_not satisfies nothing; its test has applies only"
        yield problem_in(placed, rule, "take out all but applies")
    if not is_release and test.way is None:
        rule = "nothing says what satisfies it"
        yield problem_in(placed, rule, "write completes, has, renews or accumulates")
    if requirement.untested:
        rule = "it has a test and says that none can decide it"
        yield placed.place.problem("untested", rule, "take out untested, or the test")


def _deadlines(placed: Placed, test: Test, known: Known) -> Iterator[Problem]:
    """What a clock hangs on must stand in an officer's record."""
    yield from _anchors(placed, placed.requirement.deadline, known, None)
    way = "renews" if test.renews else "accumulates"
    yield from _anchors(placed, test.first, known, way)


def _anchors(
    placed: Placed, deadline: Deadline | None, known: Known, way: str | None
) -> Iterator[Problem]:
    for part in deadline.simple if deadline else ():
        for anchor in each_anchor(part.anchor or ""):
            if anchor[0].isdigit() or anchor in known.anchors:
                continue
            rule = f"no officer's record holds {shown(anchor)}, on which its clock hangs"
            repair = "write untested with that reason, or the fact that is meant"
            if way:
                yield problem_in(placed, rule, repair, way, "first")
            else:
                yield placed.place.problem("deadline", rule, repair)


def _repeats(placed: Placed, test: Test) -> Iterator[Problem]:
    """The interval and the hours stand on the requirement; where the test says them, the same."""
    requirement = placed.requirement
    way, field = ("renews", "every") if test.renews else ("accumulates", "window")
    recurring = test.renews or test.accumulates
    if recurring is None:
        return
    interval = getattr(recurring, field)
    if interval is None and requirement.repeats is None:
        rule = "it recurs, and no interval is said"
        yield problem_in(placed, rule, f"write repeats on the requirement, or {field}", way)
    if interval and requirement.repeats and interval != requirement.repeats:
        rule = f"{field} is {interval}, repeats {requirement.repeats}"
        yield problem_in(placed, rule, f"take out {field}", way, field)
    hours = _hours_again(placed)
    if test.accumulates and hours is not None and hours != test.accumulates.hours:
        said = number_words(test.accumulates.hours)
        rule = f"hours is {said}, the amount {number_words(hours)}"
        yield problem_in(placed, rule, "write the number of the text in both", way, "hours")


def _hours_again(placed: Placed) -> float | None:
    """The hours that the requirement says are owed again."""
    amount = placed.requirement.amount
    if amount is None or amount.unit is not Unit.HOUR or amount.basis is Basis.ONCE:
        return None
    return amount.value


def _unless(placed: Placed, test: Test, known: Known) -> Iterator[Problem]:
    for at, name in enumerate(test.unless):
        other = known.placed.get(name)
        if other is None:
            yield unknown(placed, name, known.placed, "requirement", "unless", at)
        elif other.source.id != placed.source.id:
            rule = f"{name} stands in another source"
            yield problem_in(placed, rule, "an exception stands in the same source", "unless", at)
        elif other.requirement.test is None or other.requirement.test.applies is None:
            rule = f"{name} does not say whom it reaches"
            yield problem_in(placed, rule, f"write applies in the test of {name}", "unless", at)


def _dates(placed: Placed) -> Iterator[Problem]:
    """From a year or a month no finding is computed."""
    for field in ("effective_on", "ends_on"):
        own = getattr(placed.requirement, field)
        day = own or getattr(placed.instrument, field)
        if day is not None and day.day is None:
            rule = f"its {field} is {day}, and no finding is computed from that"
            repair = "write the day where the text gives it, or untested with that reason"
            yield placed.place.problem(field if own else "test", rule, repair)


def _complying(placed: Placed, test: Test) -> Iterator[Problem]:
    """A condition that complying switches off would turn every `met` into `not applicable`."""
    own = {item.course for item in test.completes.items} if test.completes else set()
    for path, condition in conditions_of(test):
        inner = condition.not_.completed if condition.not_ else None
        if path[0] != "applies" or inner is None or list(inner.bounds()):
            continue
        if own & {item.course for item in inner.any_of}:
            rule = "whoever complies is no longer reached"
            repair = "bound it: not completed before a day"
            yield problem_in(placed, rule, repair, *path, "not")


def _cycles(material: Material) -> Iterator[Problem]:
    tests = {p.requirement.id: p for p in material.placed if p.requirement.test is not None}
    links = {name: _set_aside(placed) & tests.keys() for name, placed in tests.items()}
    sorter = TopologicalSorter(links)
    with suppress(CycleError):
        sorter.prepare()
        return
    for name in _in_cycles(links):
        rule = f"unless leads from {name} back to itself"
        yield problem_in(tests[name], rule, "take out the link that is not the text's", "unless")


def _set_aside(placed: Placed) -> set[str]:
    return set(placed.requirement.test.unless) if placed.requirement.test else set()


def _in_cycles(links: Mapping[str, set[str]]) -> Iterator[str]:
    for start in links:
        ahead, seen = list(links[start]), set[str]()
        while ahead:
            name = ahead.pop()
            if name not in seen:
                seen.add(name)
                ahead.extend(links[name])
        if start in seen:
            yield start


def _stand_ins(material: Material) -> Iterator[Problem]:
    """A date is taken from a date."""
    facts = material.dataset.facts
    dates = {fact.id for fact in facts if fact.type is FactType.DATE}
    for fact, place in zip(facts, material.vocabulary("facts.yaml", "facts"), strict=True):
        for at, name in enumerate(fact.stand_ins):
            if name not in dates - {fact.id}:
                rule = f"{shown(name)} is not another date fact"
                repair = did_you_mean(name, dates - {fact.id})
                yield place.problem("stand_ins", rule, repair, under=(at,))
        if (fact.stand_ins or fact.latest) and fact.type is not FactType.DATE:
            field = "stand_ins" if fact.stand_ins else "latest"
            yield place.problem(field, f"{fact.id} is no date", f"take out {field}")
