"""Days that texts name and days by which something is due, for each officer.

A due day is computed once for each distinct deadline. `before` is strict: the day before it is the
last. A deadline that hangs on a course has a clock, which starts with the first completion.
"""

from collections.abc import Callable
from functools import lru_cache, reduce
from typing import NamedTuple

import numpy as np

from policy_model.calendar import Deadline, Moment, PartialDate
from policy_model.rules.columns import TRUE, greatest, least, ones
from policy_model.rules.completions import First
from policy_model.rules.days import LAST_DAY, NEVER, Days, Span, day_number, exactly, later
from policy_model.rules.view import View
from policy_model.vocabulary import Boundary

_COURSE = "course:"


class Due(NamedTuple):
    """The last day in time, and whether its clock has started (TRUE, UNSURE or FALSE)."""

    days: Span
    started: np.ndarray


def courses_of(anchor: str) -> tuple[str, ...]:
    """The courses of an anchor, of which the first completion counts; none where it has none.

    >>> courses_of("course:basic,long"), courses_of("assigned_on")
    (('basic', 'long'), ())
    """
    return tuple(anchor.removeprefix(_COURSE).split(",")) if anchor.startswith(_COURSE) else ()


def anchored(anchor: str, view: View) -> Span:
    """The day of an anchor: of the calendar, of a fact, or of a course's first completion."""
    if anchor[0].isdigit():
        return _of_calendar(anchor)
    if courses := courses_of(anchor):
        return earliest([view.answer(First(course)) for course in courses])
    return view.day(anchor)


@lru_cache(maxsize=1024)
def _of_calendar(anchor: str) -> Span:
    return exactly(day_number(PartialDate.parse(anchor).first_day))


def earliest(spans: list[Span]) -> Span:
    """The earliest of several days, each of which may be NEVER."""
    return _joined(least, spans)


def latest(spans: list[Span]) -> Span:
    """The latest of several days."""
    return _joined(greatest, spans)


def _joined(join: Callable[[Days, Days], Days], spans: list[Span]) -> Span:
    if len(spans) == 1:
        return spans[0]
    low = reduce(join, [span.low for span in spans])
    if all(span.is_known for span in spans):
        return Span(low, low)
    return Span(low, reduce(join, [span.high for span in spans]))


def moved(span: Span, period: object) -> Span:
    """A span with a period added to both ends."""
    low = later(span.low, period)  # type: ignore[arg-type]
    return Span(low, low if span.is_known else later(span.high, period))  # type: ignore[arg-type]


def day_named(moment: Moment, view: View) -> Span:
    """The day that a condition names, with its period added."""

    def compute() -> Span:
        span = anchored(moment.anchor, view)
        return moved(span, moment.period) if moment.period else span

    return view.kept(moment, compute)


def due(deadline: Deadline, view: View) -> Due | None:
    """The last day in time; None for a deadline that the text leaves unstated."""
    if deadline.boundary is Boundary.UNSTATED:
        return None
    return view.kept(deadline, lambda: _due(deadline, view))


def _due(deadline: Deadline, view: View) -> Due:
    if deadline.boundary is Boundary.LATER_OF:
        parts = [_due(part, view) for part in deadline.parts]
        started = reduce(least, [part.started for part in parts])
        return Due(latest([part.days for part in parts]), started)
    anchor = anchored(deadline.anchor or "", view)
    days = moved(anchor, deadline.period) if deadline.period else anchor
    if deadline.boundary is Boundary.BEFORE:
        low = days.low - np.int32(1)
        days = Span(low, low if days.is_known else days.high - np.int32(1))
    elif not days.is_known:  # an unknown day is still earlier than never
        days = Span(days.low, least(days.high, np.int32(LAST_DAY)))
    return Due(days, _started(anchor, deadline.anchor or ""))


def _started(anchor: Span, name: str) -> np.ndarray:
    """A course that is not completed starts no clock; one of unknown day may have started it."""
    if not name.startswith(_COURSE):
        return TRUE
    return ones(anchor.high < NEVER) - ones(anchor.low == NEVER)
