"""The engine's columns: days, spans, completions, Kleene's logic, roles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_model import check_officer, check_roster
from policy_model.calendar import Deadline, Moment, Period
from policy_model.records.conditions import Condition
from policy_model.records.vocabularies import Fact, Role
from policy_model.rules.columns import (
    FALSE,
    TRUE,
    UNSURE,
    Completions,
    Officers,
    for_all,
    greatest,
    least,
    ones,
    pick,
    shared,
    with_stand_ins,
)
from policy_model.rules.completions import First, Lapse, Last, accumulated, first_done, last_done
from policy_model.rules.conditions import Lexicon, truth
from policy_model.rules.copies import repeated
from policy_model.rules.days import (
    BEFORE_ALL,
    NEVER,
    UNKNOWN_DAY,
    Span,
    day_number,
    day_of,
    exactly,
    later,
    years_since,
)
from policy_model.rules.deadlines import day_named, due
from policy_model.rules.once import once_for_each
from policy_model.rules.plan import plan_of
from policy_model.rules.roles import roles_in
from policy_model.rules.view import View
from tests.invented import law_of

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def _days(*days: str | None) -> np.ndarray:
    return np.array(
        [UNKNOWN_DAY if day is None else day_number(date.fromisoformat(day)) for day in days],
        "int32",
    )


def _added(day: date, months: int) -> date:
    """Months added by hand, clamped to the end of the month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (31, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError


@settings(deadline=None)  # the first use of a period makes its table
@given(day=DAYS, months=st.integers(1, 999))
def test_months_are_added_as_by_hand(day: date, months: int) -> None:
    [found] = later(np.array([day_number(day)]), Period(months, "M"))
    assert day_of(found) == _added(day, months)


@settings(deadline=None)  # the first use of a period makes its table
@given(day=DAYS, count=st.integers(1, 999), unit=st.sampled_from("DWY"))
def test_other_periods_are_added_as_by_hand(day: date, count: int, unit: str) -> None:
    [found] = later(np.array([day_number(day)]), Period(count, unit))
    by_hand = {
        "D": lambda: day + timedelta(days=count),
        "W": lambda: day + timedelta(weeks=count),
        "Y": lambda: _added(day, 12 * count) if day.year + count <= 2250 else date(2250, 12, 31),
    }[unit]()
    assert day_of(found) == by_hand


@settings(deadline=None)  # the first use of a period makes its table
@given(first=DAYS, second=DAYS, period=st.sampled_from(["P1M", "P12M", "P180D", "P3Y"]))
def test_adding_keeps_the_order_of_days(first: date, second: date, period: str) -> None:
    days = np.sort(np.array([day_number(first), day_number(second)]))
    ends = later(days, Period.parse(period))
    assert ends[0] <= ends[1]


def test_what_lies_outside_the_calendar_stays_there() -> None:
    ends = later(np.array([BEFORE_ALL, NEVER]), Period.parse("P9999Y"))
    assert ends.tolist() == [BEFORE_ALL, NEVER]


@given(
    where=st.lists(st.booleans(), min_size=1, max_size=9),
    kind=st.sampled_from(["int8", "int32"]),
    low=st.integers(-100, 100),
)
def test_pick_is_where(where: list[bool], kind: str, low: int) -> None:
    mask = np.array(where)
    this = np.arange(len(where), dtype=kind) - np.dtype(kind).type(3)
    other = np.dtype(kind).type(low)
    assert pick(mask, this, other).tolist() == np.where(mask, this, other).tolist()


@pytest.mark.parametrize("size", [2, 255, 256, 257])
def test_one_value_stands_for_everybody(size: int) -> None:
    assert for_all(np.int8(-1), size).tolist() == [-1] * size
    assert for_all(np.arange(size), size).tolist() == [*range(size)]


def test_a_span_of_some_officers_keeps_both_ends() -> None:
    first, last = _days("2025-01-01", "2025-02-01"), _days("2025-01-01", "2025-03-01")
    some = Span(first, last).take(slice(1, 2))
    assert _shown(some) == ("2025-02-01", "2025-03-01")
    known = exactly(first).take(np.array([1]))
    assert (_shown(known), known.is_known) == (("2025-02-01", "2025-02-01"), True)


def test_years_since() -> None:
    born = _days("2000-02-29", "2000-03-01", None)
    years = years_since(born, as_of=day_number(date(2025, 2, 28)))
    assert years[:2].tolist() == [25.0, 24.0]
    assert np.isnan(years[2])
    assert years_since(born, as_of=day_number(date(2025, 2, 27)))[:2].tolist() == [24.0, 24.0]


AS_OF = day_number(date(2026, 6, 1))
ONE = np.ones(1, bool)


def _done(*rows: tuple[str | None, float | None]) -> Completions:
    days = _days(*(day for day, _ in rows))
    hours = np.array([np.nan if hours is None else hours for _, hours in rows])
    zeros = np.zeros(len(rows), "int32")
    return Completions(zeros, zeros.astype("int16"), days, hours)


def _shown(span: Span) -> tuple[str, str]:
    names = {int(BEFORE_ALL): "before all", int(NEVER): "never"}
    low, high = (int(np.ravel(bound)[0]) for bound in span)
    return (names.get(low) or str(day_of(low)), names.get(high) or str(day_of(high)))


FIRSTS = {
    "none": ((), First("x"), ("never", "never")),
    "the earliest": ((("2025-02-01", 1), ("2025-01-01", 1)), First("x"), ("2025-01-01",) * 2),
    "too few hours": ((("2025-01-01", 7), ("2025-02-01", 8)), First("x", 8), ("2025-02-01",) * 2),
    "hours that do not matter": ((("2025-01-01", None),), First("x"), ("2025-01-01",) * 2),
    "hours unknown": ((("2025-01-01", None),), First("x", 8), ("2025-01-01", "never")),
    "a day unknown": (((None, 8), ("2025-02-01", 8)), First("x", 8), ("before all", "2025-02-01")),
    "no day and too few hours": (((None, 7),), First("x", 8), ("never", "never")),
    "twice": ((("2025-02-01", 1), ("2025-01-01", 1)), First("x", None, 2), ("2025-02-01",) * 2),
    "twice, one of them of unknown day": (
        (("2025-02-01", 1), (None, 1)), First("x", None, 2), ("2025-02-01", "never"),
    ),
    "six of four": ((("2025-01-01", 1),) * 4, First("x", None, 6), ("never",) * 2),
    "three of two": ((("2025-02-01", 1), ("2025-01-01", 1)), First("x", None, 3), ("never",) * 2),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "asked", "span"), FIRSTS.values(), ids=list(FIRSTS))
