"""What the checks look at: the records, and for each the place where it is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from policy_model.errors import Problem
from policy_model.reading.yaml import Node, line_of
from policy_model.records.law import Instrument, Provision, Requirement, Source
from policy_model.records.whole import Dataset

Path = tuple[str | int, ...]


class Place(NamedTuple):
    """Where a record is written."""

    file: str
    document: Node
    path: Path
    record_id: str

    def problem(self, field: str, rule: str, repair: str, *, under: Path = ()) -> Problem:
        """A problem of a field here; `under` goes on from the field towards the exact line."""
        line = line_of(self.document, (*self.path, *((field,) if field else ()), *under))
        return Problem(self.file, line, self.record_id, field, rule, repair)


class Placed(NamedTuple):
    """A requirement with all that it stands in, and its place."""

    requirement: Requirement
    provision: Provision
    instrument: Instrument
    source: Source
    place: Place


@dataclass(frozen=True, slots=True)
class Material:
    """The data set with the place of each record.

    `documents` maps the file name of each source and vocabulary to what was read there.
    """

    dataset: Dataset
    documents: Mapping[str, Node]
    source_files: tuple[str, ...]
    placed: tuple[Placed, ...]

    @classmethod
    def of(
        cls, dataset: Dataset, documents: Mapping[str, Node], source_files: tuple[str, ...]
    ) -> "Material":
        """Walk the sources and their files side by side."""
        placed = tuple(
            each
            for source, file in zip(dataset.sources, source_files, strict=True)
            for each in _requirements(source, file, documents[file])
        )
        return cls(dataset, documents, source_files, placed)

    def sources(self) -> Iterator[tuple[Source, Place]]:
        """Each source and its place."""
        for source, file in zip(self.dataset.sources, self.source_files, strict=True):
            yield source, Place(file, self.documents[file], (), source.id)

    def instruments(self) -> Iterator[tuple[Instrument, Source, Place]]:
        """Each instrument, its source and its place."""
        for source, place in self.sources():
            for at, instrument in enumerate(source.instruments):
                path = ("instruments", at)
                yield instrument, source, place._replace(path=path, record_id=instrument.id)

    def file_place(self, name: str) -> Place:
        """Place of the vocabulary file of that name as a whole."""
        file = next(file for file in self.documents if file.endswith(name))
        return Place(file, self.documents[file], (), "")

    def vocabulary(self, name: str, key: str) -> Iterator[Place]:
        """Place of each entry of a list in the vocabulary file of that name."""
        whole = self.file_place(name)
        for at, entry in enumerate(whole.document[key]):  # type: ignore[index]
            yield whole._replace(path=(key, at), record_id=entry["id"])


def _requirements(source: Source, file: str, document: Node) -> Iterator[Placed]:
    for i, instrument in enumerate(source.instruments):
        for p, provision in enumerate(instrument.provisions):
            for r, requirement in enumerate(provision.requirements):
                path: Path = ("instruments", i, "provisions", p, "requirements", r)
                place = Place(file, document, path, requirement.id)
                yield Placed(requirement, provision, instrument, source, place)
