"""When each duty falls due, on one scale with the as-of day: plain HTML, so that it prints, wraps
and follows the theme. The track is drawn for the eye alone; the words beside it say everything.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pages.ui.chips import css_of
from pages.ui.labels import date_words
from pages.ui.markup import Safe, div, element, join, span
from pages.ui.names import Names
from pages.ui.rows import Fields, plain
from policy_model.vocabulary import Manner, Status

_BACK, _AHEAD = 6, 5  # years shown at the most before and after the as-of day
_DONE = (Status.MET, Status.MET_LATE)
KEY = (
    "Bar: from the day the clock starts to the last day in time. Dashes: time past that day. Mark: "
    "the last day in time or, where it is done, the day it was done. What has no day is in the "
    "table of findings only."
)


@dataclass(frozen=True, slots=True)
class Scale:
    """Days as shares of a track, from the first of a year to the end of one."""

    first: date
    last: date

    @classmethod
    def of(cls, days: list[date], as_of: date) -> "Scale":
        """A scale of whole years that holds the days, as far as they lie near the as-of day."""
        near = [d for d in days if as_of.year - _BACK <= d.year <= as_of.year + _AHEAD]
        years = [d.year for d in (*near, as_of)]
        return cls(date(min(years), 1, 1), date(max(years), 12, 31))

    def share(self, day: date) -> float:
        """Percent of the track, held within it."""
        whole = (self.last - self.first).days
        return min(100.0, max(0.0, 100.0 * (day - self.first).days / whole))

    def years(self) -> list[int]:
        """Every year that it holds."""
        return list(range(self.first.year, self.last.year + 1))


def timeline(
    found: pd.DataFrame,
    starts: Mapping[str, date],
    names: Names,
    *,
    as_of: date,
    opener: Callable[[Fields], Safe],
    chip: Callable[[Fields], Safe],
) -> Safe | None:
    """A line for each finding that has a day; None where none has.

    `found` is as `policy_model.with_manner` gives it, `starts` as `policy_model.clock_starts`.
    """
    rows = [row for row in plain(found) if _days(row) and row["status"] != Status.NOT_APPLICABLE]
    if not rows:
        return None
    rows.sort(key=lambda row: str(row["due_on"] or row["satisfied_on"]))
    days = [
        day for row in rows for day in (*_days(row), starts.get(str(row["requirement"]), as_of))
    ]
    scale = Scale.of(days, as_of)
    items = (_row(row, starts, names, scale, as_of, opener, chip) for row in rows)
    foot = div("tl-foot", span("tl-asof-label", f"as of {date_words(as_of, '')}"))
    style = f"--as-of:{scale.share(as_of):.2f}%;--years:{len(scale.years())}"
    axis = element("div", {"class": "tl-axis", "aria-hidden": "true"}, *axis_years(scale))
    body = element("ol", {"class": "tl-rows"}, *items)
    return element("div", {"class": "tl", "style": style}, axis, body, foot)


def axis_years(scale: Scale) -> Iterator[Safe]:
    """The years over a track; on a narrow one every other is left out by the style sheet."""
    for year in scale.years():
        style = f"left:{scale.share(date(year, 1, 1)):.2f}%"
        yield element("span", {"class": "tl-year", "style": style}, str(year))


def _days(row: Fields) -> list[date]:
    days = [row["due_on"], row["satisfied_on"]]
    return [date.fromisoformat(str(day)) for day in days if day]


def _row(
    row: Fields,
    starts: Mapping[str, date],
    names: Names,
    scale: Scale,
    as_of: date,
    opener: Callable[[Fields], Safe],
    chip: Callable[[Fields], Safe],
) -> Safe:
    name = div(
        "tl-name",
        span("f-title", row["title"]),
        div("f-under", join([names.sources[str(row["source"])], opener(row)], " · ")),
    )
    start = starts.get(str(row["requirement"]))
    track = element(
        "div",
        {"class": "tl-track", "aria-hidden": "true"},
        *_drawn(row, start, scale, as_of, names),
    )
    return element("li", None, name, track, div("tl-said", chip(row), " ", _words(row)))


def _drawn(
    row: Fields, start: date | None, scale: Scale, as_of: date, names: Names
) -> Iterator[Safe]:
    due = date.fromisoformat(str(row["due_on"])) if row["due_on"] else None
    done = date.fromisoformat(str(row["satisfied_on"])) if row["satisfied_on"] else None
    if due and start and start <= due:
        yield _stretch("tl-bar", scale, start, due)
    if due and row["status"] == Status.UNMET and due < as_of:
        is_duty = row["manner"] == Manner.DUTY
        yield _stretch("tl-past tl-red" if is_duty else "tl-past", scale, due, as_of)
    if due and done and row["status"] == Status.MET_LATE:
        yield _stretch("tl-past", scale, due, done)
    at = done if row["status"] in _DONE and done else due
    if at:
        glyph = names.labels.word("status", str(row["status"])).glyph
        css = f"tl-mark {css_of(str(row['status']), str(row['manner']))}"
        yield element(
            "span", {"class": css, "style": f"left:{_within(scale.share(at)):.2f}%"}, glyph
        )


def _within(share: float) -> float:
    """A mark's place, so that the whole of it stays on the track; its day is in the words."""
    return min(98.5, max(1.5, share))


def _stretch(css: str, scale: Scale, first: date, last: date) -> Safe:
    left, right = scale.share(first), scale.share(last)
    return element("span", {"class": css, "style": f"left:{left:.2f}%;width:{right - left:.2f}%"})


def _words(row: Fields) -> str:
    done = date_words(row["satisfied_on"], "") if row["status"] in _DONE else ""
    due = date_words(row["due_on"], "")
    said = [f"done {done}" if done else "", f"due {due}" if due else ""]
    return ", ".join(part for part in said if part)


__all__ = ["KEY", "Scale", "axis_years", "timeline"]