def test_the_first_completion(rows: tuple, asked: First, span: tuple[str, str]) -> None:
    assert _shown(first_done(_done(*rows), asked, ONE)) == span


def test_completions_count_from_a_day_on() -> None:
    rows = _done(("2025-01-01", 1), ("2025-03-01", 1))
    since = exactly(_days("2025-02-01"))
    assert _shown(first_done(rows, First("x"), ONE, since)) == ("2025-03-01", "2025-03-01")
    between = Span(_days("2025-01-01"), _days("2025-04-01"))
    assert _shown(first_done(rows, First("x"), ONE, between)) == ("2025-01-01", "never")


@pytest.mark.parametrize("join", [least, greatest])
def test_one_value_for_everybody_is_as_good_as_a_column_of_it(join: object) -> None:
    column, every = np.array([-1, 0, 1], np.int8), [np.int8(value) for value in (-1, 0, 1)]
    for one in every:
        assert join(column, one).tolist() == join(column, np.full(3, one)).tolist()
        assert join(one, column).tolist() == join(column, one).tolist()
        assert [join(one, other) for other in every] == join(one, column).tolist()


def test_yes_and_no_are_one_and_nought() -> None:
    flags = np.array([True, False])
    assert ones(flags).tolist() == [ones(flags[0]), ones(flags[1])] == [1, 0]
    assert ones(flags[0]).dtype == ones(flags).dtype == np.int8


def test_a_column_of_one_row_is_shared() -> None:
    assert shared(np.array([3], np.int32)).ndim == 0
    assert shared(np.array([3, 3], np.int32)).ndim == 1
    assert shared(np.empty(0, np.int32)).ndim == 1


def test_unknown_courses_may_be_any() -> None:
    nobody = np.zeros(1, bool)
    assert _shown(first_done(_done(), First("x"), nobody)) == ("before all", "never")
    last = last_done(_done(), Last("x"), nobody, as_of=AS_OF)
    assert _shown(last) == ("before all", "2026-06-01")
    lapses, since = accumulated(_done(), YEAR, nobody, as_of=AS_OF)
    assert _shown(lapses) == ("before all", "2027-06-01")
    assert _shown(since) == ("before all", "never")


