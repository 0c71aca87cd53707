"""References: every id that a record names exists, and no chain of them comes back to its start."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter

from policy_model.checks.conditions import each_anchor
from policy_model.checks.material import Material, Path, Place, Placed
from policy_model.errors import Problem, did_you_mean, shown
from policy_model.records.law import Cut, NotApplicable, Requirement
from policy_model.records.whole import Dataset
from policy_model.vocabulary import ANY_QUESTION, FactType

_ROLE = "role of this source"


def problems(material: Material) -> Iterator[Problem]:
    """Unknown ids in sources, requirements and vocabularies; cycles among requirements."""
    dataset = material.dataset
    yield from _in_sources(material)
    yield from _in_requirements(material)
    yield from _in_vocabularies(material)
    by_id = {placed.requirement.id: placed for placed in material.placed}
    yield from _cycles(by_id, "part_of", lambda r: (r.part_of,) if r.part_of else ())
    yield from _cycles(by_id, "exception_to", lambda r: r.exception_to)
    yield from _cycles(by_id, "replaces", lambda r: r.replaces)
    # Limbs that named each other would both be left out of the hours: the first of them counts.
    yield from _cycles(by_id, "alternative_to", lambda r: {*r.alternative_to} - {r.id})
    yield from _anchors(material, dataset)


def _unknown(
    place: Place, field: str, named: str, known: Collection[str], kind: str, *, under: Path = ()
) -> Iterator[Problem]:
    if named not in known:
        rule = f"{shown(named)} is not a known {kind}"
        yield place.problem(field, rule, did_you_mean(named, known), under=under)


def _unknown_items(
    place: Place, field: str, names: Collection[str], known: Collection[str], kind: str,
    *, under: Path = (),
) -> Iterator[Problem]:  # fmt: skip
    """The same for each item of a list, at the item's own line."""
    for at, named in enumerate(names):
        yield from _unknown(place, field, named, known, kind, under=(*under, at))


def roles_of_sources(dataset: Dataset) -> Mapping[str, set[str]]:
    """Source id -> the roles that data/roles.yaml gives it."""
    roles: dict[str, set[str]] = {source.id: set() for source in dataset.sources}
    for role in dataset.roles:
        for entry in role.sources:
            roles.setdefault(entry.source, set()).add(role.id)
    return roles


def _in_sources(material: Material) -> Iterator[Problem]:
    dataset = material.dataset
    jurisdictions = {each.id for each in dataset.jurisdictions}
    questions = {each.id for each in dataset.questions}
    instruments = {each.id for each, _, _ in material.instruments()}
    sources = {source.id for source, _ in material.sources()}
    roles = roles_of_sources(dataset)
    for source, place in material.sources():
        yield from _unknown(
            place, "jurisdiction", source.jurisdiction, jurisdictions, "jurisdiction"
        )
        others = sources - {source.id}
        yield from _unknown_items(place, "supplements", source.supplements, others, "other source")
        for field in ("columns", "coded_for"):
            named = getattr(source, field)
            yield from _unknown_items(place, field, named, roles[source.id], _ROLE)
        for at, entry in enumerate(source.not_applicable):
            yield from _cell(place, "not_applicable", at, entry, questions, roles[source.id])
    for instrument, source, place in material.instruments():
        for at, entry in enumerate(instrument.cut_may_answer):
            asked = questions | {ANY_QUESTION}
            yield from _cell(place, "cut_may_answer", at, entry, asked, roles[source.id])
        if instrument.completes:
            yield from _unknown(place, "completes", instrument.completes, instruments, "instrument")


def _cell(
    place: Place, field: str, at: int, entry: Cut | NotApplicable,
    questions: Collection[str], roles: Collection[str],
) -> Iterator[Problem]:  # fmt: skip
    under = (at, "question")
    yield from _unknown(place, field, entry.question, questions, "question", under=under)
    yield from _unknown_items(place, field, entry.roles, roles, _ROLE, under=(at, "roles"))


def _in_requirements(material: Material) -> Iterator[Problem]:
    dataset = material.dataset
    roles = roles_of_sources(dataset)
    ids = {placed.requirement.id for placed in material.placed}
    vocabularies: dict[str, tuple[set[str], str]] = {
        "topics": ({each.id for each in dataset.topics}, "topic"),
        "courses": ({each.id for each in dataset.courses}, "course"),
        "interpretations": ({each.id for each in dataset.interpretations}, "interpretation"),
        "decided_by": ({each.id for each in dataset.facts}, "fact"),
        "exception_to": (ids, "requirement"),
        "replaces": (ids, "requirement"),
        "alternative_to": (ids, "requirement"),
    }
    questions = {each.id for each in dataset.questions}
    for placed in material.placed:
        requirement, place = placed.requirement, placed.place
        for field, (known, kind) in vocabularies.items():
            if names := getattr(requirement, field):  # most are empty
                yield from _unknown_items(place, field, names, known, kind)
        for field in ("part_of", "restates"):
            if named := getattr(requirement, field):
                yield from _unknown(place, field, named, ids, "requirement")
        if requirement.id in requirement.alternative_to:
            rule = "it is named as an alternative to itself"
            yield place.problem("alternative_to", rule, "name the other limb of the either-or")
        yield from _roles_and_answers(placed, roles[placed.source.id], questions)


