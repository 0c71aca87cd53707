"""What an officer's record holds, days and truths that may be unknown, for the second opinion.

What is unknown is a `Span`, a first and a last day (or number) between which the truth lies. A day
at MIN may be any day long ago or none, one at NEVER has not come. Truths are Kleene's: True, False
or None.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

MIN, FAR, NEVER = date.min, date(9000, 1, 1), date.max
ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
STAND_INS = {
    "assigned_on": ("employed_on", "duties_on"),
    "duties_on": ("assigned_on", "employed_on"),
    "employed_on": ("assigned_on", "duties_on"),
}


class Span(NamedTuple):
    """Everything from `lo` to `hi`, both included; a known value has both alike."""

    lo: Any
    hi: Any

    @property
    def known(self) -> Any:
        """The value, or None where it is open or never comes."""
        return self.lo if self.lo == self.hi and self.lo not in (MIN, NEVER) else None


@dataclass(frozen=True)
class Case:
    """An officer on a day: facts by name (absent = unknown), completions (None = unknown)."""

    facts: Mapping[str, Any]
    courses: list[dict[str, Any]] | None
    as_of: date
    roles: Collection[str] = ()


def typed(value: Any) -> Any:
    """A value of a file as a date, a truth, a number or the text it is."""
    if not isinstance(value, str):
        return value
    if ISO.fullmatch(value):
        return date.fromisoformat(value)
    if value in ("true", "false"):
        return value == "true"
    return float(value) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", value) else value


# Days


def add(day: date, period: str) -> date:
    """The day a period later: months once and clamped to the month's end, days as days."""
    count, unit = int(period[1:-1]), period[-1]
    if day == MIN or day >= FAR:
        return day
    if unit in "DW":
        return day + timedelta(days=count * (7 if unit == "W" else 1))
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "Y" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def day_before(day: date) -> date:
    """The day before; MIN, FAR and NEVER stay."""
    return day if day == MIN or day >= FAR else day - timedelta(days=1)


def day_after(day: date) -> date:
    """The day after; MIN, FAR and NEVER stay."""
    return day if day == MIN or day >= FAR else day + timedelta(days=1)


# Truths


def less(a: Span, b: Span) -> bool | None:
    """Whether a is before b, None where it cannot be told."""
    return True if a.hi < b.lo else False if a.lo >= b.hi else None


def negate(truth: bool | None) -> bool | None:
    """Kleene's not."""
    return None if truth is None else not truth


def kleene_all(truths: Iterable[bool | None]) -> bool | None:
    """Kleene's and: one False decides."""
    truths = list(truths)
    return False if False in truths else None if None in truths else True


# The officer


def officer_case(officer: Mapping[str, Any], known_courses: Collection[str], as_of: date) -> Case:
    """The record with typed values, the age of `born_on`, and stand-ins filled once."""
    given = {key: typed(value) for key, value in officer.items() if value not in (None, "")}
    completed = given.pop("courses", None)
    if "role" not in given:
        raise ValueError("an officer has a role")
    facts = given | {
        fact: next(given[other] for other in others if other in given)
        for fact, others in STAND_INS.items()
        if fact not in given and set(others) & set(given)
    }
    if born := facts.pop("born_on", None):
        age = _age(born, as_of)
        if facts.setdefault("age", age) != age:
            raise ValueError(f"born on {born} is {age} on {as_of}, not {facts['age']}")
    if completed is not None:
        completed = [{key: typed(value) for key, value in each.items()} for each in completed]
        if strange := {each["course"] for each in completed} - set(known_courses):
            raise ValueError(f"unknown courses: {sorted(strange)}")
    return Case(facts, completed, as_of)


def _age(born: date, as_of: date) -> int:
    # OPEN: whoever is born on 29 Feb is a year older on 28 Feb, as months are added everywhere.
    years = as_of.year - born.year
    return years if years and add(born, f"P{years}Y") <= as_of else years - 1


_CLASSES: dict[int, tuple[object, dict[tuple[str, str], set[str]]]] = {}


def _classes_of(roles: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], set[str]]:
    """Role and source -> classes; kept for as long as the very same list is asked about."""
    if id(roles) not in _CLASSES:
        _CLASSES[id(roles)] = (
            roles,
            {
                (each["id"], entry["source"]): set(entry["classes"])
                for each in roles
                for entry in each["sources"]
            },
        )
    return _CLASSES[id(roles)][1]


def roles_in(roles: Iterable[Mapping[str, Any]], role: str, source: str) -> set[str]:
    """What an officer's role is called in a source: by the same name, else by a shared class.

    OPEN: where the source has the role's own name, only that counts, whatever classes it shares.
    """
    classes = _classes_of(roles)
    if (role, source) in classes:
        return {role}
    given = [kinds for (name, _), kinds in classes.items() if name == role]
    own = set.intersection(*given) if given else set()
    return {name for (name, where), kinds in classes.items() if where == source and kinds & own}
