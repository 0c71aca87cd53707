"""Compare: who must or should do what, side by side."""

import streamlit as st

from pages.ui import downloads, inputs, store, theme
from pages.ui.comparison_view import ComparisonView, key_line, print_facts, what_is_hidden
from pages.ui.matrix import matrix
from pages.ui.permalinks import Param, sync
from policy_model import compare, hour_ledger
from policy_model.export import csv_bytes

frames, names = store.frames(), store.names()
choices = sync(
    "compare",
    [
        inputs.class_param(frames, default="sworn_sro"),
        inputs.as_of_param(),
        Param("baseline", options=["", *names.sources], default=""),
        Param("differences", "flag", default=False),
        Param("notes", "flag", default=False),
        inputs.sources_param(frames),
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
    sources = choices["sources"] or list(names.sources)
    baseline = inputs.baseline_input(choices, names, sources)
    differences = st.toggle("Differences only", **choices.bind("differences"))
    notes = st.toggle("Facts from outside the texts", **choices.bind("notes"))
with theme.controls("what"):
    sources = inputs.sources_input(choices, frames, names)
    questions = inputs.questions_input(choices, names)

asked = {"as_of": as_of, "sources": sources, "role_class": role_class, "questions": questions}
every = compare(frames, **asked, baseline=baseline)
rows = compare(frames, **asked, baseline=baseline, differences=True) if differences else every
view = ComparisonView(
    frames,
    rows,
    hour_ledger(frames, as_of=as_of),
    store.details(),
    baseline=baseline,
    with_notes=notes,
)
theme.show(key_line(rows, names))
if differences:
    theme.prose(what_is_hidden(every, rows, names), small=True)
if rows.empty:
    theme.empty_state(
        "Nothing to show for these choices.", "Choose another role, or more sources or questions."
    )
else:
    caption = f"Answers by question and text, as of {as_of.isoformat()}"
    table = matrix(view.columns(), view.questions(), view.cells(), names.labels,
                   caption=caption, key="compare")  # fmt: skip
    theme.show(table)
theme.print_line(print_facts(names, role_class, as_of, baseline))
downloads.leave_with(csv_bytes(rows), f"comparison-{as_of.isoformat()}.csv", choices)
theme.foot()
