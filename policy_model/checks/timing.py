"""Time: dates in their order, and no deadline that leaves earlier officers unsaid."""

from collections.abc import Iterator

from policy_model.calendar import PartialDate
from policy_model.checks.material import Material, Place, Placed
from policy_model.errors import Problem
from policy_model.records.law import Instrument, Requirement


def problems(material: Material) -> Iterator[Problem]:
    """Ends before starts, texts checked before they were taken, silence on incumbents."""
    for instrument, _, place in material.instruments():
        yield from _order(place, instrument.effective_on, instrument.ends_on)
        yield from _checked_after_taken(place, instrument)
    for placed in material.placed:
        yield from _own_dates(placed)
        yield from _incumbents(placed)


def _checked_after_taken(place: Place, instrument: Instrument) -> Iterator[Problem]:
    taken, checked = instrument.retrieved_on, instrument.checked_on
    if taken and checked.last_day < taken.first_day:
        rule = f"the copy of {taken} was checked on {checked}, before it was taken"
        yield place.problem("checked_on", rule, "correct one of them, or check it again")


def _own_dates(placed: Placed) -> Iterator[Problem]:
    """Where a requirement has one date, the other is its instrument's."""
    requirement, instrument = placed.requirement, placed.instrument
    if requirement.effective_on or requirement.ends_on:
        effective_on = requirement.effective_on or instrument.effective_on
        ends_on = requirement.ends_on or instrument.ends_on
        yield from _order(placed.place, effective_on, ends_on)


def _order(
    place: Place, effective_on: PartialDate | None, ends_on: PartialDate | None
) -> Iterator[Problem]:
    if effective_on and ends_on and ends_on.last_day < effective_on.first_day:
        rule = f"its last day {ends_on} is before its first day {effective_on}"
        yield place.problem(
            "ends_on", rule, "ends_on is the LAST day in force; correct one of them"
        )


def _incumbents(placed: Placed) -> Iterator[Problem]:
    """A dated rule with a clock per person must say what holds for whoever came before it."""
    requirement = placed.requirement
    deadline = requirement.deadline
    if requirement.effective_on is None or deadline is None or deadline.is_dated:
        return
    says_so = any("incumbent" in i for i in requirement.interpretations)
    says_so = says_so or (_asks_when(requirement) if requirement.test else requirement.condition)
    if not says_so:
        rule = "it has effective_on and a clock for each person, but is silent on earlier ones"
        where = "the test's applies" if requirement.test else "condition"
        repair = f"say in {where} whom it reaches, or name an incumbents interpretation"
        yield placed.place.problem("effective_on", rule, repair)


def _asks_when(requirement: Requirement) -> bool:
    """Whether the test's condition bounds the anchor of the clock by a day."""
    anchors = {part.anchor for part in requirement.deadline.simple} if requirement.deadline else ()
    own = requirement.test.applies if requirement.test else None
    parts = list(own.parts()) if own else []
    return any(part.facts is not None and part.fact[0] in anchors for part in parts)
