"""Hours: how many, when, how firmly; once and again never added."""

from functools import partial

import streamlit as st

from pages.ui import bars, career_view, charts, choosing, downloads, drawings, inputs, store, theme
from pages.ui.labels import date_words
from pages.ui.permalinks import Param, sync

names, sets = store.names(), store.peer_sets()
choices = sync(
    "hours",
    [
        inputs.as_of_param(),
        choosing.sources_param(names, sets),
        Param("years", "int", options=(1, drawings.LONGEST), default=5),
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
asked = {"as_of": as_of, "sources": sources}
view, drawn = drawings.hours(**asked)

if largest := view.largest_sum():
    theme.claim(names.column(largest["source"], largest["role"]), view.headline(largest))
    theme.show(bars.composition(view.parts(largest)))
    theme.prose(view.sentence(largest))
theme.section(
    "Every role, once and again",
    f"{said} As of {date_words(as_of, '')}. A duty without a number is counted beside the hours, "
    "never as zero.",
)
theme.send(drawn.here)
wanted = partial(store.ledger, **asked, years=choices["years"])
downloads.leave_with(wanted, f"hours-{as_of.isoformat()}.csv", choices, sources)

theme.section("How the hours add up over a career")
with theme.controls("career"):
    st.slider("Years of service", 1, drawings.LONGEST, width=346, **choices.bind("years"))
career = drawings.hours_over_years(**asked, years=choices["years"])
if career is None:
    theme.empty_state("No hours are stated here.", "That is not zero: see the duties above.")
else:
    theme.prose(career.sentence)
    charts.draw(career.chart, career.sentence)
    theme.prose(career_view.COUNTED, career.coinciding, small=True)
    theme.show(career.readings, career.table)
    downloads.csv_button(career.rows, f"career-hours-{as_of.isoformat()}.csv")
theme.foot()
theme.send(drawn.behind)