def test_what_nobody_has_done_is_so_for_everybody() -> None:
    window = Lapse(("x",), 8.0, Period.parse("P1Y"))
    assert _shown(first_done(_done(), First("x"), ONE)) == ("never", "never")
    assert _shown(last_done(_done(), Last("x"), ONE, as_of=AS_OF)) == ("before all", "before all")
    lapses, reached = accumulated(_done(), window, ONE, as_of=AS_OF)
    assert (_shown(lapses), _shown(reached)) == (("before all",) * 2, ("never",) * 2)


LASTS = {
    "none": ((), ("before all", "before all")),
    "the latest": ((("2025-02-01", 4), ("2025-01-01", 4)), ("2025-02-01", "2025-02-01")),
    "hours unknown": ((("2025-01-01", 4), ("2025-02-01", None)), ("2025-01-01", "2025-02-01")),
    "a day unknown": ((("2025-01-01", 4), (None, 4)), ("2025-01-01", "2026-06-01")),
    "too few hours": ((("2025-01-01", 4), ("2025-02-01", 3)), ("2025-01-01", "2025-01-01")),
}


@pytest.mark.parametrize(("rows", "span"), LASTS.values(), ids=list(LASTS))
def test_the_latest_completion(rows: tuple, span: tuple[str, str]) -> None:
    assert _shown(last_done(_done(*rows), Last("x", 4), ONE, as_of=AS_OF)) == span


def test_a_repeated_officer_has_completed_the_same_each_time() -> None:
    one = replace(_officer(), completions=_done(("2025-01-01", 8), (None, None)))
    many = repeated(one, 3).completions
    assert (many.officer.tolist(), str(many.officer.dtype)) == ([0, 0, 1, 1, 2, 2], "int32")
    assert many.day.tolist() == _done(("2025-01-01", 8), (None, None)).day.tolist() * 3


def test_completions_are_found_by_their_course() -> None:
    done = replace(
        _done(("2025-01-01", 1), ("2025-02-01", 2), ("2025-03-01", 3)),
        course=np.array([2, 0, 2], "int16"),
    )
    rows = done.by_course(3)
    assert [rows(code).hours.tolist() for code in range(3)] == [[2.0], [], [1.0, 3.0]]


def _officer() -> Officers:
    return Officers(np.zeros(1, "int16"), {}, {}, {}, Completions.none(), np.ones(1, bool))


def test_what_is_worked_out_once_is_kept_for_the_latest_few() -> None:
    asked: list[object] = []
    given = [[at] for at in range(9)]
    seen = once_for_each(lambda each: asked.append(each) or each[0])
    assert [seen(each) for each in given] == [*range(9)]
    assert [seen(each) for each in given[1:]] == [*range(1, 9)]
    assert asked == given
    assert seen(given[0]) == 0  # the first was too long ago
    assert asked == [*given, given[0]]
    seen.cache_clear()  # type: ignore[attr-defined]
    assert seen(given[8]) == 8
    assert asked == [*given, given[0], given[8]]