def _roles_and_answers(
    placed: Placed, roles: Collection[str], questions: Collection[str]
) -> Iterator[Problem]:
    requirement, place = placed.requirement, placed.place
    yield from _unknown_items(place, "roles", requirement.roles, roles, _ROLE)
    for question, answers in requirement.answers.items():
        under = (question,)
        yield from _unknown(place, "answers", question, questions, "question", under=under)
        for role in dict.fromkeys(role for answer in answers for role in answer.roles):
            known, kind = requirement.roles, "role of this requirement"
            yield from _unknown(place, "answers", role, known, kind, under=under)


def _on_the_map(material: Material) -> Iterator[Problem]:
    """Neighbours are known and mutual; no two tiles lie on each other."""
    listed = material.dataset.jurisdictions
    known, taken = {each.id: each for each in listed}, {}
    places = material.vocabulary("jurisdictions.yaml", "jurisdictions")
    for each, place in zip(listed, places, strict=True):
        yield from _unknown_items(place, "borders", each.borders, known, "jurisdiction")
        for at, other in enumerate(each.borders):
            if other in known and each.id not in known[other].borders:
                rule = f"{other} does not name {each.id} as its neighbour"
                repair = "name each under the other, or neither"
                yield place.problem("borders", rule, repair, under=(at,))
        if each.tile and (first := taken.setdefault(each.tile, each.id)) != each.id:
            rule = f"{first} lies on the same tile"
            yield place.problem("tile", rule, "choose another row or column")


def _in_vocabularies(material: Material) -> Iterator[Problem]:
    yield from _on_the_map(material)
    dataset = material.dataset
    sources = {source.id for source in dataset.sources}
    classes = {each.id for each in dataset.classes}
    themes = {each.id for each in dataset.themes}
    askers = {each.id for each in dataset.askers}
    for role, place in zip(dataset.roles, material.vocabulary("roles.yaml", "roles"), strict=True):
        for at, entry in enumerate(role.sources):
            under = (at, "source")
            yield from _unknown(place, "sources", entry.source, sources, "source", under=under)
            under = (at, "classes")
            yield from _unknown_items(
                place, "sources", entry.classes, classes, "class", under=under
            )
    for name, key in (("courses.yaml", "courses"), ("interpretations.yaml", "interpretations")):
        for each, place in zip(getattr(dataset, key), material.vocabulary(name, key), strict=True):
            yield from _unknown(place, "source", each.source, sources, "source")
    places = material.vocabulary("questions.yaml", "questions")
    for question, place in zip(dataset.questions, places, strict=True):
        yield from _unknown(place, "theme", question.theme, themes, "theme")
        yield from _unknown_items(place, "asked_by", question.asked_by, askers, "asker")


def _cycles(
    by_id: Mapping[str, Placed], field: str, following: Callable[[Requirement], Collection[str]]
) -> Iterator[Problem]:
    """Each requirement from which the field leads back to itself."""
    named = {name: following(placed.requirement) for name, placed in by_id.items()}
    links = _without_ends({name: set(to) & by_id.keys() for name, to in named.items() if to})
    for start in links:
        ahead, seen = list(links[start]), set[str]()
        while ahead and start not in seen:
            name = ahead.pop()
            if name not in seen and name in links:
                seen.add(name)
                ahead.extend(links[name])
        if start in seen:
            rule = f"{field} leads from {start} back to itself"
            place = by_id[start].place
            yield place.problem(field, rule, "take out the link that is not the text's")


def _without_ends(links: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """The links that lead into a cycle; in sound data none are left, however long the chains."""
    sorter = TopologicalSorter(links)
    with suppress(CycleError):
        sorter.prepare()
    left = dict(links)
    while ready := sorter.get_ready():
        sorter.done(*ready)
        for name in ready:
            left.pop(name, None)
    return left


def _anchors(material: Material, dataset: Dataset) -> Iterator[Problem]:
    """Deadlines hang on a date fact, an event or a course."""
    dates = {fact.id for fact in dataset.facts if fact.type is FactType.DATE}
    known = dates | {event.id for event in dataset.events}
    known |= {f"course:{course.id}" for course in dataset.courses}
    for placed in material.placed:
        deadline = placed.requirement.deadline
        for part in deadline.simple if deadline else ():
            for anchor in each_anchor(part.anchor or ""):
                if not anchor[0].isdigit():
                    kind = "date fact, event or course"
                    yield from _unknown(placed.place, "deadline", anchor, known, kind)
