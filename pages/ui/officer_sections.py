"""The parts of the Officer page beneath the findings: changes, other days, side by side."""

from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from pages.ui import downloads, inputs, theme
from pages.ui.beside_view import NOW, OTHER, beside_table
from pages.ui.changes_view import changes_table, worded_changes
from pages.ui.examples import Memory
from pages.ui.labels import counted, date_words
from pages.ui.names import Names
from pages.ui.officer_facts import Presets
from pages.ui.permalinks import Choices, Param
from pages.ui.sweep_view import Sweep, SweepView
from policy_model import (
    Dataset,
    Officer,
    every_day,
    facts_asked,
    side_by_side,
    spans,
    sweep_of_days,
    sweep_of_fact,
    sweep_range,
    what_would_change,
)
from policy_model.vocabulary import FactType

AS_OF, NOBODY, ANOTHER_DAY, KEPT = "as_of", "", "day", "kept"
_AROUND = timedelta(days=2 * 365)


def section_params(dataset: Dataset, presets: Presets) -> list[Param]:
    """What is swept, and with whom or which day the officer is compared."""
    days = [fact.id for fact in dataset.facts if fact.type is FactType.DATE]
    earlier = date.today() - timedelta(days=365)
    return [
        Param("sweep", options=[AS_OF, *days], default=AS_OF),
        Param("beside", options=[NOBODY, ANOTHER_DAY, KEPT, *presets], default=NOBODY),
        Param("beside_on", "date", options=(inputs.FIRST_DAY, inputs.LAST_DAY), default=earlier),
    ]


def changes(
    officer: Officer,
    asked: Mapping[str, object],
    dataset: Dataset,
    names: Names,
    memory: Memory,
) -> None:
    """The smallest single changes that turn a finding."""
    theme.section(
        "What would change this",
        "Each line changes one thing and leaves the rest; the same check judged it. What is due by "
        "a later day turns as early as it is done.",
    )
    rows = memory.kept(
        "changes",
        officer,
        asked,
        lambda: worded_changes(what_would_change(officer, dataset=dataset, **asked), dataset),
    )
    if rows.empty:
        theme.empty_state(
            "No single change turns a finding.", "Nothing is open, or more is needed."
        )
        return
    theme.show(changes_table(rows, dataset, names))
    downloads.csv_button(rows, "officer-changes.csv", label="Download the changes as CSV")


def other_days(
    choices: Choices,
    officer: Officer,
    found: pd.DataFrame,
    asked: Mapping[str, object],
    dataset: Dataset,
    names: Names,
    memory: Memory,
) -> None:
    """How the findings turn as the as-of day, or a day of the officer's, moves."""
    theme.section("On other days", "What the same record comes to if one day were another.")
    with theme.controls("sweep"):
        swept = _sweep_input(choices, officer, asked, dataset)
    at = asked["as_of"] if swept == AS_OF else officer.facts[swept]

    def drawn() -> Sweep:
        stretches = _stretches(officer, found, asked, swept, dataset)
        titles = found.set_index("requirement")["title"].to_dict()
        return SweepView.of(stretches, titles, names, dataset, at).drawn(stretches)

    sweep = memory.kept("sweep", officer, asked, drawn, swept)
    if not sweep.turns:
        theme.empty_state("No finding turns on the days tried.", "Try another day to move.")
        return
    theme.show(sweep.strips)
    theme.prose(f"Line: {date_words(at, '')}, the day as it is.", sweep.steady, small=True)
    theme.show(sweep.table)
    rows, name = sweep.stretches, "officer-other-days.csv"
    downloads.csv_button(rows, name, label="Download these days as CSV")


def _sweep_input(
    choices: Choices, officer: Officer, asked: Mapping[str, object], dataset: Dataset
) -> str:
    """The day that is moved; only one that is known can be."""
    read = facts_asked(officer.role, sources=asked["sources"], dataset=dataset)
    events = {f.id: f.event for f in dataset.facts if f.type is FactType.DATE}
    known = [name for name in read if name in events and name in officer.facts]
    options = [AS_OF, *known]
    if choices["sweep"] not in options:
        theme.prose("The day that the link moves is not known of this officer.", small=True)
    chosen = st.selectbox(
        "Move the day of",
        [AS_OF, *events],
        format_func=lambda name: "the question (as of)" if name == AS_OF else events[name],
        width=346,
        **choices.bind("sweep"),
    )
    return chosen if chosen in options else AS_OF