YEAR = Lapse(("x",), 40.0, Period.parse("P1Y"))
SUMS = {
    "none": ((), ("before all",) * 2, ("never",) * 2),
    "all at once": ((("2026-01-01", 40),), ("2027-01-01",) * 2, ("2026-01-01",) * 2),
    "one hour short": ((("2026-01-01", 39),), ("before all",) * 2, ("never",) * 2),
    "in parts": (
        (("2025-07-01", 16), ("2026-01-01", 24)), ("2026-07-01",) * 2, ("2026-01-01",) * 2,
    ),
    "the oldest not needed": (
        (("2025-07-01", 16), ("2026-01-01", 24), ("2026-02-01", 16)),
        ("2027-01-01",) * 2,
        ("2026-01-01",) * 2,
    ),
    "once, and lapsed": (
        (("2023-01-01", 20), ("2023-06-01", 20)), ("2024-01-01",) * 2, ("never",) * 2,
    ),
    "a gap of a day too long": (
        (("2024-01-01", 20), ("2025-01-02", 20)), ("before all",) * 2, ("never",) * 2,
    ),
    "a year to the day": (
        (("2024-01-01", 20), ("2025-01-01", 20)), ("2025-01-01",) * 2, ("never",) * 2,
    ),
    "half a hundredth short, as rounding leaves it": (
        (("2026-01-01", 39.995),), ("2027-01-01",) * 2, ("2026-01-01",) * 2,
    ),
    "a hundredth short": ((("2026-01-01", 39.99),), ("before all",) * 2, ("never",) * 2),
    "for the last day": ((("2025-06-01", 40),), ("2026-06-01",) * 2, ("2025-06-01",) * 2),
    "hours unknown": (
        (("2026-01-01", None),), ("before all", "2027-01-01"), ("2026-01-01", "never"),
    ),
    "a day unknown": (
        (("2026-01-01", 40), (None, 40)),
        ("2027-01-01", "2027-06-01"),
        ("before all", "2026-01-01"),
    ),
    "no day known": (((None, 40),), ("before all", "2027-06-01"), ("before all", "never")),
    "a day unknown that brings an older one up": (
        (("2024-01-01", 30), (None, 10)), ("before all", "2025-01-01"), ("before all", "never"),
    ),
    "a day unknown and too few hours": (
        (("2024-01-01", 30), ("2022-01-01", 30), (None, 9)),
        ("before all",) * 2,
        ("before all", "never"),
    ),
    "decimals": (
        (("2025-12-30", 0.1), ("2025-12-31", 0.2), ("2026-01-02", 39.7)),
        ("2026-12-30",) * 2,
        ("2026-01-02",) * 2,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "lapses", "reached"), SUMS.values(), ids=list(SUMS))
def test_a_moving_sum(rows: tuple, lapses: tuple[str, str], reached: tuple[str, str]) -> None:
    found = accumulated(_done(*rows), YEAR, ONE, as_of=AS_OF)
    assert (_shown(found[0]), _shown(found[1])) == (lapses, reached)


def test_the_hours_of_one_officer_are_not_added_to_those_of_another() -> None:
    done = replace(
        _done(("2026-01-01", 40), ("2026-02-01", 30), ("2026-03-01", 10)),
        officer=np.array([0, 1, 2], "int32"),
    )
    lapses, since = accumulated(done, YEAR, np.ones(3, bool), as_of=AS_OF)
    never, first = int(NEVER), day_number(date(2026, 1, 1))
    assert lapses.low.tolist() == [day_number(date(2027, 1, 1)), BEFORE_ALL, BEFORE_ALL]
    assert since.low.tolist() == [first, never, never]


def test_the_sum_of_a_day_is_that_of_each_officer_s_own() -> None:
    rows = [("2024-01-01", 40), ("2026-01-01", 40)] * 2
    done = replace(_done(*rows), officer=np.array([0, 0, 1, 1], "int32"))
    days = _days("2024-06-01", "2026-06-01")
    _, since = accumulated(done, YEAR, np.ones(2, bool), as_of=days)
    assert since.low.tolist() == _days("2024-01-01", "2026-01-01").tolist()


def _fact(id: str, type: str, **more: object) -> Fact:
    return Fact.model_validate({"id": id, "type": type, "question": "?", "help": "?", **more})


FACTS = {
    fact.id: fact
    for fact in (
        _fact("born_on", "date"),
        _fact("hired_on", "date", stand_ins=["duties_on"]),
        _fact("duties_on", "date", stand_ins=["hired_on"]),
        _fact("shot_on", "date", latest="true"),
        _fact("age", "number"),
        _fact("clear", "boolean"),
        _fact("role", "role"),
    )
}


def _view(**columns: object) -> View:
    dates = {name: _days(value) for name, value in columns.items() if name.endswith("_on")}  # type: ignore[arg-type]
    numbers = {"age": np.array([columns["age"]], "float64")} if "age" in columns else {}
    flags = {"clear": np.array([columns["clear"]], "int8")} if "clear" in columns else {}
    officers = Officers(
        np.zeros(1, "int16"), dates, numbers, flags, Completions.none(), np.zeros(1, bool)
    )
    facts = tuple(FACTS.values())
    return View.of(with_stand_ins(officers, facts, as_of=AS_OF), facts, as_of=AS_OF)


