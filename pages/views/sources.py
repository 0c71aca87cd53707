"""Sources: every coded provision of one source, in document order."""

import streamlit as st

from pages.ui import downloads, drawings, inputs, store, theme
from pages.ui.labels import date_words
from pages.ui.permalinks import Param, sync
from pages.ui.sources_view import EVERYTHING, SHOWN

frames, names = store.frames(), store.names()
choices = sync(
    "sources",
    [
        Param("source", options=list(names.sources), default=next(iter(names.sources))),
        Param("show", options=list(SHOWN), default=EVERYTHING),
        inputs.as_of_param(),
    ],
)
theme.page_head(
    "Read a source",
    "Every coded provision, in the order of the document, with what we take it to require.",
)
with theme.controls("source"):
    source = st.selectbox(
        "Source",
        list(names.sources),
        format_func=names.sources.__getitem__,
        width=346,
        **choices.bind("source"),
    )
    show = st.segmented_control(
        "Show", list(SHOWN), format_func=SHOWN.__getitem__, required=True, **choices.bind("show")
    )
    as_of = inputs.as_of_input(choices)
view, read = drawings.source(source, shown=show, as_of=as_of)
summary = frames.sources.set_index("source_id").loc[source, "summary"]
theme.prose(summary, f"{view.summary()}; law as of {date_words(as_of, '')}.", small=True)
if view.requirements.empty:
    theme.empty_state("No entry of this kind in this source.", "Choose “Everything” above.")
else:
    theme.send(read)
    theme.follow_fragment()
name = f"{source}-requirements.csv"
downloads.leave_with(view.table(), name, choices, [source], with_summaries=True)
theme.foot()
