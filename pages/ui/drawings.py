"""What is drawn alike for every visitor and takes a while: kept once a process, by what was asked.

A drawing is markup, which nobody can change, with the frames behind it, which are read and never
changed. Nothing that a visitor entered is ever kept here.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd
import streamlit as st

import policy_model
from pages.ui import bars, career_view, carried, charts, overview_view, store
from pages.ui.comparison_view import ComparisonView
from pages.ui.folds import Part
from pages.ui.hours_view import HoursView
from pages.ui.map_view import MapView
from pages.ui.markup import Safe
from pages.ui.matrix import Drawing
from pages.ui.method_parts import parts
from pages.ui.reader import reading
from pages.ui.sources_view import SourceView
from pages.ui.tables import table
from pages.ui.topics_view import TopicsView
from policy_model.standing import with_standing

LONGEST = 20
"""The most years of a career that are shown."""
_KEPT = 16  # of a kind; the oldest go first. A comparison of all sources weighs some 2 MB.


class Comparison(NamedTuple):
    """What was compared, what is shown of it, and both blocks of its drawing."""

    every: pd.DataFrame
    rows: pd.DataFrame
    view: ComparisonView
    drawn: Drawing


class SpreadMap(NamedTuple):
    """A question across the states: rows and answers, a sentence, map and table."""

    rows: pd.DataFrame
    answers: pd.DataFrame
    sentence: str
    map: Safe
    table: Safe


class Career(NamedTuple):
    """Hours year by year: rows, a sentence, the chart, what it leaves out, readings and table."""

    rows: pd.DataFrame
    sentence: str
    chart: dict
    coinciding: str
    readings: Safe
    table: Safe


class HoursAtAGlance(NamedTuple):
    """The largest sum as a sentence, and every text's hours to scale."""

    sentence: str
    bars: Safe


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def comparison(
    *,
    as_of: date,
    sources: Sequence[str],
    role_class: str | None,
    questions: Sequence[str] | None,
    baseline: str | None,
    differences: bool,
    notes: bool,
    turned: bool,
) -> Comparison:
    """The page Compare."""
    asked = {"as_of": as_of, "sources": sources, "role_class": role_class, "questions": questions}
    every = rows = store.compared(**asked, baseline=baseline)
    if differences:
        rows = store.compared(**asked, baseline=baseline, differences=True)
    view = ComparisonView(
        store.shared_frames(),
        every,
        store.ledger(as_of=as_of, sources=sources),
        store.details(as_of),
        shown=set(rows["question"]),
        baseline=baseline,
        with_notes=notes,
        is_turned=turned,
        on_map={"role": role_class, "as_of": as_of.isoformat()} if role_class else None,
    )
    return Comparison(every, rows, view, view.drawn(as_of))


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def hours(*, as_of: date, sources: Sequence[str]) -> tuple[HoursView, Drawing]:
    """The page Hours without the career; its ledger reaches as far as a career may."""
    ledger = store.ledger(as_of=as_of, sources=sources, years=LONGEST)
    view = HoursView(store.shared_frames(), ledger, store.details(as_of))
    return view, view.drawn()


@st.cache_resource(show_spinner=False, max_entries=_KEPT * LONGEST)
def hours_over_years(*, as_of: date, sources: Sequence[str], years: int) -> Career | None:
    """How the hours of that page add up over a career; None where none are stated."""
    ledger = store.ledger(as_of=as_of, sources=sources, years=LONGEST)
    rows = policy_model.career(ledger, years=years)
    if rows.empty:
        return None
    lines = career_view.lines(rows, store.names())
    told_apart, followed = charts.distinct_lines(lines)
    return Career(
        rows,
        career_view.sentence(lines),
        charts.hours_steps(told_apart),
        career_view.coinciding(followed),
        career_view.readings(store.shared_frames(), ledger),
        career_view.career_table(lines, store.names()),
    )


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def topics(
    *,
    as_of: date,
    sources: Sequence[str],
    role_class: str | None,
    group: str,
    order: str,
    unnamed: bool,
) -> tuple[TopicsView, Drawing]:
    """The page Topics."""
    asked = {"as_of": as_of, "sources": sources, "role_class": role_class, "group": group}
    crosswalk, frames = store.crosswalk(**asked), store.shared_frames()
    view = TopicsView(frames, crosswalk, store.details(as_of), order=order, with_unnamed=unnamed)
    return view, view.drawn(as_of)


@st.cache_resource(show_spinner=False, max_entries=4 * _KEPT)
def source(source: str, *, shown: str, as_of: date) -> tuple[SourceView, Safe]:
    """The page Sources: the view, and its reading as a block to send."""
    requirements = with_standing(store.shared_frames().requirements, as_of=as_of)
    names, panels = store.names(), store.details(as_of).panels
    view = SourceView(store.shared_frames(), requirements, source, names, shown, panels=panels)
    read = reading(names.sources[source], view.sections(), names.labels)
    return view, carried.here(read)


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def spread_map(*, as_of: date, role_class: str, question: str) -> SpreadMap:
    """A question across the states, as Overview shows it."""
    asked = {"as_of": as_of, "role_class": role_class, "question": question}
    rows, answers = store.spread(**asked)
    view = MapView(rows, answers, store.details(), **asked)
    names = store.names()
    caption = f"{names.questions[question]} {names.classes[role_class]}"
    return SpreadMap(rows, answers, view.sentence(), view.map(), view.table(caption))


@st.cache_resource(show_spinner=False, max_entries=_KEPT)
def hours_at_a_glance(as_of: date) -> HoursAtAGlance:
    """The hours of the documents shown first, as Overview shows them."""
    frames, names = store.shared_frames(), store.names()
    ledger = store.ledger(as_of=as_of, sources=policy_model.shown_first(frames))
    view = HoursView(frames, ledger, store.details())
    drawn = bars.bar_rows(overview_view.hour_bars(view, names), names.labels)
    return HoursAtAGlance(overview_view.claim(view, names), drawn)


@st.cache_resource(show_spinner=False)
def coverage_table() -> Safe:
    """What is held of each source, as Overview shows it."""
    rows = overview_view.coverage_rows(store.shared_frames(), store.names())
    return table("Sources held", overview_view.COVERAGE_HEADS, rows, hide_caption=True)


@st.cache_resource(show_spinner=False)
def method_parts() -> tuple[Part, ...]:
    """The parts of the Method page; their tables are read and never changed."""
    return parts(store.shared_frames(), store.names(), store.divergence(), policy_model.changes())


def warm_up() -> None:
    """Draw what all visitors share, before the first of them waits for it."""
    store.warm_up()
    coverage_table()
    method_parts()