GUARD = frozenset({"guard"})
HALF_A_YEAR = {"hired_on": "2025-08-28", "born_on": "2025-02-28"}
CONDITIONS = [
    ({"age": {"ge": "21"}}, {"age": 21}, TRUE),
    ({"age": {"ge": "21"}}, {"age": 20.99}, FALSE),
    ({"age": {"gt": "21"}}, {"age": 21}, FALSE),
    ({"age": {"le": "21"}}, {"age": 21}, TRUE),
    ({"age": {"lt": "21"}}, {"age": 21}, FALSE),
    ({"age": {"ge": "18", "lt": "21"}}, {"age": 20}, TRUE),
    ({"age": {"in": ["20", "22"]}}, {"age": 22}, TRUE),
    ({"age": {"in": ["20", "22"]}}, {"age": 21}, FALSE),
    ({"age": {"is": "21"}}, {"age": np.nan}, UNSURE),
    ({"age": {"ge": "21"}}, {}, UNSURE),
    ({"clear": {"is": "true"}}, {"clear": TRUE}, TRUE),
    ({"clear": {"is": "false"}}, {"clear": TRUE}, FALSE),
    ({"clear": {"is": "true"}}, {"clear": UNSURE}, UNSURE),
    ({"hired_on": {"ge": "2025-09-01"}}, {"hired_on": "2025-09-01"}, TRUE),
    ({"hired_on": {"ge": "2025-09-01"}}, {"hired_on": "2025-08-31"}, FALSE),
    ({"hired_on": {"gt": "2025-09-01"}}, {"hired_on": "2025-09-01"}, FALSE),
    ({"hired_on": {"lt": "born_on + P6M"}}, HALF_A_YEAR, FALSE),
    ({"hired_on": {"le": "born_on + P6M"}}, HALF_A_YEAR, TRUE),
    ({"hired_on": {"ge": "2025-09-01"}}, {"duties_on": "2025-09-01"}, TRUE),
    ({"hired_on": {"is": "2025-09-01"}}, {"hired_on": "2025-09-01"}, TRUE),
    ({"hired_on": {"is": "2025-09-01"}}, {"hired_on": "2025-09-02"}, FALSE),
    ({"hired_on": {"is": "2025-09-01"}}, {}, UNSURE),
    ({"role": {"is": "guard"}}, {}, TRUE),
    ({"role": {"in": ["king", "guard"]}}, {}, TRUE),
    ({"role": {"is": "king"}}, {}, FALSE),
    ({"not": {"age": {"ge": "21"}}}, {}, UNSURE),
    ({"not": {"role": {"is": "king"}}}, {}, TRUE),
    ({"clear": {"in": ["true", "false"]}}, {"clear": FALSE}, TRUE),
    ({"clear": {"in": ["true", "false"]}}, {}, UNSURE),
    ({"hired_on": {"lt": "2025-09-01"}}, {}, UNSURE),
    ({"hired_on": {"le": "2025-09-01"}}, {}, UNSURE),
    ({"hired_on": {"ge": "2025-09-01"}}, {}, UNSURE),
    ({"hired_on": {"gt": "2025-09-01"}}, {}, UNSURE),
    ({"all": [{"age": {"ge": "21"}}, {"role": {"is": "king"}}]}, {}, FALSE),
    ({"all": [{"age": {"ge": "21"}}, {"role": {"is": "guard"}}]}, {}, UNSURE),
    ({"any": [{"age": {"ge": "21"}}, {"role": {"is": "guard"}}]}, {}, TRUE),
    ({"any": [{"age": {"ge": "21"}}, {"role": {"is": "king"}}]}, {}, UNSURE),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "known", "expected"), CONDITIONS)
def test_a_condition(asked: dict, known: dict, expected: np.int8) -> None:
    found = truth(Condition.model_validate(asked), _view(**known), Lexicon(FACTS, {}), GUARD)
    assert np.broadcast_to(found, 1).tolist() == [expected]


