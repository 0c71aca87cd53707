"""Compare: who must or should do what, side by side."""

import streamlit as st

from pages.ui import asking, choosing, downloads, drawings, inputs, store, theme
from pages.ui.comparison_remarks import key_line, print_facts, remarks
from pages.ui.permalinks import sync

frames, names, sets = store.frames(), store.names(), store.peer_sets()
choices = sync(
    "compare",
    [
        inputs.class_param(frames, default="sworn_sro"),
        inputs.as_of_param(),
        choosing.sources_param(names, sets),
        inputs.baseline_param(names, sets),
        *inputs.comparison_switch_params(names, sets),
        asking.questions_param(names),
    ],
)
theme.page_head(
    "Compare the texts",
    "Who must or should do what? Each cell is what one text says of one role on one question. "
    "Select a citation to see what stands behind an answer.",
)
with theme.controls("who"):
    role_class = inputs.class_input(choices, frames, names)
    as_of = inputs.as_of_input(choices)
    sources = choosing.chosen_sources(choices["sources"], names, sets)
    baseline = inputs.baseline_input(choices, names, sources)
    switched = inputs.comparison_switches(choices)
with theme.controls("what"):
    sources = choosing.sources_input(choices, names, sets)
    questions = asking.questions_input(choices, names)

asked = {"as_of": as_of, "sources": sources, "role_class": role_class, "questions": questions}
every, rows, view, drawn = drawings.comparison(**asked, baseline=baseline, **switched)
with st.container():
    for said in remarks(every, rows, names, baseline):
        theme.prose(said, small=True)
if rows.empty:
    theme.empty_state("Nothing to show for these choices.", "Choose more sources or questions.")
else:
    theme.prose(view.said(choosing.sources_words(choices["sources"], names, sets)), small=True)
    theme.show(key_line(rows, names))
    theme.send(drawn.here)
theme.print_line([*print_facts(names, role_class, as_of, baseline), *view.on_paper()])
downloads.leave_with_comparison(frames, rows, asked, choices)
theme.foot()
theme.send(drawn.behind)
