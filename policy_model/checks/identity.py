"""Ids: every id once, and in the place its name promises."""

from collections.abc import Iterator

from policy_model.checks.material import Material, Path, Place
from policy_model.errors import Problem, shown
from policy_model.reading.yaml import Node, line_of
from policy_model.records.vocabularies import VOCABULARY_FILES


def problems(material: Material) -> Iterator[Problem]:
    """File name = source id; ids unique, old ones included; pinpoints and list items stand once."""
    yield from _source_names(material)
    yield from _unique_instruments(material)
    yield from _unique_requirements(material)
    yield from _unique_pinpoints(material)
    yield from _unique_vocabulary(material)
    yield from _unique_role_sources(material)
    for file, document in material.documents.items():
        yield from _unique_items(file, document)


def _source_names(material: Material) -> Iterator[Problem]:
    for source, place in material.sources():
        stem = place.file.rsplit("/", 1)[-1].removesuffix(".yaml")
        if source.id != stem:
            repair = f"rename the file to {source.id}.yaml, or write id: {stem}"
            yield place.problem("id", f"the file is {stem}.yaml, the source {source.id}", repair)


def _unique_instruments(material: Material) -> Iterator[Problem]:
    seen: dict[str, Place] = {}
    for instrument, _, place in material.instruments():
        yield from _once(instrument.id, place, seen, "id")


def _unique_requirements(material: Material) -> Iterator[Problem]:
    seen: dict[str, Place] = {}
    for requirement, _, _, source, place in material.placed:
        yield from _once(requirement.id, place, seen, "id")
        if not requirement.id.startswith(f"{source.id}-"):
            rule = f"{requirement.id} does not begin with its source's id"
            yield place.problem("id", rule, f"write {source.id}-…")
    for each in material.placed:
        for at, old in enumerate(each.requirement.formerly):
            yield from _once(old, each.place, seen, "formerly", under=(at,))


def _once(
    name: str, place: Place, seen: dict[str, Place], field: str, *, under: Path = ()
) -> Iterator[Problem]:
    first = seen.setdefault(name, place)
    if first is not place:
        rule = f"{shown(name)} is used already by {first.record_id} in {first.file}"
        repair = "choose another id; ids are never used again"
        yield place.problem(field, rule, repair, under=under)


def _unique_pinpoints(material: Material) -> Iterator[Problem]:
    for instrument, _, place in material.instruments():
        seen: set[str] = set()
        for at, provision in enumerate(instrument.provisions):
            if provision.pinpoint in seen:
                rule = f"pinpoint {shown(provision.pinpoint)} has two provisions"
                repair = "write all requirements of a pinpoint under one provision"
                yield place.problem("provisions", rule, repair, under=(at, "pinpoint"))
            seen.add(provision.pinpoint)


def _unique_vocabulary(material: Material) -> Iterator[Problem]:
    for name, record in VOCABULARY_FILES.items():
        for key in record.model_fields:
            seen: dict[str, Place] = {}
            for place in material.vocabulary(name, key):
                yield from _once(place.record_id, place, seen, "id")


def _unique_role_sources(material: Material) -> Iterator[Problem]:
    places = material.vocabulary("roles.yaml", "roles")
    for role, place in zip(material.dataset.roles, places, strict=True):
        seen: set[str] = set()
        for at, entry in enumerate(role.sources):
            if entry.source in seen:
                rule = f"{shown(entry.source)} defines this role twice"
                repair = "write one entry with all its classes"
                yield place.problem("sources", rule, repair, under=(at, "source"))
            seen.add(entry.source)


def _unique_items(file: str, document: Node) -> Iterator[Problem]:
    """Words twice in one list: a requirement with its role twice would count its hours twice."""
    found: list[tuple[Path, str, str, str]] = []
    _find_repeated(document, (), "", "", found)
    for path, record_id, field, word in found:
        rule = f"{shown(word)} stands twice in the list"
        yield Problem(file, line_of(document, path), record_id, field, rule, "write it once")


def _find_repeated(
    node: Node, path: Path, record_id: str, field: str, found: list[tuple[Path, str, str, str]]
) -> None:
    """Add path, record, field and word of each; no generator, for it goes through all the data."""
    if isinstance(node, dict):
        record_id = node.get("id", record_id)
        for key, child in node.items():
            if not isinstance(child, str):
                _find_repeated(child, (*path, key), record_id, key, found)
        return
    words: set[str] = set()
    for at, item in enumerate(node):
        if not isinstance(item, str):
            _find_repeated(item, (*path, at), record_id, field, found)
        elif item in words:
            found.append(((*path, at), record_id, field, item))
        else:
            words.add(item)
