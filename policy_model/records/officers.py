"""One officer: the role, the facts that are known, and the completed courses.

data/facts.yaml says which facts there are, of what type and within which bounds; a file or a
mapping that names another one is refused with the nearest known name. What is absent is unknown;
`courses`, when present, is the complete list.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from policy_model.errors import Problem, did_you_mean, shown
from policy_model.quantity import number_words
from policy_model.reading.yaml import line_of
from policy_model.records.facts import form_of, parse_amount, parse_day, parse_fact, whole_years
from policy_model.records.vocabularies import Fact
from policy_model.records.whole import Dataset
from policy_model.vocabulary import FactType

_OWN_KEYS = ("title", "note", "sources")
_COMPLETION_KEYS = ("course", "completed_on", "hours")


@dataclass(frozen=True, slots=True)
class Completion:
    """A completed course; the day and the hours may be unknown."""

    course: str
    completed_on: date | None = None
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class Officer:
    """What is known of an officer; `facts` holds dates, numbers and booleans by fact id.

    `courses` is None where nothing is known of them, empty where none is completed. `title` and
    `note` say what a preset is an example of, `sources` which texts fit it; they decide nothing.
    """

    role: str
    facts: Mapping[str, date | float | bool] = field(default_factory=dict)
    courses: tuple[Completion, ...] | None = None
    title: str | None = None
    note: str | None = None
    sources: tuple[str, ...] = ()


def read_officer(
    given: Mapping[str, Any], dataset: Dataset, *, file: str
) -> tuple[Officer | None, list[Problem]]:
    """A mapping as an officer, or None and every problem that keeps it from being one.

    `given` is what a YAML file holds, or a mapping with Python's own dates, numbers and booleans.
    """
    if not isinstance(given, Mapping):
        rule = "an officer is a mapping of facts and their values"
        return None, [Problem(file, 1, "", "", rule, "Write role: and the facts, one a line.")]
    reader = _Reader(given, dataset, file)
    officer = reader.officer()
    return (None if reader.problems else officer), reader.problems


class _Reader:
    """Reads one mapping and gathers what is wrong with it."""

    def __init__(self, given: Mapping[str, Any], dataset: Dataset, file: str) -> None:
        self.given, self.dataset, self.file = given, dataset, file
        self.facts = {fact.id: fact for fact in dataset.facts}
        self.problems: list[Problem] = []

    def officer(self) -> Officer:
        for key in self.given:
            if key not in self.facts and key not in _OWN_KEYS:
                known = [*self.facts, *_OWN_KEYS]
                self._problem([key], key, "no such fact", did_you_mean(str(key), known))
        role = self._role()
        plain = {FactType.DATE, FactType.NUMBER, FactType.BOOLEAN}
        given = [f for f in self.facts.values() if f.id in self.given and f.type in plain]
        values = {f.id: self._value(f) for f in given}
        facts = {name: value for name, value in values.items() if value is not None}
        words = (self._words("title"), self._words("note"))
        return Officer(role, facts, self._courses(), *words, self._sources())

    def _problem(self, path: Sequence[str | int], name: str, rule: str, repair: str) -> None:
        line = line_of(self.given, path)  # type: ignore[arg-type]
        self.problems.append(Problem(self.file, line, "", name, rule, repair))

    def _words(self, key: str) -> str | None:
        value = self.given.get(key)
        return value if isinstance(value, str) else None

    def _sources(self) -> tuple[str, ...]:
        given, known = self.given.get("sources", ()), [s.id for s in self.dataset.sources]
        if isinstance(given, str | Mapping) or not isinstance(given, Sequence):
            rule = f"{shown(given)} stands where a list is expected"
            self._problem(["sources"], "sources", rule, f"Write sources: [{known[0]}].")
            return ()
        for at, source in enumerate(given):
            if source not in known:
                rule = f"{shown(source)} is not a known source"
                self._problem(["sources", at], "sources", rule, did_you_mean(str(source), known))
        return tuple(map(str, given))

    def _role(self) -> str:
        known = [role.id for role in self.dataset.roles]
        role = self.given.get("role")
        if role is None:
            rule = "the role is missing; it decides which rules there are"
            self._problem([], "role", rule, f"Write role: {known[0]}, or another role.")
        elif role not in known:
            rule = f"{shown(role)} is not a known role"
            self._problem(["role"], "role", rule, did_you_mean(str(role), known))
        return str(role)

    def _value(self, fact: Fact) -> date | float | bool | None:
        given = self.given.get(fact.id)
        if given is None:
            return None
        try:
            return parse_fact(fact, _text(given))
        except ValueError as error:
            rule = f"{shown(given)}: {error}"
            self._problem([fact.id], fact.id, rule, form_of(fact))
            return None

    def _courses(self) -> tuple[Completion, ...] | None:
        given = self.given.get("courses")
        if given is None:
            return None
        if isinstance(given, str | Mapping) or not isinstance(given, Sequence):
            rule = f"{shown(given)} stands where a list is expected"
            self._problem(["courses"], "courses", rule, form_of(self.facts["courses"]))
            return None
        found = [self._completion(entry, at) for at, entry in enumerate(given)]
        return tuple(each for each in found if each is not None)

    def _completion(self, entry: Any, at: int) -> Completion | None:
        where: list[str | int] = ["courses", at]
        if not isinstance(entry, Mapping):
            repair = "Write {course: ..., completed_on: YYYY-MM-DD, hours: ...}."
            self._problem(where, "courses", f"{shown(entry)} is no completion", repair)
            return None
        for key in entry:
            if key not in _COMPLETION_KEYS:
                repair = did_you_mean(str(key), _COMPLETION_KEYS)
                self._problem([*where, key], str(key), "no such field of a completion", repair)
        known = [course.id for course in self.dataset.courses]
        course = entry.get("course")
        if course not in known:
            rule = f"{shown(course)} is not a known course"
            self._problem([*where, "course"], "course", rule, did_you_mean(str(course), known))
        day = self._part(entry, where, "completed_on", parse_day, "Write a day as YYYY-MM-DD.")
        hours = self._part(entry, where, "hours", parse_amount, "Write the hours as a number.")
        return Completion(str(course), day, hours)

    def _part(
        self, entry: Mapping[str, Any], where: list[str | int], key: str, parse: Any, repair: str
    ) -> Any:
        given = entry.get(key)
        if given is None:
            return None
        try:
            return parse(_text(given))
        except ValueError as error:
            self._problem([*where, key], key, f"{shown(given)}: {error}", repair)
            return None


def _text(given: object) -> str:
    """The text of a value, as a file would hold it."""
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, date):
        return given.isoformat()[:10]
    if isinstance(given, float) and given.is_integer():
        return str(int(given))
    return given if isinstance(given, str) else str(given)


def age_problems(officer: Officer, *, as_of: date, file: str) -> Iterator[Problem]:
    """An age beside a day of birth that gives another one at the as-of date."""
    born, age = officer.facts.get("born_on"), officer.facts.get("age")
    if not isinstance(born, date) or age is None:
        return
    years = whole_years(born, as_of=as_of)
    if years != age:
        rule = f"the age is {number_words(float(age))}, but born_on gives {years} at {as_of}"
        yield Problem(file, None, "", "age", rule, "Correct one of them, or leave the age out.")
