"""Whether something is law on the as-of date: the only place that asks.

A start that the copy does not give is taken as past; the words are then a bare `in force`.
A year or a month decides only where every day of it gives the same answer.
"""

from datetime import date

import pandas as pd

from policy_model.calendar import PartialDate
from policy_model.vocabulary import Standing


def standing_of(
    effective_on: str | None, ends_on: str | None, *, as_of: date
) -> tuple[Standing, str]:
    """Standing and its words, from a first and a LAST day in ISO form.

    >>> standing_of("2025-09-01", None, as_of=date(2024, 1, 1))
    (<Standing.NOT_YET: 'not_yet'>, 'from 1 Sep 2025')
    >>> standing_of(None, "2026-06-30", as_of=date(2026, 6, 30))
    (<Standing.IN_FORCE: 'in_force'>, 'until 30 Jun 2026')
    >>> standing_of("2024-10", None, as_of=date(2024, 10, 15))
    (<Standing.CANNOT_TELL: 'cannot_tell'>, 'from Oct 2024')
    """
    first = PartialDate.parse(effective_on) if effective_on else None
    last = PartialDate.parse(ends_on) if ends_on else None
    if last and as_of > last.last_day:
        return Standing.ENDED, f"until {last.words}"
    if first and as_of < first.first_day:
        return Standing.NOT_YET, f"from {first.words}"
    if first and as_of < first.last_day:
        return Standing.CANNOT_TELL, f"from {first.words}"
    if last and as_of > last.first_day and last.day is None:
        return Standing.CANNOT_TELL, f"until {last.words}"
    if last:
        return Standing.IN_FORCE, f"until {last.words}"
    return Standing.IN_FORCE, "in force"


def with_standing(frame: pd.DataFrame, *, as_of: date) -> pd.DataFrame:
    """The frame with its standing at a date.

    Rows: those of `frame`, which has effective_on and ends_on (ISO text or missing).
    Columns: those of `frame`, then standing_kind (the code) and standing (the words).
    Missing: never in the new columns.
    """
    pairs = frame[["effective_on", "ends_on"]].drop_duplicates()
    pairs = pairs.astype(object).where(pairs.notna(), None)
    said = [standing_of(*pair, as_of=as_of) for pair in pairs.itertuples(index=False, name=None)]
    known = dict(zip(pairs.itertuples(index=False, name=None), said, strict=True))
    keys = frame[["effective_on", "ends_on"]].astype(object)
    keys = keys.where(keys.notna(), None).itertuples(index=False, name=None)
    found = [known[key] for key in keys]
    return frame.assign(
        standing_kind=pd.Series([kind.value for kind, _ in found], index=frame.index, dtype="str"),
        standing=pd.Series([words for _, words in found], index=frame.index, dtype="str"),
    )
