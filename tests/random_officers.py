"""Random officers for comparing the officer check with a second opinion: odd, but well-formed.

Days cluster around what the data's tests turn on: their printed days, and the ends of their
periods seen from as_of and from the officer's own days, one day before, on and after. Facts,
completion days and hours are missing often; courses repeat, fall short, and lie after as_of.

The same seed gives the same officers as long as the data stay the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from policy_model.reading.yaml import read_yaml
from tests.oracle import DATA, read_requirements
from tests.oracle_record import ISO, add

PERIOD = re.compile(r"\bP[1-9][0-9]*[DWMY]\b")
NAME = re.compile(r"\b[a-z][a-z0-9_]*\b")
TIMED = ("deadline", "repeats", "effective_on", "ends_on", "test")
AWKWARD = tuple(map(date.fromisoformat, ("2024-02-29", "2026-08-31", "2023-01-31", "2025-12-31")))
ANCHORS = ("employed_on", "assigned_on", "duties_on")
HOURS = (0, 1, 3, 4, 5, 7, 8, 12, 15, 16, 17, 20, 24, 39, 39.5, 40, 41, 80)
NUMBERS: dict[str, tuple[float, ...]] = {
    "age": (18, 20, 21, 23, 24, 25, 40),
    "law_enforcement_years": (0, 1, 2, 2.5, 3, 4, 10),
    "full_time_percent": (0, 50, 75, 75.5, 76, 100),
    "substitute_contact_days": (0, 1, 59, 60, 61, 170),
}
"""Either side of the limits that the texts print; other facts fall anywhere in their range."""


def random_officer(
    rng: Random, role: str | None = None, as_of: date | None = None
) -> dict[str, Any]:
    """An officer as a file would give it, with days as dates; `role` one that some rule reaches.

    Around `as_of` the officer's days lie as close as around the data's own; without it, around
    one of `random_as_of`.

    >>> random_officer(Random(7)) == random_officer(Random(7))
    True
    """
    as_of = as_of or random_as_of(rng)
    officer: dict[str, Any] = {"role": role or rng.choice(rng.choice(_requirements())["roles"])}
    for fact in _facts():
        if rng.random() < 0.75:
            officer |= _fact(rng, fact, as_of, officer)
    if rng.random() < 0.1:
        for anchor in ANCHORS:
            officer.pop(anchor, None)
    if rng.random() < 0.85:
        officer["courses"] = list(_completions(rng, officer, as_of))
    return officer


def random_as_of(rng: Random) -> date:
    """A day to ask about: near a printed day, a period after one, or anywhere from 2021 to 2030."""
    if rng.random() < 0.3:
        return date(2021, 1, 1) + timedelta(days=rng.randrange(3650))
    day = rng.choice(_printed_days() + AWKWARD)
    return _near(rng, day if rng.random() < 0.5 else add(day, rng.choice(_periods())))


def _fact(
    rng: Random, fact: Mapping[str, Any], as_of: date, officer: Mapping[str, Any]
) -> dict[str, Any]:
    name = fact["id"]
    if fact["type"] == "date":
        if name == "born_on":
            # A different age beside it would be an error; the records here hold one of the two.
            return {} if "age" in officer else {name: _birthday(rng, as_of)}
        return {name: _day(rng, as_of, [] if name in ANCHORS else _own_days(officer))}
    if fact["type"] == "boolean":
        return {name: rng.random() < 0.5}
    if name == "age" and "born_on" in officer:
        return {}
    if name in NUMBERS:
        return {name: rng.choice(NUMBERS[name])}
    return {name: rng.randint(int(fact["minimum"]), int(fact["maximum"]))}


def _completions(rng: Random, officer: Mapping[str, Any], as_of: date) -> Iterator[dict[str, Any]]:
    """Mostly the courses of one rule; at most two without a day, so that each way can be tried."""
    undated, course = 0, ""
    days, pools = _own_days(officer), _pools(officer["role"])
    usual = rng.choice((*pools, _courses()))
    for _ in range(rng.choice((0, 1, 1, 2, 2, 3, 4, 5, 6))):
        if not course or rng.random() < 0.6:
            pool = usual if rng.random() < 0.8 else rng.choice((*pools, _courses()))
            course = rng.choice(pool)
        completion: dict[str, Any] = {"course": course}
        if undated < 2 and rng.random() < 0.12:
            undated += 1
        else:
            completion["completed_on"] = _day(rng, as_of, days)
            days = [*days, completion["completed_on"]]
        if rng.random() < 0.75:
            completion["hours"] = rng.choice(HOURS)
        yield completion


def _day(rng: Random, as_of: date, own: list[date]) -> date:
    """A day near as_of, a printed day or an own day, or near the end of a period from one."""
    if rng.random() < 0.1:
        return as_of + timedelta(days=rng.randint(-1500, 200))
    origin = rng.choice([as_of, as_of, rng.choice(_printed_days() + AWKWARD), *own])
    if rng.random() < 0.4:
        return _near(rng, origin)
    moved = add(origin, rng.choice(_periods()))
    # From a day of one's own a period runs on; to as_of and the printed days it has run.
    return _near(rng, moved if origin in own else origin - (moved - origin))


def _near(rng: Random, day: date) -> date:
    return day + timedelta(days=rng.choice((-30, -2, -1, -1, 0, 0, 0, 1, 1, 2, 30)))


def _birthday(rng: Random, as_of: date) -> date:
    """Near a birthday at as_of; some on 29 Feb."""
    years = rng.choice((20, 21, 23, 24, 25, 40))
    if rng.random() < 0.2:
        return date((as_of.year - years) // 4 * 4, 2, 29)
    return _near(rng, as_of.replace(year=as_of.year - years, day=min(as_of.day, 28)))


def _own_days(officer: Mapping[str, Any]) -> list[date]:
    return [day for name, day in officer.items() if name.endswith("_on") and name != "born_on"]


# What the data turn on


@cache
def _requirements() -> tuple[dict[str, Any], ...]:
    return tuple(each for each in read_requirements() if "test" in each)


@cache
def _timed_text() -> str:
    return repr([{key: each.get(key) for key in TIMED} for each in _requirements()])


@cache
def _printed_days() -> tuple[date, ...]:
    return tuple(map(date.fromisoformat, sorted(set(ISO.findall(_timed_text())))))


@cache
def _periods() -> tuple[str, ...]:
    return tuple(sorted(set(PERIOD.findall(_timed_text()))))


@cache
def _facts() -> tuple[Mapping[str, Any], ...]:
    known = read_yaml(DATA / "facts.yaml")["facts"]
    return tuple(each for each in known if each["type"] in ("date", "number", "boolean"))


@cache
def _courses() -> tuple[str, ...]:
    return tuple(each["id"] for each in read_yaml(DATA / "courses.yaml")["courses"])


@cache
def _pools(role: str) -> tuple[tuple[str, ...], ...]:
    """For each rule about the role, the courses that it names, in its test or its deadline."""
    rules = [each for each in _requirements() if role in each["roles"]]
    named = [set(NAME.findall(repr([each.get(key) for key in TIMED]))) for each in rules]
    pools = [tuple(course for course in _courses() if course in names) for names in named]
    return tuple(pool for pool in pools if pool)
