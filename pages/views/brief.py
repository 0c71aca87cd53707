"""Brief: chosen sources and questions as a document of a few pages."""

from dataclasses import replace
from functools import partial

import streamlit as st

from pages.ui import asking, brief_view, choosing, downloads, inputs, store, theme
from pages.ui.permalinks import sync
from policy_model.brief import document, first_questions, markdown_text, page_count, word_bytes

frames, names, sets = store.frames(), store.names(), store.peer_sets()
asked_first = first_questions(frames)
choices = sync(
    "brief",
    [
        inputs.class_param(frames, default="sworn_sro"),
        inputs.as_of_param(),
        choosing.sources_param(names, sets),
        inputs.baseline_param(names, sets),
        asking.questions_param(names, default=asked_first),
    ],
)
with st.container(key="brief_head"):
    theme.page_head(
        "Brief for a hearing",
        "What do a few texts answer to a few questions? One to three pages with every pinpoint, "
        "caution and silence, to print, to mail or to edit.",
    )
with theme.controls("who"):
    role_class = inputs.class_input(choices, frames, names)
    as_of = inputs.as_of_input(choices)
    sources = choosing.chosen_sources(choices["sources"], names, sets)
    baseline = inputs.baseline_input(choices, names, sources)
with theme.controls("what"):
    sources = choosing.sources_input(choices, names, sets)
    questions = asking.questions_input(choices, names, if_none="The five asked first")

made = store.brief(
    as_of=as_of,
    sources=sources,
    role_class=role_class,
    questions=questions or asked_first,
    baseline=baseline,
)
blocks = document(replace(made, again=downloads.view_address(choices)))
with theme.controls("leave"):
    name = f"brief-{as_of.isoformat()}"
    word, markdown = partial(word_bytes, blocks), partial(markdown_text, blocks)
    kind = brief_view.WORD_TYPE
    downloads.made_button(word, f"{name}.docx", label="Word document (.docx)", mime=kind)
    downloads.made_button(
        lambda: markdown().encode(), f"{name}.md", label="Markdown", mime="text/markdown"
    )
    downloads.link_button(choices)
    theme.prose(brief_view.length_words(page_count(blocks)), small=True)
theme.show(brief_view.paper(blocks, store.details()))
theme.foot()
