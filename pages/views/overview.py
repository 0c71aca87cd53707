"""Overview: a question across the states, hours to scale, the ways in, and what is covered."""

import streamlit as st

from pages.ui import bars, downloads, inputs, overview_view, store, theme
from pages.ui.hours_view import HoursView
from pages.ui.map_view import MapView
from pages.ui.parameters import LONGEST_TEXT
from pages.ui.permalinks import Param, sync
from pages.ui.tables import table
from policy_model import search

frames, names = store.frames(), store.names()
choices = sync("overview", [Param("find", "text", default=""), *inputs.map_params(frames, names)])
with st.container(horizontal=True, vertical_alignment="bottom", gap="large", key="opening"):
    with st.container(key="opening_words"):
        theme.page_head(
            "What the law asks of school resource officers",
            "Published texts, read line by line and put side by side: who must or should do what, "
            "by when, for how many hours, under which citation.",
            f"Held: {overview_view.held_words(frames)}. Current through "
            f"{overview_view.checked_through(frames)}, when each text was last checked.",
        )
    query = st.text_input(
        "Search every coded provision",
        placeholder="Try: hours, minimum age, 29-7-14",
        width=380,
        max_chars=LONGEST_TEXT,
        **choices.bind("find"),
    )
if query:
    ids = search(store.index(), query)
    theme.section(overview_view.found_words(ids, query))
    if ids:
        theme.show(overview_view.found(frames, names, ids))
    else:
        theme.empty_state("No entry holds all of these words.", "Try fewer words, or a citation.")

with theme.controls("map"):
    question, role_class, as_of = inputs.map_inputs(choices, frames, names)
asked = {"question": question, "role_class": role_class, "as_of": as_of}
rows, answers = store.spread(**asked)
where = MapView(rows, answers, store.details(), **asked)
theme.claim(names.questions[question], where.sentence())
theme.show(where.map())
theme.show(where.table(f"{names.questions[question]} {names.classes[role_class]}"))
downloads.leave_with_map(rows, answers, choices)
theme.ways(overview_view.WAYS)

ledger = store.ledger(as_of=as_of, sources=inputs.documents(frames))
view = HoursView(frames, ledger, store.details())
theme.claim(overview_view.QUESTION, overview_view.claim(view, names))
theme.show(bars.bar_rows(overview_view.hour_bars(view, names), names.labels))
theme.prose(*overview_view.BARS_KEY, small=True)
theme.section("What is covered", overview_view.unread_words(frames, names))
rows = overview_view.coverage_rows(frames, names)
theme.show(table("Sources held", overview_view.COVERAGE_HEADS, rows, hide_caption=True))
downloads.csv_button(frames.requirements, "requirements.csv", label="Download all entries as CSV")
theme.foot([("method", "How the texts were read, and how sure it is")])
