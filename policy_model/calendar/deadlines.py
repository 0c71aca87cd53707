"""Deadlines, and the days that conditions name, as the data write them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from policy_model.calendar.dates import PartialDate, Period
from policy_model.vocabulary import Boundary, Phase

_DEADLINE = re.compile(r"(before|by) (\S+)|(within|about) (\S+) of (\S+)")
_ANCHOR = re.compile(r"[a-z][a-z0-9_]*|course:[a-z][a-z0-9_]*(,[a-z][a-z0-9_]*)*")
_LATER_OF, _UNSTATED = "later of ", "unstated"


def _anchor_words(anchor: str, events: Mapping[str, str]) -> str:
    """A day as people write it, or what an anchor marks; of several courses, each."""
    if anchor[0].isdigit():
        return PartialDate.parse(anchor).words
    kind, _, courses = anchor.partition(":")
    names = [f"{kind}:{name}" for name in courses.split(",")] if courses else [anchor]
    return " or ".join(events[name] for name in names)


def _check_anchor(anchor: str, text: str) -> None:
    """ValueError where it is neither a full day, a fact or event, nor `course:<id>`."""
    if anchor[0].isdigit():
        if PartialDate.parse(anchor).day is None:
            raise ValueError(f"{text[:60]} needs a full date as YYYY-MM-DD")
    elif not _ANCHOR.fullmatch(anchor):
        raise ValueError(f"{anchor[:40]} is no day, fact, event or course:<id>")


@dataclass(frozen=True, slots=True)
class Moment:
    """A day in a condition: a date, a fact or `course:<id>`, with a period added where one is.

    >>> Moment.parse("duties_on + P6M").period
    Period(count=6, unit='M')
    >>> str(Moment.parse("2025-09-01"))
    '2025-09-01'
    """

    anchor: str
    period: Period | None = None

    @classmethod
    def parse(cls, text: str) -> "Moment":
        """Read `2025-09-01`, `duties_on`, `course:<id>` (its first completion), or one `+ P6M`.

        >>> Moment.parse("2025-09")
        Traceback (most recent call last):
        ...
        ValueError: 2025-09 needs a full date as YYYY-MM-DD
        """
        anchor, plus, period = text.partition(" + ")
        if not anchor:
            raise ValueError("no day is named")
        _check_anchor(anchor, text)
        return cls(anchor, Period.parse(period) if plus else None)

    @property
    def is_dated(self) -> bool:
        """Whether it is a day of the calendar, the same for everybody."""
        return self.anchor[0].isdigit()

    def words(self, events: Mapping[str, str]) -> str:
        """The day in words; `events` names what each anchor marks.

        >>> Moment.parse("duties_on + P6M").words({"duties_on": "assuming duties"})
        '6 months after assuming duties'
        """
        anchor = _anchor_words(self.anchor, events)
        return f"{self.period.words} after {anchor}" if self.period else anchor

    def __str__(self) -> str:
        return f"{self.anchor} + {self.period}" if self.period else self.anchor


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a requirement falls due: a boundary word, a period where there is one, an anchor.

    The anchor is a date, a fact, an event or `course:<id>` (its first completion; of several ids
    with commas between them, the first of any). `later of` has two or more deadlines as its parts
    and no anchor; `unstated` has neither: the text leaves the period to another body.

    >>> Deadline.parse("within P12M of assigned_on").period
    Period(count=12, unit='M')
    >>> Deadline.parse("before employed_on").phase
    <Phase.BEFORE: 'before'>
    >>> later = Deadline.parse("later of within P1Y of assigned_on and by 2023-07-01")
    >>> [part.anchor for part in later.parts]
    ['assigned_on', '2023-07-01']
    """

    boundary: Boundary
    anchor: str | None = None
    period: Period | None = None
    parts: tuple["Deadline", ...] = ()

    @classmethod
    def parse(cls, text: str) -> "Deadline":
        """Read `before X`, `by DATE`, `within` or `about P of X`, `later of A and B`, `unstated`.

        >>> Deadline.parse("by 2023-06-31")
        Traceback (most recent call last):
        ...
        ValueError: 2023-06-31 is not a day of the calendar
        """
        if text == _UNSTATED:
            return cls(Boundary.UNSTATED)
        if text.startswith(_LATER_OF):
            return cls._later(text)
        match = _DEADLINE.fullmatch(text)
        if match is None:
            raise ValueError(
                f"{text[:60]} is not a deadline such as 'before employed_on', "
                "'within P12M of assigned_on' or 'by 2023-07-01'"
            )
        boundary = Boundary(match[1] or match[3])
        anchor = match[2] or match[5]
        period = Period.parse(match[4]) if match[4] else None
        if anchor[0].isdigit():
            if period or PartialDate.parse(anchor).day is None:
                raise ValueError(f"{text[:60]} needs a full date as YYYY-MM-DD and no period")
        elif not _ANCHOR.fullmatch(anchor) or boundary is Boundary.BY:
            raise ValueError(f"{anchor[:40]} cannot end a deadline with '{boundary}'")
        return cls(boundary, anchor, period)

    @classmethod
    def _later(cls, text: str) -> "Deadline":
        parts = tuple(cls.parse(part) for part in text.removeprefix(_LATER_OF).split(" and "))
        if len(parts) < 2 or any(part.anchor is None for part in parts):
            raise ValueError(f"{text[:60]} needs two deadlines with 'and' between them")
        return cls(Boundary.LATER_OF, parts=parts)

    @property
    def simple(self) -> tuple["Deadline", ...]:
        """The deadlines with an anchor that it is made of: itself, its parts, or none."""
        return self.parts or ((self,) if self.anchor else ())

    @property
    def is_dated(self) -> bool:
        """Whether it is the same day for everybody."""
        return bool(self.simple) and all(part.anchor[0].isdigit() for part in self.simple)

    @property
    def phase(self) -> Phase:
        """`before` an event of the person; unstated has no time; the rest falls within one."""
        if self.boundary is Boundary.UNSTATED:
            return Phase.UNDATED
        is_before = self.boundary is Boundary.BEFORE and not self.is_dated
        return Phase.BEFORE if is_before else Phase.WITHIN

    def words(self, events: Mapping[str, str]) -> str:
        """The deadline in words; `events` names what each anchor marks.

        >>> Deadline.parse("within P12M of assigned_on").words({"assigned_on": "assignment"})
        'within 12 months of assignment'
        >>> Deadline.parse("by 2023-07-01").words({})
        'by 1 Jul 2023'
        """
        if self.parts:
            return f"the later of: {'; '.join(part.words(events) for part in self.parts)}"
        if self.anchor is None:
            return "within a period that the text leaves open"
        period = f"{self.period.words} of " if self.period else ""
        return f"{self.boundary} {period}{_anchor_words(self.anchor, events)}"

    def __str__(self) -> str:
        if self.parts:
            return f"{_LATER_OF}{' and '.join(map(str, self.parts))}"
        if self.anchor is None:
            return _UNSTATED
        middle = f"{self.period} of " if self.period else ""
        return f"{self.boundary} {middle}{self.anchor}"
