"""What a reader leaves with: the table as CSV, and a link that others can open."""

from collections.abc import Callable
from urllib.parse import urlsplit

import streamlit as st

from pages.ui.markup import query_address
from pages.ui.permalinks import Choices


def csv_button(
    data: bytes | Callable[[], bytes],
    file_name: str,
    *,
    label: str = "Download as CSV",
    key: str | None = None,
) -> None:
    """A download that does not rerun the page; a function is called only when it is pressed."""
    st.download_button(
        label, data, file_name, mime="text/csv", on_click="ignore", key=key or f"csv_{file_name}"
    )


def link_button(choices: Choices, *, label: str = "Link to this view") -> None:
    """The address of this view, dates included, with a button that copies it."""
    with st.popover(label, key=f"link_{choices.page_id}"):
        st.code(view_address(choices), language=None, wrap_lines=True)


def leave_with(data: bytes | Callable[[], bytes], file_name: str, choices: Choices) -> None:
    """Both, side by side, under the table that they are about."""
    with st.container(horizontal=True, gap="small", key=f"controls_leave_{choices.page_id}"):
        csv_button(data, file_name)
        link_button(choices)


def view_address(choices: Choices) -> str:
    """The full address where the browser has told it, else one relative to the app's."""
    page = st.context.url or ""
    is_web = urlsplit(page).scheme in ("http", "https")
    return query_address(page if is_web else choices.page_id, choices.query())
