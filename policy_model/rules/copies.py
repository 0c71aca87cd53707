"""One officer many times over, each time with something changed."""

from dataclasses import replace

import numpy as np

from policy_model.rules.columns import Officers


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
