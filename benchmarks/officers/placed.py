"""Tested requirements in their places, and which roles an officer has where."""

from collections.abc import Iterator
from dataclasses import dataclass

from policy_model.records.law import Instrument, Requirement
from policy_model.records.tests import Test
from policy_model.records.vocabularies import Role
from policy_model.records.whole import Dataset
from policy_model.vocabulary import Authority


@dataclass(frozen=True, slots=True)
class Placed:
    """A tested requirement and where it stands."""

    source: str
    instrument: Instrument
    requirement: Requirement

    @property
    def test(self) -> Test:
        """Its test; a requirement without one is not placed."""
        assert self.requirement.test is not None
        return self.requirement.test


def placed(dataset: Dataset) -> Iterator[Placed]:
    """Every tested requirement but those of a compiler's own notes, in document order."""
    for source in dataset.sources:
        for instrument in source.instruments:
            for provision in instrument.provisions:
                for requirement in provision.requirements:
                    if requirement.test and instrument.authority is not Authority.SUMMARY:
                        yield Placed(source.id, instrument, requirement)


def held(roles: dict[str, Role], role: str, source: str) -> set[str]:
    """The role itself where the source knows it, else those of its class there."""
    own = _classes(roles[role])
    if source in own:
        return {role}
    wanted = {*own.values()}
    return {name for name, other in roles.items() if _classes(other).get(source) in wanted}


def _classes(role: Role) -> dict[str, str]:
    """The class of a role in each source; roles of several classes are refused."""
    if any(len(entry.classes) > 1 for entry in role.sources):
        raise ValueError(f"{role.id} has several classes")
    return {entry.source: entry.classes[0] for entry in role.sources}
