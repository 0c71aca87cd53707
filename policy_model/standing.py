"""Whether something is law on the as-of date: the only place that asks.

A start that the copy does not give is taken as past, but never before the text itself was adopted
or its wording approved; the words are then a bare `in force`. A year or a month decides only where
every day of it gives the same answer.
"""

from datetime import date

import pandas as pd

from policy_model.calendar import PartialDate
from policy_model.vocabulary import Standing

STANDING_DATES = ["effective_on", "ends_on", "adopted_on", "approved_on"]
"""The dates from which a standing follows, as columns of the requirements frame."""
LAW = [Standing.IN_FORCE.value, Standing.CANNOT_TELL.value]
"""What is in force, or against which nothing is known; the rest decides no count."""


def standing_of(
    effective_on: str | None,
    ends_on: str | None,
    adopted_on: str | None = None,
    approved_on: str | None = None,
    *,
    as_of: date,
) -> tuple[Standing, str]:
    """Standing and its words, from a first and a LAST day in ISO form.

    Four dates, four meanings: where no first day is printed, a text is not yet law before it was
    adopted, and of the time before its wording was approved nothing can be told.

    >>> standing_of("2025-09-01", None, as_of=date(2024, 1, 1))
    (<Standing.NOT_YET: 'not_yet'>, 'from 1 Sep 2025')
    >>> standing_of(None, "2026-06-30", as_of=date(2026, 6, 30))
    (<Standing.IN_FORCE: 'in_force'>, 'until 30 Jun 2026')
    >>> standing_of("2024-10", None, as_of=date(2024, 10, 15))
    (<Standing.CANNOT_TELL: 'cannot_tell'>, 'from Oct 2024')
    >>> standing_of(None, None, "2024-10", as_of=date(2024, 1, 1))
    (<Standing.NOT_YET: 'not_yet'>, 'adopted Oct 2024')
    >>> standing_of(None, None, None, "2025-10-23", as_of=date(2024, 1, 1))
    (<Standing.CANNOT_TELL: 'cannot_tell'>, 'wording approved 23 Oct 2025')
    """
    last = PartialDate.parse(ends_on) if ends_on else None
    if last and as_of > last.last_day:
        return Standing.ENDED, f"until {last.words}"
    if unstarted := _unstarted(effective_on, adopted_on, approved_on, as_of):
        return unstarted
    if last and as_of > last.first_day and last.day is None:
        return Standing.CANNOT_TELL, f"until {last.words}"
    if last:
        return Standing.IN_FORCE, f"until {last.words}"
    return Standing.IN_FORCE, "in force"


def _unstarted(
    effective_on: str | None, adopted_on: str | None, approved_on: str | None, as_of: date
) -> tuple[Standing, str] | None:
    """Why it is not surely in force yet; None where nothing stands against it."""
    if start := effective_on or adopted_on:
        first = PartialDate.parse(start)
        words = f"{'from' if effective_on else 'adopted'} {first.words}"
        if as_of < first.first_day:
            return Standing.NOT_YET, words
        if as_of < first.last_day:
            return Standing.CANNOT_TELL, words
    if approved_on and not effective_on:
        approved = PartialDate.parse(approved_on)
        if as_of < approved.last_day:
            return Standing.CANNOT_TELL, f"wording approved {approved.words}"
    return None


def with_standing(frame: pd.DataFrame, *, as_of: date) -> pd.DataFrame:
    """The frame with its standing at a date.

    Rows: those of `frame`, which has the four STANDING_DATES (ISO text or missing).
    Columns: those of `frame`, then standing_kind (the code) and standing (the words).
    Missing: never in the new columns.
    """
    kinds = frame[STANDING_DATES].drop_duplicates()  # many requirements, few sets of dates
    number = frame.groupby(STANDING_DATES, dropna=False, sort=False).ngroup()
    dates = kinds.astype(object).where(kinds.notna(), None).itertuples(index=False, name=None)
    found = [standing_of(*each, as_of=as_of) for each in dates]
    kind = pd.array([kind.value for kind, _ in found], dtype="str")
    words = pd.array([words for _, words in found], dtype="str")
    return frame.assign(standing_kind=kind.take(number), standing=words.take(number))
