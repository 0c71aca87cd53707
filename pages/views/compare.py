"""Compare: who must or should do what, side by side."""

import streamlit as st

from pages.ui import downloads, inputs, store, theme
from pages.ui.comparison_remarks import key_line, print_facts, remarks
from pages.ui.comparison_view import ComparisonView
from pages.ui.permalinks import Param, sync

frames, names = store.frames(), store.names()
choices = sync(
    "compare",
    [
        inputs.class_param(frames, default="sworn_sro"),
        inputs.as_of_param(),
        inputs.sources_param(frames),
        inputs.baseline_param(names),
        Param("differences", "flag", default=False),
        Param("notes", "flag", default=False),
        Param("questions", "choices", options=list(names.questions), default=[]),
    ],
)
theme.page_head(
    "Compare the texts",
    "Who must or should do what? Each row is one question, each column one text and one role. "
    "Select a citation to see what stands behind an answer.",
)
with theme.controls("who"):
    role_class = inputs.class_input(choices, frames, names)
    as_of = inputs.as_of_input(choices)
    sources = choices["sources"] or inputs.documents(frames)
    baseline = inputs.baseline_input(choices, names, sources)
    differences = st.toggle("Differences only", **choices.bind("differences"))
    notes = st.toggle("Facts from outside the texts", **choices.bind("notes"))
with theme.controls("what"):
    sources = inputs.sources_input(choices, frames, names)
    questions = inputs.questions_input(choices, names)

asked = {"as_of": as_of, "sources": sources, "role_class": role_class, "questions": questions}
every = store.compared(**asked, baseline=baseline)
rows = store.compared(**asked, baseline=baseline, differences=True) if differences else every
view = ComparisonView(
    frames,
    rows,
    store.ledger(as_of=as_of),
    store.details(),
    baseline=baseline,
    with_notes=notes,
    on_map={"role": role_class, "as_of": as_of.isoformat()} if role_class else None,
)
for said in remarks(every, rows, names, baseline):
    theme.prose(said, small=True)
if rows.empty:
    theme.empty_state("Nothing to show for these choices.", "Choose more sources or questions.")
else:
    theme.show(key_line(rows, names))
    theme.show(view.table(as_of))
theme.print_line(print_facts(names, role_class, as_of, baseline))
downloads.leave_with_comparison(frames, rows, asked, choices)
theme.foot()
