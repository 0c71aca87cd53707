"""One officer many times over, each time with something changed."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from policy_model.rules.columns import Completions, Officers


def repeated(one: Officers, count: int) -> Officers:
    """One officer so many times; completions are repeated with the officer."""
    done = one.completions
    rows = np.tile(np.arange(len(done.day)), count)
    officer = np.repeat(np.arange(count, dtype="int32"), len(done.day))
    return Officers(
        np.repeat(one.roles, count),
        {name: np.repeat(column, count) for name, column in one.dates.items()},
        {name: np.repeat(column, count) for name, column in one.numbers.items()},
        {name: np.repeat(column, count) for name, column in one.flags.items()},
        replace(done.take(rows), officer=officer),
        np.repeat(one.has_courses, count),
    )


def with_days(variants: Officers, fact: str, days: np.ndarray) -> Officers:
    """The variants with another day of a fact for each."""
    return replace(variants, dates={**variants.dates, fact: days.astype("int32")})


def with_completion(one: Officers, course: int, day: np.int32, hours: float | None) -> Officers:
    """One officer who has completed one course more; None where its hours are not known."""
    done = one.completions
    added = Completions(
        np.append(done.officer, np.int32(0)),
        np.append(done.course, np.int16(course)),
        np.append(done.day, day),
        np.append(done.hours, np.nan if hours is None else hours),
    )
    return replace(one, completions=added)


def hours_short(
    one: Officers, courses: Sequence[int], hours: float, *, as_of: np.int32
) -> list[float]:
    """What an officer's hours in the courses may leave to be done of `hours`, the fewest first.

    All of them come last: nothing done may count. Which of these it is, the window decides.
    """
    done = one.completions
    counts = np.isin(done.course, courses) & (done.day <= as_of) & ~np.isnan(done.hours)
    latest_first = np.flatnonzero(counts)[np.argsort(-done.day[counts])]
    short = hours - np.cumsum(done.hours[latest_first])
    return [*short[short > 0][::-1].tolist(), hours]
