"""What holds of every rule and officer, found by chance and not by example."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_model import Completion, Officer
from policy_model.rules.batch import columns_of
from policy_model.rules.check import Grid, applied, checked, viewed
from policy_model.rules.days import UNKNOWN_DAY, day_number
from policy_model.rules.plan import Plan, plan_of
from policy_model.vocabulary import FactType, Status
from tests.provisional import coded_law

PLAN: Plan = plan_of(coded_law())
SOURCES = PLAN.source_ids(None)
STATUSES = list(Status)
CODE = {status: np.int8(code) for code, status in enumerate(STATUSES)}
ROLES = [
    "school_resource_officer", "school_security_personnel", "campus_enforcement_officer",
    "school_safety_officer", "peace_officer_powers_position",
    "substitute_school_resource_officer",
]  # fmt: skip
NEAR = [
    date(2022, 6, 30), date(2022, 7, 1), date(2023, 7, 1), date(2024, 2, 29), date(2025, 8, 31),
    date(2025, 9, 1), date(2026, 8, 31), date(2027, 5, 31), date(2027, 6, 1),
]  # fmt: skip

days = st.one_of(
    st.sampled_from(NEAR),
    st.dates(date(2019, 1, 1), date(2029, 12, 31)),
    st.builds(lambda d, n: d + timedelta(days=n), st.sampled_from(NEAR), st.integers(-400, 400)),
)
amounts = st.sampled_from([3.0, 4.0, 8.0, 15.5, 16.0, 24.0, 40.0])
completions = st.builds(
    Completion,
    course=st.sampled_from(list(PLAN.course_codes)),
    completed_on=st.one_of(st.none(), days),
    hours=st.one_of(st.none(), amounts),
)


def _values(name: str) -> st.SearchStrategy:
    fact = PLAN.facts[name]
    if fact.type is FactType.DATE:
        return days
    if fact.type is FactType.BOOLEAN:
        return st.booleans()
    return st.integers(int(fact.minimum or 0), int(fact.maximum or 100)).map(float)


FACTS = [
    fact.id
    for fact in PLAN.dataset.facts
    if fact.type in (FactType.DATE, FactType.NUMBER, FactType.BOOLEAN) and fact.id != "born_on"
]
officers = st.builds(
    Officer,
    role=st.sampled_from(ROLES),
    facts=st.fixed_dictionaries({}, optional={name: _values(name) for name in FACTS}),
    courses=st.one_of(st.none(), st.lists(completions, max_size=8).map(tuple)),
)


def _grid(officer: Officer, as_of: date) -> Grid:
    one = columns_of([officer], PLAN)
    view = viewed(one, PLAN, SOURCES, as_of=day_number(as_of))
    [grid] = applied(view, one.roles, PLAN, SOURCES, detailed=True)
    return grid


def _filled(officer: Officer) -> Officer:
    """Stand-ins filled: what stands in for a missing day is no refinement of it."""
    facts = dict(officer.facts)
    for fact in PLAN.dataset.facts:
        source = next((name for name in fact.stand_ins if name in officer.facts), None)
        if fact.id not in facts and source:
            facts[fact.id] = officer.facts[source]
    return replace(officer, facts=facts)


def _assert_refines(loose: Grid, tight: Grid) -> None:
    definite = loose.status[:, 0] != CODE[Status.UNKNOWN]
    assert (loose.status[:, 0] == tight.status[:, 0])[definite].all()


def _no_clock(officer: Officer) -> bool:
    """No date at all: one refined would stand in for the others, which changes more than one."""
    return not {"employed_on", "assigned_on", "duties_on"} & officer.facts.keys()


class TestRefinement:
    """What becomes known never changes a definite finding."""

    @settings(max_examples=150, deadline=None)
    @given(officer=officers, as_of=days, data=st.data())
    def test_of_a_fact(self, officer: Officer, as_of: date, data: st.DataObject) -> None:
        officer = _filled(officer)
        unknown = [name for name in FACTS if name not in officer.facts]
        if not unknown:
            return
        name = data.draw(st.sampled_from(unknown))
        facts = {**officer.facts, name: data.draw(_values(name))}
        if name in ("employed_on", "assigned_on", "duties_on") and _no_clock(officer):
            return
        _assert_refines(_grid(officer, as_of), _grid(replace(officer, facts=facts), as_of))

    @settings(max_examples=150, deadline=None)
    @given(officer=officers, as_of=days, done=st.lists(completions, max_size=6))
    def test_of_all_courses(self, officer: Officer, as_of: date, done: list[Completion]) -> None:
        loose = replace(officer, courses=None)
        _assert_refines(_grid(loose, as_of), _grid(replace(officer, courses=tuple(done)), as_of))

    @settings(max_examples=200, deadline=None)
    @given(officer=officers, as_of=days, day=days, hours=amounts)
    def test_of_a_completion(self, officer: Officer, as_of: date, day: date, hours: float) -> None:
        if not officer.courses:
            return
        first, *others = officer.courses
        tight = Completion(first.course, first.completed_on or day, first.hours or hours)
        refined = replace(officer, courses=(tight, *others))
        _assert_refines(_grid(officer, as_of), _grid(refined, as_of))


BETTER = {Status.MET: 0, Status.MET_LATE: 1, Status.PENDING: 2, Status.UNMET: 3}


@settings(max_examples=200, deadline=None)
@given(officer=officers, as_of=days, day=days)
def test_one_completion_more_never_worsens_its_requirement(
    officer: Officer, as_of: date, day: date
) -> None:
    """Expiring ones apart: an old renewal ends the time that was left for a first one."""
    if officer.courses is None:
        return
    before = _grid(officer, as_of)
    for at, bound in enumerate(before.rules):
        ways = bound.rule.test.completes or bound.rule.test.accumulates
        if ways is None:
            continue
        for item in bound.rule.test.items():
            if not item.course:
                continue
            more = (*officer.courses, Completion(item.course, day, 40.0))
            after = _grid(replace(officer, courses=more), as_of)
            was, became = (STATUSES[grid.status[at, 0]] for grid in (before, after))
            if was in BETTER and became in BETTER:
                met = BETTER[became] <= BETTER[was]
                reached_late = was is Status.PENDING and became is Status.MET_LATE
                assert met or reached_late, (bound.rule.requirement.id, was, became)


@settings(max_examples=150, deadline=None)
@given(officer=officers, as_of=days, step=st.integers(1, 900))
def test_a_later_day_never_turns_unmet_into_pending(
    officer: Officer, as_of: date, step: int
) -> None:
    """What recurs begins anew with a completion, which is met and not pending."""
    first, then = _grid(officer, as_of), _grid(officer, as_of + timedelta(days=step))
    was_unmet = first.status[:, 0] == CODE[Status.UNMET]
    assert not (was_unmet & (then.status[:, 0] == CODE[Status.PENDING])).any()


class TestStatusAndDays:
    """What a status says of its days."""

    @settings(max_examples=200, deadline=None)
    @given(officer=officers, as_of=days)
    def test_agree(self, officer: Officer, as_of: date) -> None:
        grid, today = _grid(officer, as_of), day_number(as_of)
        assert grid.satisfied_on is not None
        for code, due, done in zip(
            grid.status[:, 0], grid.due_on[:, 0], grid.satisfied_on[:, 0], strict=True
        ):
            status = STATUSES[code]
            if status is Status.NOT_APPLICABLE:
                assert due == UNKNOWN_DAY
            if due != UNKNOWN_DAY and status is Status.PENDING:
                assert due >= today
            if due != UNKNOWN_DAY and status is Status.UNMET:
                assert due < today
            if status not in (Status.MET, Status.MET_LATE):
                assert done == UNKNOWN_DAY
            elif done != UNKNOWN_DAY:
                assert done <= today
            if status is Status.MET_LATE and UNKNOWN_DAY not in (due, done):
                assert done > due


def _random_roster(seed: int, size: int) -> list[Officer]:
    chance = random.Random(seed)

    def day() -> date:
        return chance.choice(NEAR) + timedelta(days=chance.randint(-500, 500))

    def value(name: str) -> object:
        kind = PLAN.facts[name].type
        if kind is FactType.DATE:
            return day()
        return chance.random() < 0.5 if kind is FactType.BOOLEAN else float(chance.randint(16, 66))

    def courses() -> tuple[Completion, ...] | None:
        if chance.random() < 0.2:
            return None
        return tuple(
            Completion(
                chance.choice(list(PLAN.course_codes)),
                day() if chance.random() < 0.9 else None,
                chance.choice([4.0, 8.0, 16.0, 24.0, 40.0, None]),
            )
            for _ in range(chance.randint(0, 12))
        )

    return [
        Officer(
            chance.choice(ROLES),
            {name: value(name) for name in FACTS if chance.random() < 0.8},  # type: ignore[misc]
            courses(),
        )
        for _ in range(size)
    ]


AS_OF = day_number(date(2026, 11, 21))


def _listed(officers: list[Officer], threads: int = 1) -> list[list[tuple[int, int, int]]]:
    """The findings of each officer: rule, status, due day."""
    found = checked(columns_of(officers, PLAN), PLAN, SOURCES, as_of=AS_OF, threads=threads)
    rows: list[list[tuple[int, int, int]]] = [[] for _ in officers]
    for officer, *finding in zip(
        found.officer, found.rule, found.status, found.due_on, strict=True
    ):
        rows[officer].append(tuple(map(int, finding)))  # type: ignore[arg-type]
    return rows


class TestRoster:
    """Officers do not depend on one another."""

    ROSTER = _random_roster(7, 240)

    def test_one_alone_is_the_same_in_a_roster(self) -> None:
        together = _listed(self.ROSTER)
        assert [_listed([officer])[0] for officer in self.ROSTER] == together

    def test_the_order_of_officers_does_not_matter(self) -> None:
        order = list(range(len(self.ROSTER)))
        random.Random(3).shuffle(order)
        shuffled = _listed([self.ROSTER[at] for at in order])
        together = _listed(self.ROSTER)
        assert shuffled == [together[at] for at in order]

    def test_the_order_of_completions_does_not_matter(self) -> None:
        turned = [
            replace(each, courses=each.courses and each.courses[::-1]) for each in self.ROSTER
        ]
        assert _listed(turned) == _listed(self.ROSTER)

    @pytest.mark.parametrize("block", [1, 7, 64, 10_000])
    def test_the_size_of_blocks_and_threads_do_not_matter(
        self, block: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        together = _listed(self.ROSTER)
        monkeypatch.setattr("policy_model.rules.check.BLOCK", block)
        assert _listed(self.ROSTER, threads=3) == together

    def test_each_officer_has_the_rules_of_the_role_in_document_order(self) -> None:
        for officer, rows in zip(self.ROSTER, _listed(self.ROSTER), strict=True):
            numbers = [bound.rule.number for bound in PLAN.for_role(officer.role, SOURCES)]
            assert [rule for rule, _, _ in rows] == numbers


def test_a_roster_without_officers_has_no_findings() -> None:
    found = checked(columns_of([], PLAN), PLAN, SOURCES, as_of=AS_OF)
    assert len(found) == 0
