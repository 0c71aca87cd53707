"""From the long table of completions to one span an officer and item: the day it was done.

Filtered by day and hours first, then scattered: the earliest decides `completes` and conditions,
the latest decides `renews`, a moving sum decides `accumulates`. What is not known of a completion
makes the span wider; what is known of it never depends on the order of rows.
"""

from dataclasses import dataclass

import numpy as np

from policy_model.calendar import Moment, Period
from policy_model.rules.columns import Completions
from policy_model.rules.days import BEFORE_ALL, NEVER, UNKNOWN_DAY, Days, Span, later, taken_from

_HALF_HUNDREDTH = 0.005  # hours have two decimals; sums of them are compared with this much room


@dataclass(frozen=True, slots=True)
class First:
    """Asks for the first day on which a course was done often enough, of those from `since` on.

    `is_after` leaves the day of `since` itself out.
    """

    course: str
    min_hours: float | None = None
    min_count: int = 1
    since: Moment | None = None
    is_after: bool = False


@dataclass(frozen=True, slots=True)
class Last:
    """Asks for the latest day on which a course was done."""

    course: str
    min_hours: float | None = None


@dataclass(frozen=True, slots=True)
class Lapse:
    """Asks for the last day on which a moving sum of hours suffices."""

    courses: tuple[str, ...]
    hours: float
    window: Period


@dataclass(frozen=True, slots=True)
class Reach:
    """Asks for the day on which the sum that stands on the as-of day was reached."""

    courses: tuple[str, ...]
    hours: float
    window: Period


def counted(completions: Completions, *, as_of: Days) -> Completions:
    """Those that count on the day: dated by then, or without a date."""
    by_then = completions.day <= taken_from(as_of, completions.officer)
    return completions.take(by_then | (completions.day == UNKNOWN_DAY))


def _enough(done: Completions, min_hours: float | None) -> tuple[np.ndarray, np.ndarray]:
    """Which surely have the hours, and which may have them."""
    if min_hours is None:
        every = np.ones(len(done.hours), bool)
        return every, every
    enough = done.hours >= min_hours
    return enough, enough | np.isnan(done.hours)


def first_done(
    done: Completions, asked: First, known: np.ndarray, since: Span | None = None
) -> Span:
    """The day on which it was done: NEVER where it is not; the rows are those of its course.

    `since` bounds the days from below, officer by officer; `known` says whose courses are known.
    """
    if not len(done.day) and known.all():
        return Span(NEVER, NEVER)
    enough, perhaps = _enough(done, asked.min_hours)
    is_dated = done.day != UNKNOWN_DAY
    day = np.where(is_dated, done.day, BEFORE_ALL)
    floor = BEFORE_ALL
    sure = enough & is_dated
    if since is not None:
        low, high = (np.broadcast_to(bound, known.shape) for bound in since)
        sure &= day >= high[done.officer]
        perhaps = perhaps & ((day >= low[done.officer]) | ~is_dated)
        day, floor = np.maximum(day, low[done.officer]), low
    latest = _nth(done.officer[sure], day[sure], asked.min_count, len(known))
    if perhaps.sum() == sure.sum() and known.all():
        return Span(latest, latest)
    earliest = _nth(done.officer[perhaps], day[perhaps], asked.min_count, len(known))
    return Span(np.where(known, earliest, floor), np.where(known, latest, NEVER))


def _nth(officer: np.ndarray, day: np.ndarray, count: int, size: int) -> np.ndarray:
    """The n-th earliest day of each officer, NEVER where there are fewer."""
    found = np.full(size, NEVER)
    if count == 1:
        np.minimum.at(found, officer, day)
        return found
    order = np.lexsort((day, officer))
    officer, day = officer[order], day[order]
    nth = officer[count - 1 :]
    at = np.flatnonzero(nth == officer[: len(nth)])
    np.minimum.at(found, officer[at], day[at + count - 1])
    return found