class TestReach:
    """Whom a rule reaches, where conditions hang on days that others name."""

    def _status(self, rule: dict, **facts: object) -> str:
        law = law_of({"id": "it", **rule})
        done = [{"course": "nasro_basic", "completed_on": "2025-01-01"}]
        officer = {"role": "school_resource_officer", "courses": done, **facts}
        [found] = check_officer(officer, as_of=date(2026, 6, 1), dataset=law)["status"]
        return found

    @pytest.mark.parametrize(
        ("day", "first"),
        [("course:nasro_basic", "2025-01-01"), ("course:nasro_basic + P6M", "2025-07-01")],
    )
    def test_a_day_may_be_held_against_that_of_a_course(self, day: str, first: str) -> None:
        rule = {"test": {"has": {"duties_on": {"ge": day}}}}
        before = date.fromisoformat(first) - timedelta(days=1)
        assert self._status(rule, duties_on=first) == "met"
        assert self._status(rule, duties_on=before.isoformat()) == "unmet"

    @pytest.mark.parametrize(
        "day", ["agency_policy_reviewed_on", "agency_policy_reviewed_on + P6M"]
    )
    def test_a_day_not_given_is_before_another_or_not(self, day: str) -> None:
        """Whoever has not reviewed before September was assigned before the review."""
        reviewed = {"agency_policy_reviewed_on": {"lt": "2025-09-01"}}
        applies = {"any": [reviewed, {"assigned_on": {"lt": day}}]}
        rule = {"test": {"completes": {"any_of": ["nasro_basic"]}, "applies": applies}}
        assert self._status(rule, assigned_on="2025-08-31") == "met"
        assert self._status(rule, assigned_on="2026-06-01") == "unknown"

    @pytest.mark.parametrize(
        ("bound", "status"),
        [
            ({"after": "2025-01-01"}, "not_applicable"),  # done on that day
            ({"after": "2024-12-31"}, "met"),
            ({"on_or_after": "2025-01-01"}, "met"),
            ({"on_or_after": "2025-01-02"}, "not_applicable"),
            ({"after": "2026-06-01"}, "not_applicable"),
        ],
    )
    def test_a_course_counts_from_its_first_day_on(self, bound: dict, status: str) -> None:
        applies = {"completed": {"any_of": ["nasro_basic"], **bound}}
        rule = {"test": {"completes": {"any_of": ["nasro_basic"]}, "applies": applies}}
        assert self._status(rule) == status

    @pytest.mark.parametrize(
        ("how", "day", "status"),
        [
            ("after", "2025-01-01", "not_applicable"),
            ("after", "2025-01-02", "met"),
            ("on_or_after", "2025-01-01", "met"),
            ("on_or_before", "2025-01-01", "met"),
            ("before", "2025-01-01", "not_applicable"),
        ],
    )
    def test_what_a_fact_records_counts_within_its_bounds(self, how, day, status) -> None:
        applies = {"completed": {"any_of": [{"fact": "agency_policy_reviewed_on"}]}}
        applies["completed"][how] = "2025-01-01"
        rule = {"test": {"completes": {"any_of": ["nasro_basic"]}, "applies": applies}}
        assert self._status(rule, agency_policy_reviewed_on=day) == status

    def test_what_is_so_either_way_is_so(self) -> None:
        clear = {"background_clear": {"is": "true"}}
        rule = {"test": {"completes": {"any_of": ["nasro_basic"]}}}
        for join, status in (("any", "met"), ("all", "not_applicable")):
            rule["test"]["applies"] = {join: [clear, {"not": clear}]}
            assert self._status(rule) == status

    def test_what_is_known_rules_out_cases(self) -> None:
        young, clear = {"age": {"lt": "24"}}, {"background_clear": {"is": "true"}}
        either = {"any": [clear, {"not": clear}]}
        own = {"role": {"is": "school_resource_officer"}}  # asked twice, as age and the check are
        old = [{"not": young}, {"any": [{"not": young}, clear]}]
        applies = {"all": [either, *old, own, {"any": [own, young]}]}
        rule = {"test": {"completes": {"any_of": ["nasro_basic"]}, "applies": applies}}
        assert self._status(rule, age=30) == "met"
        assert self._status(rule, age=20) == "not_applicable"
        assert self._status(rule) == "unknown"

    @pytest.mark.parametrize(
        ("join", "days", "status"),
        [
            ("all", [{"gt": "2025-09-01"}, {"le": "2025-09-01"}], "not_applicable"),
            ("any", [{"gt": "2025-09-01"}, {"le": "2025-09-01"}], "met"),
            ("all", [{"gt": "2025-09-01"}, {"lt": "2025-09-03"}], "unknown"),  # the day between
            ("all", [{"gt": "2025-09-01"}, {"lt": "2025-09-02"}], "not_applicable"),
            ("any", [{"lt": "2025-09-01"}, {"ge": "2025-09-01"}], "met"),
            ("all", [{"is": "2025-09-01"}, {"ge": "2025-09-01"}], "unknown"),
            ("any", [{"ge": "2025-09-01", "lt": "2025-10-01"}, {"lt": "2025-10-01"}], "unknown"),
        ],
    )
    def test_of_a_day_not_given_each_case_is_one_of_the_calendar(self, join, days, status) -> None:
        applies = {join: [{"assigned_on": each} for each in days]}
        rule = {"test": {"completes": {"any_of": ["nasro_basic"]}, "applies": applies}}
        assert self._status(rule) == status

    @pytest.mark.parametrize("before", [0, 2])
    def test_whoever_is_open_is_looked_at_by_the_own_facts(self, before: int) -> None:
        """Of two roles that lie together; the second's rows begin at `before`."""
        any_day = {"any": [{"assigned_on": {how: "2025-09-01"}} for how in ("lt", "ge")]}
        applies = {"all": [any_day, {"age": {"ge": "24"}}]}
        rule = {"test": {"completes": {"any_of": ["nasro_basic"]}, "applies": applies}}
        ages = [None] * before + [20, 30, None, 30, 20]
        roles = ["school_security_personnel"] * before + ["school_resource_officer"] * 5
        ids = [str(at) for at in range(len(ages))]
        facts = pd.DataFrame({"officer_id": ids, "role": roles, "age": ages})
        law = law_of({"id": "it", **rule})
        found = check_roster(facts, as_of=date(2026, 6, 1), dataset=law)
        of_officers = ["not_applicable", "unknown", "unknown", "unknown", "not_applicable"]
        assert found["status"].tolist() == ["unknown"] * before + of_officers
        done = pd.DataFrame({"officer_id": ids, "course": "nasro_basic"})
        found = check_roster(
            facts, done.assign(completed_on="2025-01-01"), as_of=date(2026, 6, 1), dataset=law
        )
        of_officers = ["not_applicable", "met", "unknown", "met", "not_applicable"]
        assert found["status"].tolist() == ["unknown"] * before + of_officers

    def test_a_single_day_may_be_the_one(self) -> None:
        the_day = [{"assigned_on": {how: "2025-09-01"}} for how in ("ge", "le")]
        rule = {"test": {"completes": {"any_of": ["nasro_basic"]}, "applies": {"all": the_day}}}
        assert self._status(rule) == "unknown"
        assert self._status(rule, assigned_on="2025-09-01") == "met"
        assert self._status(rule, assigned_on="2025-09-02") == "not_applicable"

    def test_only_what_hangs_together_is_supposed_one_way_and_the_other(self) -> None:
        once = {"completes": {"any_of": ["nasro_basic"]}}
        early, late = ({"assigned_on": {how: "2025-09-01"}} for how in ("lt", "ge"))
        guard, officer = "school_security_personnel", "school_resource_officer"
        law = law_of(
            {"id": "it", "test": {**once, "applies": early, "unless": ["for-guards"]}},
            {"id": "for-guards", "roles": [guard], "test": {**once, "applies": late}},
        )
        plan = plan_of(law)
        assert plan.split_on(0, frozenset({officer})) == ()
        asked = [each.facts for each in plan.split_on(0, frozenset({guard}))]
        assert [list(each) for each in asked] == [["assigned_on"]] * 2


