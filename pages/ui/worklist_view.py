"""The work list of a roster: what to do first, by list and by a column of the roster's own."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from pages.ui import theme
from pages.ui.chips import chip
from pages.ui.labels import counted, date_words
from pages.ui.markup import Safe, join, span
from pages.ui.names import Names
from pages.ui.roster_view import Requirements
from pages.ui.rows import Fields, plain
from pages.ui.tables import Head, table
from policy_model.calendar import PartialDate
from policy_model.roster import work_counts
from policy_model.vocabulary import Manner, WorkList

SHOWN = 25
"""Lines that are shown; the file has them all."""
MOST_VALUES = 200
"""A column with more values than this names persons or places, not groups."""
EVERYTHING = ""


def filtered(work: pd.DataFrame, own: Sequence[str], names: Names) -> tuple[pd.DataFrame, str]:
    """The lines chosen by list and by a column of the roster's own, and that column."""
    lists = [each.value for each in WorkList if (work["work_list"] == each.value).any()]
    counts = work["work_list"].value_counts()
    labels = {name: f"{names.labels.label('work_list', name)} ({counts[name]:,})" for name in lists}
    labels[EVERYTHING] = f"Everything ({len(work):,})"
    with theme.controls("work"):
        place = st.selectbox(
            "Show",
            [EVERYTHING, *lists],
            format_func=labels.__getitem__,
            width=346,
            # The browser keeps the words chosen: with other counts they would be another list's.
            key=f"roster_list_{'_'.join(str(counts[name]) for name in lists)}",
        )
        by, value = _group_inputs(work, own)
    shown = work if place == EVERYTHING else work[work["work_list"] == place]
    if value is not None:
        shown = shown[shown[by].fillna("") == value]
    return shown, by


def _group_inputs(work: pd.DataFrame, own: Sequence[str]) -> tuple[str, str | None]:
    groups = [name for name in own if 0 < work[name].nunique() <= MOST_VALUES]
    if not groups:
        return EVERYTHING, None
    by = st.selectbox("By", groups, width=165, key="roster_by")
    values = sorted(work[by].fillna("").unique())
    chosen = st.selectbox(
        f"Only ({by})",
        [None, *values],
        format_func=lambda value: "All" if value is None else value or "not given",
        placeholder="All",
        width=346,
        key=f"roster_only_{by}",
    )
    return by, chosen


def work_table(work: pd.DataFrame, by: str, requirements: Requirements, names: Names) -> Safe:
    """The first lines of the work list."""
    heads = [Head(words="Officer", width="12%"), Head(words="To do", width="14%")]
    heads += [Head(words="Requirement", width="30%"), Head(words="Finding"), Head(words="Due")]
    heads += [Head(words=by)] if by else []
    rows = [_line(row, by, requirements, names) for row in plain(work.head(SHOWN))]
    more = f"; the first {SHOWN} are shown, the file has them all" if len(work) > SHOWN else ""
    return table(f"{counted(len(work), 'line')}{more}.", heads, rows)


def _line(row: Fields, by: str, requirements: Requirements, names: Names) -> tuple[object, ...]:
    named = join([requirements.named(row), requirements.opener(str(row["requirement"]))])
    finding = chip(row["words"], str(row["status"]), str(row["manner"]), names.labels)
    if row["to_ask"]:
        finding = join([finding, span("ask-for", f"Ask: {row['to_ask']}")], " ")
    own = [row[by] or "not given"] if by else []
    label = names.labels.label("work_list", str(row["work_list"]))
    return (row["officer_id"], label, named, finding, _due(row), *own)


def _due(row: Fields) -> str:
    """The day, and how far it is; silence has its word."""
    if row["due_on"] is None:
        return "cannot be dated" if row["to_ask"] else "no deadline"
    left = int(row["days_left"])
    far = f"{counted(left, 'day')} left" if left >= 0 else _ago(-left)
    return f"{date_words(row['due_on'], '')}, {far}"


def _ago(days: int) -> str:
    return f"{counted(days, 'day')} ago" if days < 730 else f"over {days // 366} years ago"


def counts_table(work: pd.DataFrame, by: str, names: Names) -> Safe:
    """How many lines each list has for each value of a column of the roster's own."""
    counts = work_counts(work, by)
    lists = [each.value for each in WorkList if counts[each.value].any()]
    heads = [Head(words=by)]
    heads += [Head(words=names.labels.label("work_list", n), is_numeric=True) for n in lists]
    rows = [
        (row[by] or "not given", *(f"{row[name]:,}" for name in lists)) for row in plain(counts)
    ]
    return table(f"Lines of the work list by {by}", heads, rows)


def seats_table(seats: pd.DataFrame, names: Names) -> Safe:
    """How many officers need a place in which course: a row a course, a column a month."""
    months = list(dict.fromkeys(seats["due_in"]))
    heads = [Head(words="Course", width="34%"), Head(words="Force")]
    heads += [Head(words=_month(each), is_numeric=True) for each in months]
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for row in plain(seats):
        key = (" or ".join(row["courses"]), str(row["manner"]))
        counts.setdefault(key, {})[str(row["due_in"])] = int(row["seats"])
    rows = [
        (choice, _force(manner, names), *(f"{own.get(month, 0):,}" for month in months))
        for (choice, manner), own in counts.items()
    ]
    return table("Seats needed by course and month", heads, rows, hide_caption=True)


def _force(manner: str, names: Names) -> Safe:
    is_advice = manner == Manner.RECOMMENDATION
    return names.labels.modality("should" if is_advice else "must")


def _month(due_in: str) -> str:
    return "Now" if due_in == "now" else PartialDate.parse(due_in).words