def last_done(done: Completions, asked: Last, known: np.ndarray, *, as_of: Days) -> Span:
    """The latest day on which one completion had the hours: BEFORE_ALL where none had."""
    if not len(done.day) and known.all():
        return Span(BEFORE_ALL, BEFORE_ALL)
    enough, perhaps = _enough(done, asked.min_hours)
    is_dated = done.day != UNKNOWN_DAY
    sure = enough & is_dated
    low = np.full(len(known), BEFORE_ALL)
    np.maximum.at(low, done.officer[sure], done.day[sure])
    if perhaps.sum() == sure.sum() and known.all():
        return Span(low, low)
    high = low.copy()
    day = np.where(is_dated, done.day, taken_from(as_of, done.officer))
    np.maximum.at(high, done.officer[perhaps], day[perhaps])
    return Span(np.where(known, low, BEFORE_ALL), np.where(known, high, as_of))


def accumulated(
    done: Completions, asked: Lapse, known: np.ndarray, *, as_of: Days
) -> tuple[Span, Span]:
    """The last day on which a moving sum of hours suffices, and since when it does on the day.

    BEFORE_ALL where it never sufficed, NEVER where it does not on the day. A completion counts
    through its day + window, inclusive. One without hours may be enough alone; one without a day
    may be of the as-of day, or of any before it.
    """
    if not len(done.day) and known.all():
        return Span(BEFORE_ALL, BEFORE_ALL), Span(NEVER, NEVER)
    window, needed = asked.window, np.full(len(known), asked.hours)
    has_hours, is_dated = ~np.isnan(done.hours), done.day != UNKNOWN_DAY
    sure = has_hours & is_dated
    low, reached = _sums(done.take(sure), needed, window, as_of=as_of)
    if sure.all() and known.all():
        return Span(low, low), Span(reached, reached)
    day = np.where(is_dated, done.day, taken_from(as_of, done.officer)).astype("int32")
    value = np.where(has_hours, done.hours, asked.hours)
    best = Completions(done.officer, done.course, day, value)
    high, earliest = _sums(best, needed, window, as_of=as_of)
    if not is_dated.all():
        high = np.maximum(high, _with_undated(best, is_dated, needed, window, as_of=as_of))
        earliest[done.officer[~is_dated]] = BEFORE_ALL
    limit = later(np.asarray(as_of), window)
    lapses = Span(np.where(known, low, BEFORE_ALL), np.where(known, high, limit))
    since = Span(np.where(known, earliest, BEFORE_ALL), np.where(known, reached, NEVER))
    return lapses, since


def _with_undated(
    best: Completions, is_dated: np.ndarray, needed: np.ndarray, window: Period, *, as_of: Days
) -> np.ndarray:
    """The last day on which those with a day suffice if those without one fall beside them."""
    officer, hours = best.officer[~is_dated], best.hours[~is_dated]
    wanting = needed - np.bincount(officer, hours, len(needed))
    beside = np.flatnonzero(is_dated & np.isin(best.officer, officer))
    lapses, _ = _sums(best.take(beside), wanting, window, as_of=as_of)
    return lapses


def _sums(
    done: Completions, needed: np.ndarray, window: Period, *, as_of: Days
) -> tuple[np.ndarray, np.ndarray]:
    """Last day on which each sum suffices, and the first day of the sum of the as-of day.

    `needed` are the hours that each officer needs.
    """
    order = np.lexsort((done.day, done.officer))
    officer, day, value = done.officer[order], done.day[order], done.hours[order]
    ends = later(day, window)
    total = np.concatenate([[0.0], np.cumsum(value)])
    lapses = np.full(len(needed), BEFORE_ALL)
    reached = np.full(len(needed), NEVER)
    if not len(officer):
        return lapses, reached
    # the sum on a completion's last day: all of the officer's from it on that begin by that day
    place = officer.astype("int64") << 32  # further apart than any two days
    last = np.searchsorted(place + day, place + ends, "right")
    suffices = total[last] - total[:-1] >= needed[officer] - _HALF_HUNDREDTH
    np.maximum.at(lapses, officer[suffices], ends[suffices])
    # the sum of the as-of day, completion by completion
    open_ = ends >= taken_from(as_of, officer)
    officer, day, value = officer[open_], day[open_], value[open_]
    running = np.cumsum(value)
    starts = np.searchsorted(officer, officer)
    before = np.concatenate([[0.0], running])[starts]
    enough = running - before >= needed[officer] - _HALF_HUNDREDTH
    np.minimum.at(reached, officer[enough], day[enough])
    return lapses, reached
