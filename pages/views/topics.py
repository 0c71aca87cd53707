"""Topics: which text names which subject, where and how firmly."""

import streamlit as st

from pages.ui import choosing, downloads, drawings, inputs, store, theme, topics_view
from pages.ui.permalinks import Param, sync
from pages.ui.topics_view import GROUPS, ORDERS, WIDEST

frames, names, sets = store.frames(), store.names(), store.peer_sets()
choices = sync(
    "topics",
    [
        inputs.class_param(frames, default="sworn_sro"),
        Param("group", options=list(GROUPS), default=next(iter(GROUPS))),
        inputs.as_of_param(),
        choosing.sources_param(names, sets),
        Param("order", options=list(ORDERS), default=WIDEST),
        Param("unnamed", "flag", default=False),
    ],
)
theme.page_head(
    "Topics, text by text",
    "Which texts name a subject, where, and how firmly? Each row is one topic, each column one "
    "text and one role. Select a citation to see what stands behind a mark and what is open.",
)
with theme.controls("who"):
    group = st.segmented_control(
        "Show", list(GROUPS), format_func=GROUPS.__getitem__, required=True, **choices.bind("group")
    )
    role_class = inputs.class_input(choices, frames, names)
    as_of = inputs.as_of_input(choices)
with theme.controls("what"):
    sources = choosing.sources_input(choices, names, sets)
    said = choosing.sources_words(choices["sources"], names, sets)
    order = st.selectbox(
        "Order", list(ORDERS), format_func=ORDERS.__getitem__, width=240, **choices.bind("order")
    )
    unnamed = st.toggle("Topics that no text names", **choices.bind("unnamed"))

asked = {"as_of": as_of, "sources": sources, "role_class": role_class, "group": group}
view, drawn = drawings.topics(**asked, order=order, unnamed=unnamed)
if view.rows.empty:
    theme.empty_state("Nothing to show for these choices.", "Choose more sources or all roles.")
else:
    lists = topics_view.LISTS if group == next(iter(GROUPS)) else ""
    theme.prose(said, view.summary(), lists, small=True)
    theme.show(topics_view.key_line(view.rows, names))
    theme.send(drawn.here)
    theme.prose(view.hidden(), small=True)
    theme.prose(topics_view.certainty(store.divergence()), small=True)
theme.print_line(topics_view.print_facts(names, role_class, group, as_of))
name = f"topics-{group}-{as_of.isoformat()}.csv"
downloads.leave_with(view.rows, name, choices, view.sources)
theme.foot()
theme.send(drawn.behind)
