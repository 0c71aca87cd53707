"""The officer check and the second opinion agree: 10,000 random officers, every test in the data.

Both are written from the design, neither from the other. A difference is not settled here: one of
the two misreads the design, and a person decides which.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from random import Random
from typing import Any

import pandas as pd
import pytest

from policy_model import check_officer, check_roster
from policy_model.reading.yaml import read_yaml
from tests.oracle import DATA, KINDS, Finding, evaluate, read_requirements
from tests.random_officers import random_as_of, random_officer

OFFICERS = 10_000
BOUNDARIES = (
    "2022-06-30", "2022-07-01", "2023-07-01", "2023-07-02",  # New Mexico's days
    "2025-08-31", "2025-09-01", "2027-05-31", "2027-06-01",  # Minnesota's days
    "2024-02-29", "2025-02-28", "2026-08-31", "2027-02-28",  # ends of months
)  # fmt: skip
DAYS = tuple(map(date.fromisoformat, BOUNDARIES)) + tuple(
    random_as_of(Random(n)) for n in range(28)
)
EACH_DAY = OFFICERS // len(DAYS)
ALONE = 20  # of each day's officers, those who are also checked one by one

Key = tuple[int, str]
"""The officer's number and the requirement."""
Said = tuple[str, str | None]
"""The status, and the day by which it was due as ISO text."""
each_day = pytest.mark.parametrize("number", range(len(DAYS)), ids=lambda n: f"{n}-{DAYS[n]}")


@cache
def rules() -> dict[str, dict[str, Any]]:
    """Every requirement with a test, by its id."""
    return {each["id"]: each for each in read_requirements() if "test" in each}


@cache
def named() -> tuple[list[Any], list[str]]:
    """The roles, and the ids of the courses."""
    courses = read_yaml(DATA / "courses.yaml")["courses"]
    return read_yaml(DATA / "roles.yaml")["roles"], [each["id"] for each in courses]


@cache
def officers_of(number: int) -> list[dict[str, Any]]:
    """The officers of one day, of every role."""
    rng = Random(number)
    return [random_officer(rng, as_of=DAYS[number]) for _ in range(EACH_DAY)]


@cache
def second_opinions(number: int) -> list[dict[str, Finding]]:
    """What the second opinion finds for each officer of one day, by requirement."""
    return [
        {each.requirement: each for each in evaluate(rules().values(), *named(), officer, day)}
        for officer, day in ((officer, DAYS[number]) for officer in officers_of(number))
    ]


def expected_of(number: int) -> dict[Key, Said]:
    return {
        (at, name): (each.status, each.due_on and each.due_on.isoformat())
        for at, findings in enumerate(second_opinions(number))
        for name, each in findings.items()
    }


def found_of(number: int) -> dict[Key, Said]:
    """Every finding of one day's officers, in two rosters: courses known, and courses not known."""
    found: dict[Key, Said] = {}
    for is_known in (True, False):
        for row in _as_roster(number, is_known=is_known).itertuples():
            due_on = None if pd.isna(row.due_on) else row.due_on
            found[int(row.officer_id), row.requirement] = (row.status, due_on)
    return found


def _as_roster(number: int, *, is_known: bool) -> pd.DataFrame:
    some = {
        str(at): each
        for at, each in enumerate(officers_of(number))
        if ("courses" in each) is is_known
    }
    facts = [
        {"officer_id": at} | {name: value for name, value in each.items() if name != "courses"}
        for at, each in some.items()
    ]
    training = [
        {"officer_id": at} | done for at, each in some.items() for done in each.get("courses", ())
    ]
    columns = ["officer_id", "course", "completed_on", "hours"]
    done = pd.DataFrame(training, columns=columns) if is_known else None
    return check_roster(pd.DataFrame(facts), done, as_of=DAYS[number])


@each_day
def test_rosters_are_found_as_the_second_opinion_finds_them(number: int) -> None:
    expected, found = expected_of(number), found_of(number)
    assert found.keys() == expected.keys()
    assert list(_differences(number, found, expected)) == []


def _differences(
    number: int, found: dict[Key, Said], expected: dict[Key, Said]
) -> Iterator[tuple[object, ...]]:
    """Where they differ.

    The check may leave the due day of a sum of hours empty where the sum is unknown and yet every
    case happens to give one day; where it shows a day, it is the right one.
    """
    for (at, name), said in found.items():
        other = expected[at, name]
        if said == ("unknown", None) and "accumulates" in rules()[name]["test"]:
            other = (other[0], None)
        if said != other:
            yield DAYS[number], name, said, other, officers_of(number)[at]


@each_day
def test_officers_alone_are_found_as_the_second_opinion_finds_them(number: int) -> None:
    """Also since when, wherever both name a day."""
    for officer, expected in zip(
        officers_of(number)[:ALONE], second_opinions(number), strict=False
    ):
        table = check_officer(officer, as_of=DAYS[number])
        assert list(table["requirement"]) == list(expected)
        for row in table.itertuples():
            other = expected[row.requirement]
            assert row.status == other.status, (row.requirement, officer)
            if other.satisfied_on and not pd.isna(row.satisfied_on):
                since = date.fromisoformat(row.satisfied_on)
                assert _is_since(since, other), (row.requirement, officer)


def _is_since(since: date, other: Finding) -> bool:
    """Whether both mean the same day.

    Since when a sum of hours suffices, the design leaves open: the second opinion takes the first
    day of the whole stretch, the check the day on which the hours that still count were enough.
    """
    if "accumulates" in rules()[other.requirement]["test"]:
        return since >= other.satisfied_on
    return since == other.satisfied_on


def test_every_test_is_reached_in_every_way() -> None:
    """What is compared is no corner of the law: somebody has met each test, and somebody not."""
    seen: dict[str, set[str]] = {name: set() for name in rules()}
    for number in range(0, len(DAYS), 2):
        for findings in second_opinions(number):
            for name, each in findings.items():
                seen[name].add(each.status)
    ways = {name: set(each["test"]) & set(KINDS) for name, each in rules().items()}
    lacking = {
        name: statuses
        for name, statuses in seen.items()
        if ways[name] and not ({"met", "unknown"} <= statuses and statuses & {"unmet", "pending"})
    }
    assert lacking == {"nm-ssp-qualification-before-employment": {"met", "unknown"}}, (
        "only a test of the latest shoot is never unmet: earlier shoots may have met it"
    )
