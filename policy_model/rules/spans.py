"""A sweep of days read as stretches: from which day to which a finding stays what it is."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

import pandas as pd

SPAN_COLUMNS = ["source", "requirement", "status", "first_on", "last_on", "due_on"]


def sweep_range(
    around: date, found: pd.DataFrame, *, years_back: int = 1, years_ahead: int = 4
) -> list[date]:
    """As-of days that show each turn: the first of each month, and about each due day.

    `found` has the due days (ISO text) of the findings now; the day after each is when it turns.
    """
    years = range(around.year - years_back, around.year + years_ahead + 1)
    months = [date(year, month, 1) for year in years for month in range(1, 13)]
    dues = [date.fromisoformat(day) for day in found["due_on"].dropna()]
    about = [due + timedelta(days=step) for due in dues for step in (0, 1)]
    return sorted({*months, around, *(day for day in about if day.year in years)})


def every_day(first: date, last: date) -> list[date]:
    """All days from the first to the last, both included.

    >>> len(every_day(date(2024, 2, 28), date(2024, 3, 1)))
    3
    """
    return [first + timedelta(days=at) for at in range((last - first).days + 1)]


def spans(sweep: pd.DataFrame) -> pd.DataFrame:
    """Stretches of neighbouring days of a sweep on which a finding has one status.

    `sweep` is what `sweep_of_days` or `sweep_of_fact` gives, days in order.
    Rows: one a requirement and stretch, in the order of the findings.
    Columns: source, requirement, status, first_on, last_on (the first and the last day tried that
    has it), due_on (where it is one and the same throughout); ISO text.
    Missing: due_on where there is none, or several.

    >>> days = pd.DataFrame(
    ...     [["2026-01-01", "nm", "r", "pending", None], ["2026-01-02", "nm", "r", "unmet", None]],
    ...     columns=["day", "source", "requirement", "status", "due_on"])
    >>> spans(days)[["status", "first_on", "last_on"]].values.tolist()
    [['pending', '2026-01-01', '2026-01-01'], ['unmet', '2026-01-02', '2026-01-02']]
    """
    tried: dict[tuple[str, str], list[tuple[str, str, str | None]]] = {}
    columns = sweep[["source", "requirement", "day", "status", "due_on"]]
    for source, requirement, *found in columns.to_numpy().tolist():
        tried.setdefault((source, requirement), []).append(tuple(found))
    rows = [(*key, *stretch) for key, days in tried.items() for stretch in _stretches(days)]
    return pd.DataFrame(rows, columns=SPAN_COLUMNS).astype("str")


def _stretches(days: list[tuple[str, str, str | None]]) -> Iterator[Sequence[object]]:
    """Of (day, status, due day): each run of one status, its first and last day, its due day."""
    for status, run in groupby(days, key=lambda found: found[1]):
        tried = list(run)
        dues = {due_on for _, _, due_on in tried}
        yield status, tried[0][0], tried[-1][0], dues.pop() if len(dues) == 1 else None
