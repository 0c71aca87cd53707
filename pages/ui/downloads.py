"""What a reader leaves with: the table as CSV, a link that others can open, how it is cited."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui import theme
from pages.ui.citing import cite_button
from pages.ui.permalinks import Choices, Query, view_address
from policy_model import Frames, comparison_matrix
from policy_model.export import csv_bytes, json_bytes

Table = pd.DataFrame | Callable[[], pd.DataFrame]
"""A table, or what makes it once somebody wants it."""


def csv_button(
    rows: Table,
    file_name: str,
    *,
    label: str = "Download as CSV",
    key: str | None = None,
) -> None:
    """A download that does not rerun the page; the file is made when the button is pressed.

    A file made before that would be sent to every reader: the browser asks whether it is there.
    """
    made_button(partial(_csv_of, rows), file_name, label=label, key=key)


def _csv_of(rows: Table) -> bytes:
    return csv_bytes(rows() if callable(rows) else rows)


def made_button(
    make: Callable[[], bytes],
    file_name: str,
    *,
    label: str,
    mime: str = "text/csv",
    key: str | None = None,
) -> None:
    """A download of what `make` gives when the button is pressed; the page does not run again."""
    key = key or f"csv_{file_name}"
    st.download_button(label, make, file_name, mime=mime, on_click="ignore", key=key)


def link_button(choices: Choices, *, label: str = "Link to this view") -> None:
    """The address of this view, dates included, with a button that copies it."""
    with st.popover(label, key=f"link_{choices.page_id}"):
        st.code(view_address(choices), language=None, wrap_lines=True)


def private_link_button(choices: Choices, query: Query, note: str, sources: Iterable[str]) -> None:
    """A link that holds what a visitor entered: made only when the button in here is pressed.

    A link made for what was entered before is no longer shown once that has changed. Beside it
    the texts of `sources` are cited, and the data set by an address without what was entered.
    """
    key = f"made_link_of_{choices.page_id}"
    with st.popover("Link to this view", key=f"link_{choices.page_id}"):
        theme.prose(note, small=True)
        if st.button("Copy link", key=f"make_link_{choices.page_id}"):
            st.session_state[key] = query
        if st.session_state.get(key) == query:
            st.code(view_address(choices, query), language=None, wrap_lines=True)
    cite_button(choices, sources)


def json_button(rows: pd.DataFrame, file_name: str, *, label: str = "Download as JSON") -> None:
    """The rows as JSON, lists as lists; made when the button is pressed."""
    key, mime = f"json_{file_name}", "application/json"
    made_button(partial(json_bytes, rows), file_name, label=label, mime=mime, key=key)


def leave_with(
    rows: Table,
    file_name: str,
    choices: Choices,
    sources: Iterable[str] = (),
    *,
    with_summaries: bool = False,
) -> None:
    """All three, side by side, under the table; `sources` are those whose texts are cited."""
    with _side_by_side(choices):
        csv_button(rows, file_name)
        link_button(choices)
        cite_button(choices, sources, with_summaries=with_summaries)


def leave_with_map(rows: pd.DataFrame, answers: pd.DataFrame, choices: Choices) -> None:
    """The map as a table, the answers behind it, and the link."""
    name = f"{choices['question']}-{choices['as_of']:%Y-%m-%d}"
    with _side_by_side(choices):
        csv_button(rows, f"map-{name}.csv", label="Map as CSV")
        csv_button(answers, f"map-{name}-answers.csv", label="Answers as CSV")
        link_button(choices)
        cite_button(choices)


def leave_with_comparison(
    frames: Frames, rows: pd.DataFrame, asked: dict[str, Any], choices: Choices
) -> None:
    """The same for a comparison, and its answers as one table of the questions that `rows` shows.

    `asked` is what `policy_model.compare` was asked for `rows`.
    """
    shown = {**asked, "questions": rows["question"].drop_duplicates().tolist()}
    day = asked["as_of"].isoformat()
    with _side_by_side(choices):
        csv_button(rows, f"comparison-{day}.csv")
        csv_button(
            lambda: comparison_matrix(frames, **shown),
            f"comparison-{day}-wide.csv",
            label="Table, one row a source",
        )
        link_button(choices)
        cite_button(choices, rows["source"])


def _side_by_side(choices: Choices) -> DeltaGenerator:
    return st.container(horizontal=True, gap="small", key=f"controls_leave_{choices.page_id}")
