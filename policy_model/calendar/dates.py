"""Dates as the texts give them (a year, a month or a day) and periods."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")  # \d takes any script's digits
_PERIOD = re.compile(r"P([1-9][0-9]{0,3})([DWMY])")
_FIRST_YEAR, _LAST_YEAR = 1700, 2200
_UNIT_WORDS = {"D": "day", "W": "week", "M": "month", "Y": "year"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day, the month or the year. No finding is computed from a partial one.

    >>> str(PartialDate.parse("2024-10"))
    '2024-10'
    >>> PartialDate.parse("2024-10").last_day
    datetime.date(2024, 10, 31)
    """

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read YYYY, YYYY-MM or YYYY-MM-DD; ValueError names what is wrong.

        >>> PartialDate.parse("2023-02-29")
        Traceback (most recent call last):
        ...
        ValueError: 2023-02-29 is not a day of the calendar
        """
        match = _PARTIAL.fullmatch(text)
        if match is None:
            raise ValueError(f"{text[:40]} is not a date written YYYY, YYYY-MM or YYYY-MM-DD")
        year, *rest = (int(part) for part in match.groups() if part)
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise ValueError(f"the year of {text} is not between {_FIRST_YEAR} and {_LAST_YEAR}")
        try:
            date(*[year, *rest, 1, 1][:3])
        except ValueError:
            raise ValueError(f"{text} is not a day of the calendar") from None
        return cls(year, *rest)

    @property
    def first_day(self) -> date:
        """The earliest day it may be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The latest day it may be."""
        if self.day:
            return self.first_day
        if self.month and self.month < 12:
            return date(self.year, self.month + 1, 1) - timedelta(days=1)
        return date(self.year, 12, 31)

    @property
    def words(self) -> str:
        """The date as people write it, to the day, the month or the year.

        >>> PartialDate.parse("2025-09-01").words, PartialDate.parse("2024-10").words
        ('1 Sep 2025', 'Oct 2024')
        """
        month = _MONTHS[self.month - 1] if self.month else None
        return " ".join(str(part) for part in (self.day, month, self.year) if part)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time in calendar units, such as P12M; months and years are calendar ones.

    >>> Period.parse("P12M").words
    '12 months'
    """

    count: int
    unit: str

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read PnD, PnW, PnM or PnY.

        >>> Period.parse("12M")
        Traceback (most recent call last):
        ...
        ValueError: 12M is not a period such as P12M, P1Y or P180D
        """
        match = _PERIOD.fullmatch(text)
        if match is None:
            raise ValueError(f"{text[:40]} is not a period such as P12M, P1Y or P180D")
        return cls(int(match[1]), match[2])

    @property
    def words(self) -> str:
        """The period in words, with its unit."""
        return f"{self.count} {_UNIT_WORDS[self.unit]}{'' if self.count == 1 else 's'}"

    def __str__(self) -> str:
        return f"P{self.count}{self.unit}"
