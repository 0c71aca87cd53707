"""Days as whole numbers, spans of what is not known exactly, and months added once.

A day is an int32 count from 1970-01-01. `BEFORE_ALL` and `NEVER` stand outside every calendar day
that a record or a text may name, so that a span from one to the other means "not known", and a
span of NEVER alone "has not come to pass".
"""

from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np

from policy_model.calendar import Period

Days = np.ndarray
"""int32 days; of no dimension where every officer has the same."""
_EPOCH = date(1970, 1, 1)
FIRST_DAY = (date(1850, 1, 1) - _EPOCH).days
LAST_DAY = (date(2250, 12, 31) - _EPOCH).days
BEFORE_ALL, NEVER = np.int32(FIRST_DAY - 1), np.int32(LAST_DAY + 1)
UNKNOWN_DAY = np.int32(np.iinfo(np.int32).min)
"""In a column of days: not given."""


class Span(NamedTuple):
    """The earliest and the latest that a day may be; one array twice where it is known."""

    low: Days
    high: Days

    @property
    def is_known(self) -> bool:
        """Whether every one is known, as one object tells; a mixed span looks at each."""
        return self.low is self.high

    def take(self, rows: slice | np.ndarray) -> "Span":
        """The same for some officers only."""
        low = taken_from(self.low, rows)
        return Span(low, low if self.is_known else taken_from(self.high, rows))


NOT_KNOWN = Span(BEFORE_ALL, NEVER)


def taken_from(column: np.ndarray, rows: slice | np.ndarray) -> np.ndarray:
    """Some rows of a column; what holds of everybody holds of them."""
    return column[rows] if column.ndim else column


def day_number(day: date) -> np.int32:
    """The day as a number.

    >>> int(day_number(date(1970, 1, 2)))
    1
    """
    return np.int32((day - _EPOCH).days)


@lru_cache(maxsize=4096)
def day_of(number: int) -> date:
    """The day that a number stands for.

    >>> day_of(day_number(date(2024, 2, 29)))
    datetime.date(2024, 2, 29)
    """
    return _EPOCH + timedelta(days=int(number))


def exactly(days: Days) -> Span:
    """A span of days that are known."""
    return Span(days, days)


def span_of(column: Days) -> Span:
    """A column of days with gaps as a span: what is not given may be any day."""
    missing = column == UNKNOWN_DAY
    if not missing.any():
        return exactly(column)
    if not column.ndim:
        return NOT_KNOWN
    return Span(np.where(missing, BEFORE_ALL, column), np.where(missing, NEVER, column))


def later(days: Days, period: Period) -> Days:
    """Days with a period added once, calendar-wise, clamped to the end of the month.

    BEFORE_ALL and NEVER stay what they are. Adding twice is another thing: 29 February and
    12 months and 36 months are not 48 months.

    >>> ends = later(np.array([day_number(date(2024, 2, 29)), NEVER]), Period.parse("P12M"))
    >>> day_of(ends[0]), bool(ends[1] == NEVER)
    (datetime.date(2025, 2, 28), True)
    """
    return _sums(period).take(days - BEFORE_ALL, mode="clip")


@cache
def _sums(period: Period) -> Days:
    """What `later` gives for each day there is: one look-up instead of arithmetic per officer."""
    days = np.arange(FIRST_DAY, LAST_DAY + 1).astype("datetime64[D]")
    if period.unit in "MY":
        months = days.astype("datetime64[M]")
        day_of_month = days - months.astype("datetime64[D]")
        target = months + period.count * (12 if period.unit == "Y" else 1)
        last = (target + 1).astype("datetime64[D]") - 1
        added = np.minimum(target.astype("datetime64[D]") + day_of_month, last)
    else:
        added = days + period.count * (7 if period.unit == "W" else 1)
    inside = np.clip(added.astype("int64"), FIRST_DAY, LAST_DAY)
    return np.concatenate([[BEFORE_ALL], inside, [NEVER]]).astype("int32")


def years_since(births: Days, *, as_of: Days) -> np.ndarray:
    """Whole years from each day to `as_of`, as float; NaN where the day is not given.

    >>> born = np.array([day_number(date(2000, 2, 29)), UNKNOWN_DAY])
    >>> years_since(born, as_of=day_number(date(2025, 2, 28)))
    array([25., nan])
    """
    known = births != UNKNOWN_DAY
    born = np.where(known, births, as_of).astype("datetime64[D]")
    day = np.asarray(as_of).astype("datetime64[D]")
    years = (day.astype("datetime64[Y]") - born.astype("datetime64[Y]")).astype("int64")
    months = born.astype("datetime64[M]") + 12 * years
    last = (months + 1).astype("datetime64[D]") - 1
    birthday = np.minimum(
        months.astype("datetime64[D]") + (born - born.astype("datetime64[M]")), last
    )
    return np.where(known, years - (birthday > day), np.nan)
