"""What is checked: every tested requirement, for whom, with its exceptions; made once of a dataset.

A role of one source maps to another through its class. The first class of a role says what it is;
further ones say by whose rules it is bound too (data/roles.yaml).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from policy_model.calendar import Deadline, Period
from policy_model.dataset import load_dataset
from policy_model.errors import UnknownName
from policy_model.records.law import Instrument, Requirement
from policy_model.records.tests import Test
from policy_model.records.vocabularies import Role
from policy_model.records.whole import Dataset
from policy_model.rules.completions import First, Lapse, Last, Reach
from policy_model.rules.conditions import Facts, asked_of
from policy_model.rules.deadlines import courses_of
from policy_model.rules.once import once_for_each
from policy_model.vocabulary import Authority, Modality

Question = First | Last | Lapse | Reach


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A tested requirement in its place; `number` is its place among all rules."""

    number: int
    requirement: Requirement
    instrument: Instrument
    source_id: str
    pinpoint: str
    facts_read: tuple[str, ...]

    @property
    def test(self) -> Test:
        """Its test; a requirement without one is no rule."""
        assert self.requirement.test is not None
        return self.requirement.test

    @property
    def gives_finding(self) -> bool:
        """A release satisfies nothing; another source's norm is checked there."""
        is_release = self.requirement.modality is Modality.NEED_NOT
        return not is_release and self.requirement.restates is None

    @property
    def dates(self) -> tuple[str | None, str | None]:
        """The first and the LAST day in force, as ISO text; the instrument's where it has none."""
        first = self.requirement.effective_on or self.instrument.effective_on
        last = self.requirement.ends_on or self.instrument.ends_on
        return str(first) if first else None, str(last) if last else None

    @property
    def deadline(self) -> Deadline | None:
        """The deadline that it reads: of what recurs, that of the first."""
        return self.test.first or self.requirement.deadline

    @property
    def every(self) -> Period:
        """The interval of what recurs; checks have seen that there is one."""
        recurring = self.test.renews and self.test.renews.every
        interval = recurring or (self.test.accumulates and self.test.accumulates.window)
        assert interval or self.requirement.repeats
        return interval or self.requirement.repeats  # type: ignore[return-value]

    @property
    def anchors(self) -> tuple[str, ...]:
        """What its deadline is counted from or set at."""
        parts = self.deadline.simple if self.deadline else ()
        return tuple(part.anchor for part in parts if part.anchor)


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """A rule and the roles that an officer of some role has in its source."""

    rule: Rule
    held: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """All rules of a dataset, in document order, and what must be asked of completions for them."""

    dataset: Dataset
    rules: tuple[Rule, ...]
    facts: Facts
    exceptions: dict[int, tuple[Rule, ...]]
    role_codes: dict[str, int]
    course_codes: dict[str, int]
    _chosen: dict[tuple[object, ...], "tuple[Bound, ...]"] = field(default_factory=dict)
    _asked: dict[tuple[object, ...], "tuple[Question, ...]"] = field(default_factory=dict)

    @classmethod
    def of(cls, dataset: Dataset) -> "Plan":
        """The plan of a dataset whose checks have passed."""
        rules = tuple(_rules(dataset))
        by_id = {rule.requirement.id: rule for rule in rules}
        return cls(
            dataset,
            rules,
            {fact.id: fact for fact in dataset.facts},
            {rule.number: tuple(by_id[i] for i in rule.test.unless) for rule in rules},
            {role.id: at for at, role in enumerate(dataset.roles)},
            {course.id: at for at, course in enumerate(dataset.courses)},
        )

    def source_ids(self, sources: Sequence[str] | None) -> tuple[str, ...]:
        """The sources asked for, or all; UnknownName for one that does not exist."""
        known = [source.id for source in self.dataset.sources]
        for name in sources or ():
            if name not in known:
                raise UnknownName(name, known, "source")
        return tuple(dict.fromkeys(known if sources is None else sources))

    def for_role(self, role: str, sources: tuple[str, ...]) -> "tuple[Bound, ...]":
        """The rules that give a finding for a role, source by source, in document order."""
        key = (role, sources)
        if key not in self._chosen:
            self._chosen[key] = tuple(self._bound(role, sources))
        return self._chosen[key]

    def for_code(self, code: int, sources: tuple[str, ...]) -> tuple[Bound, ...]:
        """The same by the role's code; an unknown role, -1, has no rules."""
        return self.for_role(list(self.role_codes)[code], sources) if code >= 0 else ()

    def questions(self, codes: tuple[int, ...], sources: tuple[str, ...]) -> "tuple[Question, ...]":
        """What must be asked of completions for officers of these roles.

        What counts from a day on comes last, since the day may hang on a course.
        """
        key = (codes, sources)
        if key not in self._asked:
            bounds = [bound for code in codes for bound in self.for_code(code, sources)]
            rules = {bound.rule.number: bound.rule for bound in bounds}
            rules |= {e.number: e for number in list(rules) for e in self._aside(number)}
            asked = dict.fromkeys(q for rule in rules.values() for q in questions_of(rule))
            last = sorted(asked, key=lambda q: isinstance(q, First) and q.since is not None)
            self._asked[key] = tuple(last)
        return self._asked[key]

    def _aside(self, number: int) -> Iterator[Rule]:
        """Every exception of a rule, and theirs."""
        for exception in self.exceptions[number]:
            yield exception
            yield from self._aside(exception.number)

    def _bound(self, role: str, sources: tuple[str, ...]) -> "Iterator[Bound]":
        for source in sources:
            held = roles_in(self.dataset.roles, role, source)
            for rule in self.rules:
                is_bound = rule.source_id == source and held & {*rule.requirement.roles}
                if is_bound and rule.gives_finding:
                    yield Bound(rule, held)


