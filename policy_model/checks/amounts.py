"""Amounts: a unit that fits, a period where one is promised, hours counted once."""

from collections.abc import Iterator, Mapping

from policy_model.checks.material import Material, Placed
from policy_model.errors import Problem
from policy_model.quantity import number_words
from policy_model.vocabulary import Basis, Unit

_MAX_HOURS = 5000


def problems(material: Material) -> Iterator[Problem]:
    """Amounts without period or basis, recurring ones without interval, absurd hours, links."""
    sources = {placed.requirement.id: placed.source.id for placed in material.placed}
    for placed in material.placed:
        yield from _basis(placed)
        yield from _size(placed)
        yield from _counted_once(placed, sources)


def _basis(placed: Placed) -> Iterator[Problem]:
    amount, place = placed.requirement.amount, placed.place
    if amount is None:
        return
    if (amount.basis is Basis.PER_PERIOD) != (amount.period is not None):
        rule = "a period belongs to basis per_period, and to it only"
        yield place.problem("amount", rule, "write period: P2Y beside it, or change the basis")
    if amount.basis is None and amount.unit is Unit.HOUR:
        rule = "hours need their basis"
        yield place.problem("amount", rule, "write basis: once, per_year or per_period")
    recurs = amount.basis in (Basis.PER_YEAR, Basis.PER_PERIOD)
    if recurs and amount.unit is Unit.HOUR and placed.requirement.repeats is None:
        rule = "hours that are owed again need their interval"
        yield place.problem("amount", rule, "write repeats: P1Y (or the text's own interval)")


def _size(placed: Placed) -> Iterator[Problem]:
    amount, place = placed.requirement.amount, placed.place
    if amount is None:
        return
    if amount.unit is Unit.HOUR and not 0 < amount.value <= _MAX_HOURS:
        rule = f"{number_words(amount.value)} hours are not an amount of training"
        repair = "write the number of the text; leave amount out where the text has none"
        yield place.problem("amount", rule, repair, under=("value",))
    if amount.unit is Unit.PERCENT and amount.value > 100:
        rule = f"{number_words(amount.value)} percent is more than the whole"
        yield place.problem("amount", rule, "correct the number", under=("value",))


def _counted_once(placed: Placed, sources: Mapping[str, str]) -> Iterator[Problem]:
    """Both links leave hours out of a sum: part_of within a source, restates between two."""
    requirement, place, own = placed.requirement, placed.place, placed.source.id
    if sources.get(requirement.part_of or "", own) != own:
        rule = f"{requirement.part_of} stands in another source"
        yield place.problem("part_of", rule, "use restates for another source's norm")
    if sources.get(requirement.restates or "") == own:
        rule = f"{requirement.restates} stands in the same source"
        yield place.problem("restates", rule, "use part_of for what describes the same training")
