"""What is checked: every tested requirement, for whom, with its exceptions; made once of a dataset.

A role of one source maps to another through its class. The first class of a role says what it is;
further ones say by whose rules it is bound too (data/roles.yaml).
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from policy_model.dataset import load_dataset
from policy_model.errors import UnknownName
from policy_model.records.conditions import Condition
from policy_model.records.whole import Dataset
from policy_model.rules.completions import First
from policy_model.rules.conditions import Facts, Lexicon, bounded, facts_named, is_atom
from policy_model.rules.once import once_for_each
from policy_model.rules.roles import roles_in
from policy_model.rules.rule import Question, Rule, questions_of
from policy_model.vocabulary import Authority

MAX_SPLIT = 6  # conditions that are supposed one way and the other; twice the work for each


@dataclass(frozen=True, eq=False)
class Bound:
    """A rule and the roles that an officer of some role has in its source.

    `role` is the officer's own where the source has it, else the one through which it is bound;
    `exceptions` are those that are for the officer's roles.
    """

    rule: Rule
    held: frozenset[str]
    role: str
    exceptions: tuple[Rule, ...]

    @cached_property
    def facts_read(self) -> tuple[str, ...]:
        """What the rule and its exceptions read."""
        rules = (self.rule, *self.exceptions)
        return tuple(dict.fromkeys(name for rule in rules for name in rule.facts_read))


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """All rules of a dataset, in document order, and what must be asked of completions for them."""

    dataset: Dataset
    rules: tuple[Rule, ...]
    lexicon: Lexicon
    exceptions: dict[int, tuple[Rule, ...]]
    role_codes: dict[str, int]
    course_codes: dict[str, int]
    _chosen: dict[tuple[object, ...], "tuple[Bound, ...]"] = field(default_factory=dict)
    _asked: dict[tuple[object, ...], "tuple[Question, ...]"] = field(default_factory=dict)
    _split: dict[tuple[int, frozenset[str]], tuple[Condition, ...]] = field(default_factory=dict)
    _aside: dict[tuple[int, frozenset[str]], tuple[Rule, ...]] = field(default_factory=dict)
    _words: dict[object, str] = field(default_factory=dict)

    @classmethod
    def of(cls, dataset: Dataset) -> "Plan":
        """The plan of a dataset whose checks have passed."""
        rules = tuple(_rules(dataset))
        by_id = {rule.requirement.id: rule for rule in rules}
        return cls(
            dataset,
            rules,
            Lexicon({fact.id: fact for fact in dataset.facts}, _atoms(rules)),
            {rule.number: tuple(by_id[i] for i in rule.test.unless) for rule in rules},
            {role.id: at for at, role in enumerate(dataset.roles)},
            {course.id: at for at, course in enumerate(dataset.courses)},
        )

    @property
    def facts(self) -> Facts:
        """The facts by their ids."""
        return self.lexicon.facts

    def split_on(self, number: int, held: frozenset[str]) -> tuple[Condition, ...]:
        """The conditions to suppose one way and the other, to tell whom a rule reaches.

        Those asked more than once, and those that hold a date against a day of the calendar where
        another condition reads that date too.
        """
        key = (number, held)
        if key not in self._split:
            asked = list(self._conditions(self.rules[number], held))
            atoms = Counter(self.lexicon.atoms[id(each)] for each in asked)
            distinct = {self.lexicon.atoms[id(each)]: each for each in asked}
            named = Counter(name for each in distinct.values() for name in {*facts_named(each)})
            chosen = [
                each
                for atom, each in distinct.items()
                if atoms[atom] > 1 or self._is_shared(each, named)
            ]
            self._split[key] = tuple(chosen[:MAX_SPLIT])
        return self._split[key]

    def _is_shared(self, condition: Condition, named: Counter[str]) -> bool:
        bound = bounded(condition, self.facts)
        return bound is not None and named[bound.fact] > 1

    def _conditions(self, rule: Rule, held: frozenset[str]) -> Iterator[Condition]:
        for part in rule.test.applies.parts() if rule.test.applies else ():
            if is_atom(part):
                yield part
        for exception in self.exceptions_for(rule, held):
            yield from self._conditions(exception, held)

    def exceptions_for(self, rule: Rule, held: frozenset[str]) -> tuple[Rule, ...]:
        """The exceptions of a rule that are for these roles."""
        key = (rule.number, held)
        if key not in self._aside:
            every = self.exceptions[rule.number]
            self._aside[key] = tuple(e for e in every if held & {*e.requirement.roles})
        return self._aside[key]

    def words(self, key: object, make: Callable[[], str]) -> str:
        """What `make` says of a part of the data, whoever asks; made once."""
        said = self._words.get(key)
        if said is None:
            said = self._words[key] = make()
        return said

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
            rules |= {e.number: e for number in list(rules) for e in self._exceptions(number)}
            asked = dict.fromkeys(q for rule in rules.values() for q in questions_of(rule))
            last = sorted(asked, key=lambda q: isinstance(q, First) and q.since is not None)
            self._asked[key] = tuple(last)
        return self._asked[key]

    def _exceptions(self, number: int) -> Iterator[Rule]:
        """Every exception of a rule, and theirs."""
        for exception in self.exceptions[number]:
            yield exception
            yield from self._exceptions(exception.number)

    def _bound(self, role: str, sources: tuple[str, ...]) -> "Iterator[Bound]":
        for source in sources:
            held = roles_in(self.dataset.roles, role, source)
            for rule in self.rules:
                ways = [each for each in rule.requirement.roles if each in held]
                if ways and rule.source_id == source and rule.gives_finding:
                    shown = role if role in held else ways[0]
                    yield Bound(rule, held, shown, self.exceptions_for(rule, held))


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


def _atoms(rules: tuple[Rule, ...]) -> dict[int, int]:
    """A number for each innermost condition by its identity; equal ones have the same."""
    numbers: dict[str, int] = {}
    atoms = {}
    for rule in rules:
        for condition in rule.test.conditions():
            if is_atom(condition):
                text = condition.model_dump_json()
                atoms[id(condition)] = numbers.setdefault(text, len(numbers))
    return atoms


_made = once_for_each(Plan.of)


@lru_cache(maxsize=1)
def _own_dataset() -> Dataset:
    return load_dataset()


def plan_of(dataset: Dataset | None) -> Plan:
    """The plan of a dataset, made once; of the project's own where none is given."""
    return _made(_own_dataset() if dataset is None else dataset)