def _rules(dataset: Dataset) -> Iterator[Rule]:
    number = 0
    for source in dataset.sources:
        for instrument in source.instruments:
            if instrument.authority is Authority.SUMMARY:
                continue
            for provision in instrument.provisions:
                for requirement in provision.requirements:
                    if requirement.test is not None:
                        yield Rule(
                            number, requirement, instrument, source.id, provision.pinpoint,
                            requirement.facts_read(),
                        )  # fmt: skip
                        number += 1


def roles_in(roles: Sequence[Role], role: str, source: str) -> frozenset[str]:
    """The roles that an officer of a role has in a source; none where the source knows no such.

    Where the source has the role itself, that one, and those whose first class is among its
    further classes there. Otherwise those whose first class is among the role's classes elsewhere,
    and what these bring with them.
    """
    classes = {each.id: list(_classes(each, source)) for each in roles}
    if classes.get(role):
        return frozenset({role}) | _first_among(classes, set(classes[role][1:]))
    elsewhere = next((each for each in roles if each.id == role), None)
    own = {name for entry in elsewhere.sources for name in entry.classes} if elsewhere else set()
    held = _first_among(classes, own)
    return held | _first_among(classes, {name for each in held for name in classes[each][1:]})


def _classes(role: Role, source: str) -> Iterator[str]:
    for entry in role.sources:
        if entry.source == source:
            yield from entry.classes


def _first_among(classes: dict[str, list[str]], wanted: set[str]) -> frozenset[str]:
    return frozenset(role for role, own in classes.items() if own and own[0] in wanted)


def questions_of(rule: Rule) -> Iterator[Question]:
    """Everything that a rule asks of completions."""
    test = rule.test
    for item in test.completes.items if test.completes else ():
        if item.course:
            yield asked_of(item)
    for item in test.renews.items if test.renews else ():
        if item.course:
            yield Last(item.course, renewal_hours(test, item.min_hours))
    if sum_ := test.accumulates:
        yield from (kind(sum_.any_of, sum_.hours, rule.every) for kind in (Lapse, Reach))
    for condition in test.conditions():
        if condition.completed:
            for item in condition.completed.any_of:
                if item.course:
                    yield asked_of(item, condition.completed)
    for anchor in anchors_of(rule):
        yield from (First(course) for course in courses_of(anchor))


def renewal_hours(test: Test, own: float | None) -> float | None:
    """The hours that one renewal must have: the item's own, else those of all items."""
    return own if own is not None or test.renews is None else test.renews.min_hours


def anchors_of(rule: Rule) -> Iterator[str]:
    """Every day by which a rule measures."""
    yield from rule.anchors
    yield from (moment.anchor for moment in rule.test.moments())
    for condition in rule.test.conditions():
        if condition.facts is not None:
            for _, values in condition.fact[1].asked():
                yield from (value.partition(" + ")[0] for value in values)


_made = once_for_each(Plan.of)


@lru_cache(maxsize=1)
def _own_dataset() -> Dataset:
    return load_dataset()


def plan_of(dataset: Dataset | None) -> Plan:
    """The plan of a dataset, made once; of the project's own where none is given."""
    return _made(_own_dataset() if dataset is None else dataset)