def _stretches(
    officer: Officer,
    found: pd.DataFrame,
    asked: Mapping[str, object],
    swept: str,
    dataset: Dataset,
) -> pd.DataFrame:
    sources = asked["sources"]
    if swept == AS_OF:
        days = sweep_range(asked["as_of"], found)
        return spans(sweep_of_days(officer, days, sources=sources, dataset=dataset))
    day = officer.facts[swept]
    days = every_day(day - _AROUND, day + _AROUND)
    return spans(sweep_of_fact(officer, swept, days, dataset=dataset, **asked))


def beside(
    choices: Choices,
    officer: Officer,
    asked: Mapping[str, object],
    presets: Presets,
    dataset: Dataset,
    names: Names,
) -> None:
    """The officer beside another one, or beside the same on another day."""
    paper = "" if choices["beside"] != NOBODY else "controls_"  # a heading of nothing is no print
    with st.container(key=f"{paper}beside_head"):
        theme.section("Side by side", "Two officers, or one officer on two days.")
    with theme.controls("beside"):
        with_whom, other_on = _beside_inputs(choices, officer, presets)
    case = _other_case(with_whom, other_on, officer, asked, presets)
    if case is None:
        return
    head, other = case
    day = asked["as_of"]
    cases = {NOW: (officer, day), OTHER: other}
    both = side_by_side(cases, sources=asked["sources"], dataset=dataset)
    heads = {NOW: f"This officer, {date_words(day, '')}", OTHER: head}
    theme.show(beside_table(both, heads, _titles(dataset), dataset, names))
    theme.prose(f"{counted(len(both), 'requirement')} asked of either.", small=True)
    downloads.csv_button(both, "officer-side-by-side.csv", label="Download both as CSV")


def _beside_inputs(choices: Choices, officer: Officer, presets: Presets) -> tuple[str, date]:
    titles = {NOBODY: "Nobody", ANOTHER_DAY: "The same officer on another day"}
    titles |= {KEPT: "The officer that I kept"}
    titles |= {name: each.title or name for name, each in presets.items()}
    chosen = st.selectbox(
        "Beside", list(titles), format_func=titles.__getitem__, width=527, **choices.bind("beside")
    )
    bounds = {"min_value": inputs.FIRST_DAY, "max_value": inputs.LAST_DAY}
    day = st.date_input(
        "Other day",
        format="YYYY-MM-DD",
        width=165,
        disabled=chosen != ANOTHER_DAY,
        **bounds,
        **choices.bind("beside_on"),
    )
    if st.button("Keep this officer to compare", key="officer_keep"):
        st.session_state["officer_kept"] = officer
    return chosen, day or date.today()


def _other_case(
    with_whom: str,
    other_on: date,
    officer: Officer,
    asked: Mapping[str, object],
    presets: Presets,
) -> tuple[str, tuple[Officer, date]] | None:
    day = asked["as_of"]
    if with_whom == ANOTHER_DAY:
        return f"This officer, {date_words(other_on, '')}", (officer, other_on)
    if with_whom == KEPT:
        kept = st.session_state.get("officer_kept")
        if kept is None:
            theme.empty_state(
                "No officer is kept in this session.",
                "Press “Keep this officer to compare”, then change the facts above.",
            )
            return None
        return f"The officer kept, {date_words(day, '')}", (kept, day)
    if with_whom == NOBODY:
        return None
    return f"{presets[with_whom].title}, {date_words(day, '')}", (presets[with_whom], day)


def _titles(dataset: Dataset) -> dict[str, str]:
    return {
        requirement.id: requirement.title
        for source in dataset.sources
        for instrument in source.instruments
        for provision in instrument.provisions
        for requirement in provision.requirements
    }
