"""An officer as the parameters of a page: read from a link, kept in the session, never by itself
in the address. The law's facts (data/facts.yaml) say which parameters there are.
"""

from collections.abc import Mapping
from datetime import date

from pages.ui.choosing import KEY, Sets, sources_param, sources_words
from pages.ui.examples import Memory
from pages.ui.names import Names
from pages.ui.parameters import FIRST_DAY, LAST_DAY
from pages.ui.permalinks import Choices, Param, Query
from policy_model import FIRST, Dataset, Officer, checkable_roles
from policy_model.vocabulary import FactType

EXAMPLE, COURSES, ROLE = "example", "courses", "role"
OWN = ""
"""The choice of no example: an officer of one's own."""
NOT_KNOWN, YES, NO = "", "yes", "no"
LINK_NOTE = (
    "A link holds every fact that you entered: whoever has it can read them. It is made only when "
    "you press the button."
)
Presets = Mapping[str, Officer]
_FLAGS = {True: YES, False: NO}


def officer_params(dataset: Dataset, presets: Presets) -> list[Param]:
    """The example to start from, the role, and one private parameter for each fact."""
    example = Param(EXAMPLE, options=[*presets, OWN], default=next(iter(presets), OWN))
    return [example, *(_param(fact, dataset, presets) for fact in dataset.facts)]


def example_sources_param(names: Names, sets: Sets, presets: Presets) -> Param:
    """The sources of the check: those that fit the example, until somebody chooses others.

    It comes after the example (`officer_params`); another example brings its own again.
    """
    return sources_param(
        names, sets, default=lambda c: fitting(presets, c[EXAMPLE]), restarts_with=EXAMPLE
    )


def sources_sentence(choices: Choices, names: Names, sets: Sets, presets: Presets) -> str:
    """Which texts the officer is checked against, and whether they are the example's own."""
    said, chosen = sources_words(choices[KEY], names, sets), list(choices[KEY])
    is_own = choices[EXAMPLE] in presets and chosen == list(presets[choices[EXAMPLE]].sources)
    return f"{said} They fit this example; choose others above." if is_own else said


def fitting(presets: Presets, example: object) -> list[str]:
    """The sources that an example names as fitting it; else the documents shown first."""
    named = presets[example].sources if example in presets else ()
    return list(named) or [FIRST]


def _param(fact: object, dataset: Dataset, presets: Presets) -> Param:
    kind, options = _kind(fact, dataset)
    return Param(
        fact.id,
        kind,
        options=options,
        default=lambda chosen: _given(presets.get(chosen[EXAMPLE]), fact),
        is_private=True,
        restarts_with=EXAMPLE,
    )


def _kind(fact: object, dataset: Dataset) -> tuple[str, object]:
    if fact.type is FactType.DATE:
        return "date", (FIRST_DAY, LAST_DAY)
    if fact.type is FactType.NUMBER:
        return "number", (fact.minimum or 0.0, fact.maximum or 5000.0)
    if fact.type is FactType.BOOLEAN:
        return "choice", (NOT_KNOWN, YES, NO)
    if fact.type is FactType.ROLE:
        return "choice", (NOT_KNOWN, *checkable_roles(dataset))
    return "completions", tuple(course.id for course in dataset.courses)


def _given(officer: Officer | None, fact: object) -> object:
    """What an example knows of a fact, as the fact's widget holds it."""
    if fact.type is FactType.ROLE:
        return officer.role if officer else NOT_KNOWN
    if fact.type is FactType.COURSES:
        return officer.courses if officer else None
    value = officer.facts.get(fact.id) if officer else None
    return _FLAGS.get(value, NOT_KNOWN) if fact.type is FactType.BOOLEAN else value


def officer_of(choices: Choices, dataset: Dataset) -> Officer | None:
    """The officer that the widgets describe; None until a role is chosen.

    A line of the courses without a course is not yet one.
    """
    if not choices[ROLE]:
        return None
    values = {f.id: _value(f, choices[f.id]) for f in dataset.facts}
    facts = {name: value for name, value in values.items() if value is not None}
    courses = choices[COURSES]
    done = None if courses is None else tuple(each for each in courses if each.course)
    return Officer(str(choices[ROLE]), facts, done)


def _value(fact: object, held: object) -> date | float | bool | None:
    if fact.type in (FactType.ROLE, FactType.COURSES) or held is None or held == NOT_KNOWN:
        return None
    if fact.type is FactType.BOOLEAN:
        return held == YES
    return float(held) if fact.type is FactType.NUMBER else held


def is_example(officer: Officer, example: str, presets: Presets) -> bool:
    """Whether nothing was changed of the example from which the reader started."""
    known = presets.get(example)
    facts = known is not None and (known.role, known.facts, known.courses)
    return facts == (officer.role, officer.facts, officer.courses)


def memory_of(choices: Choices, officer: Officer, presets: Presets) -> Memory:
    """Where what the officer comes to may be kept: for everybody only if it is an example."""
    example = str(choices[EXAMPLE])
    return Memory(example if is_example(officer, example, presets) else "")


def link_query(choices: Choices, officer: Officer | None, presets: Presets) -> Query:
    """The query of a link that shows this officer again: an example by name, or every fact."""
    if officer is None or is_example(officer, str(choices[EXAMPLE]), presets):
        return choices.query()
    return choices.query(**{EXAMPLE: OWN})
