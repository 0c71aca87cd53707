"""Months added to days, for peers that have no calendar of their own; and thresholds."""

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

import numpy as np

from benchmarks.officers.rulebook import EPOCH
from policy_model.calendar import Period


@cache
def later(day: int, count: int, unit: str) -> int:
    """A day with a period added, as numbers since 1970-01-01; at most the end of the month.

    >>> EPOCH + timedelta(days=later((date(2024, 2, 29) - EPOCH).days, 12, "M"))
    datetime.date(2025, 2, 28)
    """
    if unit in "DW":
        return day + count * (7 if unit == "W" else 1)
    start = EPOCH + timedelta(days=day)
    months = start.year * 12 + start.month - 1 + count * (12 if unit == "Y" else 1)
    year, month = divmod(months, 12)
    last = monthrange(year, month + 1)[1]
    return (date(year, month + 1, min(start.day, last)) - EPOCH).days


def threshold(day: int, period: Period) -> int:
    """The first day that, the period added, is not before a day.

    >>> threshold(later(100, 6, "M"), Period.parse("P6M")) <= 100
    True
    """
    first = day - 366 * 60
    last = day
    while first < last:
        middle = (first + last) // 2
        if later(middle, period.count, period.unit) >= day:
            last = middle
        else:
            first = middle + 1
    return first


@cache
def table(period: Period, first: int, last: int) -> np.ndarray:
    """The sum for each day from the first to the last, as int32."""
    sums = [later(day, period.count, period.unit) for day in range(first, last + 1)]
    return np.array(sums, "int32")