class TestRenewal:
    """What comes round again, where its first deadline or its last day is not known."""

    def _rule(self, first: str) -> dict:
        renews = {"any_of": ["nasro_basic"], "every": "P1Y", "first": first}
        return law_of({"id": "it", "test": {"renews": renews}})

    @pytest.mark.parametrize(
        ("done", "status", "due_on"),
        [
            ([], "unknown", None),  # the text leaves open when the first is owed
            (["2025-06-01"], "met", "2026-06-01"),
            (["2025-05-31"], "unknown", None),
        ],
    )
    def test_without_a_first_day_only_what_still_holds_is_met(self, done, status, due_on) -> None:
        courses = [{"course": "nasro_basic", "completed_on": day} for day in done]
        officer = {"role": "school_resource_officer", "courses": courses}
        law = self._rule("unstated")
        [row] = check_officer(officer, as_of=date(2026, 6, 1), dataset=law).to_dict("records")
        shown = None if pd.isna(row["due_on"]) else row["due_on"]
        assert (row["status"], shown) == (status, due_on)

    @pytest.mark.parametrize("size", [1, 300])
    def test_many_officers_are_found_as_one_is(self, size: int) -> None:
        ids = [str(at) for at in range(size)]
        officers = pd.DataFrame({"officer_id": ids, "role": "school_resource_officer"})
        days = ["2026-01-01", None, "2024-01-01"]
        done = pd.DataFrame(
            [(each, "nasro_basic", day) for each in ids for day in days[: int(each) % 3 + 1]],
            columns=["officer_id", "course", "completed_on"],
        )
        law = self._rule("by 2025-01-01")
        found = check_roster(officers, done, as_of=date(2026, 6, 1), dataset=law)
        assert found["status"].tolist() == ["met"] * size
        dues = found["due_on"].fillna("").tolist()
        assert dues == ["" if int(each) % 3 else "2027-01-01" for each in ids]


