"""Hours: how many, when, how firmly; once and again never added."""

import streamlit as st

from pages.ui import bars, behind, career_view, charts, choosing, downloads, inputs, store, theme
from pages.ui.hours_view import HoursView
from pages.ui.labels import date_words
from pages.ui.permalinks import Param, sync
from policy_model import career

frames, names, sets = store.frames(), store.names(), store.peer_sets()
choices = sync(
    "hours",
    [
        inputs.as_of_param(),
        choosing.sources_param(names, sets),
        Param("years", "int", options=(1, 20), default=5),
    ],
)
theme.page_head(
    "Training hours",
    "How many hours does each text ask for, when, and how firmly? Once and every year are never "
    "added together; neither are required and recommended.",
)
with theme.controls("hours"):
    as_of = inputs.as_of_input(choices)
    sources = choosing.sources_input(choices, names, sets)
said = choosing.sources_words(choices["sources"], names, sets)
ledger = store.ledger(as_of=as_of, sources=sources, years=choices["years"])
view = HoursView(frames, ledger, store.details(as_of))

if largest := view.largest_sum():
    theme.claim(names.column(largest["source"], largest["role"]), view.headline(largest))
    theme.show(bars.composition(view.parts(largest)))
    theme.prose(view.sentence(largest))
theme.section(
    "Every role, once and again",
    f"{said} As of {date_words(as_of, '')}. A duty without a number is counted beside the hours, "
    "never as zero.",
)
drawn = view.drawn()
theme.show(drawn.table)
downloads.leave_with(ledger, f"hours-{as_of.isoformat()}.csv", choices, sources)

theme.section("How the hours add up over a career")
with theme.controls("career"):
    st.slider("Years of service", 1, 20, width=346, **choices.bind("years"))
hours = career(ledger, years=choices["years"])
if hours.empty:
    theme.empty_state("No hours are stated here.", "That is not zero: see the duties above.")
else:
    lines = career_view.lines(hours, names)
    told_apart, followed = charts.distinct_lines(lines)
    theme.prose(career_view.sentence(lines))
    charts.draw(charts.hours_steps(told_apart), career_view.sentence(lines))
    theme.prose(career_view.COUNTED, career_view.coinciding(followed), small=True)
    theme.show(career_view.readings(frames, ledger), career_view.career_table(lines, names))
    downloads.csv_button(hours, f"career-hours-{as_of.isoformat()}.csv")
theme.foot()
behind.show(drawn.panels)
