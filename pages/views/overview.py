"""Overview: a question across the states, hours to scale, the ways in, and what is covered."""

import streamlit as st

from pages.ui import downloads, drawings, inputs, overview_view, store, theme
from pages.ui.parameters import LONGEST_TEXT
from pages.ui.permalinks import Param, sync
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
with st.container():  # one place, whether or not it holds anything: what follows is not drawn anew
    if query:
        ids = search(store.index(), query)
        theme.section(overview_view.found_words(ids, query))
        if ids:
            theme.show(overview_view.found(frames, names, ids))
        else:
            theme.empty_state(*overview_view.NOTHING_FOUND)

with theme.controls("map"):
    question, role_class, as_of = inputs.map_inputs(choices, frames, names)
spread = drawings.spread_map(question=question, role_class=role_class, as_of=as_of)
theme.claim(names.questions[question], spread.sentence)
theme.show(spread.map)
theme.show(spread.table)
downloads.leave_with_map(spread.rows, spread.answers, choices)
theme.ways(overview_view.WAYS)

hours = drawings.hours_at_a_glance(as_of)
theme.claim(overview_view.QUESTION, hours.sentence)
theme.show(hours.bars)
theme.prose(*overview_view.BARS_KEY, small=True)
theme.section("What is covered", overview_view.unread_words(frames, names))
theme.show(drawings.coverage_table())
downloads.csv_button(frames.requirements, "requirements.csv", label="Download all entries as CSV")
theme.foot([("method", "How the texts were read, and how sure it is")])