DEADLINES = {
    "before hired_on": "2024-02-28",
    "within P12M of hired_on": "2025-02-28",
    "within P180D of hired_on": "2024-08-27",
    "about P1M of hired_on": "2024-03-29",
    "by 2023-07-01": "2023-07-01",
    "before 2027-06-01": "2027-05-31",
    "later of within P12M of hired_on and by 2023-07-01": "2025-02-28",
    "later of within P12M of hired_on and by 2025-03-01": "2025-03-01",
}


@pytest.mark.parametrize(("text", "day"), DEADLINES.items())
def test_the_last_day_in_time(text: str, day: str) -> None:
    last = due(Deadline.parse(text), _view(hired_on="2024-02-29"))
    assert last is not None
    assert day_of(np.ravel(last.days.low)[0]).isoformat() == day
    assert (last.days.low == last.days.high).all()


def test_an_unstated_deadline_has_no_last_day() -> None:
    assert due(Deadline.parse("unstated"), _view()) is None


def test_a_moment_of_an_unknown_fact_is_any_day() -> None:
    span = day_named(Moment.parse("born_on + P6M"), _view())
    assert (int(span.low), int(span.high)) == (BEFORE_ALL, NEVER)


class TestLatestOccurrences:
    """Of a fact that is the latest, nothing is known of the first."""

    def test_on_or_before_the_day_the_first_was_by_then(self) -> None:
        span = _view(shot_on="2026-05-31").first_of_fact("shot_on")
        assert (int(span.low), day_of(span.high)) == (BEFORE_ALL, date(2026, 5, 31))

    def test_after_the_day_nothing_is_known_of_either(self) -> None:
        view = _view(shot_on="2026-06-02")
        assert int(np.ravel(view.first_of_fact("shot_on").high)[0]) == NEVER
        assert _shown(view.last_of_fact("shot_on")) == ("before all", "2026-06-01")

    def test_another_date_after_the_day_has_never_been(self) -> None:
        last = _view(duties_on="2026-06-02").last_of_fact("duties_on")
        assert _shown(last) == ("before all", "before all")
        last = _view(duties_on="2026-06-01").last_of_fact("duties_on")
        assert _shown(last) == ("2026-06-01", "2026-06-01")

    def test_another_date_after_the_day_has_not_come_to_pass(self) -> None:
        span = _view(duties_on="2026-06-02").first_of_fact("duties_on")
        assert (int(span.low), int(span.high)) == (NEVER, NEVER)


ROLES = tuple(
    Role.model_validate(
        {
            "id": id,
            "label": id,
            "short_label": id,
            "sources": [
                {"source": source, "classes": classes, "definition": "-"}
                for source, classes in sources.items()
            ],
        }
    )
    for id, sources in {
        "officer": {"aa": ["sworn"], "bb": ["sworn", "police"]},
        "marshal": {"aa": ["police"]},
        "bearer": {"bb": ["police"]},
        "guard": {"cc": ["unsworn"]},
        "constable": {"cc": ["sworn"]},
        "deputy": {"dd": ["county"], "ee": ["sworn"]},
    }.items()
)


@pytest.mark.parametrize(
    ("role", "source", "held"),
    [
        ("officer", "aa", {"officer"}),
        ("officer", "bb", {"officer", "bearer"}),
        ("marshal", "bb", {"bearer"}),
        ("bearer", "aa", {"marshal"}),
        ("constable", "aa", {"officer"}),
        ("constable", "bb", {"officer", "bearer"}),
        ("officer", "cc", {"constable"}),
        ("guard", "aa", set()),
        ("nobody", "aa", set()),
        ("deputy", "dd", {"deputy"}),
        ("deputy", "aa", set()),  # of whom the two texts that know one say different things
    ],
)
def test_a_role_maps_to_another_source_through_its_class(
    role: str, source: str, held: set[str]
) -> None:
    assert roles_in(ROLES, role, source) == held
