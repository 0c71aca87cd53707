"""What a session remembers of its own work, so that a rerun does not do it again: in memory, for
this visitor alone. Caches are shared by all visitors; nothing of a person may ever be in one.
"""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

T = TypeVar("T")


def remembered(name: str, asked: object, compute: Callable[[], T]) -> T:
    """What `compute` gives, computed again only when another thing is asked under the name."""
    key = f"remembered_{name}"
    held = st.session_state.get(key)
    if held is None or held[0] != asked:
        held = st.session_state[key] = (asked, compute())
    return held[1]


def forget(name: str) -> None:
    """Let go of what is remembered under the name."""
    st.session_state.pop(f"remembered_{name}", None)
